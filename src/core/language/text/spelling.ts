/**
 * Mends mistyped words: a word that is known nowhere and is one slip of the fingers (two in long words) from exactly one best known word
 * becomes that word. Words that exist are never touched: "lamb" stays "lamb".
 *
 * Candidates come from deleting letters (symmetric delete, W. Garbe, SymSpell), the distance is optimal string alignment
 * (Damerau-Levenshtein with adjacent swaps): insertion, deletion, substitution and swap count one each.
 */
import type { Token } from './tokens.ts';

export interface Speller {
  /** The word meant, or undefined when the word is fine or nothing is near. */
  mend(word: string): string | undefined;
}

/** Words that exist, and that nobody says to a home: slips of the fingers all the same. */
const SELDOM: ReadonlySet<string> = new Set(['rom', 'pleas', 'pease', 'sop', 'tun', 'lite', 'nex']);
/** Fewer letters leave too little to be sure of. */
const SHORTEST = 4;
const LONG = 7;
const MAX_WORD = 24;

/** `targets`: words worth mending to (verbs, kinds, this home's names), earlier ones win ties; `known`: words that are never touched. */
export function createSpeller(targets: Iterable<string>, known: ReadonlySet<string>): Speller {
  const rank = new Map<string, number>();
  const byDeletion = new Map<string, string[]>();
  for (const word of targets) {
    if (word.length < 3 || word.length > MAX_WORD || !/^\p{L}+$/u.test(word) || rank.has(word)) continue;
    rank.set(word, rank.size);
    for (const key of deletions(word, word.length >= LONG ? 2 : 1)) {
      const list = byDeletion.get(key);
      if (list) list.push(word);
      else byDeletion.set(key, [word]);
    }
  }
  const memory = new Map<string, string | undefined>();
  return {
    mend(word) {
      if (
        word.length < SHORTEST - 1 ||
        word.length > MAX_WORD ||
        rank.has(word) ||
        (known.has(word) && !SELDOM.has(word)) ||
        !/^\p{L}+$/u.test(word)
      )
        return undefined;
      if (memory.has(word)) return memory.get(word);
      if (memory.size > 2_000) memory.clear();
      const found = nearest(word);
      memory.set(word, found);
      return found;
    },
  };

  function nearest(word: string): string | undefined {
    const most = word.length >= LONG ? 2 : 1;
    let best: string | undefined;
    let bestCost = Number.POSITIVE_INFINITY;
    let tied = false;
    const seen = new Set<string>();
    for (const key of deletions(word, most)) {
      for (const candidate of byDeletion.get(key) ?? []) {
        if (seen.has(candidate)) continue;
        seen.add(candidate);
        const distance = alignment(word, candidate);
        if (distance > most || (word.length < SHORTEST && !swapped(word, candidate) && !SELDOM.has(word))) continue;
        // People rarely miss the first letter; a swap is the commonest slip, then a missing or doubled letter.
        const cost =
          distance +
          (word[0] === candidate[0] ? 0 : 0.6) +
          (swapped(word, candidate) ? -0.3 : 0) +
          (beside(word, candidate) ? -0.2 : 0) +
          // Letters are left out more often than put in.
          (word.length === candidate.length ? 0.05 : word.length < candidate.length ? -0.05 : 0);
        if (cost < bestCost - 1e-9) {
          bestCost = cost;
          best = candidate;
          tied = false;
        } else if (Math.abs(cost - bestCost) < 1e-9 && candidate !== best) tied = true;
      }
    }
    // Plural or singular of the same word is no real tie.
    if (tied && best !== undefined && ![...seen].every((w) => w === best || w === `${best}s` || `${w}s` === best)) {
      const tiedWith = [...seen].filter((w) => alignment(word, w) <= most).toSorted((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
      return bestCost <= 1 ? (tiedWith.find((w) => w[0] === word[0]) ?? undefined) : undefined;
    }
    return bestCost < 2.3 ? best : undefined;
  }
}

/** Tokens with mistyped words mended; the written form is kept in `mended`. */
export function mend(tokens: readonly Token[], speller: Speller): readonly Token[] {
  return tokens.map((token) => {
    const meant = token.number === undefined ? speller.mend(token.text) : undefined;
    return meant === undefined ? token : { ...token, text: meant, mended: token.text };
  });
}

/** One letter is another that lies beside it on a keyboard. */
function beside(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = [...a].findIndex((letter, i) => letter !== b[i]);
  return at >= 0 && a.slice(at + 1) === b.slice(at + 1) && (NEIGHBOURS[a[at] ?? '']?.includes(b[at] ?? '') ?? false);
}
const NEIGHBOURS: Readonly<Record<string, string>> = {
  a: 'qwsz', b: 'vghn', c: 'xdfv', d: 'serfcx', e: 'wsdr', f: 'drtgvc', g: 'ftyhbv', h: 'gyujnb', i: 'ujko', j: 'huikmn', k: 'jiolm', l: 'kop', m: 'njk',
  n: 'bhjm', o: 'iklp', p: 'ol', q: 'wa', r: 'edft', s: 'awedxz', t: 'rfgy', u: 'yhji', v: 'cfgb', w: 'qase', x: 'zsdc', y: 'tghu', z: 'asx',
}; // biome-ignore format: one table

const swapped = (a: string, b: string): boolean =>
  a.length === b.length && a !== b && [...a].toSorted().join('') === [...b].toSorted().join('') && alignment(a, b) === 1;

/** A word and everything left of it when up to `most` letters are taken out. */
function deletions(word: string, most: number): Set<string> {
  const out = new Set([word]);
  let edge = [word];
  for (let round = 0; round < most; round++) {
    const next: string[] = [];
    for (const w of edge)
      for (let i = 0; i < w.length; i++) {
        const shorter = w.slice(0, i) + w.slice(i + 1);
        if (shorter.length > 1 && !out.has(shorter)) {
          out.add(shorter);
          next.push(shorter);
        }
      }
    edge = next;
  }
  return out;
}

/** Optimal string alignment distance. */
export function alignment(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    before = above;
    above = row;
  }
  return above[b.length] ?? 0;
}
