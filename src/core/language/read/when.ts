/** When a clause is to be done: "in ten minutes", "at 7 pm", "at sunset", "when the washing machine is done". */
import type { Sentence } from '../sentence.ts';
import { durationIn } from './values.ts';

export type WhenSaid =
  | { readonly kind: 'after'; readonly seconds: number; readonly from: number; readonly to: number }
  | { readonly kind: 'at'; readonly minutes: number; readonly day?: string; readonly from: number; readonly to: number }
  | { readonly kind: 'sun'; readonly event: 'sunrise' | 'sunset'; readonly offset: number; readonly from: number; readonly to: number }
  | { readonly kind: 'event'; readonly from: number; readonly to: number; readonly subject: readonly [number, number] };

const DAYS = 'today|tonight|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday';

/** The first time or condition said in tokens `[from, to)`. */
export function whenIn(sentence: Sentence, from: number, to: number): WhenSaid | undefined {
  const words = sentence.tokens.slice(from, to).map(({ text }) => text);
  const line = words.join(' ');
  const tokenAt = (character: number): number => from + (character === 0 ? 0 : line.slice(0, character).split(' ').length - 1);
  const spanned = (match: RegExpExecArray): { from: number; to: number } => ({
    from: tokenAt(match.index),
    to: tokenAt(match.index) + match[0].trim().split(' ').length,
  });
  // in 10 minutes; 10 minutes from now; after half an hour
  for (let i = from; i < to; i++) {
    const word = sentence.tokens[i]?.text;
    if (word === 'in' || word === 'after' || word === 'within') {
      const duration = durationIn(sentence, i + 1, Math.min(to, i + 9));
      if (duration !== undefined && duration.from === i + 1 && !(sentence.tokens[duration.to]?.text === 'timer'))
        return { kind: 'after', seconds: duration.seconds, from: i, to: duration.to };
    }
    const duration = durationIn(sentence, i, Math.min(to, i + 8));
    if (duration !== undefined && duration.from === i && /^(?:from|later)$/.test(sentence.tokens[duration.to]?.text ?? '')) {
      const later = sentence.tokens[duration.to]?.text === 'later';
      return { kind: 'after', seconds: duration.seconds, from: i, to: duration.to + (later ? 1 : 2) };
    }
  }
  const sun = /(?:at|after|before|around|by|on) (?:the )?(sunset|sunrise|dusk|dawn|nightfall|sundown|sun up|sundown)\b/.exec(line);
  if (sun !== null) {
    return { kind: 'sun', event: /sunrise|dawn|sun up/.test(sun[1] ?? '') ? 'sunrise' : 'sunset', offset: 0, ...spanned(sun) };
  }
  const clock = new RegExp(
    `(?:at|by|around|for)(?: about| around)? (\\d{1,2})(?::(\\d{2}))?(?: ?(am|pm|a m|p m|oclock|o clock))?(?: in the (morning|afternoon|evening)| at (night))?(?: (?:on )?(${DAYS}))?(?= |$)`,
  ).exec(line);
  if (
    clock !== null &&
    (clock[2] !== undefined || clock[3] !== undefined || clock[4] !== undefined || clock[5] !== undefined || clock[6] !== undefined)
  ) {
    let hour = Number(clock[1]);
    const minute = Number(clock[2] ?? 0);
    const afternoon =
      /^p/.test(clock[3] ?? '') ||
      clock[4] === 'afternoon' ||
      clock[4] === 'evening' ||
      clock[5] === 'night' ||
      (clock[6] === 'tonight' && hour < 12);
    if (afternoon && hour < 12) hour += 12;
    if ((/^a/.test(clock[3] ?? '') || clock[4] === 'morning') && hour === 12) hour = 0;
    if (hour < 24 && minute < 60)
      return { kind: 'at', minutes: hour * 60 + minute, ...(clock[6] === undefined ? {} : { day: clock[6] }), ...spanned(clock) };
  }
  const named = new RegExp(`(?:at|by|around) (noon|midnight)(?: (${DAYS}))?(?= |$)`).exec(line);
  if (named !== null)
    return { kind: 'at', minutes: named[1] === 'noon' ? 720 : 0, ...(named[2] === undefined ? {} : { day: named[2] }), ...spanned(named) };
  const event =
    /(?:^|(?<= ))(?:when|once|as soon as|whenever|after|if|until|unless|while) (?:the |my |our |it |there |someone |somebody |anyone |everyone |i |we |\S+ )(?:\S+ )*?(?:is|are|gets|goes|has|have|opens|closes|turns|finishes|finished|ends|done|leaves|leave|arrives|arrive|comes|come|stops|starts|starts|rains|drops|rises|falls|reaches|detects|detected|rings|get|am|home)\b.*$/.exec(
      line,
    );
  if (event !== null) {
    const at = spanned(event);
    const comma = sentence.tokens.slice(at.from, to).findIndex(({ text }) => text === ',');
    const end = comma > 0 ? at.from + comma : to;
    return { kind: 'event', from: at.from, to: end, subject: [at.from + 1, end] };
  }
  return undefined;
}
