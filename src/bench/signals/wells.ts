/**
 * Oil wells (3W): recordings of normal operation, where every alert is a false one, and of events, where rows are labelled
 * 0 normal, 101-108 on the way to the fault (the early warning worth having), 1-8 steady fault, empty unknown.
 */
import { join } from 'node:path';
import { alarmRows, thresholdFor } from './baseline.ts';
import { filesBelow, numberOf, readText, rowsOf } from './data.ts';
import { type Contestant, type Recording, Stage } from './play.ts';
import { type Context, leads, percent, playAll, type Report, type Section, thin } from './section.ts';

const columns = ['P-PDG', 'P-TPT', 'T-TPT', 'P-MON-CKP', 'T-JUS-CKP', 'P-JUS-CKGL', 'T-JUS-CKGL', 'QGL'] as const;

export interface Well {
  readonly label: string;
  readonly normal: boolean;
  /** One per row, NaN where unknown. */
  readonly classes: Float64Array;
  /** Columns that hold any value at all. */
  readonly sensors: number;
}

/** Alerts of one event recording by what the row was labelled. */
export function placeAlerts(rows: readonly number[], classes: Float64Array): { early: boolean; met: boolean; false: number } {
  const labels = rows.map((row) => classes[row] ?? Number.NaN);
  return { early: labels.some((c) => c > 100), met: labels.some((c) => c > 0), false: labels.filter((c) => c === 0).length };
}

export const wells: Section = { name: 'wells', needs: '3w_real_wells', run };

async function run(context: Context): Promise<Report> {
  const all = filesBelow(join(context.folder, '3w_real_wells'), /^\d\/.*\.csv\.gz$/);
  const isNormal = (path: string): boolean => path.split('/').at(-2) === '0';
  const paths = [
    ...thin(all.filter(isNormal), context.quick ? 5 : 99),
    ...thin(
      all.filter((path) => !isNormal(path)),
      context.quick ? 8 : 99,
    ),
  ];
  const info = paths.map((path): Well => {
    const [header = [], ...rows] = rowsOf(readText(path), ',');
    const column = (name: string): Float64Array => Float64Array.from(rows, (row) => numberOf(row[header.indexOf(name)]));
    const sensors = columns.filter((name) => column(name).some(Number.isFinite)).length;
    return { label: path.split('/').slice(-2).join('/'), normal: isNormal(path), classes: column('class'), sensors };
  });
  using stage = new Stage();
  const staged = paths.map((path) => stage.copy(path));
  const days = info.reduce((sum, { normal, classes, sensors }) => sum + (normal ? (classes.length * sensors) / 86_400 : 0), 0);
  const events = info.filter(({ normal }) => !normal);
  const perDay: Record<string, number> = {};
  const caught: Record<string, number> = {};
  const early: Record<string, number> = {};
  const up: Record<string, number> = {};
  const before: Record<string, number> = {};
  const details: string[] = [];
  let equalAlarms = Math.max(1, Math.round(days));
  for (const contestant of context.contestants) {
    const own = contestant.threshold;
    const kept: { alerts: number[]; scores: readonly Float64Array[]; device: number }[] = [];
    await playAll(context, contestant, 'wells', staged, { columns }, (recording, i) => {
      const device = own === undefined ? 0 : recording.device.findIndex((score, row) => score >= own && (info[i]?.classes[row] ?? 0) > 0);
      kept.push({ alerts: recording.alerts.map(({ row }) => row), scores: own === undefined ? recording.scores : [], device });
      for (const { sensor, row, text } of leads(context, contestant) ? recording.alerts : [])
        details.push(`  ${info[i]?.label} ${sensor} row ${row} (class ${info[i]?.classes[row]}): ${text}`);
    });
    const threshold =
      own ??
      thresholdFor(
        equalAlarms,
        kept.flatMap(({ scores }, i) => (info[i]?.normal ? scores : [])),
      );
    const rowsOfAlerts = kept.map((one) => alertRows(one, contestant, threshold));
    const falseAlerts = rowsOfAlerts.reduce((n, rows, i) => n + (info[i]?.normal ? rows.length : 0), 0);
    if (leads(context, contestant)) equalAlarms = Math.max(1, falseAlerts);
    const placed = rowsOfAlerts.flatMap((rows, i) => (info[i] && !info[i].normal ? [placeAlerts(rows, info[i].classes)] : []));
    perDay[contestant.name] = falseAlerts / days;
    caught[contestant.name] = percent(placed.filter(({ met }) => met).length, events.length);
    early[contestant.name] = percent(placed.filter((p) => p.early).length, events.length);
    before[contestant.name] = placed.reduce((n, p) => n + p.false, 0);
    if (own !== undefined)
      up[contestant.name] = percent(kept.filter(({ device }, i) => !info[i]?.normal && device >= 0).length, events.length);
  }
  return {
    figures: [
      { key: 'wells.normal', what: 'wells, normal: alerts', unit: 'per sensor-day', measured: perDay },
      { key: 'wells.caught', what: 'wells, events with an alert', unit: '%', measured: caught },
      { key: 'wells.early', what: 'wells, alert on the way to the fault', unit: '%', measured: early },
      { key: 'wells.up', what: 'wells, device up in the event', unit: '%', measured: up },
      { key: 'wells.before', what: 'wells, alerts before the event', unit: '', measured: before },
    ],
    notes: [
      `Wells: ${info.length - events.length} normal recordings (${days.toFixed(0)} sensor-days), ${events.length} with an event. Peers at the threshold that gives as many alerts on the normal ones as kinglet.`,
    ],
    details,
  };
}

const alertRows = (one: { alerts: number[]; scores: Recording['scores'] }, contestant: Contestant, threshold: number): number[] =>
  contestant.threshold !== undefined ? one.alerts : one.scores.flatMap((column) => alarmRows(column, threshold));
