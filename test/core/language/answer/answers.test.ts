/** Questions to the house, and what it answers. */
import { describe, expect, it } from 'vitest';
import { timestamp } from '../../../../src/core/base/index.ts';
import {
  type AlertRecord,
  answerAlerts,
  answerAll,
  answerAny,
  answerCompare,
  answerCount,
  answerDate,
  answerExtreme,
  answerList,
  answerMore,
  answerOnList,
  answerSince,
  answerState,
  answerTime,
  answerTimers,
  answerWeather,
  answerWhen,
  answerWhere,
  answerWhich,
  answerWhy,
  type History,
} from '../../../../src/core/language/answer/index.ts';
import { entity, house, thing } from '../reply/house.ts';

const now = timestamp(Date.parse('2025-03-04T13:02:00Z'));
const context = { now, timezone: 'Europe/Berlin' };
const of = (domain: string) => house.entities.filter((e) => e.domain === domain);
const all = (...ids: string[]) => ids.map(entity);

describe('the state of one thing', () => {
  it.each<[string, string, string | undefined, string | undefined, string]>([
    ['is the front door locked', 'lock.front', undefined, 'locked', 'Yes, the front door is locked.'],
    ['is the back door locked', 'lock.back', undefined, 'locked', 'No, the back door is unlocked.'],
    ['is the kitchen window open', 'binary_sensor.kitchen_window', undefined, 'open', 'Yes, the kitchen window is open.'],
    ['is the floor lamp on', 'light.floor', undefined, 'on', 'Yes, the floor lamp is on at 50 %.'],
    ['are the blinds open', 'cover.blinds', undefined, 'open', 'Yes, the blinds are half open (50 %).'],
    [
      'is the heating on',
      'climate.living',
      undefined,
      'heating',
      'Yes, the living room thermostat is heating, set to 21 °C; it is 19.5 °C now.',
    ],
    ['is the light playing', 'light.desk', undefined, 'playing', 'I cannot tell: the desk lamp is off.'],
    ['what is the kitchen temperature', 'sensor.kitchen_temperature', 'temperature', undefined, 'The kitchen temperature is 21.5 °C.'],
    ['what is the thermostat set to', 'climate.living', 'setpoint', undefined, 'The living room thermostat is set to 21 °C.'],
    ['how warm is it at the thermostat', 'climate.living', 'temperature', undefined, 'It is 19.5 °C at the living room thermostat.'],
    ['how loud is the Sonos', 'media_player.sonos', 'volume', undefined, 'The volume of the Sonos One is 30 %.'],
    ['how bright is the floor lamp', 'light.floor', 'brightness', undefined, 'The brightness of the floor lamp is 50 %.'],
    ['how bright is the desk lamp', 'light.desk', 'brightness', undefined, 'The desk lamp is off.'],
    ['what colour is the floor lamp', 'light.floor', 'colour', undefined, 'The colour of the floor lamp is warm white (2700 K).'],
    ['what is playing', 'media_player.sonos', undefined, undefined, 'The Sonos One is playing “So What by Miles Davis” at volume 30 %.'],
    ['what is the garage door doing', 'cover.garage', undefined, undefined, 'The garage door is closed.'],
    ['what about the alarm', 'alarm_control_panel.house', undefined, undefined, 'The house alarm is disarmed.'],
    ['the battery of the vacuum', 'vacuum.robo', 'battery', undefined, 'The battery of the Roomba is 100 %.'],
    ['the volume of a lock', 'lock.front', 'volume', undefined, 'The front door is locked; I know no volume of it.'],
  ])('%s', (_, id, attribute, askedState, said) =>
    expect(
      answerState(
        { entities: [entity(id)], ...(attribute === undefined ? {} : { attribute }), ...(askedState === undefined ? {} : { askedState }) },
        house,
        context,
      ).reply,
    ).toBe(said),
  );

  it('several are grouped by what they are', () => {
    const lamps = all('light.kitchen', 'light.desk', 'light.anna');
    expect(answerState({ entities: lamps }, house, context).reply).toBe(
      "The kitchen light is on at 80 % and the desk lamp and Anna's lamp are off.",
    );
    expect(answerState({ entities: lamps, askedState: 'on' }, house, context).reply).toMatch(/^Not all, /);
  });
  it('a value of several is said of each', () =>
    expect(
      answerState({ entities: all('sensor.kitchen_temperature', 'sensor.bedroom_temperature'), attribute: 'temperature' }, house, context)
        .reply,
    ).toBe('The kitchen temperature is 21.5 °C and the bedroom temperature is 17 °C.'));
  it('says so where something cannot be reached', () => {
    const lost = thing('light.x', 'Porch Light', undefined, 'unavailable');
    expect(answerState({ entities: [lost], askedState: 'on' }, house, context).reply).toBe(
      'I cannot tell: the porch light is unavailable.',
    );
    expect(answerState({ entities: [] }, house, context).reply).toBe('I do not know that of anything here.');
  });
  it("a device's own parameter has the unit its command gives", () => {
    const diffuser = thing('switch.d', 'Diffuser', undefined, 'on', {
      intensity: 40,
      commands: { set_intensity: { intensity: { type: 'number', unit: '%' } } },
    });
    expect(answerState({ entities: [diffuser], attribute: 'intensity' }, house, context).reply).toBe(
      'The intensity of the diffuser is 40 %.',
    );
  });
});

