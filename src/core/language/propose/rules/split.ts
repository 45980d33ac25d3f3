/**
 * Where one clause ends and the next begins: at a conjunction or a comma before something that is a command of its own; in speech, which
 * has no commas, also before a strong verb once the clause has said its thing.
 */
import * as words from '../../lexicon/words.ts';
import { stem } from '../../mention/index.ts';
import { isName, isPlace, type Sentence } from '../../sentence.ts';
import { afterTime, endsAgain, STATES, sharesAfterTime, sharesBeyondTime } from './split-times.ts';

export interface Span {
  readonly from: number;
  readonly to: number;
  /** The verb is that of the clause before: "turn on the fan and the light to 50". */
  readonly shares?: boolean;
}

const CONJUNCTION = new Set(['and', 'then', ',', ';', '.', '!', '?', 'but', 'also', 'plus', 'afterwards']);
/** After a conjunction these begin a command; the second list only before a noun, since they are nouns themselves. */
const VERBS = new Set(
  'slow speed accelerate flip ensure direct advance freeze halt extinguish illuminate disengage engage unsecure maximize minimize regulate tweak modify turn switch set make change put adjust bring get flip toggle power shut close open lock unlock start stop begin launch run pause resume play unpause continue skip mute unmute silence dim brighten lower raise increase decrease reduce boost crank lift activate deactivate enable disable trigger execute press push arm disarm vacuum sweep mop hoover mow dock return send add remove delete complete announce broadcast tell cancel snooze acknowledge undo kill double halve pack brew prepare move shift tilt rotate swing give show let keep schedule remind pull draw roll drop modify select choose configure turning setting closing opening locking unlocking starting stopping adjusting dimming check ask wake illuminate secure uncover unblock'.split(
    ' ',
  ),
);
const NOUN_VERBS = new Set(
  'light heat cool warm clean water fan color fill empty charge feed fade lamp store leave say find restart reset position extend instruct order command max'.split(
    ' ',
  ),
);
const QUESTION = new Set('what which who where when why how is are was did does do has'.split(' '));
const SPOKEN = new Set(
  'turn switch set open close lock unlock start stop play dim shut pause mute put increase decrease raise lower adjust activate deactivate change make speed slow lift flip toggle'.split(
    ' ',
  ),
);
const ADVERB =
  /^(?:finally|lastly|additionally|significantly|considerably|drastically|greatly|marginally|slightly|gradually|gently|further|furthermore|afterward|secondly|thirdly)$/;

