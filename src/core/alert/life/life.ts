/**
 * The life of one alert, from the moment it is raised until it is cleared, whatever people make of it in between.
 *
 *                    ┌────────── time, worse ◄── snoozed ◄─┐
 *     held ──time──► told ──────────────────── snooze ─────┤
 *      ▲  quiet or    │  └─ nobody answers ─► told louder ─┤   acknowledged: told only when it gets worse
 *      │  maintenance │                                    │
 *     opened ─────────┴─────────────── closed ─────────────┴─► resolved
 *
 * One step: what there was, what happens, when → what there is, and the event that people hear of, if any. An event that comes while
 * people must not be disturbed waits in `held`, and comes out as what it is by then.
 */
import type { Millis, Timestamp } from '../../base/index.ts';
import type { AlertEvent, AlertLife, DeviceId, Hold, IncidentChange, Severity } from '../../domain/index.ts';

/** Where an alert belongs, for windows of maintenance and quiet. */
export interface Place {
  readonly device: DeviceId;
  /** Id of the area its device is in. */
  readonly area?: string;
}

/** All of it is plain JSON. */
export interface Life extends AlertLife, Place {
  readonly id: string;
  readonly severity: Severity;
  /** When people first heard of it; absent while they have not. */
  readonly told?: Timestamp;
  /** When it was last told, in whichever way. */
  readonly loud?: Timestamp;
  /** It is over, and that has not been told yet. */
  readonly over?: true;
}

export interface LifeRules {
  /** Told again after so long without an answer; 0: never. */
  readonly escalateAfter: Millis;
  /** … at most so often. */
  readonly escalations: number;
  /** … when it is at least as grave. */
  readonly escalateFrom: Severity;
}

export type LifeAct =
  /** What the incident does. `told`: people should hear of it; `hold`: not now. */
  | {
      readonly kind: 'change';
      readonly change: IncidentChange['kind'];
      readonly told: boolean;
      readonly severity: Severity;
      readonly hold: Hold | undefined;
    }
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'snooze'; readonly until: Timestamp }
  /** Snoozes no longer. */
  | { readonly kind: 'wake' }
  /** Time passes. */
  | { readonly kind: 'time'; readonly hold: Hold | undefined };

/** The life after it, undefined when it is over; and what is told. */
export interface LifeStep {
  readonly life: Life | undefined;
  readonly event?: AlertEvent;
}

const RANK: Readonly<Record<Severity, number>> = { notice: 0, warning: 1, critical: 2 };
export const isAsGrave = (severity: Severity, as: Severity): boolean => RANK[severity] >= RANK[as];

export const begin = (id: string, { device, area }: Place, severity: Severity): Life => ({
  id,
  device,
  ...(area === undefined ? {} : { area }),
  severity,
});

export function step(life: Life, act: LifeAct, at: Timestamp, rules: LifeRules): LifeStep {
  switch (act.kind) {
    case 'change':
      return act.change === 'closed' ? close(life, act) : change(life, act, at);
    case 'acknowledge':
      return { life: { ...without(life, 'snoozed'), acknowledged: at }, event: 'acknowledged' };
    case 'snooze':
      return { life: { ...life, snoozed: act.until }, event: 'snoozed' };
    case 'wake':
      return life.snoozed === undefined ? { life } : { life: without(life, 'snoozed'), event: 'woken' };
    case 'time':
      return pass(life, act.hold, at, rules);
  }
}

type Change = Extract<LifeAct, { kind: 'change' }>;

function change(before: Life, { told, severity, hold }: Change, at: Timestamp): LifeStep {
  const graver = !isAsGrave(before.severity, severity);
  // Who knows of a warning does not know that it has become dangerous.
  const known = graver ? without(before, 'acknowledged') : before;
  const life: Life = { ...known, severity: graver ? severity : before.severity };
  if (!told) return { life };
  if (hold !== undefined) return { life: { ...life, held: hold } };
  if (life.snoozed !== undefined && !(graver && severity === 'critical')) return { life };
  return tell(without(without(life, 'held'), 'snoozed'), at);
}

function close(life: Life, { told, hold }: Change): LifeStep {
  // Nobody has heard of it: nobody needs to hear that it is over.
  if (life.told === undefined || !told) return { life: undefined };
  if (hold !== undefined) return { life: { ...life, held: hold, over: true } };
  return { life: undefined, event: 'resolved' };
}

function pass(before: Life, hold: Hold | undefined, at: Timestamp, rules: LifeRules): LifeStep {
  if (before.held !== undefined && hold === undefined) {
    const life = without(before, 'held');
    if (life.over) return { life: undefined, event: 'resolved' };
    // Who has found it on the page meanwhile need not be told that it began.
    if (life.told === undefined && life.acknowledged !== undefined) return { life: { ...life, told: at } };
    return life.snoozed !== undefined && at < life.snoozed ? { life } : tell(without(life, 'snoozed'), at);
  }
  if (before.snoozed !== undefined) {
    if (at < before.snoozed) return { life: before };
    const life = without(before, 'snoozed');
    return hold === undefined ? { life: { ...life, told: life.told ?? at, loud: at }, event: 'woken' } : { life: { ...life, held: hold } };
  }
  return isUnanswered(before, at, rules) && hold === undefined
    ? { life: { ...before, escalated: (before.escalated ?? 0) + 1, loud: at }, event: 'escalated' }
    : { life: before };
}

function isUnanswered(life: Life, at: Timestamp, { escalateAfter, escalations, escalateFrom }: LifeRules): boolean {
  if (escalateAfter <= 0 || life.loud === undefined || life.acknowledged !== undefined || life.held !== undefined) return false;
  return isAsGrave(life.severity, escalateFrom) && (life.escalated ?? 0) < escalations && at - life.loud >= escalateAfter;
}

const tell = (life: Life, at: Timestamp): LifeStep =>
  life.told === undefined ? { life: { ...life, told: at, loud: at }, event: 'raised' } : { life: { ...life, loud: at }, event: 'updated' };

function without<K extends 'acknowledged' | 'snoozed' | 'held'>(life: Life, key: K): Life {
  if (life[key] === undefined) return life;
  const { [key]: _, ...rest } = life;
  return rest as Life;
}
