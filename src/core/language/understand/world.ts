/** What understanding knows besides the sentence. */
import type { Timestamp } from '../../base/index.ts';
import type { Entity } from '../../domain/home.ts';
import type { HomeIndex } from '../mention/index.ts';

export interface World {
  readonly index: HomeIndex;
  /** The entity as it is now: the home's, or as the conversation has left it. */
  readonly now: (id: string) => Entity | undefined;
  readonly at: Timestamp;
  /** IANA name, for clock times. */
  readonly timezone: string;
  /** Id of the speaker's area. */
  readonly area?: string;
}
