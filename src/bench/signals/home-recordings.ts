/** The clean recordings of homes, each in the shape it has in the sets, as columns. */
import { join } from 'node:path';
import { filesBelow, numberOf, readText, rowsOf, timeOf } from './data.ts';

/** One device's recording. */
export interface Clean {
  readonly set: 'flat' | 'office' | 'rooms';
  readonly label: string;
  /** Epoch ms. */
  readonly times: Float64Array;
  readonly names: readonly string[];
  readonly values: readonly Float64Array[];
}

export const sets: readonly Clean['set'][] = ['flat', 'office', 'rooms'];

/** Recordings of a room shorter than this say nothing. */
const fewestRows = 200;

/** All of them, those of rooms one per node. */
export function readClean(folder: string): Clean[] {
  const flat = filesBelow(join(folder, 'home_open_smart_home'), /\.csv$/).map((path): Clean => {
    const rows = rowsOf(readText(path), '\t');
    const label = path.split('/').at(-1)?.replace('.csv', '') ?? path;
    const quantity = (label.split('_').at(-1) ?? label).replace('History', '').toLowerCase();
    return {
      set: 'flat',
      label,
      times: Float64Array.from(rows, ([t]) => Number(t) * 1000),
      names: [quantity],
      values: [Float64Array.from(rows, ([, v]) => numberOf(v))],
    };
  });
  const office = filesBelow(join(folder, 'home_occupancy'), /^data.*\.txt$/).map((path): Clean => {
    const rows = rowsOf(readText(path), ',').slice(1); // the first cell is a row number the header does not name
    const names = ['temperature', 'humidity', 'light', 'co2'];
    return {
      set: 'office',
      label: path.split('/').at(-1) ?? path,
      times: Float64Array.from(rows, (row) => timeOf(row[1] ?? '')),
      names,
      values: names.map((_, c) => Float64Array.from(rows, (row) => numberOf(row[c + 2]))),
    };
  });
  const rooms = filesBelow(join(folder, 'home_room_climate'), /measurement\d+\.csv\.gz$/).flatMap((path): Clean[] => {
    const names = ['temperature', 'humidity', 'light1', 'light2'];
    const byNode = Map.groupBy(rowsOf(readText(path), ','), (row) => row[3] ?? '');
    return [...byNode].map(([node, rows]) => ({
      set: 'rooms' as const,
      label: `${path.split('/').at(-1)?.replace('room_climate-', '').replace('.csv.gz', '')} node ${node}`,
      times: Float64Array.from(rows, (row) => Number(row[1])),
      names,
      values: names.map((_, c) => Float64Array.from(rows, (row) => numberOf(row[c + 4]))),
    }));
  });
  return [...flat, ...office, ...rooms.filter(({ times }) => times.length >= fewestRows)];
}

/** The text `kinglet replay` reads; NaN becomes an empty cell. */
export const csvOf = (times: Float64Array, names: readonly string[], values: readonly Float64Array[]): string =>
  [
    ['timestamp', ...names].join(','),
    ...Array.from(times, (t, i) =>
      [new Date(t).toISOString(), ...values.map((column) => (Number.isNaN(column[i]) ? '' : String(column[i])))].join(','),
    ),
    '',
  ].join('\n');
