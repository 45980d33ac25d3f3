/** Weeks of a sensor's life in a second: simulated readings through the real watcher with the shipped model. */
import { openScorer } from '../../src/adapters/onnx/index.ts';
import type { Scorer } from '../../src/agent/ports.ts';
import { timestamp } from '../../src/core/base/index.ts';
import type { EpisodeChange, Pattern, Sensor } from '../../src/core/domain/index.ts';
import { evidenceOf } from '../../src/core/watch/episode.ts';
import { Watch } from '../../src/core/watch/index.ts';
import { type Random, seeded } from '../../src/demo/random.ts';
import { type Point, picture } from './picture.ts';
import { reading } from './sensors.ts';

export const HOUR = 60;
export const DAY = 1_440;
export const WEEK = 7 * DAY;
/** A Monday, 00:00 UTC: minute 0 of every life. */
const MONDAY = Date.UTC(2026, 0, 5);
const MINUTE = 60_000;
const BATCH = 250;

export type { Point };

/** A reading each `step` minutes; undefined where nothing is said. */
export function every(step: number, minutes: number, of: (minute: number, random: Random) => number | undefined, seed = 1): Point[] {
  const random = seeded(seed);
  const points: Point[] = [];
  for (let minute = 0; minute < minutes; minute += step) {
    const value = of(minute, random);
    if (value !== undefined) points.push({ minute, value });
  }
  return points;
}

/** The same life with another course from minute `from` to before `to`. */
export const during = (points: readonly Point[], from: number, to: number, of: (point: Point) => number | undefined): Point[] =>
  points.flatMap((point) => {
    if (point.minute < from || point.minute >= to) return [point];
    const value = of(point);
    return value === undefined ? [] : [{ minute: point.minute, value }];
  });

export const hourOfDay = (minute: number): number => (minute % DAY) / HOUR;
/** 0 Monday … 6 Sunday. */
export const weekday = (minute: number): number => Math.floor(minute / DAY) % 7;
export const digits = (value: number, n: number): number => Number(value.toFixed(n));

/** An alert as a person would list it. */
export interface Told {
  /** Minute of the life at which it was raised, and at which it ended. */
  readonly minute: number;
  readonly ended?: number | undefined;
  readonly ending?: string | undefined;
  readonly pattern: Pattern;
  readonly value: number;
  readonly evidence: number;
}

const clockOf = (minute: number): string =>
  `day ${Math.floor(minute / DAY) + 1} ${String(Math.floor(hourOfDay(minute))).padStart(2, '0')}:${String(Math.floor(minute % HOUR)).padStart(2, '0')}`;

export class Life {
  readonly points: readonly Point[];
  readonly alerts: readonly Told[];
  constructor(points: readonly Point[], alerts: readonly Told[]) {
    this.points = points;
    this.alerts = alerts;
  }

  between(from: number, to: number): readonly Told[] {
    return this.alerts.filter(({ minute }) => minute >= from && minute < to);
  }

  /** The same life with only the alerts of one pattern. */
  only(pattern: Pattern): Life {
    return new Life(
      this.points,
      this.alerts.filter((alert) => alert.pattern === pattern),
    );
  }

  /** The life with its alerts, for people. */
  show(from: number, to: number): string {
    const alerts = this.between(from, to);
    const lines = alerts.slice(0, 20).map(({ minute, pattern, value, evidence, ending, ended }) => {
      const end = ended === undefined ? 'still open' : `${ending} ${clockOf(ended)}`;
      return `^ ${clockOf(minute)} ${pattern} at ${value}, evidence ${evidence.toFixed(1)}, ${end}`;
    });
    return `\n${picture(this.points, { from, to, alerts: alerts.map((a) => a.minute) })}\n${lines.join('\n')}\n`;
  }
}

export interface LiveOptions {
  /** From and to which minute the whole gateway is off. */
  readonly asleep?: readonly [from: number, to: number];
}

/** Whoever lives through them: the shipped model, open until disposed. */
export class Lives {
  readonly #scorer: Scorer;
  readonly #threshold: number;
  private constructor(scorer: Scorer, threshold: number) {
    this.#scorer = scorer;
    this.#threshold = threshold;
  }

  static async open(): Promise<Lives> {
    const opened = await openScorer();
    if (!opened.ok) throw new Error(opened.fault.detail);
    return new Lives(opened.value.scorer, opened.value.manifest.threshold);
  }

  /** Lives it through, the clock ticking each minute. */
  async live(sensor: Sensor, points: readonly Point[], { asleep }: LiveOptions = {}): Promise<Life> {
    const watch = new Watch({ threshold: this.#threshold, maxSensors: 1, time: 'caller' });
    const alerts: Told[] = [];
    let clock = points[0]?.minute ?? 0;
    for (let i = 0; i < points.length; i += BATCH) {
      for (const { minute, value } of points.slice(i, i + BATCH)) {
        for (; clock <= minute; clock++) {
          const off = asleep !== undefined && clock >= asleep[0] && clock < asleep[1];
          if (!off) watch.tick(timestamp(MONDAY + clock * MINUTE));
        }
        watch.push(reading(sensor, MONDAY + Math.round(minute * MINUTE), value));
      }
      const { data, rows } = watch.takeBatch();
      for (const change of watch.settle(await this.#scorer.run(data, rows)).changes) note(alerts, change);
    }
    return new Life(points, alerts);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#scorer[Symbol.asyncDispose]() as Promise<void>;
  }
}

const minuteOf = (at: number): number => (at - MONDAY) / MINUTE;

function note(alerts: Told[], { kind, episode }: EpisodeChange): void {
  if (kind === 'opened') {
    const { pattern, value, score } = episode;
    alerts.push({ minute: minuteOf(episode.opened), pattern, value, evidence: evidenceOf(score) });
    return;
  }
  const i = alerts.findLastIndex((a) => a.minute === minuteOf(episode.opened));
  const alert = alerts[i];
  if (kind === 'closed' && alert)
    alerts[i] = { ...alert, ending: episode.ending, ended: episode.closed === undefined ? undefined : minuteOf(episode.closed) };
}
