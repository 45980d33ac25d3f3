/**
 * A clause that asks: what it is about is grounded, then answered from states, history and alerts. Nothing here acts.
 *
 *     clause ─ asked: measure, state, phrases ─┬─ clock, weather, lists, timers, alerts, people
 *                                              └─ things of the home ─ compared, past, sets, states
 */
import type { Entity } from '../../../domain/home.ts';
import * as answer from '../../answer/index.ts';
import type { Question } from '../../converse/memory.ts';
import type { ReadClause } from '../../read/index.ts';
import type { Sentence } from '../../sentence.ts';
import type { Piece } from '../pieces.ts';
import type { World } from '../world.ts';
import { type Asked, askedOf, kindsIn, measureOf } from './asked.ts';
import { compare } from './compare.ts';
import { isForeign, isGeneral } from './elsewhere.ts';
import { past } from './past.ts';
import { people } from './people.ts';
import { type Answered, service } from './service.ts';
import { inAny, measures, placesOf, thingsOf } from './things.ts';

const FOREIGN: Piece = { kind: 'nothing', reply: 'I can only help with this home.' };

/** @param again what the question before asked, where this one only says of what ("and the kettle?") */
export function question(sentence: Sentence, read: ReadClause, world: World, spoken: readonly string[], again?: Question): Piece[] {
  const asked = askedOf(sentence, read, again);
  const context = { now: world.at, timezone: world.timezone, ...(world.area === undefined ? {} : { area: world.area }) };
  const { intent } = asked;
  const answered = (reply: answer.Reply | string, ids: readonly string[] = []): Piece[] => {
    const kinds = asked.kinds ?? kindsOf(sentence, asked, ids);
    return [
      {
        kind: 'answer',
        reply: typeof reply === 'string' ? reply : reply.reply,
        ids,
        again: {
          intent,
          ...(asked.attribute === undefined ? {} : { attribute: asked.attribute }),
          ...(asked.state === undefined ? {} : { state: asked.state }),
          ...(kinds.length === 0 ? {} : { kinds }),
        },
      },
    ];
  };
  const own = service(sentence, read, asked, world, context, answered);
  if (own !== undefined) return own;
  const persons = people(sentence, asked, world);
  if (persons !== undefined) return answered(persons.reply, persons.ids);
  if (isGeneral(asked.line)) return [FOREIGN];
  const compared = compare(sentence, asked, [read.from, read.to], world);
  const window = answer.windowIn(asked.line, context);
  if (compared !== undefined && window === undefined) return answered(compared);
  const { entities: things, attribute = asked.attribute } = thingsOf(sentence, asked, world, spoken);
  if (things.length === 0) return without(sentence, read, { ...asked, ...(attribute === undefined ? {} : { attribute }) }, world, answered);
  const was = past(asked, things, attribute, verbOf(asked), world, context);
  if (was !== undefined)
    return answered(
      was,
      things.map(({ id }) => id),
    );
  return stateOf(asked, attribute, things, read, world, context, answered);
}

const KIND_OF: Readonly<Record<string, string>> = {
  light: 'light',
  lock: 'lock',
  fan: 'fan',
  climate: 'climate',
  media_player: 'media',
  cover: 'cover',
};

/** Kinds that were named, else the kind of what was answered: "is the kitchen light on", "and in the bathroom?" */
function kindsOf(sentence: Sentence, asked: Asked, ids: readonly string[]): readonly string[] {
  const named = kindsIn(sentence, asked.phrases);
  if (named.length > 0) return named;
  const kind = ids[0] === undefined ? undefined : KIND_OF[ids[0].split('.')[0] ?? ''];
  return kind === undefined ? [] : [kind];
}

