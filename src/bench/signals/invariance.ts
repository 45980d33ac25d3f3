/**
 * The same trouble in another unit, upside down, elsewhere or another day is the same trouble. Series are played as they are and
 * changed in one way; a watcher that knew these series by heart, or that leaned on their scale, would give itself away here.
 *
 *     ×1000 · ×0.001 · −x · +10 standard deviations · 7 days later · 30 minutes later (time stamps only: NAB, the archive has none)
 *
 * 30 minutes put readings into other hours of the day than the habits of an hour are kept by; whole days must change nothing.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from './data.ts';
import { csvOf } from './home-recordings.ts';
import { best, profiles, type ScoredFile, sweep, type Window } from './nab.ts';
import { readNab } from './nab-section.ts';
import { type Contestant, type Recording, Stage } from './play.ts';
import { type Context, type Figure, percent, playAll, type Report, type Section, thin } from './section.ts';
import { chooseSeries, readUcr, topRow } from './ucr.ts';

export interface Change {
  readonly name: string;
  readonly value: (x: number, deviation: number) => number;
  /** Milliseconds by which the time stamps move. */
  readonly later: number;
}
const same = (x: number): number => x;
export const unchanged: Change = { name: 'as it is', value: same, later: 0 };
export const changes: readonly Change[] = [
  { name: '×1000', value: (x) => x * 1000, later: 0 },
  { name: '×0.001', value: (x) => x / 1000, later: 0 },
  { name: 'negated', value: (x) => -x, later: 0 },
  { name: '+10 deviations', value: (x, deviation) => x + 10 * deviation, later: 0 },
  { name: '7 days later', value: same, later: 7 * 86_400_000 },
  { name: '30 minutes later', value: same, later: 30 * 60_000 },
];

/** Rows by which an alert or a top may move and still be the same one. */
const slack = 2;
/** Archive series of at most so many rows, so that a section about sameness does not take the longest of all. */
const ucrRows = 12_000;

export const invariance: Section = { name: 'invariance', needs: 'nab', run };

interface Series {
  readonly label: string;
  readonly times: Float64Array;
  readonly values: Float64Array;
  /** Rows before it do not compete for the top: the training part of the archive, counted from 0. */
  readonly from: number;
  /** NAB's; undefined for the archive. */
  readonly windows?: readonly Window[];
}

/** What one series gave. */
interface Told {
  readonly scores: Float64Array;
  readonly top: number;
  /** Rows. */
  readonly alerts: readonly number[];
}

async function run(context: Context): Promise<Report> {
  const [contestant] = context.contestants;
  if (!contestant) return { figures: [], notes: [], details: [] };
  const all = [...nabSeries(context), ...ucrSeries(context)];
  const details: string[] = [];
  const base = await play(context, contestant, all, unchanged);
  const columns: Record<'nab' | 'alerts' | 'top', Record<string, number>> = { nab: {}, alerts: {}, top: {} };
  for (const change of changes) {
    // The archive has no time of its own to be moved.
    const series = change.later === 0 ? all : all.filter(({ windows }) => windows);
    const told = await play(context, contestant, series, change);
    columns.nab[change.name] = nabScore(series, told) - nabScore(series, base);
    columns.alerts[change.name] = share(told, (one, i) => sameAlerts(one.alerts, base[i]?.alerts ?? []));
    columns.top[change.name] = share(told, (one, i) => Math.abs(one.top - (base[i]?.top ?? 0)) <= slack);
    told.forEach((one, i) => {
      const was = base[i] as Told;
      if (!sameAlerts(one.alerts, was.alerts) || one.top !== was.top)
        details.push(
          `  ${series[i]?.label} ${change.name}: alerts [${was.alerts.join(' ')}] → [${one.alerts.join(' ')}], top ${was.top} → ${one.top}`,
        );
    });
  }
  const lines = (key: keyof typeof columns, unit: string): Figure[] =>
    Object.entries(columns[key]).map(([name, x]) => ({
      key: `invariance.${key}.${name.replaceAll(' ', '_')}`,
      what: `  ${name}`,
      unit,
      measured: { [contestant.name]: x },
    }));
  const nabFiles = all.filter(({ windows }) => windows).length;
  // Less than what one window is worth is noise.
  const oneWindow = 100 / all.reduce((n, { windows }) => n + (windows?.length ?? 0), 0);
  const figures: Figure[] = [
    {
      key: 'invariance.nab',
      what: 'NAB points, largest change',
      unit: '',
      measured: { [contestant.name]: Math.max(...Object.values(columns.nab).map(Math.abs)) },
      target: { of: 'measured', most: oneWindow },
    },
    ...lines('nab', ''),
    {
      key: 'invariance.top',
      what: 'series with the same top row, least',
      unit: '%',
      measured: { [contestant.name]: Math.min(...Object.values(columns.top)) },
    },
    ...lines('top', '%'),
    {
      key: 'invariance.alerts',
      what: 'series with the same alert rows, least',
      unit: '%',
      measured: { [contestant.name]: Math.min(...Object.values(columns.alerts)) },
    },
    ...lines('alerts', '%'),
  ];
  return {
    figures,
    notes: [
      `Invariance: ${nabFiles} NAB files and ${all.length - nabFiles} short UCR series, changed one way at a time; points are of the standard profile at its best threshold, ${Number(oneWindow.toFixed(1))} of them one window. Rows may move by ${slack} and count as the same. A shift of the time stamps concerns NAB alone.`,
    ],
    details,
  };
}

