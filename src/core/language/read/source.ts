/** What a player plays from: "put Netflix on the TV", "TV to HDMI 2", "projector on, Blu-ray". Its name is one that a player of this home lists. */
import { wordsOf } from '../mention/index.ts';
import { isPlace, type Sentence } from '../sentence.ts';

export interface SourceFound {
  readonly from: number;
  readonly to: number;
  /** As the player lists it. */
  readonly source: string;
}

/** The longest source of this home in tokens `[from, to)`. Words that are ordinary ones ("radio", "tv") count only after "to" or "from". */
export function sourceIn(sentence: Sentence, from: number, to: number): SourceFound | undefined {
  const sources = sourcesOf(sentence.index);
  if (sources.size === 0) return undefined;
  let best: SourceFound | undefined;
  for (let i = from; i < to; i++) {
    let key = '';
    for (let n = 0; n < 4 && i + n < to; n++) {
      key += sentence.tokens[i + n]?.text ?? '';
      const source = sources.get(key);
      if (source === undefined || isPlace(sentence, i)) continue;
      const plain = n === 0 && (sentence.mentionAt[i] !== undefined || key.length < 4);
      if (plain && !/^(?:to|from|source|input)$/.test(sentence.tokens[i - 1]?.text ?? '')) continue;
      if (best === undefined || n + 1 > best.to - best.from) best = { from: i, to: i + n + 1, source };
    }
  }
  return best;
}

function sourcesOf(index: Sentence['index']): ReadonlyMap<string, string> {
  let known = cache.get(index);
  if (known === undefined) {
    const map = new Map<string, string>();
    for (const { entity } of index.entities.values()) {
      const list = entity.domain === 'media_player' ? entity.attributes['source_list'] : undefined;
      if (!Array.isArray(list)) continue;
      for (const source of list.slice(0, 100)) if (typeof source === 'string' && map.size < MOST) map.set(wordsOf(source).join(''), source);
    }
    known = map;
    cache.set(index, known);
  }
  return known;
}
const MOST = 500;
/** Derived once per home; gone with it. */
const cache = new WeakMap<object, ReadonlyMap<string, string>>();
