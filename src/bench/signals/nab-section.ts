/** NAB through the product: 34 files, 50 windows, one threshold for all; the published detectors are scored in the same run. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, readText, rowsOf, timeOf } from './data.ts';
import { at, best, listing, type Outcome, profiles, type ScoredFile, sweep, type Window } from './nab.ts';
import { Stage } from './play.ts';
import { type Context, type Figure, FLOAT, leads, playAll, type Report, type Section } from './section.ts';

export interface NabFile {
  /** `realAdExchange/exchange-2_cpc_results.csv`, as in the label file. */
  readonly name: string;
  readonly path: string;
  readonly times: Float64Array;
  readonly windows: readonly Window[];
}

/** Detectors whose scores NAB publishes, by folder. */
export const published = {
  numenta: 'Numenta HTM',
  contextOSE: 'CAD OSE',
  ARTime: 'ARTime',
  windowedGaussian: 'Windowed Gaussian',
} as const;

export function readNab(folder: string): NabFile[] {
  const labels = JSON.parse(readFileSync(join(folder, 'labels/combined_windows.json'), 'utf8')) as Record<string, [string, string][]>;
  return filesBelow(join(folder, 'data'), /\.csv$/).map((path) => {
    const name = path.split('/').slice(-2).join('/');
    const times = Float64Array.from(rowsOf(readText(path), ',').slice(1), (row) => timeOf(row[0] ?? ''));
    const windows = (labels[name] ?? []).map(([start, end]): Window => {
      const [from, to] = [timeOf(start), timeOf(end)];
      return [times.findIndex((t) => t >= from && t <= to), times.findLastIndex((t) => t >= from && t <= to)];
    });
    return { name, path, times, windows };
  });
}

/** The scores a published detector gave, row for row. */
export function readPublished(folder: string, detector: string, file: NabFile): ScoredFile {
  const [directory, base] = file.name.split('/');
  const rows = rowsOf(readText(join(folder, 'published_scores', detector, directory ?? '', `${detector}_${base}.gz`)), ',').slice(1);
  return { scores: Float64Array.from(rows, (row) => Number(row[1])), windows: file.windows };
}

/** To be beaten on the same files; Windowed Gaussian is there as a floor. */
const rivals: readonly string[] = [published.numenta, published.contextOSE, published.ARTime];
/** NAB points that the shipped threshold may stay below the one chosen on the labels. */
const shippedLoss = 4;
/** Targets that come of a measurement, to the hundredth that NAB publishes. */
const hundredths = (x: number): number => Math.round(100 * x) / 100;
/** NAB points that int8 may lose against the same network in float32. */
const int8Loss = 0.5;

export const nab: Section = { name: 'nab', needs: 'nab', run };

