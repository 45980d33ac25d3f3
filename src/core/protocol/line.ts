/**
 * One line of a serial port → values with names.
 *
 *     21.5,40,1013            numbers, comma, semicolon, tab or space between them (Edge Impulse's data forwarder)   → columns
 *     temp:21.5 hum:40        name:value or name=value (Arduino's serial plotter; "Humidity: 40 %, Temp: 21.5 °C")     → pairs
 *     {"temp":21.5}           JSON, read like a message's payload                                                      → json
 *     time,temp,hum           words only: names the columns of the lines that follow                                   → header
 *
 * A port is noisy: the first line after opening may lack its beginning, a byte may be lost in any. So a line with another number of
 * columns than usual is not believed before it has come twice, and pairs only count when their names look like names.
 */
import { fail, ok, type Result } from '../base/index.ts';
import { type Leaf, parseJsonText } from './payload.ts';
import { timeFrom, valueFrom } from './payload-value.ts';

export type LineFormat = 'auto' | 'csv' | 'pairs' | 'json';

export interface LineOptions {
  readonly format: LineFormat;
  /** Names of the columns, in order, when the owner knows them. An empty name leaves a column out. */
  readonly columns: readonly string[];
}

export const lineLimits = {
  /** columns or pairs in a line */
  values: 64,
  /** characters */
  name: 48,
} as const;

const name = /^[\p{L}_][\p{L}\p{N}_ .%°/()#-]*$/u;
const pairGap = /[,;\t|]+/;
const nothing: Result<readonly Leaf[]> = ok([]);
const utf8 = new TextDecoder();
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const junk = /[\u0000-\u0008\u000b-\u001f\u007f\ufffd]/;

/** Reads the lines of one port, in order; remembers its header and its number of columns. */
export class LineReader {
  readonly #options: LineOptions;
  #header: readonly string[] | undefined;
  #columns = 0;
  #otherColumns = 0;
  #first = true;

  constructor(options: LineOptions) {
    this.#options = options;
  }

  /** The connection is a new one: its first line may lack its beginning. Header and columns stay, it is still the same device. */
  reset(): void {
    this.#first = true;
  }

  /**
   * The values of a line; none for empty lines, comments, headers and prose. Faults: `line/junk` (not text), `line/columns` (another
   * number of columns), `line/not-json`.
   */
  read(line: Uint8Array | string): Result<readonly Leaf[]> {
    const text = (typeof line === 'string' ? line : utf8.decode(line)).trim();
    if (text === '') return nothing;
    const first = this.#first;
    this.#first = false;
    if (junk.test(text))
      return first
        ? nothing
        : fail('line/junk', `A line of ${text.length} characters is not text.`, 'Is the baud rate that of the device?');
    switch (this.#options.format === 'auto' ? detect(text) : this.#options.format) {
      case 'json':
        return readJson(text, first);
      case 'pairs':
        return first ? nothing : ok(readPairs(text));
      default:
        return this.#readColumns(text, first);
    }
  }

  #readColumns(text: string, first: boolean): Result<readonly Leaf[]> {
    const cells = valueFrom(text)?.unit === undefined ? split(text) : [text]; // "21.5 °C" is one column
    const values = cells.map(valueFrom);
    if (!values.some((v) => v?.kind === 'number')) {
      if (isHeader(text, cells)) this.#header = cells;
      return nothing;
    }
    if (!values.every((v, i) => v !== undefined || isGap(cells[i] ?? ''))) {
      // "Found 3 sensors" is prose; the same number of columns as always, one of them unreadable, is a line that was hurt.
      return first || cells.length !== this.#columns ? nothing : fail('line/junk', 'A line has a column that is no number.');
    }
    if (first) return nothing;
    if (!this.#believe(cells.length)) {
      return fail('line/columns', `A line has ${cells.length} columns where ${this.#columns} were usual.`);
    }
    const leaves: Leaf[] = [];
    for (const [i, value] of values.slice(0, lineLimits.values).entries()) {
      const column = this.#nameOf(i, cells.length);
      if (value !== undefined && column !== '') leaves.push({ path: [column], ...value });
    }
    return ok(leaves);
  }

  /** The usual number of columns, or another one for the second time in a row. */
  #believe(columns: number): boolean {
    const believed = this.#columns === 0 || columns === this.#columns || columns === this.#otherColumns;
    if (believed) this.#columns = columns;
    this.#otherColumns = believed ? 0 : columns;
    return believed;
  }

  #nameOf(i: number, columns: number): string {
    const given = this.#options.columns[i];
    if (given !== undefined) return given;
    if (this.#header?.length === columns) return this.#header[i] ?? '';
    return columns === 1 ? 'value' : `column ${i + 1}`;
  }
}

function detect(text: string): 'csv' | 'pairs' | 'json' {
  if (text.startsWith('{') || text.startsWith('[')) return 'json';
  return /^[\p{L}_][^,;\t]*[:=]/u.test(text) ? 'pairs' : 'csv';
}

function readJson(text: string, first: boolean): Result<readonly Leaf[]> {
  const parsed = parseJsonText(text);
  if (parsed.ok) return ok(parsed.value.leaves);
  if (parsed.fault.code === 'payload/no-numbers' || first) return nothing;
  return fail('line/not-json', `A line of ${text.length} characters begins like JSON and is not.`);
}

/** `;` and tab are never part of a number, so they go first; spaces last, as they also stand beside commas. */
function split(text: string): string[] {
  const between = text.includes('\t') ? '\t' : text.includes(';') ? ';' : text.includes(',') ? ',' : /\s+/;
  return text.split(between, lineLimits.values + 1).map((cell) => unquote(cell.trim()));
}

/** Names of columns, and not a greeting: at least two, with more than blanks between them. */
const isHeader = (text: string, cells: readonly string[]): boolean =>
  cells.length > 1 &&
  cells.length <= lineLimits.values &&
  /[,;\t]/.test(text) &&
  cells.every((c) => name.test(c) && c.length <= lineLimits.name);

/** No value here, and meant so; or the line's own time, for which the time of arrival stands. */
const isGap = (cell: string): boolean => /^(?:-|null|none|n\/?a)?$/i.test(cell) || timeFrom(cell) !== undefined;

const unquote = (cell: string): string => (cell.length > 1 && cell.startsWith('"') && cell.endsWith('"') ? cell.slice(1, -1).trim() : cell);

function readPairs(text: string): readonly Leaf[] {
  const leaves: Leaf[] = [];
  for (const part of text.split(pairGap, lineLimits.values)) {
    // "a:1 b:2" is one part with two pairs; "Humidity: 40 %" is one pair with spaces in it.
    const pairs = (part.match(/[:=]/g)?.length ?? 0) > 1 ? part.replace(/\s*([:=])\s*/g, '$1').split(/\s+/) : [part];
    for (const pair of pairs) {
      const at = pair.search(/[:=]/);
      const key = pair.slice(0, at).trim();
      const value = at < 0 || !name.test(key) || key.length > lineLimits.name ? undefined : valueFrom(pair.slice(at + 1));
      if (value !== undefined && leaves.length < lineLimits.values) leaves.push({ path: [key], ...value });
    }
  }
  return leaves;
}
