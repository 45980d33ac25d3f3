/**
 * What becomes of an alert, as people read it: "The freezer alarm is snoozed until 16:30." One line, at most 250 characters, as all
 * sentences of alerts.
 */
import { capital, type Timestamp } from '../../base/index.ts';
import type { Alert, AlertEvent } from '../../domain/index.ts';
import { leafText, lowered } from '../name.ts';
import { sentenceLimit } from '../sentence.ts';
import { formatTime, type TimeContext } from '../time.ts';
import type { Life } from './life.ts';
import type { Once } from './windows.ts';

/** "the freezer alarm"; `called` is the name of a device or a sensor, whatever the wire made of it. */
export const alarmOf = (called: string): string => {
  const name = lowered(leafText(called));
  return /\b(?:alarm|alert)$/i.test(name) ? `the ${name}` : `the ${name} alarm`;
};

const until = (at: Timestamp, context: TimeContext): string => formatTime(at, context);

function cut(text: string): string {
  return text.length <= sentenceLimit ? text : `${text.slice(0, sentenceLimit - 1).trimEnd()}…`;
}

/** The sentence of an event; for what the incident itself does that is the alert's own. */
export function eventSentence(
  event: AlertEvent,
  { text, since }: Pick<Alert, 'text' | 'since'>,
  called: string,
  life: Pick<Life, 'snoozed' | 'told' | 'escalated'> | undefined,
  context: TimeContext,
): string {
  const alarm = capital(alarmOf(called));
  switch (event) {
    case 'acknowledged':
      return `${alarm} is acknowledged.`;
    case 'snoozed':
      return `${alarm} is snoozed until ${until(life?.snoozed ?? context.now, context)}.`;
    case 'woken':
      return cut(`${alarm} is no longer snoozed. ${text}`);
    case 'escalated':
      return cut(`Nobody has answered since ${formatTime(life?.told ?? since, context)}: ${text}`);
    case 'raised':
    case 'updated':
    case 'resolved':
    case 'feedback':
      return text;
  }
}

/** After a restart nothing of it has been seen again. */
export const forgottenSentence = (called: string): string =>
  `${capital(alarmOf(called))} is from before a restart; nothing of it has been seen since, so it is closed.`;

export const normalSentence = (called: string, normal: boolean): string =>
  `${capital(alarmOf(called))} is ${normal ? 'taken as normal' : 'not taken as normal any more'}.`;

/** "acknowledged", "snoozed until 16:30", … for a list; empty where nobody has done anything. */
export function stateWords({ acknowledged, snoozed, held }: Pick<Life, 'acknowledged' | 'snoozed' | 'held'>, context: TimeContext): string {
  if (snoozed !== undefined) return `snoozed until ${until(snoozed, context)}`;
  if (held === 'maintenance') return 'waiting for the end of maintenance';
  if (held === 'quiet') return 'waiting for the end of the quiet hours';
  return acknowledged === undefined ? '' : 'acknowledged';
}

const placeName = ({ scope, called }: Pick<Once, 'scope' | 'called'>): string =>
  scope.device === undefined && scope.area === undefined ? 'everything' : `the ${lowered(leafText(called))}`;

export const maintenanceSentence = (window: Once, context: TimeContext): string =>
  `Maintenance on ${placeName(window)} until ${until(window.until, context)}: its alarms wait until then${
    window.scope.device === undefined ? ', but what is critical is told' : ''
  }.`;
export const maintenanceOver = (window: Once): string => `Maintenance on ${placeName(window)} is over.`;
/** "the pump until 17:00", for a list. */
export const maintenanceItem = (window: Once, context: TimeContext): string => `${placeName(window)} until ${until(window.until, context)}`;
