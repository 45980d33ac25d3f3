/**
 * The time column of a recording: which notation it is in (told from its first cell) and a fast way to read it.
 *
 * ISO 8601 and its usual relaxations: `2014-04-01T00:00:00Z`, `2014-04-01 00:00:00.250`, `2014-04-01 00:00`, `2014/04/01`, with `Z`,
 * `+02:00`, `+0200`, `+02` or no zone, which is taken as UTC. Epoch seconds, milliseconds, microseconds or nanoseconds. Dates with the
 * month in letters go to `Date.parse`, as UTC unless they name a zone. `03/04/2014` is refused: nobody knows which day that is.
 */

export type TimeNotation = 'iso' | 's' | 'ms' | 'us' | 'ns' | 'words';

const digitsAt = (text: string, from: number, count: number): number => {
  let n = 0;
  for (let i = from; i < from + count; i++) {
    const c = text.charCodeAt(i) - 48;
    if (!(c >= 0 && c <= 9)) return Number.NaN;
    n = n * 10 + c;
  }
  return n;
};

/** Days since 1970-01-01 of a proleptic Gregorian date (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"). */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yoe = y - era * 400;
  const doy = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const doe = yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy;
  return era * 146_097 + doe - 719_468;
}

const colon = 58;
const point = 46;

/** Epoch milliseconds of an ISO 8601 time as above, NaN when it is not one. */
export function parseIso(text: string): number {
  const separator = text.charCodeAt(4);
  if ((separator !== 45 && separator !== 47) || text.charCodeAt(7) !== separator) return Number.NaN;
  const month = digitsAt(text, 5, 2);
  const day = digitsAt(text, 8, 2);
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= 31)) return Number.NaN;
  let ms = daysFromCivil(digitsAt(text, 0, 4), month, day) * 86_400_000;
  let at = 10;
  if (text.length === at) return ms;
  const between = text.charCodeAt(at);
  if (between !== 84 && between !== 116 && between !== 32) return Number.NaN;
  const hour = digitsAt(text, 11, 2);
  const minute = digitsAt(text, 14, 2);
  if (text.charCodeAt(13) !== colon || !(hour <= 24 && minute <= 59)) return Number.NaN;
  ms += hour * 3_600_000 + minute * 60_000;
  at = 16;
  if (text.charCodeAt(at) === colon) {
    const second = digitsAt(text, 17, 2);
    if (!(second <= 60)) return Number.NaN;
    ms += second * 1_000;
    at = 19;
    if (text.charCodeAt(at) === point || text.charCodeAt(at) === 44) {
      let scale = 100;
      for (at++; ; at++) {
        const digit = text.charCodeAt(at) - 48;
        if (!(digit >= 0 && digit <= 9)) break;
        ms += digit * scale;
        scale /= 10;
      }
    }
  }
  return at === text.length ? ms : ms - zoneOffset(text.slice(at).trim());
}

/** Milliseconds east of UTC of `Z`, `+02:00`, `-0330`, `+02`; NaN for anything else. */
function zoneOffset(zone: string): number {
  if (zone === 'Z' || zone === 'z' || zone === 'UTC' || zone === 'GMT' || zone === '') return 0;
  const match = /^([+-])(\d{2})(?::?(\d{2}))?$/.exec(zone);
  if (match === null) return Number.NaN;
  const size = Number(match[2]) * 3_600_000 + Number(match[3] ?? 0) * 60_000;
  return match[1] === '-' ? -size : size;
}

/** A month in letters, `Mon, 03 Mar 2025 14:02:00 GMT`: the only shape handed to `Date.parse`, always with a zone, so that the machine's own never counts. */
function parseWords(text: string): number {
  if (text.length > 60 || !/[A-Za-z]{3}/.test(text) || !/\d{4}/.test(text)) return Number.NaN;
  return Date.parse(/(?:GMT|UTC|Z|[+-]\d{2}:?\d{2})\)?\s*$/.test(text) ? text : `${text} UTC`);
}

const timeNames = /time|date|epoch|stamp|unix|clock|utc|^ts$|^t$/i;

/**
 * The notation of a time column, from its first cell and its name (undefined when the table has no header); undefined when it is no
 * time. A bare number is an epoch only under a name that speaks of time, or, without a header, between the years 2001 and 2100.
 */
export function timeNotation(cell: string, name?: string): TimeNotation | undefined {
  if (!Number.isNaN(parseIso(cell))) return 'iso';
  if (/^\d+(?:\.\d*)?$/.test(cell)) {
    const value = Number(cell);
    const unit = value < 1e11 ? 's' : value < 1e14 ? 'ms' : value < 1e17 ? 'us' : 'ns';
    const ms = parseTime(cell, unit);
    if (name === undefined) return ms >= 978_307_200_000 && ms < 4_102_444_800_000 ? unit : undefined;
    return timeNames.test(name) ? unit : undefined;
  }
  if (!Number.isNaN(Number(cell))) return undefined;
  return Number.isNaN(parseWords(cell)) ? undefined : 'words';
}

/** Epoch milliseconds, NaN when the cell is not in this notation or outside what a date can hold. */
export function parseTime(cell: string, notation: TimeNotation): number {
  let ms: number;
  switch (notation) {
    case 'iso':
      ms = parseIso(cell);
      break;
    case 's':
      ms = cell === '' ? Number.NaN : Number(cell) * 1_000;
      break;
    case 'ms':
      ms = cell === '' ? Number.NaN : Number(cell);
      break;
    case 'us':
      ms = cell === '' ? Number.NaN : Number(cell) / 1_000;
      break;
    case 'ns':
      ms = cell === '' ? Number.NaN : Number(cell) / 1e6;
      break;
    case 'words':
      ms = parseWords(cell);
      break;
  }
  return Math.abs(ms) <= 8.64e15 ? ms : Number.NaN;
}

/** `2014-04-01` alone, the first half of a time that goes on in the next column. */
export const isDateOnly = (cell: string): boolean => cell.length === 10 && !Number.isNaN(parseIso(cell));
/** `00:00`, `14:02:31.250`: the second half. */
export const isTimeOfDay = (cell: string): boolean => /^\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/.test(cell);