/** As many alerts, each where it was but for `slack` rows. */
export const sameAlerts = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((row, i) => Math.abs(row - (b[i] ?? Number.NaN)) <= slack);

const share = (told: readonly Told[], holds: (one: Told, i: number) => boolean): number => percent(told.filter(holds).length, told.length);

function nabScore(series: readonly Series[], told: readonly Told[]): number {
  const scored = series.flatMap(({ windows }, i): ScoredFile[] => (windows && told[i] ? [{ scores: told[i].scores, windows }] : []));
  const [standard] = profiles;
  return standard ? best(sweep(scored), standard).score : Number.NaN;
}

async function play(context: Context, contestant: Contestant, series: readonly Series[], change: Change): Promise<Told[]> {
  using stage = new Stage();
  const paths = series.map(({ times, values }) => {
    const deviation = deviationOf(values);
    return stage.write(
      csvOf(
        times.map((t) => t + change.later),
        ['value'],
        [values.map((x) => change.value(x, deviation))],
      ),
    );
  });
  const told: Told[] = [];
  await playAll(context, contestant, `invariance, ${change.name}`, paths, {}, (recording: Recording, i) => {
    const scores = recording.scores[0] ?? new Float64Array();
    const alerts = recording.alerts.map(({ row }) => row);
    told.push({ scores, alerts, top: topRow(scores, series[i]?.from ?? 0) });
  });
  return told;
}

/** Population standard deviation of the finite values. */
export function deviationOf(values: Float64Array): number {
  const finite = values.filter(Number.isFinite);
  const mean = finite.reduce((sum, x) => sum + x, 0) / finite.length;
  return Math.sqrt(finite.reduce((sum, x) => sum + (x - mean) ** 2, 0) / finite.length);
}

function nabSeries(context: Context): Series[] {
  const files = readNab(join(context.folder, 'nab'));
  return (context.quick ? thin(files, 12) : files).map(({ name, path, times, windows }) => ({
    label: name,
    times,
    values: Float64Array.from(readText(path).trim().split('\n').slice(1), (line) => Number(line.split(',')[1])),
    from: 0,
    windows,
  }));
}

function ucrSeries(context: Context): Series[] {
  const folder = join(context.folder, 'ucr_anomaly_archive');
  if (!existsSync(folder)) return [];
  const start = Date.UTC(2026, 0, 5, 8);
  const short = readUcr(folder).flatMap(({ file, family, trainEnd, begin, end }) => {
    const values = Float64Array.from(
      readText(join(folder, `${file}.txt.gz`))
        .trim()
        .split(/\s+/),
      Number,
    );
    return values.length <= ucrRows ? [{ file, family, trainEnd, begin, end, values }] : [];
  });
  const chosen = new Set(chooseSeries(short, context.quick ? 6 : 12).map(({ file }) => file));
  return short
    .filter(({ file }) => chosen.has(file))
    .map(({ file, trainEnd, values }) => ({ label: file, times: values.map((_, i) => start + i * 1000), values, from: trainEnd }));
}
