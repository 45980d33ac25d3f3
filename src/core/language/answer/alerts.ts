/** "Why did you alarm?", "are there any alerts?" Answered from the alerts' own records. */
import type { Timestamp } from '../../base/index.ts';
import { paragraph, plural, sayNumber, sayWord, withUnit } from '../reply/index.ts';
import { sayClock } from './calendar.ts';
import type { AnswerContext, Reply } from './context.ts';

/** What of an `Alert` is told; any Alert is one. */
export interface AlertRecord {
  readonly state: 'open' | 'cleared';
  readonly since: Timestamp;
  readonly value: number;
  readonly unit: string;
  readonly expected: { readonly low: number; readonly high: number };
  readonly causes: readonly { readonly cause: string; readonly likelihood: number; readonly because: readonly string[] }[];
  readonly sensors?: readonly { readonly name: string }[];
  readonly text: string;
}

const newestFirst = (alerts: readonly AlertRecord[]): readonly AlertRecord[] =>
  alerts.toSorted((a, b) => Number(b.state === 'open') - Number(a.state === 'open') || b.since - a.since);

const stop = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);
/** Sentences of an alert are our own, names in it are not. */
const line = (text: string): string =>
  stop(
    text
      .replace(/[\p{C}\s]+/gu, ' ')
      .trim()
      .slice(0, 300),
  );

function reason(alert: AlertRecord): string {
  const [best] = alert.causes.toSorted((a, b) => b.likelihood - a.likelihood);
  if (best === undefined || best.likelihood < 0.5) return '';
  const because = best.because
    .slice(0, 2)
    .map(sayWord)
    .filter((b) => b !== '');
  // The alert's own sentence has the guess; what speaks for it is what is asked for.
  return because.length === 0 ? '' : `I think of ${sayWord(best.cause.replaceAll('-', ' '))} because ${because.join(' and ')}.`;
}

function measured(alert: AlertRecord): string {
  const { value, unit, expected, text } = alert;
  if (![value, expected.low, expected.high].every(Number.isFinite)) return '';
  const shown = sayNumber(value);
  // Said only where the sentence does not say it already.
  if (text.includes(shown) && /normal|expected|usual/.test(text)) return '';
  return `It read ${withUnit(shown, unit)}; normal is ${sayNumber(expected.low)} to ${withUnit(sayNumber(expected.high), unit)}.`;
}

/** The newest open alert, else the newest at all; which of several is chosen by the caller. */
export function answerWhy(alerts: readonly AlertRecord[], context: AnswerContext): Reply {
  const [alert, ...rest] = newestFirst(alerts);
  if (alert === undefined) return { reply: 'I have not raised an alarm.' };
  const others = rest.filter(({ state }) => state === 'open').length;
  const since = /\bsince\b|\bat\b/.test(alert.text) ? '' : `It began at ${sayClock(alert.since, context)}.`;
  const over = alert.state === 'cleared' && !/\bback\b|\bagain\b|over/.test(alert.text) ? 'It is over now.' : '';
  return {
    reply: paragraph([
      line(alert.text),
      measured(alert),
      since,
      reason(alert),
      over,
      others > 0 ? `There ${others === 1 ? 'is' : 'are'} ${plural(others, 'more open alert')}.` : '',
    ]),
  };
}

/** "Are there any alerts?" */
export function answerAlerts(alerts: readonly AlertRecord[]): Reply {
  const open = newestFirst(alerts).filter(({ state }) => state === 'open');
  if (open.length === 0) return { reply: 'There are no open alerts.' };
  const beyond = open.length > 3 ? [`And ${open.length - 3} more.`] : [];
  return {
    reply: paragraph([
      open.length === 1 ? 'There is one alert.' : `There are ${open.length} alerts.`,
      ...open.slice(0, 3).map(({ text }) => line(text)),
      ...beyond,
    ]),
  };
}
