/**
 * A clause that asks: what it is about is grounded, then answered from states, history and alerts. Nothing here acts.
 *
 *     clause ─ asked: measure, state, phrases ─┬─ clock, weather, lists, timers, alerts, people
 *                                              └─ things of the home ─ compared, past, sets, states
 */
import * as answer from '../../answer/index.ts';
import type { Question } from '../../converse/memory.ts';
import type { Place, ReadClause } from '../../read/index.ts';
import type { Sentence } from '../../sentence.ts';
import type { Piece } from '../pieces.ts';
import { isPlaceOnly } from '../places.ts';
import type { World } from '../world.ts';
import { type Asked, askedOf, kindsIn } from './asked.ts';
import { compare } from './compare.ts';
import { isForeign, isGeneral } from './elsewhere.ts';
import { past } from './past.ts';
import { people } from './people.ts';
import { type Answered, service } from './service.ts';
import { playing, stateOf, verbOf } from './state.ts';
import { inAny, measuring, ofState, placesOf, thingsOf } from './things.ts';

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
  return stateOf(sentence, asked, attribute, things, read, world, context, answered);
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
  const named = asked.phrases.targets.some((phrase) => phrase.tokens.length > 0 && !isPlaceOnly(phrase, sentence));
  const places = placesOf(sentence, asked);
  if (!named && attribute === undefined && state !== undefined) {
    const all = home.entities.filter((entity) => ofState(entity, state) && inAny(entity, places, world));
    const heard = all.filter((entity) => answer.stateHolds(entity, state) === true);
    if (playing(asked, heard))
      return answered(
        answer.answerState({ entities: heard }, home, { now: world.at, timezone: world.timezone }),
        heard.map(({ id }) => id),
      );
    if (/^(?:ask_which|ask_any|ask_all|ask_count|ask_state)$/.test(intent))
      return answered(setAnswer(asked, { entities: all, askedState: state }, home));
  }
  if (!named && attribute === undefined && places.length > 0 && /^(?:ask_state|ask_which|ask_any)$/.test(intent))
    return answered(inPlace(places, world));
  if (named ? isForeign(sentence, asked) : attribute === undefined && intent !== 'ask_where') return [FOREIGN];
  const phrase = asked.phrases.targets.find(({ text }) => text !== '');
  if (!named && attribute !== undefined && places.length + (phrase === undefined ? 1 : 0) > 0)
    return answered(
      `I know no ${attribute === 'air' ? 'sensor of the air' : attribute.replaceAll('_', ' ')}${places.length > 0 ? ' there' : ''}.`,
    );
  return [{ kind: 'refused', refusal: { text: read.text, reason: 'no_device' }, detail: phrase?.text ?? read.text }];
}

/** "What's happening in the living room?": what is on there, what is open, and how warm it is. */
function inPlace(places: readonly Place[], world: World): answer.Reply {
  const home = world.home();
  const there = home.entities.filter((entity) => entity.area !== undefined && inAny(entity, places, world));
  const on = there.filter(
    (entity) =>
      (ofState(entity, 'on') && answer.stateHolds(entity, 'on') === true) ||
      (ofState(entity, 'open') && entity.domain !== 'lock' && answer.stateHolds(entity, 'open') === true),
  );
  const warmth = measuring(places, 'temperature', world).filter(({ domain }) => domain === 'sensor');
  const told = [...on.filter(({ domain }) => domain !== 'sensor'), ...warmth].slice(0, 12);
  if (told.length > 0) return answer.answerState({ entities: told }, home, { now: world.at, timezone: world.timezone });
  return { reply: there.length === 0 ? 'I know nothing there.' : 'Nothing is on there.' };
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
