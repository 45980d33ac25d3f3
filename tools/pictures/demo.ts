/** The picture of a real run: two sensors of the demonstration's plant, their scores, and the sentences they led to. */
import type { Verdict } from '../../src/core/domain/index.ts';
import { QUIET_MINUTES } from '../../src/demo/index.ts';
import { type Course, runPlant, type Told } from './run.ts';
import { box, dot, picture, scale, stroke, text, ticks, wrap } from './svg.ts';

const WIDTH = 880;
const LEFT = 58;
const RIGHT = WIDTH - 22;
const SIGNAL = 150; // height of the plot of the values
const SCORE = 40; // height of the strip of scores
/** From the top of a panel to its first sentence, and from one sentence's line to the next. */
const PLOTS = 30 + SIGNAL + 16 + SCORE + 42;
const LINE = 19;
const HOUR = 3_600_000;

interface PanelOf {
  readonly sensor: string;
  /** Hours of plant time, from midnight of its first day. */
  readonly hours: readonly [number, number];
}
const PANELS: readonly PanelOf[] = [
  { sensor: 'freezer.temperature', hours: [8, 18] },
  { sensor: 'circulation_pump.vibration', hours: [14, 24] },
];

export async function demoPicture(): Promise<string> {
  const { courses, threshold } = await runPlant(24 * 60, QUIET_MINUTES);
  const body: string[] = [];
  let top = 16;
  for (const { sensor, hours } of PANELS) {
    const course = courses.get(sensor);
    if (!course) throw new Error(`no sensor ${sensor} in the run`);
    const [drawn, height] = panel(course, threshold, hours, top);
    body.push(...drawn);
    top += height;
  }
  return picture(WIDTH, top - 12, 'Two sensors of the demonstration, their anomaly scores and the sentences they led to', body);
}

function panel(
  { sensor, verdicts, told }: Course,
  threshold: number,
  hours: readonly [number, number],
  top: number,
): [string[], height: number] {
  const first = verdicts[0];
  if (!first) throw new Error(`${sensor.id} said nothing`);
  const midnight = Math.floor(first.at / (24 * HOUR)) * 24 * HOUR;
  const from = midnight + hours[0] * HOUR;
  const to = midnight + hours[1] * HOUR;
  const shown = verdicts.filter((v) => v.at >= from && v.at <= to);
  const alerts = told.filter((t) => t.episode.opened >= from && t.episode.opened <= to);
  const x = scale([from, to], [LEFT, RIGHT]);
  const range = extent(shown, alerts);
  const signalTop = top + 30;
  const scoreTop = signalTop + SIGNAL + 16;
  const y = scale(range, [signalTop + SIGNAL, signalTop]);
  const s = scale([0, 1], [scoreTop + SCORE, scoreTop]);

  const body = [text(LEFT, top + 14, `${sensor.name}${sensor.unit ? `, ${sensor.unit}` : ''}`, { size: 14, weight: 600 })];
  for (const value of ticks(range, 4)) {
    body.push(
      stroke(
        [
          [LEFT, y(value)],
          [RIGHT, y(value)],
        ],
        'edge',
        { width: 0.8 },
      ),
    );
    body.push(text(LEFT - 8, y(value) + 4, String(Number(value.toPrecision(6))), { size: 11, anchor: 'end', colour: 'quiet' }));
  }
  const longest = alerts.toSorted((a, b) => lasting(b) - lasting(a))[0];
  if (longest) body.push(...expectedBand(longest, x(from), y));
  for (const alert of alerts) body.push(trouble(alert, x, signalTop, scoreTop + SCORE, to));
  body.push(
    stroke(
      shown.map((v) => [x(v.at), y(v.value)] as const),
      'signal',
      { width: 1.6 },
    ),
  );
  body.push(
    stroke(
      [
        [LEFT, s(0)],
        [RIGHT, s(0)],
      ],
      'edge',
      { width: 0.8 },
    ),
  );
  body.push(
    stroke(
      [
        [LEFT, s(threshold)],
        [RIGHT, s(threshold)],
      ],
      'quiet',
      { dash: '4 3', width: 0.9 },
    ),
  );
  body.push(
    stroke(
      shown.map((v) => [x(v.at), s(v.score)] as const),
      'alarm',
      { width: 1.5 },
    ),
  );
  body.push(text(LEFT - 8, s(0.5) + 4, 'score', { size: 11, anchor: 'end', colour: 'quiet' }));
  body.push(text(RIGHT - 6, s(threshold) - 5, 'alert threshold', { size: 11, anchor: 'end', colour: 'quiet' }));
  for (let hour = Math.ceil(hours[0]); hour <= hours[1]; hour += 1) {
    if (hour % 2 !== 0) continue;
    const at = x(midnight + hour * HOUR);
    body.push(text(at, scoreTop + SCORE + 16, `${String(hour % 24).padStart(2, '0')}:00`, { size: 11, anchor: 'middle', colour: 'quiet' }));
  }
  const lines: string[] = [];
  alerts.forEach((alert, i) => {
    const opened = x(alert.episode.opened);
    const mark = alerts.length > 1 ? `${i + 1}` : '';
    body.push(
      stroke(
        [
          [opened, signalTop - 6],
          [opened, scoreTop + SCORE],
        ],
        'alarm',
        { width: 1.4 },
      ),
      dot(opened, y(alert.episode.value), 4, 'alarm'),
      text(opened - 7, signalTop + 4, `alert ${mark}`.trim(), { size: 12, weight: 600, anchor: 'end', colour: 'alarm' }),
    );
    for (const said of alert.texts) lines.push(...wrap(`${mark && `${mark}: `}${said}`, 98));
  });
  lines.forEach((line, i) => {
    body.push(text(LEFT, top + PLOTS + i * LINE, line, { size: 13.5, weight: 600 }));
  });
  return [body, PLOTS + lines.length * LINE + 16];
}

const lasting = ({ episode }: Told): number => (episode.closed ?? Number.POSITIVE_INFINITY) - episode.opened;

function extent(shown: readonly Verdict[], alerts: readonly Told[]): [number, number] {
  const values = [...shown.map((v) => v.value), ...alerts.flatMap(({ episode }) => [episode.expected.low, episode.expected.high])];
  const low = Math.min(...values);
  const high = Math.max(...values);
  return [low - (high - low) * 0.06, high + (high - low) * 0.08];
}

/** The range the sentence speaks of. */
function expectedBand({ episode }: Told, left: number, y: (value: number) => number): string[] {
  const { low, high } = episode.expected;
  return [
    box(left, y(high), RIGHT - left, Math.max(1, y(low) - y(high)), 'expected', { opacity: 0.16 }),
    text(RIGHT - 6, y(high) - 5, 'expected', { size: 11, anchor: 'end', colour: 'expected' }),
  ];
}

/** From where the trouble is thought to have begun until it was over. */
function trouble({ episode }: Told, x: (at: number) => number, top: number, bottom: number, to: number): string {
  const end = Math.min(to, episode.closed ?? to);
  return box(x(episode.since), top, x(end) - x(episode.since), bottom - top, 'alarm', { opacity: 0.1 });
}
