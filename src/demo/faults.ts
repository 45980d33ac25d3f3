import type { Random } from './random.ts';

export type FaultKind = 'door' | 'bearing' | 'stuck' | 'heater' | 'silent';

/** One trouble of the demonstration. Minutes count from its start. */
export interface Fault {
  readonly kind: FaultKind;
  /** How bad: 0..1, meaning what the kind makes of it. */
  readonly severity: number;
  /** Minutes until somebody puts it right. */
  readonly minutes: number;
}

/** What is wrong in this minute, and for how many minutes it has been; `just` says whether it began or ended now. */
export interface FaultState {
  readonly fault: Fault | undefined;
  readonly age: number;
  readonly just: 'began' | 'ended' | undefined;
}

/** Said on the terminal when the fault is put in, so that the alert can be held against the truth. */
export const STORY: Record<FaultKind, { readonly began: string; readonly ended: string }> = {
  door: { began: 'somebody leaves the freezer door ajar', ended: 'somebody shuts the freezer door' },
  bearing: { began: "the circulation pump's bearing starts to wear", ended: "the circulation pump's bearing is replaced" },
  stuck: { began: "the living room's humidity sensor freezes at one value", ended: "the living room's humidity sensor works again" },
  heater: { began: 'a fan heater is switched on and forgotten', ended: 'somebody switches the heater off' },
  silent: { began: 'the power meter falls silent', ended: 'the power meter is back' },
};

/** Each cycle has all of them, in one of these orders; the first cycle the first order, which begins with the plainest one. */
const ORDERS: readonly (readonly FaultKind[])[] = [
  ['door', 'bearing', 'stuck', 'silent', 'heater'],
  ['heater', 'door', 'silent', 'bearing', 'stuck'],
  ['bearing', 'silent', 'stuck', 'door', 'heater'],
];
const LENGTH: Record<FaultKind, number> = { door: 85, bearing: 200, stuck: 240, heater: 120, silent: 180 };
const REST = 170; // minutes for the plant to settle and the alert to clear before the next one

/** The plan of what goes wrong when: nothing for the first `quiet` minutes, then one fault after another for ever. */
export class FaultPlan {
  #random: Random;
  #minute = 0;
  #begins: number;
  #number = 0;
  #fault: Fault;
  constructor(random: Random, quiet: number) {
    this.#random = random;
    this.#begins = quiet;
    this.#fault = this.#draw();
  }

  /** Goes on by one minute. */
  step(): FaultState {
    const age = this.#minute++ - this.#begins;
    if (age < 0) return { fault: undefined, age: 0, just: undefined };
    const fault = this.#fault;
    if (age < fault.minutes) return { fault, age, just: age === 0 ? 'began' : undefined };
    this.#number++;
    this.#begins = this.#minute + REST;
    this.#fault = this.#draw();
    return { fault, age, just: 'ended' };
  }

  #draw(): Fault {
    const order = ORDERS[Math.floor(this.#number / 5) % ORDERS.length] ?? [];
    const kind = order[this.#number % 5] ?? 'door';
    const severity = this.#number < 5 ? 1 : this.#random.between(0.75, 1.1);
    return { kind, severity, minutes: LENGTH[kind] };
  }
}
