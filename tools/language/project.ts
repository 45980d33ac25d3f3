/** A drawn sentence with marked characters → the product's own tokens with a role, an intent and a clause start each. */
import { INTENTS, type Intent, ROLES, type Role } from '../../src/core/language/intent.ts';
import * as words from '../../src/core/language/lexicon/words.ts';
import { bitsOf, type HomeIndex } from '../../src/core/language/mention/index.ts';
import { clean, mend, type Speller, type Token, tokenise } from '../../src/core/language/text/index.ts';

/** Characters `[from, to)` of a sentence. */
export interface Mark {
  readonly from: number;
  readonly to: number;
}
export interface ClauseMark extends Mark {
  /** Undefined: not known, no loss. */
  readonly intent?: Intent;
}
export interface RoleMark extends Mark {
  readonly role: Role;
}

export interface Drawn {
  readonly text: string;
  readonly clauses: readonly ClauseMark[];
  readonly roles: readonly RoleMark[];
  /** False: roles are not known. */
  readonly labelled: boolean;
  readonly scope: 0 | 1 | -1;
  readonly group: string;
  readonly source: string;
}

/** As the training reads it. */
export interface Line {
  readonly t: readonly string[];
  readonly b: readonly number[];
  readonly c: readonly number[];
  readonly r: readonly number[];
  readonly i: readonly number[];
  readonly s: number;
  readonly g: string;
  readonly w: number;
  readonly src: string;
  readonly home: string;
}

export const MAX_TOKENS = 64;

/** Undefined for sentences of no tokens or too many. */
export function project(drawn: Drawn, index: HomeIndex, speller: Speller, home: string): Line | undefined {
  const text = clean(drawn.text);
  const tokens = mend(tokenise(text), speller);
  if (tokens.length === 0 || tokens.length > MAX_TOKENS) return undefined;
  const same = text.length === drawn.text.length;
  const clauseAt = tokens.map((token) => drawn.clauses.findLastIndex(({ from }) => token.from >= from));
  const starts = clauseAt.map((clause, i) => (i === 0 || clause !== clauseAt[i - 1] ? 1 : 0));
  return {
    t: tokens.map(({ text: word }) => word),
    b: bitsOf(tokens, index),
    c: starts,
    r: tokens.map((token, i) => (drawn.labelled && same ? ROLES.indexOf(roleOf(token, tokens[i - 1], drawn)) : -1)),
    i: clauseAt.map((clause) => {
      const intent = drawn.clauses[Math.max(0, clause)]?.intent;
      return intent === undefined ? -1 : INTENTS.indexOf(intent);
    }),
    s: drawn.scope,
    g: drawn.group,
    w: 1,
    src: drawn.source,
    home,
  };
}

function roleOf(token: Token, before: Token | undefined, drawn: Drawn): Role {
  const mark = drawn.roles.find(({ from, to }) => token.from < to && token.to > from);
  if (mark !== undefined)
    return /^(?:the|my|our|a|an|of|all)$/.test(token.text) &&
      mark.role !== 'content' &&
      mark.role !== 'duration' &&
      mark.role !== 'time' &&
      mark.role !== 'condition'
      ? 'none'
      : mark.role;
  return lexical(token.text, before?.text ?? '', drawn);
}

/** Words of the template itself. */
function lexical(word: string, before: string, { clauses }: Drawn): Role {
  const asks = clauses.some(({ intent }) => intent?.startsWith('ask') ?? false);
  if (words.EXCEPT_WORDS.has(word) && word !== 'without') return 'except';
  if (/^(?:it|them|that|those|these|itself|this|both)$/.test(word)) return 'pronoun';
  if (/^(?:all|every|everything|each|both|any|everywhere)$/.test(word)) return 'quantity';
  if (asks) return words.STATE_WORDS.has(word) ? 'state' : words.ATTRIBUTE_WORDS.has(word) ? 'attribute' : 'none';
  if (
    /^(?:on|off|out|up|down|back)$/.test(word) ||
    (words.ACTION_VERBS.has(word) && !words.UP_WORDS.has(word) && !words.DOWN_WORDS.has(word))
  )
    return 'action';
  if (words.UP_WORDS.has(word) || words.DOWN_WORDS.has(word) || /^(?:bit|little|lot|much|slightly|half|twice|touch|notch|tad)$/.test(word))
    return before === 'to' || before === '' ? 'action' : 'delta';
  return words.ATTRIBUTE_WORDS.has(word) ? 'attribute' : 'none';
}
