/**
 * How often the watcher cries on data without an anomaly: rows 1..train_end of the UCR series and the clean recordings of homes, each
 * played alone. Every reading counts, the cold start included.
 *
 * A score says how rare: evidence e = 4 s / (1 - s) is -log10 of a probability, so a reading in ten thousand should reach
 * s = 0.5 and one in a thousand s = 3/7. The ratio is what really does, over what should.
 */
import { join } from 'node:path';
import { scoreOf } from '../../core/watch/index.ts';
import { readText } from './data.ts';
import { csvOf, readClean } from './home-recordings.ts';
import { Stage } from './play.ts';
import { type Context, type Figure, leads, playAll, type Report, type Section, thin } from './section.ts';
import { chooseSeries, readUcr } from './ucr.ts';

/** Rows at or above a threshold. */
export const rowsAbove = (scores: Float64Array, threshold: number): number =>
  scores.reduce((n, score) => n + (score >= threshold ? 1 : 0), 0);

/** Probabilities at which the scores are held to what they say. */
const nominals = [1e-4, 1e-3] as const;
const bounds = { least: 0.5, most: 3 } as const;

/** The score that one reading in `1 / p` should reach. */
export const scoreAt = (p: number): number => scoreOf(-Math.log10(p));

export const falserate: Section = { name: 'falserate', needs: 'ucr_anomaly_archive', run };

/** One quiet file. */
interface Quiet {
  readonly label: string;
  readonly part: Part;
  readonly path: string;
  /** Readings in it: cells that are no gaps. */
  readonly readings: number;
}
type Part = 'UCR' | 'homes';

interface Count {
  readings: number;
  /** Readings at or above the contestant's own threshold. */
  above: number;
  alerts: number;
  /** Readings at or above the score of each nominal probability. */
  readonly rare: number[];
}

async function run(context: Context): Promise<Report> {
  using stage = new Stage();
  const ucr = ucrPrefixes(context, stage);
  const homes = cleanHomes(context, stage);
  const counts: Record<string, Record<Part, Count>> = {};
  const details: string[] = [];
  for (const contestant of context.contestants) {
    const { name, threshold } = contestant;
    if (threshold === undefined) continue; // its scores claim no probability
    const mine = { UCR: none(), homes: none() };
    counts[name] = mine;
    for (const [files, options] of [[ucr, { interval: '1s' }] as const, [homes, {}] as const]) {
      const paths = files.map(({ path }) => path);
      await playAll(context, contestant, 'falserate', paths, options, ({ scores, alerts }, f) => {
        const file = files[f] as Quiet;
        const count = mine[file.part];
        const here = sum(scores, threshold);
        count.readings += file.readings;
        count.above += here;
        count.alerts += alerts.length;
        nominals.forEach((p, i) => {
          count.rare[i] = (count.rare[i] ?? 0) + sum(scores, scoreAt(p));
        });
        if (here > 0 && leads(context, contestant))
          details.push(`  ${file.label}: ${here} rows of ${file.readings}, ${alerts.length} alerts`);
      });
    }
  }
  const by = (pick: (parts: Record<Part, Count>) => number): Record<string, number> =>
    Object.fromEntries(Object.entries(counts).map(([name, parts]) => [name, pick(parts)]));
  const both = ({ UCR, homes }: Record<Part, Count>): Count => ({
    readings: UCR.readings + homes.readings,
    above: UCR.above + homes.above,
    alerts: UCR.alerts + homes.alerts,
    rare: nominals.map((_, i) => (UCR.rare[i] ?? 0) + (homes.rare[i] ?? 0)),
  });
  const ratio = (count: Count, i: number): number => (count.rare[i] ?? 0) / count.readings / (nominals[i] ?? 1);
  const figures: Figure[] = [
    {
      key: 'falserate.1e-4',
      what: 'false rate at 1e-4, over nominal',
      unit: '×',
      measured: by((parts) => ratio(both(parts), 0)),
      anchors: { DSPOT: 9.34, 'best found (Wald + GPD)': 3.2 },
      target: { of: 'measured', ...bounds },
    },
    { key: 'falserate.1e-4.ucr', what: '  clean UCR prefixes', unit: '×', measured: by(({ UCR }) => ratio(UCR, 0)) },
    { key: 'falserate.1e-4.homes', what: '  clean homes', unit: '×', measured: by((parts) => ratio(parts.homes, 0)) },
    {
      key: 'falserate.1e-3',
      what: 'false rate at 1e-3, over nominal',
      unit: '×',
      measured: by((parts) => ratio(both(parts), 1)),
      anchors: { DSPOT: 1.95, 'Wald + GPD': 1.86 },
    },
    {
      key: 'falserate.alerts_1e-4',
      what: 'alerts a reading, over 1e-4',
      unit: '×',
      measured: by((parts) => both(parts).alerts / both(parts).readings / 1e-4),
    },
    {
      key: 'falserate.rows',
      what: 'rows above threshold, clean UCR prefixes',
      unit: 'per 10,000',
      measured: by(({ UCR }) => (UCR.above / UCR.readings) * 1e4),
    },
    {
      key: 'falserate.alerts',
      what: 'alerts, clean UCR prefixes',
      unit: 'per 10,000',
      measured: by(({ UCR }) => (UCR.alerts / UCR.readings) * 1e4),
    },
  ];
  const millions = (files: readonly Quiet[]): string => (files.reduce((n, { readings }) => n + readings, 0) / 1e6).toFixed(2);
  return {
    figures: homes.length === 0 ? figures.filter(({ key }) => key !== 'falserate.1e-4.homes') : figures,
    notes: [
      `False rate: ${ucr.length} UCR prefixes (${millions(ucr)} million readings) and ${homes.length} clean recordings of homes (${millions(homes)} million), the cold start counted. ` +
        `Evidence is -log10 of a probability, so 1e-4 is a score of ${scoreAt(1e-4)} and 1e-3 one of ${scoreAt(1e-3).toFixed(3)}. Anchors: 144 UCR prefixes.`,
    ],
    details,
  };
}

const none = (): Count => ({ readings: 0, above: 0, alerts: 0, rare: nominals.map(() => 0) });
const sum = (columns: readonly Float64Array[], threshold: number): number =>
  columns.reduce((n, column) => n + rowsAbove(column, threshold), 0);

function ucrPrefixes(context: Context, stage: Stage): Quiet[] {
  const folder = join(context.folder, 'ucr_anomaly_archive');
  const all = readUcr(folder);
  return chooseSeries(all, context.sample ?? (context.quick ? 24 : all.length)).map(({ file, trainEnd }) => {
    const lines = readText(join(folder, `${file}.txt.gz`))
      .split('\n')
      .slice(0, trainEnd);
    return { label: file, part: 'UCR', path: stage.write(`${lines.join('\n')}\n`), readings: lines.length };
  });
}

function cleanHomes(context: Context, stage: Stage): Quiet[] {
  const all = readClean(context.folder);
  const rooms = all.filter(({ set }) => set === 'rooms');
  const others = all.filter(({ set }) => set !== 'rooms');
  const chosen = context.quick ? [...thin(others, 12), ...thin(rooms, 12)] : all;
  return chosen.map(({ label, times, names, values }) => ({
    label,
    part: 'homes',
    path: stage.write(csvOf(times, names, values)),
    readings: values.reduce((n, column) => n + column.reduce((m, x) => m + (Number.isNaN(x) ? 0 : 1), 0), 0),
  }));
}