export function splitClauses(sentence: Sentence, from = 0, to = sentence.tokens.length): readonly Span[] {
  const text = (i: number): string => (i < to ? (sentence.tokens[i]?.text ?? '') : '');
  const spans: Span[] = [];
  let start = from;
  let shares = false;
  let quoted = false;
  const cut = (end: number, next: number, nextShares = false): void => {
    let last = end;
    while (last > start && (CONJUNCTION.has(text(last - 1)) || text(last - 1) === 'too')) last--;
    if (last > start) spans.push(shares ? { from: start, to: last, shares } : { from: start, to: last });
    start = next;
    shares = nextShares;
  };
  for (let i = from; i < to; i++) {
    if (text(i) === '"') quoted = !quoted;
    if (quoted || i === start) continue;
    const inMention = sentence.mentionAt[i] !== undefined && sentence.mentionAt[i]?.from !== i;
    if (inMention) continue;
    if (CONJUNCTION.has(text(i))) {
      // "Disney Plus", where something of this home is called so.
      if (isName(sentence, i) || (text(i) === 'plus' && sentence.index.options.has('plus'))) continue;
      let next = i + 1;
      while (
        next < to &&
        (CONJUNCTION.has(text(next)) || (words.FILLERS.has(text(next)) && !isName(sentence, next)) || ADVERB.test(text(next)))
      )
        next++;
      if (next >= to) continue;
      if (!shares && leads(sentence, start, i)) continue;
      if (text(i) === ',' && (tells(sentence, next, to) || isAside(sentence, start, i, next, to))) {
        cut(i, next);
        i = next;
        continue;
      }
      // "but keep the ones on the terrace playing" is what is left out of what was said.
      if (text(i) === 'but' && /^(?:keep|leave)$/.test(text(next)) && words.ACTION_VERBS.has(text(start))) continue;
      const timed = afterTime(sentence, next, to);
      const again = endsAgain(sentence, start, i, next, to);
      if (timed > next && beginsCommand(sentence, timed, to)) {
        cut(i, next);
        i = timed;
      } else if (timed > next && sharesAfterTime(sentence, start, timed, to)) {
        cut(i, next, true);
        i = timed;
      } else if (again !== undefined) {
        cut(i, next, again === 'value');
        i = next;
      } else if (
        leadsCommand(sentence, next, to) ||
        (beginsCommand(sentence, next, to) && !endsFollow(text(i), text(next), text(next + 1)))
      ) {
        cut(i, next);
        i = next;
      } else if (/^[.;!?]$/.test(text(i))) {
        cut(i, next);
        i = next;
      } else if (sharesVerb(sentence, start, i, next, to) || sharesBeyondTime(sentence, start, i, next, to)) {
        cut(i, next, true);
        i = next;
      }
      continue;
    }
    // Speech without verbs: "lamp off radio off fan on".
    if (
      /^(?:on|off)$/.test(text(i - 1)) &&
      sentence.mentionAt[i] !== undefined &&
      sentence.mentionAt[i]?.from === i &&
      i - start > 1 &&
      !words.ACTION_VERBS.has(text(start)) &&
      sentence.mentionAt[start] !== undefined &&
      range(i, to).some((k) => /^(?:on|off)$/.test(text(k)))
    ) {
      cut(i, i, true);
      continue;
    }
    // Speech: "turn off the lights lock the door".
    if (
      SPOKEN.has(text(i)) &&
      // "the fan speed on the purifier" is a thing.
      !(text(i) === 'speed' && text(i + 1) !== 'up') &&
      sentence.mentionAt[i] === undefined &&
      saysMuch(sentence, start, i) &&
      (/^(?:the|my|all|our|every|off|on|up|down|it|them|both)$/.test(text(i + 1)) ||
        (sentence.mentionAt[i + 1] !== undefined && sentence.mentionAt[i - 1] !== undefined)) &&
      !/^(?:to|and|you|please|i|we|not|will|would|can|could|should|would|then|when|if|last)$/.test(text(i - 1))
    )
      cut(i, i);
  }
  cut(to, to);
  return spans;
}

/** "turn off the lights and then": nothing; "up and down". */
const endsFollow = (conjunction: string, next: string, after: string): boolean =>
  conjunction === 'and' && next === 'off' && (after === '' || after === 'on');

/** "when the tv is off, …", "at 7 pm, …", "in the kitchen, …": what comes before the comma belongs to what follows. */
function leads(sentence: Sentence, from: number, to: number): boolean {
  const first = sentence.tokens[from]?.text ?? '';
  if (
    !/^(?:when|if|once|in|at|on|after|before|as|whenever|until|tomorrow|tonight|every|by|for|unless|inside|upstairs|downstairs|outside)$/.test(
      first,
    )
  )
    return false;
  if (
    first === 'on' &&
    !/^(?:the|my|monday|tuesday|wednesday|thursday|friday|saturday|sunday)$/.test(sentence.tokens[from + 1]?.text ?? '')
  )
    return false;
  if (sentence.tokens[to]?.text !== ',' && !/^(?:when|if|once|as|whenever|after|unless|until)$/.test(first)) return false;
  return !range(from + 1, to).some(
    (i) =>
      VERBS.has(sentence.tokens[i]?.text ?? '') &&
      sentence.mentionAt[i] === undefined &&
      !/^(?:open|close|start|stop|running|set|shut|play|dim|clean|lock)$/.test(sentence.tokens[i]?.text ?? ''),
  );
}

