/**
 * The UCR anomaly archive: each series has exactly one anomaly, and the question is whether the top score lies on it. File names
 * give the answer away, so the program sees `series_001.txt.gz`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seeded } from '../../demo/random.ts';
import { rowsOf } from './data.ts';
import { Stage } from './play.ts';
import { type Context, leads, percent, playAll, type Report, type Section } from './section.ts';

/** Rows counted from 1, as the archive does; both ends belong to the anomaly. */
export interface UcrSeries {
  readonly file: string;
  readonly family: string;
  /** Rows 1..trainEnd hold no anomaly. */
  readonly trainEnd: number;
  readonly begin: number;
  readonly end: number;
}

/** The first row after the training part with the highest score, counted from 1. */
export function topRow(scores: Float64Array, trainEnd: number): number {
  let top = trainEnd;
  for (let i = trainEnd; i < scores.length; i++) if ((scores[i] as number) > (scores[top] ?? -1)) top = i;
  return top + 1;
}

/** Within max(100, L) rows of the interval, L its length. */
export function isHit(row: number, { begin, end }: Pick<UcrSeries, 'begin' | 'end'>): boolean {
  const slack = Math.max(100, end - begin + 1);
  return row >= begin - slack && row <= end + slack;
}

/** Series of one recording, and its distorted and noisy copies, are one family. */
export function familyOf(file: string): string {
  const name = /_UCR_Anomaly_(?:DISTORTED|NOISE)?([A-Za-z0-9]+?)_\d/.exec(file)?.[1] ?? file;
  for (const [pattern, family] of families) if (pattern.test(name)) return family;
  return name.replace(/\d+$/, '');
}
const families: readonly (readonly [RegExp, string])[] = [
  [/^Tkeep.*MARS/, 'NASA Mars'],
  [/^CHARIS/, 'CHARIS'],
  [/^CIMIS/, 'CIMIS'],
  [/^STAFFIII/, 'STAFFIII'],
  [/^qtdb/, 'qtdb'],
  [/^sel840/, 'sel840'],
  [/^park3m/, 'park3m'],
];

export function readUcr(folder: string): UcrSeries[] {
  const rows = rowsOf(readFileSync(join(folder, 'INDEX.csv'), 'utf8'), ',').slice(1);
  return rows.map(([file = '', , trainEnd, begin, end]) => ({
    file,
    family: familyOf(file),
    trainEnd: Number(trainEnd),
    begin: Number(begin),
    end: Number(end),
  }));
}

/** `count` series, families in turn, shuffled within a family: the same on every run. */
export function chooseSeries(series: readonly UcrSeries[], count: number): UcrSeries[] {
  const random = seeded(11);
  const byFamily = [...Map.groupBy(series, ({ family }) => family).values()].map((members) =>
    members
      .map((member) => ({ member, at: random.uniform() }))
      .sort((a, b) => a.at - b.at)
      .map(({ member }) => member),
  );
  const chosen: UcrSeries[] = [];
  for (let turn = 0; chosen.length < Math.min(count, series.length); turn++) {
    for (const members of byFamily) {
      const next = members[turn];
      if (next && chosen.length < count) chosen.push(next);
    }
  }
  return chosen.sort((a, b) => a.file.localeCompare(b.file));
}

/** Hits in percent: of all series, and as the mean over families. */
export function tally(results: readonly { readonly family: string; readonly hit: boolean }[]): {
  overall: number;
  families: number;
  byFamily: Map<string, [hits: number, of: number]>;
} {
  const byFamily = new Map<string, [number, number]>();
  for (const { family, hit } of results) {
    const [hits, of] = byFamily.get(family) ?? [0, 0];
    byFamily.set(family, [hits + (hit ? 1 : 0), of + 1]);
  }
  const shares = [...byFamily.values()].map(([hits, of]) => percent(hits, of));
  return {
    overall: percent(results.filter(({ hit }) => hit).length, results.length),
    families: shares.reduce((sum, share) => sum + share, 0) / shares.length,
    byFamily,
  };
}

export const ucr: Section = { name: 'ucr', needs: 'ucr_anomaly_archive', run };

/** On these 123 series, all measured by us with the same rule. */
const anchors = {
  'best published causal, all 250': 30.8,
  'matrix profile, offline, all 250': 52.8,
  'max |first difference|': 41.5,
  'causal z(100)': 25.2,
  'causal z(1000)': 12.2,
  random: 4.1,
};

async function run(context: Context): Promise<Report> {
  const folder = join(context.folder, 'ucr_anomaly_archive');
  const all = readUcr(folder);
  const series = chooseSeries(all, context.sample ?? (context.quick ? 24 : all.length));
  using stage = new Stage();
  const staged = series.map(({ file }) => stage.copy(join(folder, `${file}.txt.gz`)));
  const measured: { overall: Record<string, number>; families: Record<string, number> } = { overall: {}, families: {} };
  const details: string[] = [];
  for (const contestant of context.contestants) {
    const results: { family: string; hit: boolean }[] = [];
    await playAll(context, contestant, 'ucr', staged, { interval: '1s' }, ({ scores }, f) => {
      const [column] = scores;
      const one = series[f];
      if (!column || !one || scores.length !== 1) throw new Error(`${one?.file}: one sensor expected, ${scores.length} scored`);
      const row = topRow(column, one.trainEnd);
      const hit = isHit(row, one);
      results.push({ family: one.family, hit });
      const top = column[row - 1] ?? 0;
      const ties = column.subarray(one.trainEnd).reduce((n, score) => n + (score === top ? 1 : 0), 0);
      if (leads(context, contestant)) {
        details.push(
          `  ${hit ? 'hit ' : 'miss'} ${one.file}: top ${top.toFixed(5)} at row ${row}${ties > 1 ? `, ${ties} rows equal` : ''}; anomaly ${one.begin}..${one.end}`,
        );
      }
    });
    const { overall, families: mean, byFamily } = tally(results);
    measured.overall[contestant.name] = overall;
    measured.families[contestant.name] = mean;
    details.push(`${contestant.name}: ${[...byFamily].map(([family, [hits, of]]) => `${family} ${hits}/${of}`).join(', ')}`);
  }
  const whole = series.length === all.length;
  return {
    figures: [
      {
        key: 'ucr.overall',
        what: `UCR hits, ${series.length} series`,
        unit: '%',
        measured: measured.overall,
        target: { of: 'measured', least: 55 },
        ...(whole ? { anchors } : {}),
      },
      { key: 'ucr.families', what: 'UCR hits, mean over families', unit: '%', measured: measured.families },
    ],
    notes: [
      `UCR: ${whole ? `all ${all.length} series at hand` : `${series.length} of ${all.length} series, families in turn`}; best published strictly causal on all 250: 30.8 %, offline matrix profile 52.8 %.`,
    ],
    details,
  };
}
