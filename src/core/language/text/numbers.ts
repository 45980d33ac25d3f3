/** Number words into numbers: "twenty one and a half" → 21.5. Works on lower-case words. */

const UNITS = [
  'zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten',
  'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen',
]; // biome-ignore format: a row of ten each
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

const VALUE = new Map<string, number>([
  ...UNITS.map((w, i) => [w, i] as const),
  ...TENS.map((w, i) => [w, (i + 2) * 10] as const),
  ['fourty', 40],
  ['ninty', 90],
]);

/** "one" after these is a pronoun: "the other one", "that one". */
const PRONOUN_BEFORE = new Set([
  'other',
  'that',
  'this',
  'the',
  'which',
  'each',
  'every',
  'first',
  'second',
  'last',
  'wrong',
  'right',
  'left',
  'big',
  'small',
  'same',
  'another',
  'no',
  'any',
]);

export interface SpelledNumber {
  readonly value: number;
  /** How many words it takes. */
  readonly words: number;
}

/** The number spelled at `at`, if one is: "a hundred", "one hundred and twenty", "point five", "minus three". */
export function spelledNumber(words: readonly string[], at: number): SpelledNumber | undefined {
  let i = at;
  let sign = 1;
  if (words[i] === 'minus' || words[i] === 'negative') {
    sign = -1;
    i++;
  }
  const start = i;
  let total = 0;
  let current = 0;
  let last = Number.POSITIVE_INFINITY; // what may follow: units after tens, nothing after units
  for (; i < words.length && i - start < 8; i++) {
    const word = words[i] as string;
    const value = VALUE.get(word);
    if (value !== undefined) {
      const fits =
        last === Number.POSITIVE_INFINITY || (last >= 20 && last < 100 && value > 0 && value < 10) || (last === 100 && value < 100);
      if (!fits) break;
      if (
        word === 'one' &&
        i === at &&
        PRONOUN_BEFORE.has(words[at - 1] ?? '') &&
        VALUE.get(words[i + 1] ?? '') === undefined &&
        words[i + 1] !== 'hundred'
      )
        return undefined;
      current += value;
      last = value;
    } else if (word === 'hundred' && (i > start ? current < 100 && last !== 100 : words[start - 1] === 'a')) {
      current = (i > start ? current : 1) * 100;
      last = 100;
    } else if (word === 'thousand' && i > start && current > 0) {
      total += current * 1_000;
      current = 0;
      last = 100;
    } else if (word === 'and' && last === 100 && VALUE.has(words[i + 1] ?? '')) {
      // "one hundred and twenty"
    } else break;
  }
  if (i === start && words[i] !== 'point') return undefined;
  let value = total + current;
  if (words[i] === 'point' && VALUE.has(words[i + 1] ?? '')) {
    let scale = 0.1;
    for (i++; i < words.length && (VALUE.get(words[i] as string) ?? 10) < 10; i++, scale /= 10)
      value += scale * (VALUE.get(words[i] as string) as number);
  } else if (i === start) return undefined;
  if (words[i] === 'and' && words[i + 1] === 'a' && words[i + 2] === 'half') {
    value += 0.5;
    i += 3;
  }
  return { value: sign * Number(value.toFixed(4)), words: i - at };
}
