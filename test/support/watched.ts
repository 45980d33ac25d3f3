import type { Fault } from '../../src/core/base/index.ts';
import { RecordingObserver } from './fakes.ts';

/** An observer at which a test can wait for what it is told. */
export class WatchedObserver extends RecordingObserver {
  #waiting: { met: () => boolean; wake: () => void }[] = [];
  override fault(where: string, fault: Fault, count = 1): void {
    super.fault(where, fault, count);
    this.#look();
  }
  override link(where: string, up: boolean, detail?: string): void {
    super.link(where, up, detail);
    this.#look();
  }
  count(code: string): number {
    return this.faults.filter((f) => f.fault.code === code).reduce((sum, f) => sum + f.count, 0);
  }
  until(met: () => boolean): Promise<void> {
    return met() ? Promise.resolve() : new Promise((wake) => this.#waiting.push({ met, wake }));
  }
  /** The `n`th time (from 1) the link came up. */
  up(n = 1): Promise<void> {
    return this.until(() => this.links.filter((l) => l.up).length >= n);
  }
  down(n = 1): Promise<void> {
    return this.until(() => this.links.filter((l) => !l.up).length >= n);
  }
  faulted(code: string, n = 1): Promise<void> {
    return this.until(() => this.count(code) >= n);
  }
  #look(): void {
    for (const w of this.#waiting) if (w.met()) w.wake();
    this.#waiting = this.#waiting.filter((w) => !w.met());
  }
}