describe('sets', () => {
  const lights = of('light');
  const windows = all('binary_sensor.kitchen_window', 'binary_sensor.bedroom_window');
  it('which lights are on', () =>
    expect(answerWhich({ entities: lights, askedState: 'on', noun: 'lights' }, house).reply).toBe(
      'The kitchen light and the floor lamp are on.',
    ));
  it('which doors are open', () =>
    expect(answerWhich({ entities: of('cover').slice(2), askedState: 'open', noun: 'doors' }, house).reply).toBe(
      'None of the doors are open.',
    ));
  it('how many windows are open', () =>
    expect(answerCount({ entities: windows, askedState: 'open', noun: 'windows' }, house).reply).toBe(
      '1 window is open: the kitchen window.',
    ));
  it('how many lights are there', () =>
    expect(answerCount({ entities: windows, noun: 'windows' }, house).reply).toBe(
      'There are 2 windows: the kitchen window and the bedroom window.',
    ));
  it('are any windows open', () =>
    expect(answerAny({ entities: windows, askedState: 'open', noun: 'windows' }, house).reply).toBe('Yes, the kitchen window is open.'));
  it('are any locks jammed', () =>
    expect(answerAny({ entities: of('lock'), askedState: 'jammed', noun: 'locks' }, house).reply).toBe(
      'No, none of the locks are jammed.',
    ));
  it('are all doors locked', () =>
    expect(answerAll({ entities: of('lock'), askedState: 'locked' }, house).reply).toBe('No, the back door is unlocked.'));
  it('are all players idle', () =>
    expect(answerAll({ entities: all('lock.front'), askedState: 'locked' }, house).reply).toBe('Yes, the front door is locked.'));
  it('does not pass over in silence what it cannot reach', () => {
    const lost = thing('lock.x', 'Side Door', undefined, 'unavailable');
    expect(answerAll({ entities: [entity('lock.front'), lost], askedState: 'locked' }, house).reply).toBe(
      'Yes, the front door is locked. I cannot reach the side door.',
    );
    expect(answerAny({ entities: [lost], askedState: 'open' }, house).reply).toBe('I cannot tell. I cannot reach the side door.');
  });
});

describe('of two', () => {
  const side = (label: string, id: string) => ({ label, entities: [entity(id)] });
  const kitchen = side('the kitchen', 'sensor.kitchen_temperature');
  const bedroom = side('the bedroom', 'sensor.bedroom_temperature');
  it.each([
    ['warmer', 'The kitchen is warmer: 21.5 °C, against 17 °C for the bedroom.'],
    ['colder', 'The bedroom is colder: 17 °C, against 21.5 °C for the kitchen.'],
  ])('which is %s', (word, said) => expect(answerMore([kitchen, bedroom], word).reply).toBe(said));
  it('neither, where they are alike', () =>
    expect(answerMore([kitchen, { ...kitchen, label: 'the hall' }], 'warmer').reply).toBe(
      'Neither: the kitchen and the hall are both at 21.5 °C.',
    ));
  it('says what it does not know', () =>
    expect(answerMore([kitchen, side('the lamp', 'light.desk')], 'warmer').reply).toBe('I know no temperature of the lamp.'));
});

