/**
 * Homes: how often does it cry for nothing, and does it see what is put in? Clean recordings of a flat, an office and rooms
 * (every alert counts against it), then the same series with one to three injected troubles each (`inject.ts`).
 *
 *     clean     ──────────────────────────────────   alerts per sensor-week
 *     injected  ────────────┤step├────┤stuck├──────   share of troubles with an alert between begin and end (at least 30 readings)
 *
 * Peers get the threshold at which they raise as many clean alarms as Kinglet: the share caught compares at equal cost.
 */
import { type Random, seeded } from '../../demo/random.ts';
import { alarmRows, thresholdFor } from './baseline.ts';
import { type Clean, csvOf, readClean, sets } from './home-recordings.ts';
import { inject, type Kind, kinds } from './inject.ts';
import { type Contestant, type Recording, Stage } from './play.ts';
import { type Context, type Figure, leads, percent, playAll, type Report, type Section, thin } from './section.ts';

const week = 7 * 86_400_000;
/** Readings after the begin of a trouble in which an alert still counts, where the trouble itself is shorter. */
const horizon = 30;
export const homes: Section = { name: 'homes', needs: 'home_open_smart_home', run };

export interface Trouble {
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
}

/** A copy of one column with troubles, a long way apart, all after the first 40 %. */
export interface Copy {
  readonly from: string;
  readonly times: Float64Array;
  readonly name: string;
  readonly values: Float64Array;
  readonly troubles: readonly Trouble[];
}

/** Lights switch and setpoints stand still by nature: only a dead or frozen light sensor is a trouble anybody could tell. */
const allowed = (name: string): readonly Kind[] =>
  /setpoint/.test(name) ? [] : /light|brightness/.test(name) ? ['stuck', 'dropout'] : kinds;

/** One to three troubles per copy; a long column gets two copies, so that every kind has its turn. */
export function copiesOf(clean: Clean, column: number, random: Random): Copy[] {
  const name = clean.names[column] ?? '';
  const original = clean.values[column] ?? new Float64Array();
  const places = original.length < 4000 ? [0.6] : [0.4, 0.6, 0.8];
  const order = allowed(name)
    .map((kind) => ({ kind, at: random.uniform() }))
    .sort((a, b) => a.at - b.at)
    .map(({ kind }) => kind);
  const copies: Copy[] = [];
  const batches = original.length < 4000 ? [order.slice(0, 1)] : [order.slice(0, 3), order.slice(3)];
  for (const wanted of batches) {
    let values = original;
    const troubles: Trouble[] = [];
    wanted.forEach((kind, k) => {
      const start = Math.floor(original.length * ((places[k] ?? 0.6) + random.between(0, 0.05)));
      const done = inject(values, clean.times, start, kind, random);
      if (!done) return;
      values = done.values;
      troubles.push({ kind, start, end: done.end });
    });
    if (troubles.length > 0) copies.push({ from: clean.label, times: clean.times, name, values, troubles });
  }
  return copies;
}

/** Which troubles an alert met, and how many alerts belong to none: an alert soon after the end (the way back) counts as neither. */
export function judge(alerts: readonly number[], troubles: readonly Trouble[]): { caught: boolean[]; extra: number } {
  const last = ({ start, end }: Trouble): number => Math.max(end, start + horizon);
  const caught = troubles.map((trouble) => alerts.some((row) => row >= trouble.start && row < last(trouble)));
  const belongs = (row: number): boolean => troubles.some((t) => row >= t.start && row < last(t) + Math.max(horizon, t.end - t.start));
  return { caught, extra: alerts.filter((row) => !belongs(row)).length };
}

/** A contestant's alerts on a recording as rows: its own, or those its scores give at a threshold. */
const alertsOf = (recording: Pick<Recording, 'alerts' | 'scores'>, contestant: Contestant, threshold: number): number[] =>
  contestant.threshold !== undefined
    ? recording.alerts.map(({ row }) => row)
    : recording.scores.flatMap((column) => alarmRows(column, threshold));

const sensorWeeks = (recordings: readonly { readonly times: Float64Array; readonly names: readonly string[] }[]): number =>
  recordings.reduce((sum, { times, names }) => sum + ((names.length * ((times.at(-1) ?? 0) - (times[0] ?? 0))) / week || 0), 0);

