/**
 * How often the watcher cries on data without an anomaly: rows 1..train_end of the UCR series, played alone. Every row counts,
 * the cold start included.
 */
import { join } from 'node:path';
import { readText } from './data.ts';
import { Stage } from './play.ts';
import { type Context, playAll, type Report, type Section } from './section.ts';
import { chooseSeries, readUcr } from './ucr.ts';

/** Rows at or above a threshold. */
export const rowsAbove = (scores: Float64Array, threshold: number): number =>
  scores.reduce((n, score) => n + (score >= threshold ? 1 : 0), 0);

export const falserate: Section = { name: 'falserate', needs: 'ucr_anomaly_archive', run };

async function run(context: Context): Promise<Report> {
  const folder = join(context.folder, 'ucr_anomaly_archive');
  const all = readUcr(folder);
  const series = chooseSeries(all, context.sample ?? (context.quick ? 24 : all.length));
  using stage = new Stage();
  const staged = series.map(({ file, trainEnd }) =>
    stage.write(
      readText(join(folder, `${file}.txt.gz`))
        .split('\n')
        .slice(0, trainEnd)
        .join('\n')
        .concat('\n'),
    ),
  );
  const rowsPer = { scores: {} as Record<string, number>, alerts: {} as Record<string, number> };
  const details: string[] = [];
  for (const contestant of context.contestants) {
    const { threshold } = contestant;
    if (threshold === undefined) continue; // no threshold of its own, no false rate
    let [rows, above, alerts] = [0, 0, 0];
    await playAll(context, contestant, 'falserate', staged, { interval: '1s' }, (recording, f) => {
      const here = recording.scores.reduce((n, column) => n + rowsAbove(column, threshold), 0);
      rows += recording.times.length;
      above += here;
      alerts += recording.alerts.length;
      if (here > 0) details.push(`  ${series[f]?.file}: ${here} rows of ${recording.times.length}, ${recording.alerts.length} alerts`);
    });
    rowsPer.scores[contestant.name] = (above / rows) * 1e4;
    rowsPer.alerts[contestant.name] = (alerts / rows) * 1e4;
  }
  return {
    figures: [
      { key: 'falserate.rows', what: 'rows above threshold, clean UCR prefixes', unit: 'per 10,000', measured: rowsPer.scores },
      { key: 'falserate.alerts', what: 'alerts, clean UCR prefixes', unit: 'per 10,000', measured: rowsPer.alerts },
    ],
    notes: [],
    details,
  };
}
