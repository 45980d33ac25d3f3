/** Boards: microcontrollers on serial ports, with Kinglet's firmware or any Firmata. */
import type { Actuator, Source } from '../../agent/ports.ts';
import { fault, ok, type Result } from '../../core/base/index.ts';
import type { Entity } from '../../core/domain/home.ts';
import { Board, type BoardDeps } from './board.ts';
import { distinctNames } from './names.ts';
import type { BoardOptions } from './options.ts';

export { BoardOptions, BoardsOptions } from './options.ts';
export type { KeepOpen } from './wire.ts';

export interface BoardsDeps extends BoardDeps {
  /** What a board is called that nobody named: by its port. */
  readonly nameOf: (port: string) => string;
  /** Names of other devices on this machine's ports. */
  readonly taken?: readonly string[];
}

export interface Boards {
  readonly sources: readonly Source[];
  /** Switches what hangs on their pins; `has` tells what does. */
  readonly actuator: Actuator & { has(entity: string): boolean };
  /** What can be switched, as it is now; the objects stay the same. Another revision when what they can do has changed. */
  found(): { readonly revision: number; readonly entities: readonly Entity[] };
}

export function createBoards(options: readonly BoardOptions[], deps: BoardsDeps): Boards {
  const names = distinctNames(
    options.map(({ name, port }) => name ?? deps.nameOf(port)),
    deps.taken,
  );
  const boards = options.map((each, i) => {
    const { name = each.port, trouble } = names[i] ?? {};
    if (trouble) deps.observer.fault(`board:${name}`, trouble);
    return new Board(name, each, deps);
  });
  const pins = boards.flatMap((board) => board.pins ?? []);
  const actuator: Boards['actuator'] = {
    has: (entity) => pins.some((each) => each.has(entity)),
    async perform(actions, signal): Promise<Result<void>> {
      for (const [i, action] of actions.entries()) {
        const mine = pins.find((each) => each.has(action.entity));
        const done: Result<void> = mine
          ? await mine.perform(action, signal)
          : { ok: false, fault: fault('board/unknown', `${action.entity} hangs on no board.`) };
        if (done.ok) continue;
        const before = i === 0 ? '' : ` ${i} of ${actions.length} had been done before.`;
        return { ok: false, fault: { ...done.fault, detail: `${done.fault.detail}${before}` } };
      }
      return ok(undefined);
    },
  };
  const found = () => ({
    revision: pins.reduce((sum, { revision }) => sum + revision, 0),
    entities: pins.flatMap(({ entities }) => entities),
  });
  return { sources: boards, actuator, found };
}
