/** Homes and questions as nobody means them: an answer of bounded length, never a crash. */
import { describe, expect, it } from 'vitest';
import { timestamp } from '../../../../src/core/base/index.ts';
import type { Attributes, Entity, Home } from '../../../../src/core/domain/home.ts';
import {
  answerAll,
  answerAny,
  answerCount,
  answerExtreme,
  answerList,
  answerSince,
  answerState,
  answerTime,
  answerTimers,
  answerWeather,
  answerWhen,
  answerWhere,
  answerWhich,
  answerWhy,
  kindOfState,
  stateHolds,
} from '../../../../src/core/language/answer/index.ts';
import { thing } from '../reply/house.ts';

const DOMAINS =
  'light cover lock climate media_player sensor binary_sensor fan vacuum person weather timer todo number select alarm_control_panel valve water_heater scene made_up'.split(
    ' ',
  );
const STATES = ['on', 'off', '', 'NaN', '1e308', '-0', 'unavailable', 'constructor', '\u0000\n', 'x'.repeat(100_000), '{{ states }}'];
const ATTRIBUTES: Attributes[] = [
  {},
  { brightness: null, temperature: 'x', current_position: '50', device_class: 7, volume_level: [] },
  {
    device_class: 'constructor',
    unit_of_measurement: 'y'.repeat(50_000),
    media_title: 'z'.repeat(50_000),
    rgb_color: ['a'],
    remaining: '::',
    todo_items: [null, 7, { summary: 4 }],
  },
  { temperature: Number.MAX_VALUE, current_temperature: -1e300, forecast: [[], null, 7], commands: [], last_changed: 'yesterday-ish' },
];
const entities: Entity[] = DOMAINS.flatMap((domain, d) =>
  STATES.map((state, i) =>
    thing(`${domain}.e${i}`, i % 3 === 0 ? '' : 'n'.repeat(i * 2_000), 'nowhere', state, ATTRIBUTES[(d + i) % ATTRIBUTES.length]),
  ),
);
const home: Home = { floors: [], areas: [], entities };
const context = { now: timestamp(1e12), timezone: 'UTC' };
const words = ['on', 'open', '', 'constructor', 'w'.repeat(10_000), 'warmest'];

describe('whatever the devices say', () => {
  it('each question has an answer of at most 500 characters', () => {
    for (const word of words) {
      for (const entity of entities) {
        const history = [{ entity: entity.id, state: entity.state, at: timestamp(Number.NaN) }];
        const replies = [
          answerState({ entities: [entity] }, home, context),
          answerState({ entities: [entity], askedState: word }, home, context),
          answerState({ entities: [entity], attribute: word }, home, context),
          answerState({ entities: [entity], attribute: 'temperature' }, home, context),
          answerWhen(entity, word, history, home, context),
          answerSince(entity, word, history, home, context),
          answerWhere([entity], home),
          answerList(entity, home),
          answerTimers([entity], home),
          answerWeather(entity, word, 1),
          answerWeather(entity),
        ];
        for (const { reply } of replies) {
          expect(reply.length).toBeGreaterThan(0);
          expect(reply.length).toBeLessThanOrEqual(500);
          expect(reply).not.toMatch(/\p{Cc}/u);
        }
        stateHolds(entity, word);
      }
      for (const { reply } of [
        answerState({ entities, attribute: 'volume' }, home, context),
        answerState({ entities, askedState: word }, home, context),
        answerWhich({ entities, askedState: word, noun: word }, home),
        answerCount({ entities, askedState: word, noun: word.slice(0, 50) }, home),
        answerAny({ entities, askedState: word }, home),
        answerAll({ entities, askedState: word }, home),
        answerExtreme(entities, word, home),
      ])
        expect(reply.length).toBeLessThanOrEqual(500);
      kindOfState(word);
    }
  });
  it('a clock that is none is not read', () => {
    expect(answerTime({ now: timestamp(Number.NaN), timezone: 'UTC' }).reply).toBe('I do not know the time.');
    const alert = {
      state: 'open',
      since: timestamp(Number.NaN),
      value: Number.NaN,
      unit: '',
      expected: { low: 0, high: 0 },
      causes: [],
      text: 'q'.repeat(9_000),
    } as const;
    expect(answerWhy([alert], context).reply.length).toBeLessThanOrEqual(500);
  });
});
