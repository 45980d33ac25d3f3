/**
 * Recorded sensor data, as text in pieces, into rows: CSV, TSV, `;`- or blank-separated, with or without a header and a time column.
 *
 *     "2014-04-01 00:00:00,20.0\n2014-" ─► TableReader ─► { stamp: "2014-04-01 00:00:00", time, values: [20] }
 *
 * Streaming and strictly causal: it holds one unfinished line, and its first two lines settle how everything is read (table-layout.ts).
 * Missing, unreadable and infinite cells are gaps (NaN), never zeros. Blank lines are no rows; lines that begin with `#` above the
 * first row are comments. Refuses files that are not tables (a NUL byte, a line above 1 MiB).
 */
import { fail, type Millis, ok, type Result, type Timestamp } from '../base/index.ts';
import { readCells } from './table-cells.ts';
import { type ColumnChoice, decideLayout, type TableLayout } from './table-layout.ts';
import { parseTime } from './table-time.ts';

export interface TableOptions extends ColumnChoice {
  /** Time between rows when they have no time of their own. */
  readonly interval: Millis;
}

export interface TableRow {
  readonly time: Timestamp;
  /** The time as the table writes it; ISO 8601 where the table has none. */
  readonly stamp: string;
  /** One per column, NaN for a gap. */
  readonly values: Float64Array;
}

/** Rows without a time begin here: 2000-01-01T00:00:00Z. */
export const tableEpoch = Date.UTC(2000, 0, 1) as Timestamp;

/** Longer than a line with 1,000 columns of 1,000 characters is nothing a recorder writes. */
const lineLimit = 1_048_576;

export class TableReader {
  readonly #options: TableOptions;
  #layout: TableLayout | undefined;
  #rest = '';
  #first: string | undefined;
  #started = false;
  #lastTime = tableEpoch;
  #rows = 0;
  #badTimes = 0;

  constructor(options: TableOptions) {
    if (!(options.interval > 0)) throw new RangeError(`interval must be positive, not ${options.interval}`);
    this.#options = options;
  }

  /** Names of the columns that are read; undefined until the first two lines are there. */
  get columns(): readonly string[] | undefined {
    return this.#layout?.columns;
  }
  /** Columns left out because their first cell is text. */
  get leftOut(): readonly string[] {
    return this.#layout?.text ?? [];
  }
  /** True when rows bring their own time. */
  get timed(): boolean {
    return this.#layout?.time !== undefined;
  }
  get rows(): number {
    return this.#rows;
  }
  /** Rows whose time could not be read; they keep the time of the row before. */
  get badTimes(): number {
    return this.#badTimes;
  }

  /** The rows that this piece of text completes. After a fault the reader is of no further use. */
  push(text: string): Result<readonly TableRow[]> {
    const rows: TableRow[] = [];
    let buffer = this.#rest + text;
    if (!this.#started && buffer !== '') {
      if (buffer.includes('\0')) return fail('table/binary', 'it is not a text file.');
      if (buffer.charCodeAt(0) === 0xfeff) buffer = buffer.slice(1);
      this.#started = true;
    }
    let from = 0;
    let quote = buffer.indexOf('"');
    for (;;) {
      let end = buffer.indexOf('\n', from);
      // A line end inside quotes belongs to the cell (RFC 4180 section 2.6); seldom, so it is only looked for where there are quotes.
      if (quote !== -1 && quote < from) quote = buffer.indexOf('"', from);
      if (quote !== -1) while (end !== -1 && openQuote(buffer, quote, from, end)) end = buffer.indexOf('\n', end + 1);
      if (end === -1) break;
      const fault = this.#line(
        buffer.charCodeAt(end - 1) === 13 ? buffer.slice(from, Math.max(from, end - 1)) : buffer.slice(from, end),
        rows,
      );
      if (fault !== undefined) return fault;
      from = end + 1;
    }
    this.#rest = from === 0 ? buffer : buffer.slice(from);
    if (this.#rest.length > lineLimit) return fail('table/line', `line ${this.#rows + 1} is longer than 1 MB: this is not a table.`);
    return ok(rows);
  }

  /** The text has ended: the rows of the last line, with or without a line end. */
  end(): Result<readonly TableRow[]> {
    const rows: TableRow[] = [];
    const last = this.#rest;
    this.#rest = '';
    const fault = last === '' ? undefined : this.#line(last.replace(/\r?\n?$/, ''), rows);
    if (fault !== undefined) return fault;
    if (this.#layout === undefined) {
      if (this.#first === undefined) return fail('table/no-rows', 'it is empty.');
      const decided = this.#decide(this.#first, undefined, rows);
      if (decided !== undefined) return decided;
    }
    return ok(rows);
  }

  #line(line: string, rows: TableRow[]): Result<never> | undefined {
    if (isBlankLine(line)) return undefined;
    if (this.#layout !== undefined) {
      rows.push(this.#row(line, this.#layout));
      return undefined;
    }
    if (this.#first === undefined) {
      if (line.charCodeAt(0) !== 35) this.#first = line;
      return undefined;
    }
    return this.#decide(this.#first, line, rows);
  }

  #decide(first: string, second: string | undefined, rows: TableRow[]): Result<never> | undefined {
    const layout = decideLayout(first, second, this.#options);
    if (!layout.ok) return layout;
    this.#layout = layout.value;
    if (!layout.value.header) rows.push(this.#row(first, layout.value));
    if (second !== undefined) rows.push(this.#row(second, layout.value));
    return undefined;
  }

  #row(line: string, layout: TableLayout): TableRow {
    const values = new Float64Array(layout.columns.length);
    const stamp = readCells(line, layout.delimiter, layout.map, values);
    const index = this.#rows++;
    if (layout.time === undefined) {
      const time = (tableEpoch + index * this.#options.interval) as Timestamp;
      return { time, stamp: Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : String(time), values };
    }
    const time = parseTime(stamp, layout.time);
    if (Number.isNaN(time)) this.#badTimes++;
    else this.#lastTime = time as Timestamp;
    return { time: this.#lastTime, stamp, values };
  }
}

function isBlankLine(line: string): boolean {
  for (let i = 0; i < line.length; i++) {
    const c = line.charCodeAt(i);
    if (c !== 32 && c !== 9 && c !== 13) return false;
  }
  return true;
}

/** True when `text[from, to)` ends inside a quoted cell. Only a quote at the beginning of a cell opens one: `12" pipe` does not. */
function openQuote(text: string, firstQuote: number, from: number, to: number): boolean {
  let at = firstQuote;
  while (at !== -1 && at < to) {
    if (at !== from && !',;\t '.includes(text.charAt(at - 1))) {
      at = text.indexOf('"', at + 1);
      continue;
    }
    let close = text.indexOf('"', at + 1);
    while (close !== -1 && text.charCodeAt(close + 1) === 34) close = text.indexOf('"', close + 2);
    if (close === -1 || close >= to) return true;
    at = text.indexOf('"', close + 1);
  }
  return false;
}
