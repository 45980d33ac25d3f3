/**
 * What a conversation remembers, for two minutes: what was said last and of what, what was asked back, what waits for a confirmation,
 * and the state that earlier actions left.
 */
import { between, type Millis, minutes, type Timestamp } from '../../base/index.ts';
import type { Action, Entity } from '../../domain/home.ts';
import type { Deed } from '../deed.ts';
import type { Intent } from '../intent.ts';
import type { Need } from '../plan/index.ts';

/** A deed that was done. */
export interface Done {
  readonly deed: Deed;
  readonly ids: readonly string[];
  readonly actions: readonly Action[];
  /** The entities as they were. */
  readonly before: readonly Entity[];
}

/** What somebody asked: "and the kettle?" asks it again. */
export interface Question {
  readonly intent: Intent;
  readonly attribute?: string;
  readonly state?: string;
  /** Kinds of devices it was about: "and downstairs?" is about these there. */
  readonly kinds?: readonly string[];
}

/** A question that was asked back: the clause that waits for one of the candidates. */
export interface Asked {
  readonly deed: Deed;
  readonly candidates: readonly string[];
  readonly text: string;
  /** What is missing is a value for all of the candidates, rather than which of them. */
  readonly needs?: Need;
}

/** Something risky that waits. */
export interface Pending {
  readonly actions: readonly Action[];
  readonly at: Timestamp;
  readonly wrong: number;
}

export interface Memory {
  readonly at: Timestamp;
  /** Deeds of the last turn that did something, in order. */
  readonly last: readonly Done[];
  /** Entities spoken of last, done to or asked about. */
  readonly spoken: readonly string[];
  /** Between which was asked lately: what "the other one" and "both" are of. */
  readonly offered?: readonly string[];
  readonly asked?: Asked;
  /** The question of the last turn, while nothing was done since. */
  readonly question?: Question;
  readonly pending?: Pending;
  /** Entities that earlier actions changed. */
  readonly states: ReadonlyMap<string, Entity>;
}

export const LIFE: Millis = minutes(2);

/** What is left of a memory at a later time: states stay (the home stays as it was left), everything else is forgotten after two minutes. */
export function recall(memory: Memory | undefined, now: Timestamp): Memory {
  if (memory === undefined) return { at: now, last: [], spoken: [], states: new Map() };
  if (between(memory.at, now) <= LIFE) return memory;
  return { at: now, last: [], spoken: [], states: memory.states };
}
