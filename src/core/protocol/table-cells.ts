/**
 * One line of a table into cells, and a cell into a number. This is the inner loop of `replay`: no regular expressions, no
 * allocation for cells nobody asked for.
 *
 * Cells may be quoted (RFC 4180 section 2: quotes inside a quoted cell are doubled). `space` splits on runs of blanks and tabs.
 */

export type Delimiter = ',' | ';' | '\t' | 'space';

const quote = 34;
const blank = 32;
const tab = 9;

/** What stands for "no value" in recordings, lower case. An empty cell does too. */
const gapWords: ReadonlySet<string> = new Set([
  '',
  '-',
  '--',
  '?',
  'nan',
  'na',
  'n/a',
  '#n/a',
  'null',
  'none',
  'nil',
  'inf',
  '-inf',
  '+inf',
  'infinity',
  '-infinity',
  'unavailable',
  'unknown',
]);

export const isGap = (cell: string): boolean => gapWords.has(cell.trim().toLowerCase());

/** Trims blanks and takes off the quotes around a cell. */
function bare(line: string, from: number, to: number): string {
  let a = from;
  let b = to;
  while (a < b && isBlank(line.charCodeAt(a))) a++;
  while (b > a && isBlank(line.charCodeAt(b - 1))) b--;
  if (b - a >= 2 && line.charCodeAt(a) === quote && line.charCodeAt(b - 1) === quote) return line.slice(a + 1, b - 1).replaceAll('""', '"');
  return line.slice(a, b);
}

const isBlank = (c: number): boolean => c === blank || c === tab;

/** All cells of a line, trimmed and unquoted. The line has no line end. */
export function splitCells(line: string, delimiter: Delimiter): string[] {
  const cells: string[] = [];
  eachCell(line, delimiter, (from, to) => cells.push(bare(line, from, to)));
  return cells;
}

/** Calls `visit(from, to, index)` for each raw cell. */
function eachCell(line: string, delimiter: Delimiter, visit: (from: number, to: number, index: number) => void): void {
  const end = line.length;
  let at = 0;
  let index = 0;
  if (delimiter === 'space') {
    while (at < end && isBlank(line.charCodeAt(at))) at++;
    while (at < end) {
      let to = line.charCodeAt(at) === quote ? afterQuoted(line, at) : at;
      while (to < end && !isBlank(line.charCodeAt(to))) to++;
      visit(at, to, index++);
      at = to;
      while (at < end && isBlank(line.charCodeAt(at))) at++;
    }
    return;
  }
  for (;;) {
    let from = at;
    while (from < end && line.charCodeAt(from) === blank) from++;
    const search = line.charCodeAt(from) === quote ? afterQuoted(line, from) : from;
    const found = line.indexOf(delimiter, search);
    const to = found === -1 ? end : found;
    visit(at, to, index++);
    if (found === -1) return;
    at = found + 1;
  }
}

/** The index behind the closing quote of the quoted cell at `from`, or the line's end when it never closes. */
function afterQuoted(line: string, from: number): number {
  let at = from + 1;
  for (;;) {
    const next = line.indexOf('"', at);
    if (next === -1) return line.length;
    if (line.charCodeAt(next + 1) !== quote) return next + 1;
    at = next + 2;
  }
}

/** Where each cell of a row goes. */
export interface CellMap {
  /** Index of the value per cell, -1 for a cell that is not wanted; cells beyond the end are not wanted. */
  readonly slots: Int32Array;
  /** Cell with the time, -1 when there is none. */
  readonly time: number;
  /** True when the time of day is in the cell after the date. */
  readonly split: boolean;
}

/**
 * Reads the wanted cells of a line into `values` (what is missing, a gap word or not a number becomes NaN) and returns the time cell
 * as it stands, unquoted; empty when there is none.
 */
export function readCells(line: string, delimiter: Delimiter, map: CellMap, values: Float64Array): string {
  values.fill(Number.NaN);
  let stamp = '';
  const { slots, time, split } = map;
  const decimalComma = delimiter !== ',';
  eachCell(line, delimiter, (from, to, index) => {
    if (index === time) stamp = bare(line, from, to);
    else if (split && index === time + 1) stamp = `${stamp} ${bare(line, from, to)}`;
    else if (index < slots.length) {
      const slot = slots[index] as number;
      if (slot >= 0) values[slot] = parseNumber(line, from, to, decimalComma);
    }
  });
  return stamp;
}

const powers: readonly number[] = Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));

/**
 * The number in `line[from, to)`, NaN for anything else, infinities included. Plain decimals of up to 15 digits take the exact
 * short way (mantissa and power of ten both fit a float64, so one division rounds correctly: Clinger 1990); the rest goes to `Number`.
 */
export function parseNumber(line: string, from: number, to: number, decimalComma: boolean): number {
  let at = from;
  let end = to;
  while (at < end && isBlank(line.charCodeAt(at))) at++;
  while (end > at && isBlank(line.charCodeAt(end - 1))) end--;
  if (at === end) return Number.NaN;
  const start = at;
  const first = line.charCodeAt(at);
  if (first === 45 || first === 43) at++;
  let mantissa = 0;
  let digits = 0;
  let decimals = -1;
  for (; at < end; at++) {
    const c = line.charCodeAt(at);
    if (c >= 48 && c <= 57) {
      mantissa = mantissa * 10 + (c - 48);
      digits++;
      if (decimals >= 0) decimals++;
    } else if (c === 46 && decimals < 0) decimals = 0;
    else return parseOdd(line.slice(start, end), decimalComma);
  }
  if (digits === 0) return Number.NaN;
  if (digits > 15) return parseOdd(line.slice(start, end), decimalComma);
  const size = decimals > 0 ? mantissa / (powers[decimals] as number) : mantissa;
  return first === 45 ? -size : size;
}

/** Exponents, many digits, quotes, decimal commas. Hexadecimal and the like are text. */
function parseOdd(cell: string, decimalComma: boolean): number {
  let text = cell;
  if (text.charCodeAt(0) === quote && text.endsWith('"') && text.length >= 2) text = text.slice(1, -1).trim();
  if (decimalComma && text.includes(',') && !text.includes('.')) text = text.replace(',', '.');
  const c = text.charCodeAt(text.length - 1);
  if (!((c >= 48 && c <= 57) || c === 46) || /^[+-]?0[xob]/i.test(text)) return Number.NaN;
  const value = Number(text);
  return Number.isFinite(value) ? value : Number.NaN;
}

/** True for a cell that holds a number. */
export const isNumber = (cell: string, decimalComma: boolean): boolean => !Number.isNaN(parseNumber(cell, 0, cell.length, decimalComma));
