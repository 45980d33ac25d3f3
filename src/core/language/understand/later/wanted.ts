/** What was said of a time or a condition, as the schedule book takes it; and the command's words without it. */
import type { ReadClause, WhenSaid } from '../../read/index.ts';
import { listed, paragraph, plainName, sayWord } from '../../reply/index.ts';
import { type Every, localParts, type When, weekdays } from '../../schedule/index.ts';
import { isPlace, type Sentence, saidIn } from '../../sentence.ts';
import type { DonePiece, Piece } from '../pieces.ts';
import type { World } from '../world.ts';
import { conditionOf } from './condition.ts';

/** The clause, or clauses, that are kept. */
export type Range = Pick<ReadClause, 'from' | 'to'>;
const NOTHING_DONE = 'I have done nothing.';
/** Why nothing is done. */
export const refused = (...sentences: readonly string[]): Piece[] => [
  { kind: 'nothing', reply: paragraph([...sentences, NOTHING_DONE]), besides: paragraph(sentences) },
];
export const isDone = (piece: Piece): piece is DonePiece => piece.kind === 'done';

/** When it is to be, for the book; or why that cannot be. */
export function whenOf(
  sentence: Sentence,
  when: Exclude<WhenSaid, { kind: 'vague' | 'unkept' | 'until' | 'range' }>,
  world: World,
): { readonly when: When; readonly every?: Every } | { readonly pieces: readonly Piece[] } {
  switch (when.kind) {
    case 'after':
      return { when: { kind: 'after', seconds: when.seconds }, ...(when.every === true ? { every: { seconds: when.seconds } } : {}) };
    case 'at':
      return { when: clockTime(when, world), ...(when.every === undefined ? {} : { every: { days: when.every } }) };
    case 'sun':
      return {
        when: { kind: 'sun', event: when.event, offset: when.offset },
        ...(when.every === undefined ? {} : { every: { days: when.every } }),
      };
    case 'event': {
      if (/^(?:before|unless|while|until)$/.test(when.link))
        return { pieces: refused(`I cannot keep to that: “${sayWord(saidIn(sentence, when.from, when.to))}”.`) };
      const condition = conditionOf(sentence, when.subject, world);
      if (!condition.ok) return condition;
      const each = when.link === 'each';
      if ('sun' in condition)
        return { when: { kind: 'sun', event: condition.sun, offset: 0 }, ...(each ? { every: { days: weekdays } } : {}) };
      return { when: condition.event, ...(each ? { every: { times: true } } : {}) };
    }
  }
}

/** An hour said without its half of the day is the next such hour. */
export function clockTime(said: Extract<WhenSaid, { kind: 'at' }>, { at, timezone }: World): Extract<When, { kind: 'at' }> {
  const { minutesOfDay: now } = localParts(at, timezone);
  const next = said.half === true && said.minutes <= now && said.minutes + 720 > now ? said.minutes + 720 : said.minutes;
  const day = said.day as Exclude<Extract<When, { kind: 'at' }>['day'], undefined> | undefined;
  // "tonight at two" is after midnight.
  const past = day === 'today' && next < 300 && next <= now;
  return { kind: 'at', minutesOfDay: next, ...(day === undefined || past ? {} : { day }) };
}

/** The clause without its time, and with names instead of "it". */
export function commandOf(
  sentence: Sentence,
  range: Range,
  when: Pick<WhenSaid, 'from' | 'to'>,
  done: readonly DonePiece[],
  world: World,
): string {
  const ids = [...new Set(done.flatMap(({ ids: own }) => own))];
  const names = ids.length > 5 ? [] : ids.flatMap((id) => world.now(id)?.name ?? []);
  const parts = [
    [range.from, Math.min(when.from, range.to)],
    [Math.max(when.to, range.from), range.to],
  ] as const;
  const said = parts.map(([from, to]) => {
    if (from >= to) return '';
    const pronoun = sentence.tokens.findIndex(
      ({ text }, i) => i > from && i < to && /^(?:it|them|that)$/.test(text) && sentence.mentionAt[i] === undefined,
    );
    const set = names.length === 0 ? setBefore(sentence, pronoun) : undefined;
    if (pronoun < 0 || (names.length === 0 && set === undefined)) return saidIn(sentence, from, to);
    const name = set ?? listed(names.map((one) => `the ${plainName(one).replace(/^the /i, '')}`));
    return [saidIn(sentence, from, pronoun), name, pronoun + 1 < to ? saidIn(sentence, pronoun + 1, to) : ''].join(' ');
  });
  const [before = '', after = ''] = said.map((part) => part.trim());
  const [head, tail] = [trimmed(before), trimmed(after)];
  if (head === '' || tail === '') return head + tail;
  // "the TV on (in ten minutes) and the light off": the time goes, what joins the two stays.
  const joint = /\b(and|then)$/i.exec(before)?.[1] ?? /^[,\s]*(and|then)\b/i.exec(after)?.[1];
  return [head, ...(joint === undefined ? [] : [joint.toLowerCase()]), tail].join(' ');
}

/** Without what joins it to other words. */
const trimmed = (part: string): string => part.replace(/^(?:[,.;:!\s]|(?:and|then|please) )+|(?:[,.;:!\s]| (?:and|then))+$/gi, '');

/** "open all blinds and at sunset close them": what a set too long for its names was called. */
function setBefore(sentence: Sentence, at: number): string | undefined {
  const last = sentence.mentions.findLast(({ to, refs }) => to <= at && refs.some((ref) => ref.type === 'kind' && ref.plural));
  if (last === undefined) return undefined;
  const word = (i: number): string => sentence.tokens[i]?.text ?? '';
  let { from, to } = last;
  while (from > 0 && (/^(?:all|the|my|our|every|of)$/.test(word(from - 1)) || isPlace(sentence, from - 1))) from--;
  // "… upstairs", "… in the living room", "… in the kitchen and the hall"
  for (let next = to; next < at; next++) {
    if (isPlace(sentence, next)) to = next + 1;
    else if (!/^(?:in|on|of|at|the|my|our)$/.test(word(next))) break;
  }
  return saidIn(sentence, from, to);
}
