/** The states that belong to what was announced: short ones, with all that is longer in `about`, which becomes attributes. */
import type { Json } from '../domain/home.ts';
import type { Alert, Severity } from '../domain/index.ts';
import { STATE_LIMIT } from './config.ts';
import type { LogLevel } from './names.ts';

/** What Kinglet knows of its own work. */
export interface Health {
  readonly sensors: number;
  /** Seconds since its start. */
  readonly uptime: number;
  /** Resident memory, in MB. */
  readonly memory: number;
  /** Readings and messages that wait. */
  readonly queue: number;
  /** Readings and messages that fell off. */
  readonly dropped: number;
  /** Time of a run of the model, in milliseconds; NaN before the first. */
  readonly inferenceMs: number;
}

const RANK: Readonly<Record<Severity, number>> = { notice: 0, warning: 1, critical: 2 };
const NOTHING = 'No alert yet';

/** What nobody is told of is not shown as a problem either. */
const heardOf = (alerts: readonly Alert[]): readonly Alert[] => alerts.filter(({ quietly }) => !quietly);

/** A watched device: its open alerts, gravest first in what is told of it, and the last one of all. */
export function deviceState(score: number, alerts: readonly Alert[]): string {
  return JSON.stringify({ ...problemOf(heardOf(alerts)), score: rounded(score) });
}

/** Kinglet itself; `logLevel` where it can be selected. */
export function ownState(all: readonly Alert[], { inferenceMs, ...health }: Health, unannounced: number, logLevel?: LogLevel): string {
  const alerts = heardOf(all);
  return JSON.stringify({
    ...problemOf(alerts),
    open: alerts.filter(({ state }) => state === 'open').length,
    ...Object.fromEntries(Object.entries(health).map(([key, value]) => [key, rounded(value)])),
    inference_ms: rounded(inferenceMs),
    unannounced,
    ...(logLevel === undefined ? {} : { log_level: logLevel }),
  });
}

function problemOf(alerts: readonly Alert[]): { readonly [key: string]: Json } {
  const open = alerts.filter(({ state }) => state === 'open');
  // What is held back is not told here either: somebody's automation would wake the house by it.
  const [worst] = open
    .filter(({ held }) => held === undefined)
    .toSorted((a, b) => RANK[b.severity] - RANK[a.severity] || b.opened - a.opened);
  const last = open.at(-1) ?? alerts.at(-1);
  return {
    problem: worst === undefined ? 'OFF' : 'ON',
    last_alert: short((worst ?? last)?.text ?? NOTHING),
    about: aboutOf(worst ?? last, open.length),
  };
}

function aboutOf(alert: Alert | undefined, open: number): { readonly [key: string]: Json } {
  if (alert === undefined) return {};
  const { id, state, text, severity, score, value, unit, expected, since, sensors, causes, acknowledged, snoozed, held } = alert;
  const { low, high } = expected;
  return {
    alert: id,
    state,
    reason: text,
    severity,
    score: rounded(score),
    ...(Number.isFinite(value) ? { value: rounded(value) } : {}),
    unit,
    ...(Number.isFinite(low) && Number.isFinite(high) ? { expected: { low: rounded(low), high: rounded(high) } } : {}),
    since: iso(since),
    sensors: sensors.map(({ name }) => name).slice(0, 16),
    causes: causes.map(({ cause }) => cause),
    ...(acknowledged === undefined ? {} : { acknowledged: iso(acknowledged) }),
    ...(snoozed === undefined ? {} : { snoozed_until: iso(snoozed) }),
    ...(held === undefined ? {} : { held }),
    open,
  };
}

const rounded = (value: number): number | null => (Number.isFinite(value) ? Number(value.toPrecision(6)) : null);
const iso = (at: number): string | null => (Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : null);
const short = (text: string): string => (text.length <= STATE_LIMIT ? text : `${text.slice(0, STATE_LIMIT - 1)}…`);
