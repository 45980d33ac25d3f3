/** Water quality (GECCO, first half): runs of labelled rows are events; an alert in the run, or within ten minutes after it, meets it. */
import { join } from 'node:path';
import { alarmRows, thresholdFor } from './baseline.ts';
import { filesBelow, readText, rowsOf } from './data.ts';
import { Stage } from './play.ts';
import { type Context, leads, percent, playAll, type Report, type Section } from './section.ts';

/** Rows `start..end`, the end not included. */
export type Run = readonly [start: number, end: number];

export function runsOf(labels: Uint8Array): Run[] {
  const runs: Run[] = [];
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] !== 1) continue;
    const start = i;
    while (labels[i] === 1) i++;
    runs.push([start, i]);
  }
  return runs;
}

/** Minutes after a run in which an alert still meets it, and in which it is at least no false one. */
const late = 10;
const near = 60;

export function meet(alerts: readonly number[], runs: readonly Run[]): { caught: number; false: number } {
  return {
    caught: runs.filter(([start, end]) => alerts.some((row) => row >= start && row < end + late)).length,
    false: alerts.filter((row) => !runs.some(([start, end]) => row >= start && row < end + near)).length,
  };
}

export const water: Section = { name: 'water', needs: 'gecco_water', run };

async function run(context: Context): Promise<Report> {
  const [path] = filesBelow(join(context.folder, 'gecco_water'), /\.csv(\.gz)?$/);
  if (!path) throw new Error('gecco_water holds no CSV file');
  const [header = [], ...rows] = rowsOf(readText(path), ',');
  const labels = Uint8Array.from(rows, (row) => (row[header.indexOf('event')] === '1' ? 1 : 0));
  const runs = runsOf(labels);
  const days = labels.length / 1440;
  using stage = new Stage();
  const staged = [stage.copy(path)];
  const caught: Record<string, number> = {};
  const up: Record<string, number> = {};
  const perDay: Record<string, number> = {};
  const details: string[] = [];
  let falseAlerts = Math.round(days);
  for (const contestant of context.contestants) {
    const own = contestant.threshold;
    await playAll(context, contestant, 'water', staged, { interval: '1min', ignore: ['idx', 'event'] }, (recording) => {
      if (recording.times.length !== labels.length)
        throw new Error(`gecco_water: ${recording.times.length} rows scored of ${labels.length}`);
      const outside = recording.scores.map((column) =>
        column.map((score, i) => (runs.some(([start, end]) => i >= start && i < end + near) ? 0 : score)),
      );
      const threshold = own ?? thresholdFor(Math.max(1, falseAlerts), outside);
      const alerts =
        own !== undefined ? recording.alerts.map(({ row }) => row) : recording.scores.flatMap((column) => alarmRows(column, threshold));
      const result = meet(alerts, runs);
      if (own !== undefined) {
        if (leads(context, contestant)) falseAlerts = result.false;
        up[contestant.name] = percent(
          runs.filter(([start, end]) => recording.device.subarray(start, end).some((score) => score >= own)).length,
          runs.length,
        );
      }
      caught[contestant.name] = percent(result.caught, runs.length);
      perDay[contestant.name] = result.false / days;
      for (const { sensor, row, text } of leads(context, contestant) ? recording.alerts : [])
        details.push(`  ${sensor} row ${row}${labels[row] === 1 ? ' (event)' : ''}: ${text}`);
    });
  }
  return {
    figures: [
      { key: 'water.caught', what: 'water, event runs with an alert', unit: '%', measured: caught },
      { key: 'water.up', what: 'water, device up in the run', unit: '%', measured: up },
      { key: 'water.false', what: 'water, false alerts', unit: 'per day', measured: perDay },
    ],
    notes: [
      `Water: ${runs.length} event runs, ${days.toFixed(0)} days, 9 sensors. Peers at the threshold that gives as many false alerts as kinglet.`,
    ],
    details,
  };
}
