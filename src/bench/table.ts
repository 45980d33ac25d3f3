import type { BenchResult, Row, Target } from './bench.ts';

/** A result as people read it: one aligned line a row, then the notes. */
export function table(result: BenchResult): string {
  const others = [...new Set(result.rows.flatMap((row) => row.others?.map(({ what }) => what) ?? []))];
  const rows = [['', 'measured', ...others, 'beside', 'ratio', 'target', ''], ...result.rows.map((row) => cells(row, others))];
  // Columns of numbers end together.
  const numbers = new Set([1, ...others.map((_, i) => 2 + i), 3 + others.length]);
  const used = rows[0]?.map((_, column) => column === 0 || rows.slice(1).some((cellsOfRow) => cellsOfRow[column] !== '')) ?? [];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((cellsOfRow) => cellsOfRow[column]?.length ?? 0))) ?? [];
  const lines = rows.map((cellsOfRow) =>
    cellsOfRow
      .map((cell, column) => (numbers.has(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .filter((_, column) => used[column])
      .join('  ')
      .trimEnd(),
  );
  return [...lines, ...(result.notes.length > 0 ? ['', ...result.notes] : [])].join('\n');
}

const cells = (row: Row, others: readonly string[]): string[] => [
  row.what,
  `${number(row.measured)} ${row.unit}`.trimEnd(),
  ...others.map((name) => {
    const other = row.others?.find(({ what }) => what === name);
    return other ? number(other.measured) : '';
  }),
  row.beside ? `${row.beside.what} ${number(row.beside.measured)}` : '',
  row.ratio === undefined ? '' : row.ratio.toPrecision(3),
  row.target ? target(row.target) : '',
  row.reached === undefined ? '' : row.reached ? 'reached' : 'missed',
];

const target = ({ of, most, least }: Target): string =>
  `${of === 'ratio' ? 'ratio ' : ''}${[least === undefined ? '' : `≥ ${number(least)}`, most === undefined ? '' : `≤ ${number(most)}`].filter(Boolean).join(', ')}`;

/** Three significant digits, whole numbers from 1,000 on with thousands separators. */
export function number(x: number): string {
  if (!Number.isFinite(x)) return String(x);
  return Math.abs(x) >= 1_000 ? Math.round(x).toLocaleString('en-US') : String(Number(x.toPrecision(3)));
}
