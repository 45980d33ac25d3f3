/** What becomes of one clause; the pieces of an answer. */
import type { Action, Refusal } from '../../domain/home.ts';
import type { ListedPlans, Question } from '../converse/memory.ts';
import type { Deed } from '../deed.ts';
import type { Need } from '../plan/index.ts';
import type { AlertRequest } from './alert-request.ts';
import type { PlanChange } from './later/index.ts';

export interface DonePiece {
  readonly kind: 'done';
  readonly deed: Deed;
  readonly ids: readonly string[];
  readonly actions: readonly Action[];
  /** 0..1: how sure it is that these are meant. */
  readonly sure: number;
  /** What a mood says of itself. */
  readonly said?: string;
  /** How many devices a mood is about. */
  readonly devices?: number;
  /** The mood and where, for what is corrected afterwards. */
  readonly mood?: { readonly id: string; readonly area?: string };
  /** What it changes on the schedule book. */
  readonly plan?: PlanChange;
  /** What a command for later would do now: as risky as that is. */
  readonly would?: readonly Action[];
}

export type Piece =
  | DonePiece
  | {
      readonly kind: 'refused';
      readonly refusal: Refusal;
      readonly detail: string;
      readonly near?: readonly string[];
      /** What was meant and cannot: spoken of all the same. */
      readonly ids?: readonly string[];
    }
  | {
      readonly kind: 'ask';
      readonly deed: Deed;
      readonly candidates: readonly string[];
      readonly text: string;
      /** Said instead of "Which one: …?". */
      readonly question?: string;
      /** What is asked for is what to set the candidates to, all of them. */
      readonly needs?: Need;
      /** Which of these plans is asked for. */
      readonly plans?: ListedPlans;
    }
  | {
      readonly kind: 'answer';
      readonly reply: string;
      readonly ids: readonly string[];
      /** What was asked, for "and the kettle?". */
      readonly again?: Question;
      readonly plans?: ListedPlans;
    }
  /** Said to an alert; whoever keeps alerts does it. */
  | { readonly kind: 'alert'; readonly request: AlertRequest }
  /** Nothing is to be done, and that is right. */
  | {
      readonly kind: 'nothing';
      readonly reply: string;
      /** Said beside what other clauses have done, too: nobody is to believe that this was kept. */
      readonly besides?: string;
    };
