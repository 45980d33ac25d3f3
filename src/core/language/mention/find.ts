/**
 * Finds what a sentence mentions: the longest spans of words that are a name, an area, a floor or a kind of device of this home.
 *
 *     turn off the living room lamp  →  [living room lamp] entity, or [living room] area + [lamp] kind when no device is called so
 */
import type { Token } from '../text/index.ts';
import type { HomeIndex, Ref } from './home-index.ts';

export interface Mention {
  /** Token indices `[from, to)`. */
  readonly from: number;
  readonly to: number;
  readonly refs: readonly Ref[];
}

/** Most words of a name that are looked at together. */
const MAX_WORDS = 9;

/** All mentions, longest first from the left; they do not overlap. */
export function findMentions(tokens: readonly Token[], index: HomeIndex): readonly Mention[] {
  const out: Mention[] = [];
  for (let at = 0; at < tokens.length; ) {
    const found = longestAt(tokens, at, index);
    if (found === undefined) at++;
    else {
      out.push(found);
      at = found.to;
    }
  }
  return out;
}

function longestAt(tokens: readonly Token[], at: number, index: HomeIndex): Mention | undefined {
  let key = '';
  let best: Mention | undefined;
  for (let to = at; to < tokens.length && to - at < MAX_WORDS; to++) {
    const { text } = tokens[to] as Token;
    if (/^[,.;:?!"]$/.test(text)) break;
    key += text;
    if (key.length > index.longest) break;
    const refs = index.said.get(key);
    if (refs !== undefined) best = { from: at, to: to + 1, refs };
  }
  return best;
}
