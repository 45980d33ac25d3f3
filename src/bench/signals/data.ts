/**
 * Where the development series lie and how their text is read. The folder is optional: a clean clone lacks it. It is looked
 * for in `$KINGLET_DATA`, else in `../shared/data` beside the project.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

/** The folder with the signal sets, or undefined when this machine has none. */
export function signalsFolder(): string | undefined {
  const data = process.env['KINGLET_DATA'] ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url));
  const folder = join(data, 'signals');
  return existsSync(folder) ? folder : undefined;
}

/** Paths of the files below `folder` whose path below it matches, sorted. */
export function filesBelow(folder: string, wanted: RegExp): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => wanted.test(path))
    .sort()
    .map((path) => join(folder, path));
}

/** Plain or .gz text. */
export function readText(path: string): string {
  const bytes = readFileSync(path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/**
 * Cells of delimited text, by row. No quoting rules beyond stripping `"`: none of the sets needs more. Empty lines are skipped.
 */
export function rowsOf(text: string, separator: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.split(separator).map((cell) => cell.trim().replaceAll('"', '')));
}

/** Epoch milliseconds of an ISO time, `YYYY-MM-DD HH:MM:SS[.fff]` (UTC where no zone is given), epoch seconds or epoch ms; NaN for else. */
export function timeOf(text: string): number {
  const cell = text.trim();
  if (/^[-+]?\d+(\.\d+)?$/.test(cell)) {
    const number = Number(cell);
    return Math.abs(number) < 1e11 ? number * 1000 : number;
  }
  const iso = cell.replace(' ', 'T').replace(/(\.\d{3})\d+/, '$1');
  return Date.parse(/([zZ]|[-+]\d\d:?\d\d)$/.test(iso) ? iso : `${iso}Z`);
}

/** A number, or NaN for a gap. */
export const numberOf = (cell: string | undefined): number => (cell === undefined || cell.trim() === '' ? Number.NaN : Number(cell));
