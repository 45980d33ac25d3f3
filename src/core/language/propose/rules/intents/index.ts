/**
 * The intent of a clause by its words alone: ordered tables of patterns over its signature (`signature.ts`). This is what Kinglet
 * understands without its network, and what the network is measured against.
 */
import { COMMANDS, passiveIntent } from './commands.ts';
import { ALERTS, CONVERSATION, MESSAGES } from './conversation.ts';
import { deviceIntent } from './devices.ts';
import { LISTS, TIMERS } from './lists.ts';
import { MOODS } from './moods.ts';
import { type Pattern, p } from './pattern.ts';
import { QUESTION_START, QUESTIONS } from './questions.ts';
import { FORBID, STATEMENTS, WORLD } from './statements.ts';

/** What has a state for its end: "lights off", "turn the lamp on". `on`, `off` and their likes by themselves decide last. */
export function intentOf(text: string, question: boolean): Pattern | undefined {
  const product = COMMANDS.find(({ intent, pattern }) => intent === 'start' && pattern.test(text));
  if (
    product !== undefined &&
    /^(?:can|could|may) i (?:have|get)\b|^(?:have|get) (?:me )?(?:an?|some|my|another|1) |^(?:i|we) (?:need|want|would like|could use)\b|^it is coffee/.test(
      text,
    )
  )
    return product;
  if (/^(?:i|we) do not need .* (?:on|running|open) ?(?:any ?more|any longer|right now)?$/.test(text))
    return { intent: 'off', pattern: /^/, sure: 0.75 };
  const help = QUESTIONS.find(({ intent }) => intent === 'ask_help');
  if (help?.pattern.test(text) === true) return help;
  const world = WORLD.find(({ pattern }) => pattern.test(text));
  if (world !== undefined) return world;
  const first = [...CONVERSATION, ...FORBID, ...ALERTS, ...TIMERS, ...LISTS, ...MESSAGES].find(({ pattern }) => pattern.test(text));
  if (first !== undefined) return first;
  if (question || p(`^${QUESTION_START}\\b`).test(text)) {
    const asked = QUESTIONS.find(({ pattern }) => pattern.test(text));
    if (asked !== undefined && !(COMMAND_LIKE.test(text) && !question)) return asked;
  }
  const asked = QUESTIONS.slice(0, 3).find(({ pattern }) => pattern.test(text));
  if (asked !== undefined) return asked;
  const mood = MOODS.find(({ pattern }) => pattern.test(text));
  if (mood !== undefined && !/\b(?:turn|switch|set (?:the|my) (?:\S+ )*to \d|dim|close|open)\b/.test(text.replace(/^set the mood/, '')))
    return { ...mood, sure: mood.sure ?? 0.7 };
  const passive = passiveIntent(text);
  if (passive !== undefined) return passive;
  if (product !== undefined) return product;
  const statement = STATEMENTS.find(({ pattern }) => pattern.test(text));
  if (statement !== undefined) return statement;
  const command = COMMANDS.find(({ pattern }) => pattern.test(text));
  if (command !== undefined && !(command.intent === 'arm' && !/^arm\b|alarm|security/.test(text))) return command;
  const told = QUESTIONS.slice(-4).find(({ intent, pattern }) => intent === 'ask_state' && pattern.test(text));
  if (told !== undefined && !/^(?:turn|switch|set|change|make|put|open|close|lock|unlock|toggle|flip|alter)\b/.test(text)) return told;
  const device = deviceIntent(text);
  if (device !== undefined) return device;
  return QUESTIONS.slice(-4).find(({ pattern }) => pattern.test(text));
}

const COMMAND_LIKE =
  /^(?!(?:do|have) (?:i|we|you|they)\b)(?:show|give|list|check|see|do|have|report) (?:\S+ )*?(?:on|off|lights?)$|^(?:have|let) (?:the|my|all)\b|^(?:have|let) (?:\S+ ){1,3}(?:go|run|start|stop|clean|work|open|close|play)\b/;
