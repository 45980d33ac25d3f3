/**
 * A sentence as tokens: lower-case words, numbers and the punctuation that can end a clause, with offsets into the cleaned text.
 *
 *     "Don't set it to twenty-one °C!"  →  do not set it to 21 celsius !
 */
import { opened } from './contractions.ts';
import { spelledNumber } from './numbers.ts';

export interface Token {
  /** Lower case; contractions opened; numbers as digits ("21", "2.5", "-3"); clock times as written ("7:30"). */
  readonly text: string;
  /** Offsets in the cleaned text: `[from, to)`. Tokens of one written word share them. */
  readonly from: number;
  readonly to: number;
  readonly number?: number;
  /** What was written, where spelling was mended. */
  readonly mended?: string;
}

/** More words than anybody says in one breath; what comes after is not read. */
export const MAX_TOKENS = 256;

// Clock | ordinal | number | °C °F | word (letters, then letters, digits and inner apostrophes) | sign that matters
const SCAN =
  /(\d{1,2}:\d{2}(?::\d{2})?)|(\d{1,3}(?:st|nd|rd|th))(?![\p{L}\p{N}])|((?:(?<![\p{L}\p{N}.])-)?\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?:(?<![\p{L}\p{N}.])-)?\d+(?:[.,]\d{1,4}(?!\d))?)|(°\s?[cf](?![\p{L}])|°|º)|(\p{L}[\p{L}\p{M}\p{N}]*(?:'\p{L}+)*)|([%,.;:?!"&+])/giu;

const SIGN: Readonly<Record<string, string>> = { '%': 'percent', '&': 'and', '+': 'and' };
/** Units glued to a number: "72f", "2700k", "21c", "30s", "5min" come as two tokens; these are spelt out. */
const GLUED: Readonly<Record<string, string>> = {
  f: 'fahrenheit',
  c: 'celsius',
  k: 'kelvin',
  s: 'seconds',
  h: 'hours',
  m: 'minutes',
  w: 'watts',
};

/** Tokens of a cleaned text, at most `MAX_TOKENS`. */
export function tokenise(text: string): readonly Token[] {
  const words: Token[] = [];
  for (const match of text.matchAll(SCAN)) {
    const [whole, clock, ordinal, number, degree, word] = match;
    const from = match.index;
    const to = from + whole.length;
    if (clock !== undefined) words.push({ text: clock, from, to });
    else if (number !== undefined) words.push(numberToken(number, from, to));
    else if (degree !== undefined)
      words.push({ text: /c$/i.test(degree) ? 'celsius' : /f$/i.test(degree) ? 'fahrenheit' : 'degrees', from, to });
    else if (word !== undefined || ordinal !== undefined) {
      const lower = whole.toLowerCase();
      const glued = words.at(-1)?.to === from && words.at(-1)?.number !== undefined ? GLUED[lower] : undefined;
      for (const part of glued === undefined ? opened(lower) : [glued]) words.push({ text: part, from, to });
    } else words.push({ text: SIGN[whole] ?? whole, from, to });
    if (words.length >= MAX_TOKENS) break;
  }
  return numbersMerged(offMended(words));
}

/** "turn of the light", "the fan of": the particle lost a letter; "per cent" is one word. */
function offMended(tokens: readonly Token[]): Token[] {
  const out: Token[] = [];
  for (const [i, token] of tokens.entries()) {
    const before = out.at(-1);
    const last = i === tokens.length - 1 || /^[,.;!?]$/.test(tokens[i + 1]?.text ?? '');
    if (
      token.text === 'of' &&
      before !== undefined &&
      (/^(?:turn|switch|shut|power|turned|switched)$/.test(before.text) || (last && out.length > 1))
    )
      out.push({ ...token, text: 'off', mended: 'of' });
    else if (token.text === 'cent' && before?.text === 'per') out[out.length - 1] = { text: 'percent', from: before.from, to: token.to };
    else out.push(token);
  }
  return out;
}

/** "21,5" is a decimal comma, "1,000" a thousand. */
function numberToken(written: string, from: number, to: number): Token {
  const plain = /,\d{3}(?!\d)/.test(written) ? written.replaceAll(',', '') : written.replace(',', '.');
  const number = Number(plain);
  return { text: String(number), from, to, number };
}

function numbersMerged(tokens: readonly Token[]): Token[] {
  const words = tokens.map(({ text }) => text);
  const out: Token[] = [];
  for (let i = 0; i < tokens.length; ) {
    const token = tokens[i] as Token;
    const spelled = token.number === undefined ? spelledNumber(words, i) : undefined;
    if (spelled !== undefined) {
      const to = (tokens[i + spelled.words - 1] as Token).to;
      // "a hundred": the article belongs to the number.
      if (out.at(-1)?.text === 'a' && token.text === 'hundred') out.pop();
      out.push({ text: String(spelled.value), from: token.from, to, number: spelled.value });
      i += spelled.words;
    } else if (token.number !== undefined && words[i + 1] === 'and' && words[i + 2] === 'a' && words[i + 3] === 'half') {
      const number = token.number + 0.5;
      out.push({ text: String(number), from: token.from, to: (tokens[i + 3] as Token).to, number });
      i += 4;
    } else {
      out.push(token);
      i++;
    }
  }
  return out;
}