/** "… and in the bedroom close the blinds", "… and for the curtain, set the degree to 0": where, and then what is to be done there. */
function leadsCommand(sentence: Sentence, at: number, to: number): boolean {
  if (!/^(?:in|on|at|for)$/.test(sentence.tokens[at]?.text ?? '')) return false;
  for (let i = at + 1; i < Math.min(to - 1, at + 9); i++) {
    const word = sentence.tokens[i]?.text ?? '';
    const comma = word === ',';
    const verb = comma ? i + 1 : i;
    if (comma || (isPlace(sentence, i - 1) && sentence.mentionAt[i] === undefined && VERBS.has(word)))
      return i > at + 1 && VERBS.has(sentence.tokens[verb]?.text ?? '') && beginsCommand(sentence, verb, to);
    if (sentence.mentionAt[i] === undefined && !/^(?:the|my|our|in|on|of|at)$/.test(word)) return false;
  }
  return false;
}

function beginsCommand(sentence: Sentence, at: number, to: number): boolean {
  const word = sentence.tokens[at]?.text ?? '';
  const next = at + 1 < to ? (sentence.tokens[at + 1]?.text ?? '') : '';
  if (isName(sentence, at)) return false;
  // "… and one degree cooler in the salon"
  if (
    sentence.tokens[at]?.number !== undefined &&
    range(at + 1, Math.min(to, at + 4)).some((i) => COMPARED.test(sentence.tokens[i]?.text ?? ''))
  )
    return true;
  // "… and some jazz on the kitchen speaker"
  if (
    word === 'some' &&
    range(at + 2, to).some(
      (i) => sentence.tokens[i - 1]?.text !== undefined && sentence.tokens[i]?.text === 'on' && plays(sentence, i + 1, to),
    )
  )
    return true;
  if (VERBS.has(word)) {
    // "set 50 and close", "open windows": a kind's own word is a noun here ("show", "play list").
    return !(
      sentence.mentionAt[at] !== undefined &&
      !/^(?:the|my|all|our|a|an|it|them|off|on|up|down|to|every|both)$/.test(next) &&
      sentence.mentionAt[at + 1] === undefined
    );
  }
  if (NOUN_VERBS.has(word))
    return /^(?:the|my|our|up|it|all|out)$/.test(next) || (word === 'clean' && sentence.mentionAt[at + 1] !== undefined);
  if (QUESTION.has(word))
    return (
      !(word === 'is' || word === 'are' || word === 'was' || word === 'do' || word === 'does' || word === 'has' || word === 'did') ||
      /^(?:the|my|there|any|it|you|all|not)$/.test(next)
    );
  if (word === 'off' || word === 'on') return at + 1 < to && /^(?:the|my|our|all|in)$/.test(next);
  return false;
}

/** A player stands there. */
function plays(sentence: Sentence, at: number, to: number): boolean {
  const next = /^(?:the|my|our)$/.test(sentence.tokens[at]?.text ?? '') ? at + 1 : at;
  return range(next, Math.min(to, next + 3)).some(
    (i) =>
      sentence.mentionAt[i]?.refs.some(
        (r) => (r.type === 'entity' && r.id.startsWith('media_player.')) || (r.type === 'kind' && (r.id === 'speaker' || r.id === 'tv')),
      ) ?? false,
  );
}

const COMPARED = /^(?:warmer|cooler|hotter|colder|brighter|dimmer|darker|louder|quieter|higher|lower|faster|slower)$/;

/** "…, the baby is asleep", "…, we are off tomorrow": why, not what. */
function tells(sentence: Sentence, at: number, to: number): boolean {
  const words = sentence.tokens.slice(at, to).map(({ text }) => text);
  const end = words.findIndex((word) => /^[,;.]$/.test(word));
  const line = words.slice(0, end < 0 ? words.length : end).join(' ');
  return (
    /^(?:i|we|he|she|they) (?:am|are|is|was|were|will|have|has|need|want|just)\b/.test(line) ||
    /^(?:the|my|our) (?:baby|kids?|children|boys?|girls?|dog|cat|guests?|neighbou?rs|family|wife|husband|sun|film|movie|game) (?:is|are|was|were|has|have|just|will)\b/.test(
      line,
    )
  );
}

