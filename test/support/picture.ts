/**
 * A stretch of a sensor's life as text, so that a failing test shows what happened:
 *
 *     -15.2 |        ▄█
 *           | ▄  ▄  ▄██   two levels a row; a column spans all that happened in it
 *     -19.1 |▀▄▀▀▄▀▀▀ ▀
 *           +|-------|^-  | midnight, ^ an alert was raised
 */
export interface Point {
  /** Since the Monday the life began with, 00:00. */
  readonly minute: number;
  readonly value: number;
}

const DAY = 1_440;

export interface Frame {
  readonly from: number;
  readonly to: number;
  readonly columns?: number;
  readonly rows?: number;
  /** Minutes at which alerts were raised. */
  readonly alerts?: readonly number[];
}

export function picture(points: readonly Point[], { from, to, columns = 96, rows = 6, alerts = [] }: Frame): string {
  const shown = points.filter(({ minute, value }) => minute >= from && minute < to && Number.isFinite(value));
  if (shown.length === 0) return '(nothing)';
  const low = shown.reduce((m, p) => Math.min(m, p.value), Number.POSITIVE_INFINITY);
  const high = shown.reduce((m, p) => Math.max(m, p.value), Number.NEGATIVE_INFINITY);
  const columnOf = (minute: number): number => Math.floor(((minute - from) / (to - from)) * columns);
  const levels = 2 * rows;
  const levelOf = (value: number): number => (high > low ? Math.min(levels - 1, Math.floor(((value - low) / (high - low)) * levels)) : 0);
  const spans: ([low: number, high: number] | undefined)[] = Array(columns).fill(undefined);
  for (const { minute, value } of shown) {
    const [column, level] = [columnOf(minute), levelOf(value)];
    const span = spans[column];
    spans[column] = span ? [Math.min(span[0], level), Math.max(span[1], level)] : [level, level];
  }
  const ink = (row: number) => (span: [number, number] | undefined) => {
    const filled = (level: number): boolean => span !== undefined && span[0] <= level && level <= span[1];
    const [lower, upper] = [filled(2 * row), filled(2 * row + 1)];
    return lower ? (upper ? '█' : '▄') : upper ? '▀' : ' ';
  };
  const labels = [low, high].map((v) => String(Number(v.toPrecision(4))));
  const width = Math.max(...labels.map((label) => label.length));
  const lines: string[] = [];
  for (let row = rows - 1; row >= 0; row--) {
    const label = row === rows - 1 ? labels[1] : row === 0 ? labels[0] : '';
    lines.push(`${(label ?? '').padStart(width)} |${spans.map(ink(row)).join('')}`.trimEnd());
  }
  const axis = Array<string>(columns).fill('-');
  for (let day = Math.ceil(from / DAY); day * DAY < to; day++) axis[columnOf(day * DAY)] = '|';
  for (const minute of alerts) if (minute >= from && minute < to) axis[columnOf(minute)] = '^';
  lines.push(`${' '.repeat(width)} +${axis.join('')}`);
  return lines.join('\n');
}
