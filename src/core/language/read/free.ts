/** Clauses whose target carries free text: a list's item, a song, a message, a timer's name; and a player's source, which is a name too. */
import type { Intent } from '../intent.ts';
import { stem } from '../mention/index.ts';
import type { ProposedClause } from '../propose/index.ts';
import { type Sentence, saidIn } from '../sentence.ts';
import { durationsIn } from './change.ts';
import { contentOf } from './content.ts';
import { phrasesIn } from './phrases.ts';
import type { ReadClause } from './read.ts';
import { sourceIn } from './source.ts';
import { durationIn } from './values.ts';
import { verbAt } from './verbs.ts';
import type { WhenSaid } from './when.ts';

/** Intents whose target carries free text: nothing of it is a value or an attribute. */
const FREE: ReadonlySet<Intent> = new Set<Intent>([
  'todo_add',
  'todo_remove',
  'todo_complete',
  'announce',
  'search',
  'timer_start',
  'timer_cancel',
  'timer_pause',
  'timer_resume',
  'timer_more',
  'timer_less',
  'timer_left',
  'ask_list',
]);

export const isFree = (intent: Intent): boolean => FREE.has(intent);

/** What of a clause is read already, by token; and its time. */
export interface Begun {
  readonly used: readonly boolean[];
  readonly when: WhenSaid | undefined;
}

/** 'play': what is searched for turned out to be a player. */
export function readFree(sentence: Sentence, clause: ProposedClause, { used: before, when }: Begun): ReadClause | 'play' {
  const { from, to, intent } = clause;
  const { tokens } = sentence;
  const used = [...before];
  const use = (a: number, b: number): void => {
    used.fill(true, a, b);
  };
  const content = contentOf(sentence, clause, when);
  if (intent === 'search' && isPlayer(sentence, content.used[0], content.used[1])) return 'play';
  use(content.used[0], content.used[1]);
  if (intent.startsWith('todo_') && content.used[1] > 0) use(from, content.used[0]);
  for (let i = from; i < to; i++) if (verbAt(sentence, i) || (intent === 'announce' && SENT.test(tokens[i]?.text ?? ''))) used[i] = true;
  const changes = intent === 'timer_more' || intent === 'timer_less';
  const all = changes ? durationsIn(sentence, from, to) : [];
  const duration = changes
    ? (all.find((d) => tokens[d.from - 1]?.text === 'by') ?? all[0])
    : intent.startsWith('timer_')
      ? durationIn(sentence, from, to)
      : undefined;
  const length = all.find((d) => d !== duration);
  if (length !== undefined) use(length.from, length.to);
  if (duration !== undefined) use(duration.from, duration.to);
  return {
    deed: {
      intent,
      ...(content.text === '' ? {} : { content: content.text }),
      ...(duration === undefined ? {} : { duration: duration.seconds }),
      ...(length === undefined ? {} : { value: { kind: 'number' as const, number: length.seconds, unit: 'length' } }),
    },
    phrases: phrasesIn(sentence, from, to, used),
    ...(when === undefined ? {} : { when }),
    text: saidIn(sentence, from, to),
    more: [],
    named: false,
    from,
    to,
  };
}

/** "put Netflix on the TV": a source that a player of this home lists, and nothing else that is wanted. */
export function readSource(sentence: Sentence, { from, to, intent }: ProposedClause, { used, when }: Begun): ReadClause | undefined {
  const source = SOURCED.has(intent) ? sourceIn(sentence, from, to) : undefined;
  if (source === undefined) return undefined;
  const rest = used.map(
    (taken, i) =>
      taken ||
      (i >= source.from && i < source.to) ||
      (i >= from && i < to && (verbAt(sentence, i) || SOURCE_WORDS.test(sentence.tokens[i]?.text ?? ''))),
  );
  const phrases = phrasesIn(sentence, from, to, rest);
  // "play some jazz on Spotify": the jazz is what is wanted.
  if (!phrases.targets.every(({ tokens: said }) => said.every((at) => sentence.mentionAt[at] !== undefined))) return undefined;
  return {
    deed: { intent: 'set', attribute: 'source', value: { kind: 'word', word: source.source } },
    phrases,
    ...(when === undefined ? {} : { when }),
    text: saidIn(sentence, from, to),
    more: [],
    named: true,
    from,
    to,
  };
}

/** Intents that a player's source may be said with. */
const SOURCED: ReadonlySet<Intent> = new Set<Intent>(['search', 'play', 'on', 'set', 'start', 'activate']);

const SOURCE_WORDS = /^(?:source|input|channel|app|put|play|watch|listen|switch|change|go|to|on|over)$/;

/** What a message is sent with. */
const SENT = /^(?:send|message|notification|note|notify|page|inform|text|that|saying)$/;

/** "play the jukebox in the cellar": what is to be played is itself a player. */
function isPlayer(sentence: Sentence, from: number, to: number): boolean {
  const mention = sentence.mentionAt[from];
  const kind = mention?.refs.some((r) => r.type === 'kind' && ['tv', 'speaker', 'media', 'projector'].includes(r.id)) ?? false;
  if (mention?.from === from && mention.to === to && kind) return true;
  const said = sentence.tokens.slice(from, to).map(({ text }) => stem(text));
  if (said.length === 0) return false;
  for (const id of sentence.index.byStem.get(said[0] as string) ?? []) {
    const entry = id.startsWith('media_player.') ? sentence.index.entities.get(id) : undefined;
    if (
      entry !== undefined &&
      said.every((s) => entry.stems.has(s) || entry.areaStems.has(s)) &&
      said.some((s) => entry.stems.has(s) && !entry.areaStems.has(s))
    )
      return true;
  }
  return false;
}
