/** Free text inside a clause: a list's item, a song, a message, a timer's name. It is data: nothing in it is a command. */
import type { ProposedClause } from '../propose/index.ts';
import { isName, isPlace, type Sentence, saidIn, wordsIn } from '../sentence.ts';
import { durationIn } from './values.ts';
import type { WhenSaid } from './when.ts';

export interface Content {
  readonly text: string;
  /** Tokens `[from, to)` that it takes. */
  readonly used: readonly [number, number];
}

const NONE: Content = { text: '', used: [0, 0] };
const OFF_LIST = /^(?:from|off|of|out|on|to|onto|in|into|for|as)$/;

export function contentOf(sentence: Sentence, clause: ProposedClause, when: WhenSaid | undefined): Content {
  const { from } = clause;
  const to = when !== undefined && when.to === clause.to ? when.from : clause.to;
  switch (clause.intent) {
    case 'todo_add':
    case 'todo_remove':
    case 'todo_complete':
      return listItem(sentence, from, to);
    case 'announce':
      return message(sentence, from, clause.to);
    case 'search':
      return media(sentence, from, to);
    default:
      return clause.intent.startsWith('timer_') ? timerName(sentence, from, to) : NONE;
  }
}

const made = (sentence: Sentence, from: number, to: number): Content =>
  to <= from
    ? NONE
    : {
        text: saidIn(sentence, from, to)
          .replace(/^["']|["']$/g, '')
          .trim(),
        used: [from, to],
      };

/** "add [two litres of milk] to the shopping list", "check [call mom] off my list", "mark [laundry] as done". */
function listItem(sentence: Sentence, from: number, to: number): Content {
  const words = wordsIn(sentence, 0, sentence.tokens.length);
  const passive = passiveItem(words, from, to);
  if (passive !== undefined) return made(sentence, ...passive);
  let start = from + 1;
  if (/^(?:down|off|out)$/.test(words[start] ?? '') && words[from] !== 'put') start++;
  // The list comes last: the last preposition before it ends the item.
  let end = to;
  for (let i = to - 1; i > start; i--) {
    if (!OFF_LIST.test(words[i] ?? '')) continue;
    const rest = words.slice(i + 1, to).join(' ');
    const isList =
      /\b(?:list|todo|to do|groceries|chores|tasks)\b/.test(rest) ||
      sentence.mentionAt.slice(i + 1, to).some((m) => m?.refs.some((r) => r.type === 'entity' && r.id.startsWith('todo.')) ?? false) ||
      /^(?:done|complete|completed|finished|bought|off)$/.test(rest);
    if (isList) {
      end = i;
      while (end > start + 1 && OFF_LIST.test(words[end - 1] ?? '') && words[end - 1] !== 'for') end--;
      break;
    }
  }
  // "on my list, mark [laundry] as done"; "tick milk off".
  for (let i = end - 1; i > start; i--)
    if (/^(?:as)$/.test(words[i] ?? '') && /^(?:done|complete|completed|finished|bought)$/.test(words[i + 1] ?? '')) end = i;
  if (words[end - 1] === 'off' && end - 1 > start) end--;
  if (/^(?:the|a|an|some|my)$/.test(words[start] ?? '') && start + 1 < end && !isName(sentence, start)) start++;
  return made(sentence, start, end);
}

/** "I need [call parents] added to my list", "[clean the windows] could be put on the list": the item comes first. */
function passiveItem(words: readonly string[], from: number, to: number): [number, number] | undefined {
  const done = words.findIndex(
    (word, i) => i > from && i < to - 1 && PUT.test(word) && /^(?:to|on|onto|into|in|down)$/.test(words[i + 1] ?? ''),
  );
  if (done < 0) return undefined;
  let end = done;
  while (end > from && /^(?:be|could|should|can|may|to|get|is|was|were|would)$/.test(words[end - 1] ?? '')) end--;
  let start = from;
  while (start < end && /^(?:i|we|need|want|would|like|that|to|have|get|please)$/.test(words[start] ?? '')) start++;
  return end > start ? [start, end] : undefined;
}
const PUT = /^(?:added|put|incorporated|included|entered|inserted|placed|written|noted)$/;

/** All that follows the verb. */
function message(sentence: Sentence, from: number, to: number): Content {
  const line = wordsIn(sentence, from, to).join(' ');
  const sent = /^(?:send (?:a |an )?(?:message|notification|note) to|notify|message|page|inform|text) .*?(?: :| that| saying| about) /.exec(
    line,
  );
  if (sent !== null) return made(sentence, from + sent[0].trim().split(' ').length, to);
  // "say [hello] in the kitchen"
  const said = /^say (.+) (?:in|on|to) (?:the |my |our )?\S.*$/.exec(line)?.[1];
  if (said !== undefined) return made(sentence, from + 1, from + 1 + said.split(' ').length);
  const lead =
    /^(?:announce|broadcast|make an announcement|send an announcement|send a broadcast|tell (?:everyone|everybody|all|the (?:whole )?\S+)|let (?:everyone|everybody|the \S+) know)(?: (?:that|to everyone|to everybody|saying|to all|: |:|in the whole house|throughout the house))*(?: |$)/.exec(
      line,
    );
  const skip = lead === null ? 1 : lead[0].trim().split(' ').length;
  return made(sentence, from + skip, to);
}

/** "play [abba] in the kitchen", "put on [some jazz] on the living room speaker". */
function media(sentence: Sentence, from: number, to: number): Content {
  const words = wordsIn(sentence, 0, sentence.tokens.length);
  let start = from + 1;
  if (words[from] === 'put' && words[start] === 'on') start++;
  if (words[from] === 'listen') start++;
  if (words[from] === 'queue' && words[start] === 'up') start++;
  if (/^(?:search|look)$/.test(words[from] ?? '') && words[start] === 'for') start++;
  if (words[from] === 'let') start += 2;
  if (/^(?:i|we)$/.test(words[from] ?? '')) start = from + 4;
  while (
    /^(?:some|me|us|a|an|the|my|for|song|songs|track|called|album|movie|film|artist|playlist|music|by)$/.test(words[start] ?? '') &&
    start + 1 < to
  ) {
    if (words[start] === 'music' && words[start + 1] !== 'by') break;
    start++;
  }
  let end = to;
  for (let i = start + 1; i < to; i++) {
    if (!/^(?:on|in|at|from|through|to|over)$/.test(words[i] ?? '')) continue;
    let at = i + 1;
    while (/^(?:the|my|our|this|all|every)$/.test(words[at] ?? '')) at++;
    if (
      isPlace(sentence, at) ||
      isName(sentence, at) ||
      sentence.mentionAt[at] !== undefined ||
      /^(?:here|everywhere|upstairs|downstairs|room)$/.test(words[at] ?? '')
    ) {
      end = i;
      break;
    }
  }
  return made(sentence, start, end);
}

/** "the [pizza] timer", "a timer for 10 minutes called [pasta]". */
function timerName(sentence: Sentence, from: number, to: number): Content {
  const words = wordsIn(sentence, 0, sentence.tokens.length);
  for (let i = from; i < to - 1; i++)
    if (/^(?:named|called|labeled|labelled)$/.test(words[i] ?? '')) {
      const duration = durationIn(sentence, i + 1, to);
      let end = duration === undefined ? to : duration.from;
      while (end > i + 1 && /^(?:for|to|of|with|by|from|,)$/.test(words[end - 1] ?? '')) end--;
      return made(sentence, i + 1, end);
    }
  const timer = words.findIndex((w, i) => i >= from && i < to && /^timers?$/.test(w));
  if (timer < 0) return NONE;
  let start = timer;
  while (
    start > from &&
    /^[\p{L}\d]+$/u.test(words[start - 1] ?? '') &&
    !STOP.test(words[start - 1] ?? '') &&
    sentence.tokens[start - 1]?.number === undefined &&
    !isPlace(sentence, start - 1)
  )
    start--;
  if (start < timer) return made(sentence, start, timer);
  // "a timer for pizza", not "for 10 minutes"
  if (words[timer + 1] === 'for') {
    let at = timer + 2;
    const duration = durationIn(sentence, timer + 2, to);
    if (duration !== undefined && duration.from === timer + 2) {
      at = duration.to;
      if (words[at] !== 'for') return NONE;
      at++;
    }
    while (/^(?:the|my|a|an)$/.test(words[at] ?? '')) at++;
    const end = duration !== undefined && duration.from > at ? duration.from - 1 : to;
    if (at < end && !isPlace(sentence, at)) return made(sentence, at, end);
  }
  return NONE;
}
const STOP =
  /^(?:the|my|a|an|our|your|this|that|all|every|set|start|create|cancel|stop|pause|resume|add|remove|on|to|from|of|for|new|minutes?|seconds?|hours?|hour|min|mins|sec|secs|is|left|make|begin|put|with|any|delete|clear|unpause|continue|how|much|time|long|what|turn|off|by|decrease|increase|extend|me|running|active|current|and|half|in|reduce|take|restart|end|do|i|have|are|which|other|last|second|minute|quarter|need|want|give|please|hold|check|status|another)$/;
