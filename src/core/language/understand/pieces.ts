/** What becomes of one clause; the pieces of an answer. */
import type { Action, Refusal } from '../../domain/home.ts';
import type { Question } from '../converse/memory.ts';
import type { Deed } from '../deed.ts';
import type { Need } from '../plan/index.ts';

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
}

export type Piece =
  | DonePiece
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly detail: string; readonly near?: readonly string[] }
  | {
      readonly kind: 'ask';
      readonly deed: Deed;
      readonly candidates: readonly string[];
      readonly text: string;
      /** Said instead of "Which one: …?". */
      readonly question?: string;
      /** What is asked for is what to set the candidates to, all of them. */
      readonly needs?: Need;
    }
  | {
      readonly kind: 'answer';
      readonly reply: string;
      readonly ids: readonly string[];
      /** What was asked, for "and the kettle?". */
      readonly again?: Question;
    }
  /** Nothing is to be done, and that is right. */
  | { readonly kind: 'nothing'; readonly reply: string };
