/** A board source and a line that is only callbacks. */
import { createRequire } from 'node:module';
import { type BoardOptions, createBoards } from '../../../src/adapters/firmata/index.ts';
import type { WireUser } from '../../../src/adapters/firmata/wire.ts';
import type { Clock } from '../../../src/agent/ports.ts';
import type { Reading } from '../../../src/core/domain/index.ts';
import { Sensors } from '../../../src/core/home/index.ts';
import { WatchedObserver } from '../../support/watched.ts';

export const hasJohnnyFive = (() => {
  try {
    createRequire(import.meta.url).resolve('johnny-five');
    return true;
  } catch {
    console.warn('johnny-five is not installed (npm ci --omit=optional?): the tests of parts on pins are skipped.');
    return false;
  }
})();

export const boardOf = (more: Partial<BoardOptions> = {}): BoardOptions => ({
  port: '/dev/ttyTEST',
  baud: 115_200,
  features: 'every',
  window: 512,
  heartbeat: 10,
  hold: 8,
  delta: 16,
  threshold: 0,
  channels: [],
  parts: [],
  ...more,
});

export const partOf = (
  given: Pick<BoardOptions['parts'][number], 'class' | 'name' | 'options'> & Partial<BoardOptions['parts'][number]>,
): BoardOptions['parts'][number] => ({ aliases: [], ...given });

/** All boards of a configuration, each on a line of its own; what they give is collected. */
export function boardsOn(options: readonly BoardOptions[], clock: Clock, more: { queue?: number; taken?: readonly string[] } = {}) {
  const observer = new WatchedObserver();
  const sensors = new Sensors({ max: 500 });
  const users = new Map<string, WireUser>();
  const abort = new AbortController();
  const boards = createBoards(options, {
    clock,
    observer,
    sensors,
    nameOf: (port) => port.split('/').at(-1) ?? port,
    keepOpen: (wire, user, signal) => {
      users.set(wire.name, user);
      return new Promise((resolve) => {
        const end = (): void => {
          user.closed();
          resolve();
        };
        if (signal.aborted) end();
        else signal.addEventListener('abort', end, { once: true });
      });
    },
    ...more,
  });
  const read: Reading[] = [];
  const running = boards.sources.map(async (source) => {
    for await (const batch of source.readings(abort.signal)) read.push(...batch);
  });
  return {
    boards,
    observer,
    sensors,
    read,
    values: (id: string): number[] => read.filter(({ sensor }) => sensor.id === id).map(({ value }) => value),
    line: (name: string): WireUser => {
      const user = users.get(`board:${name}`);
      if (!user) throw new Error(`no board is called ${name}: ${[...users.keys()].join(', ')}`);
      return user;
    },
    async [Symbol.asyncDispose]() {
      abort.abort();
      await Promise.all(running);
    },
  };
}