/** Nothing was found: everything that has such a state, or what is missing by name, or it is no question to this home. */
function without(sentence: Sentence, read: ReadClause, asked: Asked, world: World, answered: Answered): Piece[] {
  const { intent, attribute, state } = asked;
  const home = world.home();
  const named = asked.phrases.targets.some(({ tokens }) => tokens.length > 0);
  if (!named && attribute === undefined && state !== undefined) {
    const all = home.entities.filter(
      (entity) => answer.stateHolds(entity, state) !== undefined && inAny(entity, asked.phrases.places, world),
    );
    const heard = all.filter((entity) => answer.stateHolds(entity, state) === true);
    if (playing(asked, heard))
      return answered(
        answer.answerState({ entities: heard }, home, { now: world.at, timezone: world.timezone }),
        heard.map(({ id }) => id),
      );
    if (/^(?:ask_which|ask_any|ask_all|ask_count|ask_state)$/.test(intent))
      return answered(setAnswer(asked, { entities: all, askedState: state }, home));
  }
  if (named ? isForeign(sentence, asked) : attribute === undefined && intent !== 'ask_where') return [FOREIGN];
  const phrase = asked.phrases.targets.find(({ text }) => text !== '');
  if (!named && attribute !== undefined && placesOf(sentence, asked).length + (phrase === undefined ? 1 : 0) > 0)
    return answered(
      `I know no ${attribute === 'air' ? 'sensor of the air' : attribute.replaceAll('_', ' ')}${placesOf(sentence, asked).length > 0 ? ' there' : ''}.`,
    );
  return [{ kind: 'refused', refusal: { text: read.text, reason: 'no_device' }, detail: phrase?.text ?? read.text }];
}

function setAnswer({ intent }: Asked, set: answer.SetQuestion, home: Parameters<typeof answer.answerAny>[1]): answer.Reply {
  switch (intent) {
    case 'ask_any':
      return answer.answerAny(set, home);
    case 'ask_all':
      return answer.answerAll(set, home);
    case 'ask_count':
      return answer.answerCount(set, home);
    default:
      return answer.answerWhich(set, home);
  }
}

/** One thing or several, as they are now. */
function stateOf(
  asked: Asked,
  attribute: string | undefined,
  things: readonly Entity[],
  read: ReadClause,
  world: World,
  context: answer.AnswerContext,
  answered: Answered,
): Piece[] {
  const { intent, state } = asked;
  const home = world.home();
  const holding = state === undefined ? [] : things.filter((entity) => answer.stateHolds(entity, state) === true);
  const ids = (holding.length > 0 ? holding : things).map(({ id }) => id);
  const noun = nounOf(asked);
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
      if (state === undefined) return plain();
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
      const plural = things.length > 1 && state !== undefined && attribute === undefined;
      if (plural && read.phrases.targets.some((target) => target.plural)) return answered(answer.answerAll(set, home), ids);
      return plain();
    }
  }
}

/** "What's playing?" wants the titles, where there are any. */
const playing = ({ line, state }: Asked, things: readonly Entity[]): boolean =>
  state === 'playing' &&
  /^what\b/.test(line) &&
  things.length <= 3 &&
  things.some(({ attributes }) => attributes['media_title'] !== undefined);

const nounOf = ({ phrases }: Asked): string | undefined =>
  phrases.targets.find(({ plural, text }) => plural && text !== '')?.text.toLowerCase();

/** "when did the pump last run" → run. */
function verbOf({ line, state }: Asked): string {
  const turned = /(?:turn|switch)(?:ed)? (?:\S+ )*?(on|off)\b/.exec(line)?.[1];
  if (turned !== undefined) return `turned ${turned}`;
  const verb = (line.match(/\p{L}+/gu) ?? []).findLast((word) => VERB.test(word));
  return verb ?? state ?? '';
}
const VERB =
  /^(?:run|ran|running|open|opened|close|closed|lock|locked|unlock|unlocked|start|started|stop|stopped|on|off|play|played|clean|cleaned|triggered|move|moved|motion|active|charged|finish|finished|used|detected)$/;
