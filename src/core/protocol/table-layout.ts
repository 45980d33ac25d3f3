/**
 * What a table looks like, decided once, from its first two lines only: a recording's beginning must read the same however long the
 * rest is, so nothing later can change a column. Delimiter, header or not, where the time is, which columns are numbers.
 */
import { fail, ok, type Result } from '../base/index.ts';
import { type CellMap, type Delimiter, isGap, isNumber, splitCells } from './table-cells.ts';
import { isDateOnly, isTimeOfDay, type TimeNotation, timeNotation } from './table-time.ts';

export interface TableLayout {
  readonly delimiter: Delimiter;
  /** True when the first line is names. */
  readonly header: boolean;
  /** Undefined when rows have no time of their own. */
  readonly time: TimeNotation | undefined;
  /** Names of the numeric columns, unique, in order. */
  readonly columns: readonly string[];
  /** Names of the columns left out because their first cell is text. */
  readonly text: readonly string[];
  readonly map: CellMap;
}

export interface ColumnChoice {
  /** Only these, when given; a name that is not there is a fault. */
  readonly columns?: readonly string[] | undefined;
  /** Not these; a name that is not there does no harm. */
  readonly ignore?: readonly string[] | undefined;
}

/** More columns than any recorder writes; each costs a sensor. */
export const columnLimit = 1_000;

/** Names that the output has columns of its own for. */
const reserved = ['timestamp', 'device'];

/** The first of TAB, `;`, `,` that is in both lines (in the second, when the first is a title), else blanks. */
export function sniffDelimiter(first: string, second: string | undefined): Delimiter {
  const candidates: readonly Delimiter[] = ['\t', ';', ','];
  const has = (line: string, d: Delimiter): boolean => splitCells(line, d).length > 1;
  const inFirst = candidates.filter((d) => has(first, d));
  if (second === undefined) return inFirst[0] ?? 'space';
  const inBoth = inFirst.find((d) => has(second, d));
  if (inBoth !== undefined) return inBoth;
  // A lone comma in each number of a single column is a decimal comma only if the header has none: then it is not a delimiter.
  return candidates.find((d) => has(second, d) && d !== ',') ?? 'space';
}

/**
 * Decides the layout. `second` is undefined when the table has one line only.
 * - The first line is a header when its first cell is a word above a number or time, or any of its cells is a word above a number, or it has no number at all.
 * - A header exactly one shorter than the row below: the rows begin with a row name that has no heading (R's `write.table`), which is left out.
 *   Other cells without a heading are called `column_<position>`.
 * - Without a header: `value` when there is one column, else `column_<position>`, counted from 1, the time included.
 * - A column is numeric unless its cell in the first row is text; an empty cell or a gap word counts as numeric. Text further down is a gap.
 */
export function decideLayout(first: string, second: string | undefined, choice: ColumnChoice): Result<TableLayout> {
  const delimiter = sniffDelimiter(first, second);
  const decimalComma = delimiter !== ',';
  const top = splitCells(first, delimiter);
  const below = second === undefined ? undefined : splitCells(second, delimiter);
  const isText = (cell: string): boolean => !isGap(cell) && !isNumber(cell, decimalComma);
  const header = looksLikeHeader(top, below, isText);
  const row = header ? below : top;
  if (row === undefined) return fail('table/no-rows', 'there is a header but no row below it.');
  if (row.length > columnLimit) return fail('table/columns', `there are ${row.length} columns; at most ${columnLimit} can be read.`);
  const shift = header && top.length === row.length - 1 ? 1 : 0; // row names without a heading

  const timeName = header ? (top[0] ?? '') : undefined;
  const timeCell = row[shift] ?? '';
  const wide = row.length - shift > 1;
  const split = wide && isDateOnly(timeCell) && isTimeOfDay(row[shift + 1] ?? '');
  const time = wide ? timeNotation(split ? `${timeCell} ${row[shift + 1]}` : timeCell, timeName) : undefined;
  const from = shift + (time === undefined ? 0 : split ? 2 : 1);

  const slots = new Int32Array(row.length).fill(-1);
  const columns: string[] = [];
  const text: string[] = [];
  const taken = new Set(reserved);
  const wanted = choice.columns === undefined ? undefined : new Set(choice.columns);
  const ignored = new Set(choice.ignore ?? []);
  const all: string[] = [];
  const lone = !header && row.length - from === 1;
  for (let i = from; i < row.length; i++) {
    const heading = header ? (top[i - shift] ?? '').replace(/[\p{C}\s]+/gu, ' ').trim() : '';
    const plain = heading === '' ? (lone ? 'value' : `column_${i + 1}`) : heading;
    const name = unique(plain, taken);
    if (isText(row[i] ?? '')) {
      text.push(name);
      continue;
    }
    all.push(name);
    if (ignored.has(name) || ignored.has(plain) || (wanted !== undefined && !wanted.has(name) && !wanted.has(plain))) continue;
    slots[i] = columns.length;
    columns.push(name);
  }
  const missing = choice.columns?.filter((c) => !all.includes(c) && !columns.includes(c));
  if (missing !== undefined && missing.length > 0) {
    return fail('table/column', `there is no numeric column ${missing.map((m) => `"${m}"`).join(', ')}; there are: ${list(all)}.`);
  }
  if (columns.length === 0)
    return fail('table/no-numbers', all.length === 0 ? 'it has no column of numbers.' : `no column is left; there are: ${list(all)}.`);
  return ok({
    delimiter,
    header,
    time,
    columns,
    text,
    map: { slots, time: time === undefined ? -1 : shift, split: time !== undefined && split },
  });
}

const list = (names: readonly string[]): string =>
  names.length === 0 ? 'none' : names.slice(0, 20).join(', ') + (names.length > 20 ? ', …' : '');

function looksLikeHeader(top: readonly string[], below: readonly string[] | undefined, isText: (cell: string) => boolean): boolean {
  const isWord = (cell: string): boolean => isText(cell) && timeNotation(cell) === undefined;
  const anyNumber = top.some((cell) => !isText(cell) && !isGap(cell)) || top.some((cell) => isText(cell) && !isWord(cell));
  if (top.some(isWord) && !anyNumber) return true;
  if (below === undefined) return isWord(top[0] ?? '');
  const shift = top.length === below.length - 1 ? 1 : 0;
  return top.some(
    (cell, i) => isWord(cell) && below[i + shift] !== undefined && !isWord(below[i + shift] ?? '') && !isGap(below[i + shift] ?? ''),
  );
}

/** `name`, or `name_2`, `name_3` … when it is taken; takes it. */
export function unique(name: string, taken: Set<string>): string {
  let free = name;
  for (let n = 2; taken.has(free); n++) free = `${name}_${n}`;
  taken.add(free);
  return free;
}
