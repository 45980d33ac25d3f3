/**
 * Sums of counts → what people measure, in physical units: what a board cannot divide out in integers is divided here, in doubles.
 *
 *     mean  level                       crest     peak over RMS: 1.41 for a sine, above 5 where something knocks
 *     rms   strength without the level  kurtosis  1.5 for a sine, 3 for noise, more the rarer and harder the knocks
 *     peak  farthest from the level     band_…hz  RMS within the band
 */
import type { Constants } from './constants.ts';
import type { Features } from './frames.ts';

export interface Feature {
  /** `rms`, `band_120hz`: the leaf of a sensor. */
  readonly name: string;
  readonly value: number;
  /** Counts in the channel's unit; the others are ratios. */
  readonly physical: boolean;
}

/** Where nothing moves there is no shape: those of a sine's, so that a machine that stands is no event, would be a lie; they are left out. */
export function featuresOf(f: Features, constants: Pick<Constants, 'bands'>, { scale, zero }: { scale: number; zero: number }): Feature[] {
  const { n } = f;
  const size = Math.abs(scale);
  const m1 = f.sum / n;
  const m2 = f.sum2 / n - m1 * m1;
  const m4 = Number(f.sum4) / n - (4 * m1 * f.sum3) / n + (6 * m1 * m1 * f.sum2) / n - 3 * m1 ** 4;
  const rms = Math.sqrt(Math.max(0, m2));
  const out: Feature[] = [
    { name: 'mean', value: (f.centre + m1 - zero) * scale, physical: true },
    { name: 'rms', value: rms * size, physical: true },
    { name: 'peak', value: f.peak * size, physical: true },
  ];
  // Below half a count it is the converter's rounding that has a shape, not the machine.
  if (rms > 0.5) {
    out.push({ name: 'crest', value: f.peak / rms, physical: false });
    out.push({ name: 'kurtosis', value: m4 / (m2 * m2), physical: false });
  }
  for (const [i, { centre }] of constants.bands.entries()) {
    const code = f.bands[i] ?? 0;
    out.push({ name: `band_${Math.round(centre)}hz`, value: code === 0 ? 0 : Math.sqrt(2 ** (code / 8 - 8)) * size, physical: true });
  }
  return out;
}