describe('what is on a list', () => {
  const list = thing('todo.s', 'Shopping List', undefined, '2', {
    todo_items: [
      { summary: 'Milk', status: 'needs_action' },
      { summary: 'Brown Eggs', status: 'needs_action' },
      { summary: 'Bread', status: 'completed' },
    ],
  });
  it.each([
    ['milk', 'Yes, Milk is on the shopping list.'],
    ['eggs', 'Yes, Brown Eggs are on the shopping list.'],
    ['bread', 'Bread is ticked off the shopping list.'],
    ['pears', 'No, pears are not on the shopping list.'],
  ])('%s', (item, said) => expect(answerOnList(list, item, house).reply).toBe(said));
  it('how many', () =>
    expect(answerList(list, house, 'open', true).reply).toBe('There are 2 open items on the shopping list: Milk and Brown Eggs.'));
});

describe('comparisons', () => {
  const temperatures = all('sensor.kitchen_temperature', 'sensor.living_temperature', 'sensor.bedroom_temperature');
  it.each([
    ['warmest', 'The kitchen temperature is the warmest, at 21.5 °C.'],
    ['coldest', 'The bedroom temperature is the coldest, at 17 °C.'],
  ])('which room is the %s', (word, said) => expect(answerExtreme(temperatures, word, house).reply).toBe(said));
  it('which lamp is the brightest', () =>
    expect(answerExtreme(of('light'), 'brightest', house).reply).toBe('The kitchen light is the brightest, at 80 %.'));
  it('a thermostat does not count beside the sensor of its room', () =>
    expect(
      answerExtreme(
        [...temperatures, thing('climate.k', 'Kitchen Radiator', 'kitchen', 'heat', { current_temperature: 30 })],
        'warmest',
        house,
      ).reply,
    ).toContain('21.5 °C'));
  it('is it warmer downstairs than upstairs', () =>
    expect(
      answerCompare(
        [
          { label: 'downstairs', entities: temperatures.slice(0, 2) },
          { label: 'upstairs', entities: temperatures.slice(2) },
        ],
        'warmer',
      ).reply,
    ).toBe('Yes: downstairs 20.5 °C, upstairs 17 °C.'));
  it('is the kitchen colder than the bedroom', () =>
    expect(
      answerCompare(
        [
          { label: 'the kitchen', entities: temperatures.slice(0, 1) },
          { label: 'the bedroom', entities: temperatures.slice(2) },
        ],
        'colder',
      ).reply,
    ).toBe('No: the kitchen 21.5 °C, the bedroom 17 °C.'));
  it('says what it cannot compare', () =>
    expect(
      answerCompare(
        [
          { label: 'the hall', entities: [] },
          { label: 'the bedroom', entities: temperatures },
        ],
        'warmer',
      ).reply,
    ).toBe('I know no temperature of the hall.'));
});

describe('where, lists, timers, time, weather', () => {
  it.each([
    ['person.anna', 'Anna is at home.'],
    ['person.ben', 'Ben is away.'],
    ['media_player.sonos', 'The Sonos One is in the living room.'],
    ['vacuum.robo', 'The Roomba is docked; I do not know in which room.'],
  ])('where is %s', (id, said) => expect(answerWhere([entity(id)], house).reply).toBe(said));
  it('what is on my shopping list', () =>
    expect(answerList(entity('todo.shopping'), house).reply).toBe('On the shopping list: Milk and Eggs.'));
  it('what have I bought', () =>
    expect(answerList(entity('todo.shopping'), house, 'completed').reply).toBe('On the shopping list these are done: Bread.'));
  it('how long is left', () => {
    expect(answerTimers([entity('timer.pasta')], house).reply).toBe('The pasta timer has 4 minutes and 30 seconds left.');
    expect(answerTimers([], house).reply).toBe('There is no timer.');
  });
  it('what time is it', () => expect(answerTime(context).reply).toBe('It is 14:02.'));
  it('what day is it', () => expect(answerDate(context).reply).toBe('It is Tuesday, 4 March 2025.'));
  it('what day is tomorrow', () => expect(answerDate(context, 1).reply).toBe('Tomorrow is Wednesday, 5 March 2025.'));
  it('how is the weather', () =>
    expect(answerWeather(entity('weather.home')).reply).toBe('It is partly cloudy, 8 °C, with 81 % humidity.'));
  it('will it rain tomorrow', () => {
    expect(answerWeather(entity('weather.home'), undefined, 1).reply).toBe('I have no forecast.');
    const with2 = {
      ...entity('weather.home'),
      attributes: { forecast: [{}, { condition: 'rainy', temperature: 9, templow: 4, precipitation_probability: 80 }] },
    };
    expect(answerWeather(with2, undefined, 1).reply).toBe('Tomorrow: rainy, 4 to 9 °C, 80 % chance of rain.');
  });
});

