/**
 * Where the development sentences lie and how their files are read. The folder is optional: a clean clone lacks it. It is looked
 * for in `$KINGLET_DATA`, else in `../shared/data` beside the project.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** The folder with the language sets, or undefined when this machine has none. */
export function languageFolder(): string | undefined {
  const data = process.env['KINGLET_DATA'] ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url));
  const folder = join(data, 'language');
  return existsSync(folder) ? folder : undefined;
}

/** Paths of the files below `folder` whose path below it matches, sorted. */
export function filesBelow(folder: string, wanted: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => wanted.test(path))
    .sort()
    .map((path) => join(folder, path));
}

export const readYaml = (path: string): unknown => parse(readFileSync(path, 'utf8'));
export const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** One JSON value a line. */
export const readJsonLines = (path: string): unknown[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as unknown);

/** Rows by the names of the header. Quotes are taken off as they stand: some rows have one too many or one too few. */
export function readCsv(path: string): Readonly<Record<string, string>>[] {
  const [header = '', ...lines] = readFileSync(path, 'utf8').split(/\r?\n/);
  const names = header.split(',');
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => Object.fromEntries(cellsOf(line, names.length).map((cell, i) => [names[i] ?? '', cell])));
}

/** At most `most` cells: commas within quotes, and all beyond the last column, belong to the text. */
export function cellsOf(line: string, most: number): string[] {
  const cells: string[] = [];
  let rest = line;
  while (cells.length < most - 1) {
    const quoted = /^"((?:[^"]|"")*)"(?:,|$)/.exec(rest);
    const end = quoted ? quoted[0].length - (quoted[0].endsWith(',') ? 1 : 0) : rest.indexOf(',') < 0 ? rest.length : rest.indexOf(',');
    cells.push(quoted?.[1]?.replaceAll('""', '"') ?? rest.slice(0, end));
    rest = rest.slice(end + 1);
  }
  cells.push(rest.replace(/^"+/, '').replace(/"+$/, '').replaceAll('""', '"'));
  return cells.map((cell) => cell.trim());
}
