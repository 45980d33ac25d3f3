/** Names as they may stand in a sentence. They come from the wire: no control, format (bidi) or line characters, no endless ones. */
import type { Sensor } from '../domain/index.ts';

const nameLimit = 80;

/** The sensor's name, cleaned, at most 80 characters, with a capital where it plainly wants one; the id when nothing is left of it. */
export function nameOf(sensor: Sensor): string {
  const clean = sensor.name
    .slice(0, 4 * nameLimit)
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim();
  const letters = Array.from(clean === '' ? sensor.id.slice(0, nameLimit) : clean);
  const name =
    letters.length > nameLimit
      ? `${letters
          .slice(0, nameLimit - 1)
          .join('')
          .trimEnd()}…`
      : letters.join('');
  // "iPhone battery" and "pH" keep their small letter, "freezer temperature" does not.
  return /^\p{Ll}[\p{Ll}\d]*(?:[\s_-]|$)/u.test(name) ? name.charAt(0).toUpperCase() + name.slice(1) : name;
}
