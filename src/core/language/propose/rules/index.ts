/** The proposer without a network: clauses by conjunctions and verbs, intents by patterns. */

import { whenIn } from '../../read/when.ts';
import type { Sentence } from '../../sentence.ts';
import type { Proposal, ProposedClause } from '../proposal.ts';
import { intentOf } from './intents/index.ts';
import { ASKS, COMING, INDIRECT } from './intents/questions.ts';
import { CODE, HAPPENED, TALK } from './intents/statements.ts';
import { politeness } from './polite.ts';
import { signatureOf } from './signature.ts';
import { type Span, splitClauses } from './split.ts';

export { signatureOf } from './signature.ts';

/** Content that is free text may hold anything that looks like a command: it is never split. */
const WHOLE =
  /^(?:(?:please|can you|could you|hey|okay) )*(?:announce|broadcast|tell (?:everyone|everybody)|let everyone know|remind me|make an announcement)\b/;
const LISTED = /\b(?:list|todo|to do)$|\b(?:list|todo|to do)\b(?! (?:and|then|,))/;

/** Somebody tells what somebody says, or what stands somewhere: nothing of it is meant for us. */
const TOLD =
  /^(?!announce|broadcast|tell|say|let|add|put|write|remind|play|search|set|turn|what|who|did).*\b(?:said|says|shouts?|shouted|yells?|yelled|screams?|screamed|whispers?|whispered|sings?|sang|reads|wrote|written|told (?:me|us|him|her|them)|asked (?:me|us|him|her|them)|sign says|note says)\b/;
/** "… actually no, leave it", "… never mind": all that was said before is taken back. */
const TAKEN_BACK =
  /.\b(?:actually no|no wait|oh never ?mind|never ?mind|forget it|scratch that|on second thoughts?|no leave (?:it|them)|actually (?:do not|leave (?:it|them)))(?: .{0,20})?$/;

export function proposeByRules(sentence: Sentence): Proposal {
  const { tokens } = sentence;
  const whole = signatureOf(sentence, 0, tokens.length).text;
  if (CODE.test(sentence.text) || TALK.test(whole))
    return { by: 'rules', clauses: [{ from: 0, to: tokens.length, intent: 'other', probability: 0.95 }], scope: 0 };
  if (TOLD.test(whole) || HAPPENED.test(whole) || TAKEN_BACK.test(whole))
    return {
      by: 'rules',
      clauses: [{ from: 0, to: tokens.length, intent: TAKEN_BACK.test(whole) ? 'nevermind' : 'statement', probability: 0.9 }],
      scope: 0.3,
    };
  const spans =
    WHOLE.test(whole) ||
    (/^(?:(?:please|can you|could you) )*(?:add|put)\b/.test(whole) &&
      LISTED.test(whole) &&
      !/\b(?:turn|switch|close|open|lock|dim|set)\b/.test(whole))
      ? [{ from: 0, to: tokens.length }]
      : spansOf(sentence);
  const clauses: ProposedClause[] = [];
  for (const span of spans) {
    const clause = clauseOf(sentence, span, clauses);
    if (clause !== undefined) clauses.push(clause);
  }
  const scope =
    clauses.length === 0
      ? 0
      : Math.max(
          ...clauses.map(({ intent, probability }) =>
            intent === 'other' ? 0 : intent === 'statement' || intent === 'forbid' ? 0.5 : probability,
          ),
        );
  return { by: 'rules', clauses, scope };
}

/** What leads ("when Ben comes home turn on the light and …") is of the first clause; its verbs begin none. */
function spansOf(sentence: Sentence): readonly Span[] {
  const { tokens } = sentence;
  const start = tokens.findIndex(({ text }) => !/^(?:please|hey|okay|so|kinglet|and|,)$/.test(text));
  const when = start < 0 ? undefined : whenIn(sentence, start, tokens.length);
  if (when === undefined || when.from !== start || when.kind === 'vague') return splitClauses(sentence);
  const next = /^[,;]$/.test(tokens[when.to]?.text ?? '') ? when.to + 1 : when.to;
  const begin = tokens[next]?.text === 'then' ? next + 1 : next;
  if (begin >= tokens.length) return splitClauses(sentence);
  return splitClauses(sentence, begin).map((span, i) => (i === 0 ? { ...span, from: start } : span));
}

/** "turning off the lamp", after "would you mind": the verb as commands have it. */
const imperative = (line: string): string =>
  line.replace(
    /^(\p{L}+)ing(?= )/u,
    (whole, base: string) => VERBS_OF.find((verb) => verb === base || verb === `${base}e` || base === verb + verb.at(-1)) ?? whole,
  );
const VERBS_OF = [
  'turn',
  'switch',
  'set',
  'open',
  'close',
  'lock',
  'unlock',
  'start',
  'stop',
  'pause',
  'play',
  'dim',
  'make',
  'put',
  'change',
  'adjust',
  'lower',
  'raise',
  'increase',
  'decrease',
  'add',
  'clean',
  'vacuum',
  'mute',
  'unmute',
  'skip',
  'resume',
  'send',
  'activate',
  'deactivate',
  'shut',
  'bring',
  'get',
  'giv',
  'toggle',
  'move',
];

/** The clause without its time or condition at either end: "at 7 pm close the blinds" is "close the blinds". */
function withoutWhen(sentence: Sentence, span: Span): Span {
  if (sentence.tokens.slice(span.from, span.to).some(({ text }) => /^timers?$/.test(text))) return span;
  const when = whenIn(sentence, span.from, span.to);
  if (when === undefined || (when.from === span.from && when.to === span.to)) return span;
  if (when.to === span.to) return withoutWhen(sentence, { ...span, to: when.from });
  if (when.from > span.from) return span;
  const comma = sentence.tokens[when.to]?.text === ',' ? 1 : 0;
  return when.to + comma < span.to ? withoutWhen(sentence, { ...span, from: when.to + comma }) : span;
}

