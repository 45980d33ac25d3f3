/** What becomes of one clause; the pieces of an answer. */
import type { Action, Refusal } from '../../domain/home.ts';
import type { Deed } from '../deed.ts';

export type Piece =
  | {
      readonly kind: 'done';
      readonly deed: Deed;
      readonly ids: readonly string[];
      readonly actions: readonly Action[];
      readonly sure: number;
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly detail: string; readonly near?: readonly string[] }
  | {
      readonly kind: 'ask';
      readonly deed: Deed;
      readonly candidates: readonly string[];
      readonly text: string;
      readonly yes?: boolean;
      readonly question?: string;
    }
  | { readonly kind: 'answer'; readonly reply: string; readonly ids: readonly string[] }
  /** Nothing is to be done, and that is right. */
  | { readonly kind: 'nothing'; readonly reply: string; readonly ids?: readonly string[] };