/** "no more games, console off": words before the comma that name nothing here and ask for nothing. */
function isAside(sentence: Sentence, from: number, comma: number, next: number, to: number): boolean {
  const before = range(from, comma);
  if (before.length < 2 || before.every((i) => words.FILLERS.has(sentence.tokens[i]?.text ?? ''))) return false;
  if (
    before.some(
      (i) =>
        sentence.mentionAt[i] !== undefined ||
        isValue(sentence, i) ||
        words.ACTION_VERBS.has(sentence.tokens[i]?.text ?? '') ||
        VERBS.has(sentence.tokens[i]?.text ?? ''),
    )
  )
    return false;
  const last = sentence.tokens[to - 1]?.text ?? '';
  return STATES.test(last) && to - next <= 5;
}

const isValue = (sentence: Sentence, i: number): boolean => {
  const token = sentence.tokens[i];
  return token?.number !== undefined || /^(?:max|maximum|min|minimum|half|full|high|low|medium|auto|halfway)$/.test(token?.text ?? '');
};

/** "set the heating to 20 and the humidifier to 40", "kitchen light on and bedroom light off": one more thing with an end of its own. */
function sharesVerb(sentence: Sentence, start: number, conjunction: number, next: number, to: number): boolean {
  const option = (i: number): boolean =>
    sentence.tokens[i - 1]?.text === 'to' && sentence.index.options.has(sentence.tokens[i]?.text ?? '');
  const valueBefore = range(start, conjunction).some((i) => (isValue(sentence, i) && !isName(sentence, i)) || (i > start && option(i)));
  const stateBefore = STATES.test(sentence.tokens[conjunction - 1]?.text ?? '');
  if (!valueBefore && !stateBefore) return false;
  if (valueBefore && range(start, conjunction).some((i) => isPlace(sentence, i)) && placedValue(sentence, next, to)) return true;
  let mention = false;
  const known = (i: number): boolean =>
    sentence.mentionAt[i] !== undefined || sentence.index.byStem.has(stem(sentence.tokens[i]?.text ?? ''));
  for (let i = next; i < to; i++) {
    const word = sentence.tokens[i]?.text ?? '';
    if (/^(?:and|,|;|\.|then|but)$/.test(word) && !isName(sentence, i)) break;
    if (known(i) && !STATES.test(word)) mention = true;
    else if (
      mention &&
      stateBefore &&
      STATES.test(word) &&
      (i + 1 >= to || /^(?:and|,|;|\.|then|please)$/.test(sentence.tokens[i + 1]?.text ?? ''))
    )
      return true;
    else if (mention && valueBefore && (word === 'to' || word === 'at' || word === 'by') && i + 1 < to) return true;
    // Without a verb each has its own end: "kitchen lights 50 percent and floor lamp off".
    else if (mention && !words.ACTION_VERBS.has(sentence.tokens[start]?.text ?? '') && (STATES.test(word) || isValue(sentence, i)))
      return true;
  }
  return false;
}

/** "25 degrees in the living room", "to 10 in the hall": a value and where, of what was said before. */
function placedValue(sentence: Sentence, at: number, to: number): boolean {
  const word = (i: number): string => (i < to ? (sentence.tokens[i]?.text ?? '') : '');
  let i = /^(?:to|at|by)$/.test(word(at)) ? at + 1 : at;
  if (sentence.tokens[i]?.number === undefined || i >= to || isName(sentence, i) || isPlace(sentence, i)) return false;
  i++;
  while (/^(?:percent|degrees?|celsius|fahrenheit|c|f|minutes?|seconds?|levels?)$/.test(word(i))) i++;
  if (!/^(?:in|on|for|at)$/.test(word(i))) return false;
  const place = /^(?:the|my|our)$/.test(word(i + 1)) ? i + 2 : i + 1;
  return place < to && isPlace(sentence, place);
}

const range = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

/** The clause so far has a verb and something it is about. */
function saysMuch(sentence: Sentence, from: number, to: number): boolean {
  let verb = false;
  let mention = false;
  for (let i = from; i < to; i++) {
    if (i === from && words.ACTION_VERBS.has(sentence.tokens[i]?.text ?? '')) verb = true;
    else if (sentence.mentionAt[i] !== undefined) mention = true;
    else if (words.ACTION_VERBS.has(sentence.tokens[i]?.text ?? '')) verb = true;
  }
  return verb && mention;
}
