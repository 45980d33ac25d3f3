/**
 * What a conversation remembers, for two minutes: what was said last and of what, what was asked back, what waits for a confirmation,
 * and the state that earlier actions left.
 */
import { between, type Millis, minutes, type Timestamp } from '../../base/index.ts';
import type { Action, Entity } from '../../domain/home.ts';
import type { Deed } from '../deed.ts';
import type { Intent } from '../intent.ts';
import type { Preferences } from '../mood/index.ts';
import type { Need } from '../plan/index.ts';
import type { Book, Job } from '../schedule/index.ts';
import type { PlanChange } from '../understand/later/index.ts';

/** A deed that was done. */
export interface Done {
  readonly deed: Deed;
  readonly ids: readonly string[];
  readonly actions: readonly Action[];
  /** The entities as they were. */
  readonly before: readonly Entity[];
  /** Ids of jobs that it put on the schedule book, and those that it took off. */
  readonly planned?: readonly number[];
  readonly unplanned?: readonly Job[];
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
  /** What comes on the schedule book with it. */
  readonly plans?: readonly PlanChange[];
}

/** Plans that were listed, as they stood in the list. */
export interface ListedPlans {
  readonly ids: readonly number[];
  /** It was asked which of them is to be cancelled. */
  readonly choosing?: true;
}

/** A mood that was made here lately, and what of it is remembered differently by now. */
export interface MoodMade {
  readonly id: string;
  /** Id of the area it was made in. */
  readonly area?: string;
  /** The devices it moved. */
  readonly ids: readonly string[];
  /** What was remembered before the last correction; absent while nothing was corrected. */
  readonly unlearn?: Preferences;
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
  /** Plans that were listed in the last turn. */
  readonly plans?: ListedPlans;
  readonly mood?: MoodMade;
  /** The schedule book and the moods' preferences, where nobody keeps them for all conversations. */
  readonly book?: Book;
  readonly preferences?: Preferences;
  /** Entities that earlier actions changed. */
  readonly states: ReadonlyMap<string, Entity>;
}

export const LIFE: Millis = minutes(2);

/**
 * What is left of a memory at a later time: states stay (the home stays as it was left), and what is planned and preferred; everything else
 * is forgotten after two minutes.
 */
export function recall(memory: Memory | undefined, now: Timestamp): Memory {
  if (memory === undefined) return { at: now, last: [], spoken: [], states: new Map() };
  if (between(memory.at, now) <= LIFE) return memory;
  const { states, book, preferences } = memory;
  return {
    at: now,
    last: [],
    spoken: [],
    states,
    ...(book === undefined ? {} : { book }),
    ...(preferences === undefined ? {} : { preferences }),
  };
}
