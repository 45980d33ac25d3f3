/** Things of the home as they are now: one by its state or a measure, several as a set. */
import type { Entity } from '../../../domain/home.ts';
import * as answer from '../../answer/index.ts';
import type { ReadClause } from '../../read/index.ts';
import { listed, paragraph, plural, sayPlace } from '../../reply/index.ts';
import { type Sentence, saidIn } from '../../sentence.ts';
import type { Piece } from '../pieces.ts';
import type { World } from '../world.ts';
import { type Asked, measureOf } from './asked.ts';
import type { Answered } from './service.ts';
import { measures } from './things.ts';

/** One thing or several, as they are now. */
export function stateOf(
  sentence: Sentence,
  given: Asked,
  attribute: string | undefined,
  things: readonly Entity[],
  read: ReadClause,
  world: World,
  context: answer.AnswerContext,
  answered: Answered,
): Piece[] {
  const asked = withOption(given, things);
  const { intent, state } = asked;
  const home = world.home();
  const holding = state === undefined ? [] : things.filter((entity) => answer.stateHolds(entity, state) === true);
  const ids = (holding.length > 0 ? holding : things).map(({ id }) => id);
  const noun = nounOf(sentence, asked);
  const plain = (): Piece[] => {
    // "Are the ovens hot?", of what has no such state but a temperature: the number is the answer.
    const told = state === undefined || things.some((entity) => answer.stateHolds(entity, state) !== undefined);
    const measure = told ? undefined : things.some((entity) => measures(entity, measureOf(state) ?? '')) ? measureOf(state) : undefined;
    // What has no target is "set to" its state: a recipe, a mode.
    const loose =
      attribute === 'air' || attribute === 'level' || (attribute === 'setpoint' && !things.some((entity) => measures(entity, attribute)));
    const value = measure ?? (loose ? undefined : attribute);
    return answered(
      answer.answerState(
        {
          entities: things.slice(0, 12),
          ...(value === undefined ? {} : { attribute: value }),
          ...(state === undefined || measure !== undefined ? {} : { askedState: state }),
        },
        home,
        context,
      ),
      ids,
    );
  };
  if (state !== undefined && /^(?:which|what|how many) rooms?\b/.test(asked.line)) return answered(rooms(holding, world), ids);
  const set = { entities: things, askedState: state ?? 'on', ...(noun === undefined ? {} : { noun }) };
  switch (intent) {
    case 'ask_where':
      return answered(answer.answerWhere(things, home), ids);
    case 'ask_when':
      return answered(
        answer.answerWhen(things[0] as Entity, verbOf(asked) || (state ?? 'on'), world.history((things[0] as Entity).id), home, context),
        ids,
      );
    case 'ask_since':
      return answered(answer.answerSince(things[0] as Entity, state, world.history((things[0] as Entity).id), home, context), ids);
    case 'ask_count':
      return answered(
        answer.answerCount(
          { entities: things, ...(state === undefined ? {} : { askedState: state }), ...(noun === undefined ? {} : { noun }) },
          home,
        ),
        ids,
      );
    case 'ask_which':
      // "What is Robo doing?" wants its state, not whether it is among those that are on.
      if (state === undefined || attribute !== undefined) return plain();
      return answered(
        playing(asked, holding) ? answer.answerState({ entities: holding }, home, context) : answer.answerWhich(set, home),
        ids,
      );
    case 'ask_any':
      if (attribute !== undefined || (things.length === 1 && noun === undefined)) return plain();
      // Leaks, motion, smoke: what a sensor notices is its state.
      if (state === undefined && things.every(({ domain }) => domain === 'binary_sensor') && things.length <= 6)
        return answered(answer.answerState({ entities: things, askedState: 'on' }, home, context), ids);
      return answered(answer.answerAny(set, home), ids);
    case 'ask_all':
      return things.every((entity) => answer.stateHolds(entity, state ?? 'on') === undefined)
        ? plain()
        : answered(answer.answerAll(set, home), ids);
    default: {
      const several = things.length > 1 && state !== undefined && attribute === undefined;
      if (several && read.phrases.targets.some((target) => target.plural)) return answered(answer.answerAll(set, home), ids);
      return plain();
    }
  }
}

/** "What's playing?" wants the titles, where there are any. */
export const playing = ({ line, state }: Asked, things: readonly Entity[]): boolean =>
  state === 'playing' &&
  /^what\b/.test(line) &&
  things.length <= 3 &&
  things.some(({ attributes }) => attributes['media_title'] !== undefined);

/** "Which rooms have windows open?" */
function rooms(holding: readonly Entity[], world: World): answer.Reply {
  const areas = [...new Set(holding.flatMap(({ area }) => (area === undefined ? [] : [area])))].flatMap(
    (id) => world.index.areas.get(id) ?? [],
  );
  if (areas.length === 0) return { reply: 'In no room.' };
  const home = world.home();
  return {
    reply: paragraph([
      `In ${plural(areas.length, 'room')}: ${listed(areas.map((area) => sayPlace(area)))}.`,
      answer.answerState({ entities: holding.slice(0, 12) }, home, { now: world.at, timezone: world.timezone }).reply,
    ]),
  };
}

/** "Is the house mode guests?": an option is asked for like a state. */
function withOption(asked: Asked, things: readonly Entity[]): Asked {
  const [thing] = things;
  if (asked.state !== undefined || things.length !== 1 || thing === undefined || !/^(?:is|are)\b/.test(asked.line)) return asked;
  const options = thing.attributes['options'];
  if (!Array.isArray(options)) return asked;
  const said = options.find((option) => typeof option === 'string' && asked.line.replace(/ \?$/, '').endsWith(` ${option.toLowerCase()}`));
  return typeof said === 'string' ? { ...asked, state: said.toLowerCase() } : asked;
}

/** What was asked about in the plural, as said: "lights", without what follows it. */
function nounOf(sentence: Sentence, { phrases }: Asked): string | undefined {
  const tokens = phrases.targets.find(({ plural: many, text }) => many && text !== '')?.tokens.toSorted((a, b) => a - b) ?? [];
  const first = tokens[0];
  if (first === undefined) return undefined;
  let end = first + 1;
  while (tokens.includes(end)) end++;
  return saidIn(sentence, first, end).toLowerCase();
}

/** "when did the pump last run" → run. */
export function verbOf({ line, state }: Asked): string {
  const turned = /(?:turn|switch)(?:ed)? (?:\S+ )*?(on|off)\b/.exec(line)?.[1];
  if (turned !== undefined) return `turned ${turned}`;
  const verb = (line.match(/\p{L}+/gu) ?? []).findLast((word) => VERB.test(word));
  return verb ?? state ?? '';
}
const VERB =
  /^(?:run|ran|running|open|opened|close|closed|lock|locked|unlock|unlocked|start|started|stop|stopped|on|off|play|played|clean|cleaned|triggered|move|moved|motion|active|charged|finish|finished|used|detected)$/;
