/** "When did the pump last run?", "how long has the window been open?" From the history that is given, else from `last_changed`. */
import { type Timestamp, timestamp } from '../../base/index.ts';
import type { Entity, Home } from '../../domain/home.ts';
import { read } from '../plan/index.ts';
import { capitalised, paragraph, sayEntity, saySpan, sayWord } from '../reply/index.ts';
import { sayClock } from './calendar.ts';
import type { AnswerContext, History, Reply } from './context.ts';
import { sentenceOf } from './state.ts';
import { sayState, stateHolds } from './states.ts';

const say = (sentence: string): Reply => ({ reply: paragraph([capitalised(sentence)]) });

/** `last_changed` as Home Assistant writes it; undefined when it is no date. */
function lastChanged(entity: Entity): Timestamp | undefined {
  const value = read(entity, 'last_changed') ?? read(entity, 'last_triggered');
  const at = typeof value === 'number' ? value : typeof value === 'string' && value.length <= 40 ? Date.parse(value) : Number.NaN;
  return Number.isFinite(at) ? timestamp(at) : undefined;
}

/** What an asked verb looks for: "run" → running, "opened" → open. */
const AS_STATE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    run: 'running',
    ran: 'running',
    start: 'running',
    started: 'running',
    'turned on': 'on',
    'turn on': 'on',
    'turned off': 'off',
    'turn off': 'off',
    opened: 'open',
    open: 'open',
    closed: 'closed',
    close: 'closed',
    lock: 'locked',
    unlock: 'unlocked',
    play: 'playing',
    played: 'playing',
    triggered: 'triggered',
    motion: 'detected',
    moved: 'moving',
    clean: 'cleaning',
    cleaned: 'cleaning',
    charged: 'charging',
    stopped: 'not running',
    stop: 'not running',
    finish: 'done',
    finished: 'done',
  }),
);

interface Moment {
  readonly state: string;
  readonly from: Timestamp;
  /** Undefined while it lasts. */
  readonly to?: Timestamp;
}

/** The stretches of one entity, oldest first; repeats of a state are one. Records of later than now are left out. */
function moments(entity: Entity, history: History, now: Timestamp): readonly Moment[] {
  const own = history.filter((record) => record.entity === entity.id && record.at <= now).toSorted((a, b) => a.at - b.at);
  const out: Moment[] = [];
  for (const { state, at } of own) {
    const last = out.at(-1);
    if (last?.state === state) continue;
    if (last !== undefined) out[out.length - 1] = { ...last, to: at };
    out.push({ state, from: at });
  }
  return out;
}

const ago = (at: Timestamp, { now }: AnswerContext): string => `${saySpan((now - at) / 1_000)} ago`;

/** "When did the pump last run?" `word` is the state or verb asked for. */
export function answerWhen(entity: Entity, word: string, history: History, home: Home, context: AnswerContext): Reply {
  const asked = AS_STATE.get(word.toLowerCase().trim()) ?? word;
  const name = sayEntity(entity, home);
  const holds = (state: string): boolean => stateHolds({ ...entity, state, attributes: withoutAction(entity) }, asked) === true;
  const stretches = moments(entity, history, context.now);
  const last = stretches.findLast(({ state }) => holds(state));
  const said = sayWord(asked.toLowerCase());
  if (last === undefined) {
    const changed = lastChanged(entity);
    if (changed !== undefined && changed <= context.now && stateHolds(entity, asked) === true)
      return say(`${name} has been ${said} since ${sayClock(changed, context)} (${ago(changed, context)}).`);
    return say(`I have not seen ${name} ${said}${stretches[0] === undefined ? '' : ` since ${sayClock(stretches[0].from, context)}`}.`);
  }
  if (last.to === undefined) return say(`${name} has been ${said} since ${sayClock(last.from, context)} (${ago(last.from, context)}).`);
  const lasted = saySpan((last.to - last.from) / 1_000);
  return say(
    `${name} was last ${said} at ${sayClock(last.from, context)} (${ago(last.from, context)}), for ${lasted}.`.replace(
      / at (?=yesterday|\p{Lu}\p{Ll}{2} )/u,
      ' ',
    ),
  );
}

/** Attributes of now say nothing about then. */
function withoutAction(entity: Entity): Entity['attributes'] {
  const { hvac_action: _, current_position: __, ...rest } = entity.attributes;
  return rest;
}

/** "How long has the window been open?" Also answers when the state asked for is not the present one. */
export function answerSince(entity: Entity, word: string | undefined, history: History, home: Home, context: AnswerContext): Reply {
  const name = sayEntity(entity, home);
  if (word !== undefined && stateHolds(entity, word) === false) return say(`${sentenceOf(entity, home)}, not ${sayWord(word)}.`);
  const stretches = moments(entity, history, context.now);
  const current = stretches.at(-1);
  // With a word, neighbouring states of the same meaning are one stretch: armed_away after armed_home is still armed.
  let from = current?.state === entity.state ? current.from : undefined;
  if (from !== undefined && word !== undefined)
    for (const moment of stretches.toReversed()) {
      if (stateHolds({ ...entity, state: moment.state, attributes: withoutAction(entity) }, word) !== true) break;
      from = moment.from;
    }
  const at = from ?? lastChanged(entity);
  const state = word === undefined ? sayState(entity) : sayWord(word.toLowerCase());
  if (at === undefined || at > context.now) return say(`${sentenceOf(entity, home)}; I do not know since when.`);
  return say(`${name} has been ${state} for ${saySpan((context.now - at) / 1_000)}, since ${sayClock(at, context)}.`);
}
