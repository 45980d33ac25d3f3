/** Questions about what was: a measure or a state in a time that is over. The state of now is no answer to them. */
import type { Entity } from '../../../domain/home.ts';
import { type AnswerContext, answerMeasured, answerWas, answerWhen, type Reply, windowIn } from '../../answer/index.ts';
import { capitalised, sayEntity } from '../../reply/index.ts';
import type { World } from '../world.ts';
import type { Asked } from './asked.ts';

const WAS =
  /^(?:was|were)\b|\b(?:was|were) (?:it|the|there|my|our|any)\b|^(?:how|what|which|who)\b.*\b(?:was|were|did)\b|^(?:has|have|had|did)\b|^how (?:often|many times)\b|^who (?:left|opened|\p{L}+ed)\b/u;
/** "Did I leave the oven on?" asks for now. */
const NOW = /\b(?:leave|left|forget|forgot|remember|lock|locked|close|closed|shut|(?:turn|turned|switch|switched)\b.*\boff)\b/;

/** Whether a question is about what was, not about what is. */
export const isPast = (line: string): boolean => WAS.test(line);
export const isLeft = (line: string): boolean =>
  /^(?:did|have|has) (?:i|we|you|they|anyone|anybody|somebody|someone|\p{L}+)\b/u.test(line) &&
  NOW.test(line) &&
  !/\b(?:today|yesterday|last|ago|this (?:morning|week))\b/.test(line);

/** Undefined where the present state is what was meant. */
export function past(
  asked: Asked,
  things: readonly Entity[],
  attribute: string | undefined,
  verb: string,
  world: World,
  context: AnswerContext,
): Reply | undefined {
  const { line } = asked;
  const [thing] = things;
  if (!isPast(line) || isLeft(line) || thing === undefined) return undefined;
  const home = world.home();
  const history = world.history(thing.id);
  if (/^who\b/.test(line)) {
    const when = answerWhen(thing, verb, history, home, context).reply;
    return { reply: `I do not know who it was.${/^I have not seen/.test(when) ? '' : ` ${when}`}` };
  }
  const window = windowIn(line, context);
  if (window === undefined && !/^how (?:often|many times)\b/.test(line)) {
    // "Did the gate open?", "was the door locked?": the last time it was so.
    if (attribute !== undefined) return { reply: `${capitalised(sayEntity(thing, home))}: I do not know what it was when.` };
    return asked.state === undefined && verb === '' ? undefined : answerWhen(thing, asked.state ?? verb, history, home, context);
  }
  const time = window ?? { from: history[0]?.at ?? world.at, to: world.at, said: 'as far as I know' };
  const sensor = attribute === undefined ? undefined : things.find(({ domain }) => domain === 'sensor');
  if (attribute !== undefined) return answerMeasured(sensor ?? thing, line, world.history((sensor ?? thing).id), home, time);
  return answerWas(thing, asked.state ?? verb, line, history, home, context, time);
}