/** Intents that would do something to a device. */
const COMMANDED =
  /^(?:on|off|toggle|open|close|stop|set|raise|lower|lock|unlock|start|dock|clean|activate|press|arm|disarm|play|pause|next|previous|mute|unmute|search)$/;

/** What is asked after "could you tell me": whatever it looks like, it is no command, and its "if" is no condition. */
function indirectly(sentence: Sentence, { from, to }: Span): ProposedClause | undefined {
  const { text, at } = signatureOf(sentence, from, to);
  const { before, after } = politeness(text);
  const words = text.split(' ');
  const line = words.slice(before, words.length - after).join(' ');
  // "Will it be colder tomorrow?" asks for the weather, and switches nothing.
  if (COMING.test(text)) return { from, to, intent: 'ask_weather', probability: 0.9 };
  const lead = INDIRECT.exec(line)?.[0];
  if (lead === undefined) return undefined;
  const intent = intentOf(line.slice(lead.length), true)?.intent;
  const asks =
    intent !== undefined &&
    (intent.startsWith('ask_') || intent === 'timer_left' || intent.startsWith('alert_') || intent === 'schedule_list');
  return { from: at[before + lead.trim().split(' ').length] ?? from, to, intent: asks ? intent : 'ask_state', probability: 0.9 };
}

/** "in the bedroom, …": where, before what. */
const PLACED =
  /^(?:in|on|at|for) (?:(?:the|my|our) )?[AN](?: (?:in|on) (?:(?:the|my|our) )?A)? (?:, |(?=(?:turn|switch|set|open|close|shut|lock|unlock|dim|start|stop|raise|lower|increase|decrease|make|put|play|pause|adjust|change) ))/;

function clauseOf(sentence: Sentence, span: Span, before: readonly ProposedClause[]): ProposedClause | undefined {
  const indirect = indirectly(sentence, span);
  if (indirect !== undefined) return indirect;
  const bare = withoutWhen(sentence, span);
  const { text, at } = signatureOf(sentence, bare.from, bare.to);
  const question = sentence.tokens[span.to]?.text === '?';
  const polite = politeness(text.replace(/ \?$/, ''));
  const kept = at.slice(polite.before, at.length - polite.after);
  const line = text
    .split(' ')
    .slice(polite.before, text.split(' ').length - polite.after)
    .join(' ');
  if (line === '' || kept.length === 0) return undefined;
  const from = bare.from > span.from ? span.from : (kept[0] as number);
  const last = kept.at(-1) as number;
  const mention = sentence.mentionAt[last];
  const end = mention !== undefined ? Math.max(last + 1, Math.min(mention.to, span.to)) : last + 1;
  // The time goes with the clause; reading takes it out again.
  const to = bare.to < span.to ? span.to : end;
  if (/^(?:the |my |our )?N okay(?: \?)?$/.test(text)) return { from, to, intent: 'ask_state', probability: 0.8 };
  const asked = question && polite.before === 0;
  const found = intentOf(imperative(line.replace(PLACED, '')), asked);
  if (span.shares && before.length > 0 && (found === undefined || !/^(?:turn|switch|set|open|close|dim|make)\b/.test(line))) {
    const sharesWith = before.length - 1;
    const verb = before[sharesWith] as ProposedClause;
    // What has an end of its own says what it wants: "radio off and the boiler down to 15".
    const ended = /\b(?:on|off|open|closed|shut|up|down|locked|unlocked)$|\b(?:down|up) (?:to|by) \d/.test(line);
    return { from, to, intent: ended && found !== undefined ? found.intent : verb.intent, probability: 0.8, sharesWith };
  }
  // "give them the gallery tour"
  if (
    found === undefined &&
    /^(?:give|show) (?:me|us|them|him|her|everyone|everybody|the guests) (?:the |a )?N$/.test(line) &&
    sentence.mentionAt[last]?.refs.some((r) => r.type === 'entity' && /^(?:scene|script)\./.test(r.id))
  )
    return { from: sentence.mentionAt[last]?.from ?? from, to, intent: 'activate', probability: 0.85 };
  // A scene is what it is called: "movie night".
  if (
    (found === undefined || found.intent === 'mood') &&
    line === 'N' &&
    sentence.mentionAt[from]?.refs.some((r) => r.type === 'entity' && /^(?:scene|script)\./.test(r.id))
  )
    return { from, to, intent: 'activate', probability: 0.9 };
  if (found !== undefined && COMMANDED.test(found.intent) && ASKS.test(line)) return { from, to, intent: 'ask_state', probability: 0.8 };
  if (found !== undefined) return { from, to, intent: found.intent, probability: found.sure ?? 0.9 };
  if (isChoice(sentence, from, to)) return { from, to, intent: 'set', probability: 0.75 };
  return { from, to, intent: 'other', probability: 0.5 };
}

/** "house mode holiday", "make the espresso machine strength strong": a device by its name and one of its own options, last. */
function isChoice(sentence: Sentence, from: number, to: number): boolean {
  const option = sentence.tokens[to - 1]?.text ?? '';
  const named = sentence.mentions.some((m) => m.from >= from && m.to < to && m.refs.some(({ type }) => type === 'entity'));
  return named && sentence.index.options.has(option) && sentence.mentionAt[to - 1] === undefined && to - from <= 7;
}