async function run(context: Context): Promise<Report> {
  const folder = join(context.folder, 'nab');
  const files = readNab(folder);
  const anchors = Object.entries(published).map(([detector, name]) => {
    const swept = sweep(files.map((file) => readPublished(folder, detector, file)));
    return { name, outcomes: profiles.map((profile) => best(swept, profile)) };
  });
  using stage = new Stage();
  const staged = files.map((file) => stage.copy(file.path));
  const outcomes: Record<string, Outcome[]> = {};
  const shipped: Record<string, Outcome> = {};
  const details: string[] = [];
  for (const contestant of context.contestants) {
    const scored: ScoredFile[] = [];
    await playAll(context, contestant, 'nab', staged, {}, ({ scores, sensors }, f) => {
      const [column] = scores;
      if (!column || scores.length !== 1) throw new Error(`${files[f]?.name}: one sensor expected, ${sensors.join(', ')} scored`);
      if (column.length !== files[f]?.times.length)
        throw new Error(`${files[f]?.name}: ${column.length} scores for ${files[f]?.times.length} rows`);
      scored.push({ scores: column, windows: files[f]?.windows ?? [] });
    });
    const swept = sweep(scored);
    const standard = profiles.map((profile) => best(swept, profile));
    outcomes[contestant.name] = standard;
    const [profile] = profiles;
    if (contestant.threshold !== undefined && profile) shipped[contestant.name] = at(swept, profile, contestant.threshold);
    details.push(...profiles.map((p, i) => `${contestant.name}: ${p.name} is best at ${said(standard[i])}`));
    if (contestant.threshold !== undefined && leads(context, contestant))
      details.push(...listings(contestant.name, files, scored, contestant.threshold));
  }
  const column = (pick: (outcome: Outcome) => number, i: number): Pick<Figure, 'measured' | 'anchors'> => ({
    measured: Object.fromEntries(Object.entries(outcomes).flatMap(([name, o]) => (o[i] ? [[name, pick(o[i])]] : []))),
    anchors: Object.fromEntries(anchors.flatMap(({ name, outcomes: o }) => (o[i] ? [[name, pick(o[i])]] : []))),
  });
  const ship = (pick: (outcome: Outcome) => number): Record<string, number> =>
    Object.fromEntries(Object.entries(shipped).map(([name, o]) => [name, pick(o)]));
  const targets: Record<string, number> = {
    standard: hundredths(Math.max(...anchors.filter(({ name }) => rivals.includes(name)).map(({ outcomes: o }) => o[0]?.score ?? 0))),
    'low FP': 65,
  };
  const lead = context.contestants[0]?.name ?? '';
  const ownBest = outcomes[lead]?.[0]?.score ?? Number.NaN;
  const figures: Figure[] = profiles.map(({ name }, i) => {
    const least = targets[name];
    return {
      key: `nab.${name.replace(' ', '_').toLowerCase()}`,
      what: `NAB ${name}, best threshold`,
      unit: '',
      ...column((o) => o.score, i),
      ...(least ? { target: { of: 'measured', least } } : {}),
    };
  });
  figures.push(
    {
      key: 'nab.hits',
      what: 'NAB windows hit, standard',
      unit: `of ${files.flatMap((f) => f.windows).length}`,
      ...column((o) => o.windowsHit, 0),
    },
    { key: 'nab.false_rows', what: 'NAB false rows, standard', unit: '', ...column((o) => o.falseRows, 0) },
    {
      key: 'nab.shipped',
      what: 'NAB standard, shipped threshold',
      unit: '',
      measured: ship((o) => o.score),
      target: { of: 'measured', least: hundredths(ownBest - shippedLoss) },
    },
    { key: 'nab.shipped_hits', what: 'NAB windows hit, shipped threshold', unit: '', measured: ship((o) => o.windowsHit) },
    { key: 'nab.shipped_false_rows', what: 'NAB false rows, shipped threshold', unit: '', measured: ship((o) => o.falseRows) },
  );
  const float = outcomes[FLOAT]?.[0]?.score;
  if (float !== undefined) {
    figures.push({
      key: 'nab.int8_loss',
      what: 'NAB points lost by int8 against float32',
      unit: '',
      measured: { [lead]: float - ownBest },
      target: { of: 'measured', most: int8Loss },
    });
  }
  const notes = [
    `NAB: ${files.length} files, one threshold for all, chosen on the labels it is scored by unless "shipped" (which may be ${shippedLoss} points below the best). To be beaten: the best of ${rivals.join(', ')} on these files; they knew each file's range beforehand. Over all 58 files they have 70.1, 69.9 and 74.9; HTM with a threshold from the other categories 69.3.`,
  ];
  return { figures, notes, details };
}

const said = (o: Outcome | undefined): string =>
  o ? `${o.threshold.toPrecision(6)}: ${o.score.toFixed(2)}, ${o.windowsHit} windows, ${o.falseRows} false rows` : 'none';

function listings(contestant: string, files: readonly NabFile[], scored: readonly ScoredFile[], threshold: number): string[] {
  const lines = [`${contestant} at its shipped threshold ${threshold}:`];
  files.forEach((file, f) => {
    const here = listing(scored[f] as ScoredFile, threshold);
    lines.push(`  ${file.name.padEnd(58)} ${here.windowsHit}/${here.windows} windows, ${here.falseRows} false rows`);
    const when = (row: number): string => new Date(file.times[row] ?? 0).toISOString().slice(0, 16);
    for (const { window, row, score } of here.missed) {
      lines.push(`      missed ${when(window[0])} .. ${when(window[1])}, highest ${score.toFixed(4)} at row ${row}  ${when(row)}`);
    }
    for (const { row, score } of here.worst) {
      lines.push(`      false row ${row}  ${when(row)}  ${score.toFixed(4)}`);
    }
  });
  return lines;
}
