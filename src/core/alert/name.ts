/** Names as they may stand in a sentence. They come from the wire: no control, format (bidi) or line characters, no endless ones. */
import type { Sensor } from '../domain/index.ts';

const nameLimit = 80;
/** Of a sensor that is one of several in a sentence. */
const leafLimit = 32;

/** The sensor's name, cleaned, at most 80 characters, with a capital where it plainly wants one; the id when nothing is left of it. */
export function nameOf(sensor: Sensor): string {
  return capitalised(cut(clean(sensor.name, nameLimit) || sensor.id.slice(0, nameLimit), nameLimit));
}

/** The sensor's name without that of its device: "pressure" of "Pump pressure"; at most 32 characters. */
export function leafOf(sensor: Sensor): string {
  const name = clean(sensor.name, nameLimit) || sensor.id.slice(0, nameLimit);
  const device = clean(sensor.deviceName, nameLimit);
  const own = device !== '' && name.toLowerCase().startsWith(`${device.toLowerCase()} `) ? name.slice(device.length).trim() : '';
  return cut(own || name, leafLimit);
}

/** "iPhone battery" and "pH" keep their small letter, "freezer temperature" does not. */
export const capitalised = (name: string): string =>
  /^\p{Ll}[\p{Ll}\d]*(?:[\s_,-]|$)/u.test(name) ? name.charAt(0).toUpperCase() + name.slice(1) : name;

const clean = (text: string, limit: number): string =>
  text
    .slice(0, 4 * limit)
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim();

function cut(text: string, limit: number): string {
  const letters = Array.from(text);
  return letters.length <= limit
    ? text
    : `${letters
        .slice(0, limit - 1)
        .join('')
        .trimEnd()}…`;
}

/** A name as it may stand within a sentence; "unnamed" where nothing is left of it. */
export const leafText = (name: string): string => cut(clean(name, nameLimit) || 'unnamed', leafLimit);
/** "Freezer temperature" within a sentence is "freezer temperature"; "PV power" and "iPhone" stay as they are. */
export const lowered = (name: string): string => (/^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name);
