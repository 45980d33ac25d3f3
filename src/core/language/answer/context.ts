/** What answering knows besides the home, and what an answer is. */
import type { Timestamp } from '../../base/index.ts';

export interface AnswerContext {
  readonly now: Timestamp;
  /** IANA name. */
  readonly timezone: string;
  /** Id of the speaker's area. */
  readonly area?: string;
}

export interface Reply {
  readonly reply: string;
}

/** What an entity was, and since when. Newest last; only changes. */
export interface HistoryRecord {
  readonly entity: string;
  readonly state: string;
  readonly at: Timestamp;
}
export type History = readonly HistoryRecord[];

export const NOT_KNOWN: Reply = { reply: 'I do not know that of anything here.' };