async function run(context: Context): Promise<Report> {
  const everything = readClean(context.folder);
  const ofSet = (set: Clean['set']): Clean[] => everything.filter((clean) => clean.set === set);
  const clean = [...thin(ofSet('flat'), context.quick ? 12 : 99), ...ofSet('office'), ...thin(ofSet('rooms'), context.quick ? 40 : 999)];
  const random = seeded(7);
  const rooms = thin(
    ofSet('rooms').filter(({ times }) => times.length >= 1000),
    context.quick ? 6 : 18,
  );
  const copies = [...clean.filter(({ set }) => set !== 'rooms'), ...rooms].flatMap((one) =>
    one.names.flatMap((_, c) => copiesOf(one, c, random)),
  );
  using stage = new Stage();
  const cleanPaths = clean.map(({ times, names, values }) => stage.write(csvOf(times, names, values)));
  const copyPaths = copies.map(({ times, name, values }) => stage.write(csvOf(times, [name], [values])));
  const weeks = sensorWeeks(clean);
  const copyWeeks = sensorWeeks(copies.map(({ times, name }) => ({ times, names: [name] })));

  const perWeek: Record<string, number> = {};
  const caughtShare: Record<string, number> = {};
  const extraPerWeek: Record<string, number> = {};
  const bySet = new Map<Clean['set'], Record<string, number>>(sets.map((set) => [set, {}]));
  const byKind = new Map<Kind, Record<string, number>>(kinds.map((kind) => [kind, {}]));
  const details: string[] = [];
  // Peers are tuned to Kinglet's rate on flat and office: a room's few hours at a reading every four seconds would decide it alone.
  const tuned = (i: number): boolean => clean[i]?.set !== 'rooms';
  let equalAlarms = Math.max(1, Math.round(sensorWeeks(clean.filter((_, i) => tuned(i))))); // until Kinglet has set another: the target
  for (const contestant of context.contestants) {
    const own = contestant.threshold !== undefined;
    const recordings: Pick<Recording, 'alerts' | 'scores'>[] = [];
    await playAll(context, contestant, 'homes, clean', cleanPaths, {}, ({ alerts, scores }) => {
      recordings.push({ alerts, scores: own ? [] : scores });
    });
    const threshold = own
      ? 0
      : thresholdFor(
          equalAlarms,
          recordings.flatMap(({ scores }, i) => (tuned(i) ? scores : [])),
        );
    const counts = recordings.map((recording) => alertsOf(recording, contestant, threshold).length);
    const total = counts.reduce((sum, n) => sum + n, 0);
    const leading = leads(context, contestant);
    if (leading)
      equalAlarms = Math.max(
        1,
        counts.reduce((sum, n, i) => sum + (tuned(i) ? n : 0), 0),
      );
    perWeek[contestant.name] = total / weeks;
    for (const [set, measured] of bySet) {
      const alarms = counts.reduce((sum, n, i) => sum + (clean[i]?.set === set ? n : 0), 0);
      measured[contestant.name] = alarms / sensorWeeks(clean.filter((one) => one.set === set));
    }
    if (leading) {
      recordings.forEach(({ alerts }, i) => {
        for (const { sensor, row, text } of alerts) details.push(`  ${clean[i]?.label} ${sensor} row ${row}: ${text}`);
      });
    }
    const tally = new Map<Kind, [caught: number, of: number]>(kinds.map((kind) => [kind, [0, 0]]));
    let extra = 0;
    await playAll(context, contestant, 'homes, injected', copyPaths, {}, (recording, i) => {
      const copy = copies[i];
      if (!copy) return;
      const verdict = judge(alertsOf(recording, contestant, threshold), copy.troubles);
      extra += verdict.extra;
      copy.troubles.forEach(({ kind, start, end }, t) => {
        const [caught, of] = tally.get(kind) ?? [0, 0];
        tally.set(kind, [caught + (verdict.caught[t] ? 1 : 0), of + 1]);
        if (leading && !verdict.caught[t]) details.push(`  missed ${kind} in ${copy.from} ${copy.name}, rows ${start}..${end}`);
      });
    });
    const sums = [...tally.values()].reduce(([c, o], [caught, of]) => [c + caught, o + of], [0, 0]);
    caughtShare[contestant.name] = percent(sums[0] ?? 0, sums[1] ?? 0);
    extraPerWeek[contestant.name] = extra / copyWeeks;
    for (const [kind, [caught, of]] of tally) (byKind.get(kind) ?? {})[contestant.name] = percent(caught, of);
    details.push(`${contestant.name}: ${[...tally].map(([kind, [caught, of]]) => `${kind} ${caught}/${of}`).join(', ')}`);
  }
  const figures: Figure[] = [
    { key: 'homes.clean', what: 'homes, clean: alerts', unit: 'per sensor-week', measured: perWeek, target: { of: 'measured', most: 1 } },
    ...[...bySet].map(([set, measured]): Figure => ({ key: `homes.${set}`, what: `  ${set}`, unit: 'per sensor-week', measured })),
    { key: 'homes.caught', what: 'homes, injected: caught', unit: '%', measured: caughtShare, target: { of: 'measured', least: 80 } },
    ...[...byKind].map(([kind, measured]): Figure => ({ key: `homes.${kind}`, what: `  ${kind}`, unit: '%', measured })),
    { key: 'homes.extra', what: 'homes, injected: other alerts', unit: 'per sensor-week', measured: extraPerWeek },
  ];
  const troubles = copies.reduce((n, copy) => n + copy.troubles.length, 0);
  return {
    figures,
    notes: [
      `Homes: ${clean.length} clean recordings, ${weeks.toFixed(0)} sensor-weeks; ${troubles} troubles in ${copies.length} copies (seeded; sizes in src/bench/signals/inject.ts). ` +
        'Rooms are experiments of an hour or two with doors, windows and lights in them: not every alert there is false. ' +
        'Peers at the threshold that gives as many clean alerts as kinglet on flat and office.',
    ],
    details,
  };
}
