/** Questions that have an answer of their own: the clock, the weather, lists, timers, alerts. */
import * as answer from '../../answer/index.ts';
import type { ReadClause } from '../../read/index.ts';
import type { Sentence } from '../../sentence.ts';
import type { Piece } from '../pieces.ts';
import { which } from '../timers.ts';
import type { World } from '../world.ts';
import type { Asked } from './asked.ts';
import { strangePlace } from './elsewhere.ts';
import { aboutList } from './list.ts';
import { thingsOf } from './things.ts';

export type Answered = (reply: answer.Reply | string, ids?: readonly string[]) => Piece[];

/** Undefined: it is about things of the home. */
export function service(
  sentence: Sentence,
  read: ReadClause,
  asked: Asked,
  world: World,
  context: answer.AnswerContext,
  answered: Answered,
): Piece[] | undefined {
  const { line } = asked;
  switch (asked.intent) {
    case 'ask_time':
    case 'ask_date':
      if (strangePlace(sentence, read.from, read.to) !== undefined)
        return [{ kind: 'nothing', reply: 'I only know the time of this home.' }];
      return answered(
        asked.intent === 'ask_time'
          ? answer.answerTime(context)
          : answer.answerDate(context, /\btomorrow\b/.test(line) ? 1 : /\byesterday\b/.test(line) ? -1 : 0),
      );
    case 'ask_help':
      return answered(
        'Tell me what to switch, set, open or close, by name or by room; ask how things are; or say what you need, such as "it is too dark in here".',
      );
    case 'alert_why': {
      // "What's up with the office light?" wants to know how it is, where no alert speaks of it.
      const quiet = !/\b(?:alarm|alert|warn|complain|beep|notif|went off|go off)/.test(line) && alertsOf(read, world).length === 0;
      if (quiet && thingsOf(sentence, asked, world, []).entities.length > 0) return undefined;
      return answered(answer.answerWhy(about(read, world), context));
    }
    case 'alert_list':
      return answered(answer.answerAlerts(world.alerts()));
    case 'timer_left': {
      const all = /\btimers\b|\ball\b/.test(line) && read.deed.content === undefined;
      const home = world.home();
      const timers = home.entities.filter(({ domain }) => domain === 'timer');
      const ids = all ? timers.map(({ id }) => id) : which(sentence, read, world, false);
      const named = ids.flatMap((id) => world.now(id) ?? []);
      return answered(answer.answerTimers(named.length > 0 ? named : read.deed.content === undefined ? timers : [], home), ids);
    }
    case 'ask_weather':
      return weather(sentence, read, asked, world, answered);
    case 'ask_list':
      return aboutList(sentence, read, asked, world, answered);
    default:
      // "How windy is it?" is the weather's, where no device measures it.
      return asked.attribute === 'wind' ? weather(sentence, read, asked, world, answered) : undefined;
  }
}

function weather(sentence: Sentence, read: ReadClause, asked: Asked, world: World, answered: Answered): Piece[] {
  if (strangePlace(sentence, read.from, read.to) !== undefined) return [{ kind: 'nothing', reply: 'I only know the weather here.' }];
  const service = world.home().entities.find(({ domain }) => domain === 'weather');
  if (service === undefined) return [{ kind: 'nothing', reply: 'I do not know the weather: there is no weather service in this home.' }];
  return answered(answer.answerWeather(service, asked.attribute, /\btomorrow\b/.test(asked.line) ? 1 : 0), [service.id]);
}

/** Alerts of what is named, else all. */
function about(read: ReadClause, world: World): ReturnType<World['alerts']> {
  const own = alertsOf(read, world);
  return own.length > 0 ? own : world.alerts();
}

/** Alerts that speak of what is named. */
function alertsOf(read: ReadClause, world: World): ReturnType<World['alerts']> {
  const words = read.phrases.targets
    .flatMap((t) => t.text.toLowerCase().split(/\s+/))
    .filter((w) => w.length > 3 && !/^(?:alarm|alert|warning|wrong|happened|going)$/.test(w));
  return world
    .alerts()
    .filter(({ text, sensors }) =>
      words.some((w) => text.toLowerCase().includes(w) || (sensors?.some(({ name }) => name.toLowerCase().includes(w)) ?? false)),
    );
}
