/**
 * Several answers to "how rare is this?" → one. Each is -log10 of a probability.
 *
 * Two ways, and the mean of their odds: the loudest (a spike is seen by the forecast alone, and once), and Fisher's method (Fisher 1925: that two
 * independent witnesses both find it a bit odd is odder than either), which sees what lasts and has another shape.
 */

/** -log10 of the probability that two independent -log10 p add up to as much. */
export const fisher = (sum: number): number => sum - Math.log10(1 + sum * Math.LN10);

/** Deep in the tail a fit is a guess: beyond one in a million evidence grows ever more slowly, though it never stops. */
export const soften = (e: number): number => (e <= 6 ? e : 6 + 2 * Math.log1p((e - 6) / 2));

/** Mean of probabilities' odds, as -log10: close to the largest. */
const mean = (...all: readonly number[]): number => {
  let sum = 0;
  for (const e of all) sum += 10 ** e;
  return Math.log10(sum / all.length);
};

/**
 * @param once what the model's witnesses say of this reading, `gathered` of the last few, `shape` what the discord says; each at least 0
 * @returns evidence, at least 0
 */
export function combine(once: number, gathered: number, shape: number): number {
  const [a, b, c] = [soften(once), soften(gathered), soften(shape)];
  return soften(Math.max(0, mean(mean(a, b, c), fisher(mean(a, b) + c))));
}