describe('history', () => {
  const pump = entity('switch.pump');
  const at = (time: string) => timestamp(Date.parse(`2025-03-04T${time}:00Z`));
  const history: History = [
    { entity: 'switch.pump', state: 'on', at: at('05:00') },
    { entity: 'switch.pump', state: 'off', at: at('06:00') },
    { entity: 'switch.pump', state: 'on', at: at('08:00') },
    { entity: 'switch.pump', state: 'off', at: at('08:20') },
    { entity: 'binary_sensor.kitchen_window', state: 'off', at: at('07:00') },
    { entity: 'binary_sensor.kitchen_window', state: 'on', at: at('12:32') },
  ];
  it('when did the pump last run', () =>
    expect(answerWhen(pump, 'run', history, house, context).reply).toBe(
      'The pump P-101 was last running at 09:00 (5 hours and 2 minutes ago), for 20 minutes.',
    ));
  it('when was the window opened', () =>
    expect(answerWhen(entity('binary_sensor.kitchen_window'), 'opened', history, house, context).reply).toBe(
      'The kitchen window has been open since 13:32 (30 minutes ago).',
    ));
  it('when was it last locked, and nobody saw', () =>
    expect(answerWhen(entity('lock.front'), 'unlocked', history, house, context).reply).toBe('I have not seen the front door unlocked.'));
  it('how long has the window been open', () =>
    expect(answerSince(entity('binary_sensor.kitchen_window'), 'open', history, house, context).reply).toBe(
      'The kitchen window has been open for 30 minutes, since 13:32.',
    ));
  it('how long, when it is not', () =>
    expect(answerSince(entity('binary_sensor.kitchen_window'), 'closed', history, house, context).reply).toBe(
      'The kitchen window is open, not closed.',
    ));
  it('from last_changed where there is no history', () => {
    const lock = { ...entity('lock.front'), attributes: { last_changed: '2025-03-03T13:02:00+00:00' } };
    expect(answerSince(lock, 'locked', [], house, context).reply).toBe('The front door has been locked for 1 day, since yesterday 14:02.');
  });
  it('says when it does not know', () =>
    expect(answerSince(entity('lock.front'), 'locked', [], house, context).reply).toBe(
      'The front door is locked; I do not know since when.',
    ));
});

describe('alerts', () => {
  const alert: AlertRecord = {
    state: 'open',
    since: timestamp(Date.parse('2025-03-04T12:05:00Z')),
    value: 29,
    unit: 'l/min',
    expected: { low: 31, high: 33 },
    causes: [{ cause: 'blocked-flow', likelihood: 0.7, because: ['its current has risen', 'the speed is as ever'] }],
    text: 'Pump flow has fallen to 29 l/min since 13:05; it is normally between 31 and 33 l/min.',
  };
  it('why did you alarm', () =>
    expect(answerWhy([alert], context).reply).toBe(
      'Pump flow has fallen to 29 l/min since 13:05; it is normally between 31 and 33 l/min. I think of blocked flow because its current has risen and the speed is as ever.',
    ));
  it('a shorter record is told with its numbers', () =>
    expect(answerWhy([{ ...alert, text: 'Pump flow is odd', causes: [] }], context).reply).toBe(
      'Pump flow is odd. It read 29 l/min; normal is 31 to 33 l/min. It began at 13:05.',
    ));
  it('none', () => {
    expect(answerWhy([], context).reply).toBe('I have not raised an alarm.');
    expect(answerAlerts([{ ...alert, state: 'cleared' }]).reply).toBe('There are no open alerts.');
  });
  it('several', () => expect(answerAlerts([alert, alert]).reply).toMatch(/^There are 2 alerts\. Pump flow/));
});
