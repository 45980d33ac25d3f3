/** What a sentence is understood with, and what comes of it. */
import type { Policy } from '../../authority/index.ts';
import type { Answer } from '../../domain/home.ts';
import type { AlertRecord, History } from '../answer/index.ts';
import type { Memory } from '../converse/memory.ts';
import type { HomeIndex } from '../mention/index.ts';
import type { Place } from '../schedule/index.ts';
import type { Speller } from '../text/index.ts';
import type { AlertRequest } from './alert-request.ts';
import type { Moods } from './mood.ts';

export interface Ground {
  readonly index: HomeIndex;
  readonly speller?: Speller;
  readonly timezone: string;
  readonly policy?: Policy;
  /** The owner's, for what is risky. */
  readonly pin?: string;
  readonly moods?: Moods;
  readonly history?: (id: string) => History;
  readonly alerts?: () => readonly AlertRecord[];
  /** For sunrise and sunset. */
  readonly place?: Place;
}

export interface Understood {
  readonly answer: Answer;
  /** With the schedule book and the preferences as they are now. */
  readonly memory: Memory;
  /** Something said to an alert, for whoever keeps alerts: the answer is theirs. */
  readonly alert?: AlertRequest;
}
