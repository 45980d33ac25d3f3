/** Attributes as no device should have them. */
import { describe, expect, it } from 'vitest';
import type { Attributes, Entity, Json } from '../../../../src/core/domain/home.ts';
import type { Deed } from '../../../../src/core/language/deed.ts';
import { INTENTS } from '../../../../src/core/language/intent.ts';
import { apply, plan, undoing } from '../../../../src/core/language/plan/index.ts';
import { become, by, deed, device, n, percent, planned, red, share, word } from './devices.ts';

const odd = (attributes: unknown): Attributes => attributes as Attributes;

describe('odd attributes', () => {
  it.each<[string, Deed, Entity, string]>([
    [
      'a brightness that is no number counts as none',
      by('raise', 'some'),
      device('light.a', 'off', odd({ brightness: Number.NaN })),
      'turn_on {"brightness_pct":20}',
    ],
    [
      'a brightness beyond all is all',
      by('lower', 'some'),
      device('light.a', 'on', { brightness: 9_999 }),
      'turn_on {"brightness_pct":80}',
    ],
    [
      'a number in quotes is a number',
      by('lower', 30, 'degree'),
      device('climate.a', 'heat', { temperature: '83', min_temp: '30', max_temp: '100' }),
      'set_temperature {"temperature":53}',
    ],
    [
      'modes that are no list leave it open',
      deed('set', percent(5)),
      device('light.a', 'on', { supported_color_modes: 'rgb' }),
      'turn_on {"brightness_pct":5}',
    ],
    [
      'a list of nothing can nothing',
      deed('set', percent(5)),
      device('light.a', 'on', { supported_color_modes: [] }),
      'no_capability: it cannot be dimmed',
    ],
    [
      'a range upside down counts as none',
      deed('set', n(21)),
      device('climate.a', 'heat', { temperature: 20, min_temp: 30, max_temp: 16 }),
      'set_temperature {"temperature":21}',
    ],
    ['features that are no number leave it open', deed('stop'), device('cover.a', 'open', { supported_features: 'all' }), 'stop_cover'],
    [
      'options that are no texts are none',
      deed('set mode', word('eco')),
      device('humidifier.a', 'on', { available_modes: [null, {}, [1], true] }),
      'no_capability: it has no modes',
    ],
    [
      'a percentage step of nothing is three speeds',
      deed('raise'),
      device('fan.a', 'on', { percentage: 33, percentage_step: 0 }),
      'set_percentage {"percentage":66}',
    ],
    [
      'commands that are none are none',
      deed('set intensity', n(5)),
      device('switch.a', 'on', { commands: ['set_intensity'] }),
      'no_capability: it has no intensity',
    ],
    [
      'a command whose parameter is nothing takes a text',
      deed('set intensity', n(5)),
      device('switch.a', 'on', { commands: { set_intensity: { intensity: null } } }),
      'set_intensity {"intensity":"5"}',
    ],
    ['a number that is none is refused', deed('set', n(Number.NaN)), device('light.a', 'on'), 'out_of_range: it goes from 0 to 100 %'],
    ['so is one without end', deed('set', n(Number.POSITIVE_INFINITY)), device('number.a', '1'), 'out_of_range: it takes no such number'],
    [
      'a change that is none changes nothing',
      by('raise', Number.NaN, '%'),
      device('light.a', 'on', { brightness: 102 }),
      'turn_on {"brightness_pct":40}',
    ],
    [
      'an attribute named __proto__ is a word like others',
      deed('set __proto__', n(5)),
      device('light.a', 'on'),
      'no_capability: it has no proto',
    ],
    ['nor is constructor special', deed('set constructor', word('x')), device('switch.a', 'on'), 'no_capability: it has no constructor'],
    [
      'nor an option of that name',
      deed('set', word('constructor')),
      device('select.a', 'x', { options: ['a', 'b'] }),
      'no_capability: it has no "constructor"; it knows a and b',
    ],
    ['nor a state', deed('toggle'), device('vacuum.a', '__proto__'), 'return_to_base'],
  ])('%s', (_, what, entity, call) => expect(planned(what, entity)).toBe(call));

  it('a parameter may be called __proto__', () => {
    const commands: Json = JSON.parse('{"set_it": {"__proto__": {"type": "number", "min": 0, "max": 9}}}');
    const entity = device('switch.a', 'on', { commands });
    const answer = plan(deed('set it', n(7)), entity);
    expect(answer.ok && Object.hasOwn(answer.action.data, '__proto__')).toBe(true);
    const changed = become(deed('set it', n(7)), entity);
    expect(Object.getPrototypeOf(changed.attributes)).toBe(Object.prototype);
    expect(Object.hasOwn(changed.attributes, '__proto__')).toBe(true);
  });

  it('ten thousand options are searched and few are told', () => {
    const options = Array.from({ length: 10_000 }, (_, i) => `Channel ${i} of the house`);
    const entity = device('media_player.tv', 'on', { source_list: options });
    expect(planned(deed('set source', word('channel 1234 of the house')), entity)).toBe(
      'select_source {"source":"Channel 1234 of the house"}',
    );
    expect(planned(deed('set source', word('nothing')), entity)).toMatch(/^no_capability: .{1,300}$/);
  });

  it('a word of ten thousand letters is told in few', () => {
    const answer = planned(
      deed('set mode', word(`x\n${'y'.repeat(10_000)}`)),
      device('climate.a', 'heat', { hvac_modes: ['heat', 'off'] }),
    );
    expect(answer).toMatch(/^no_capability: it has no "x y+…"; it knows heat and off$/);
    expect(answer.length).toBeLessThan(120);
  });
});

describe('any deed on any device', () => {
  const mess = odd({
    supported_features: -1,
    supported_color_modes: [1, null],
    brightness: {},
    current_position: 'half',
    temperature: [],
    min_temp: null,
    max_temp: Number.NaN,
    hvac_modes: 'heat',
    fan_modes: [[]],
    preset_modes: [''],
    percentage: '∞',
    volume_level: true,
    source_list: { a: 1 },
    options: [0, '__proto__'],
    todo_items: [1, null, { summary: 3 }],
    remaining: 'soon',
    duration: '1:2:3:4',
    commands: { a: 1, b: { c: { type: 'number', min: 'x', max: {} } }, constructor: { toString: { options: [] } } },
    min: 5,
    max: 5,
    step: -1,
  });
  const domains =
    'light switch fan cover valve lock climate water_heater humidifier media_player vacuum lawn_mower siren scene script button number select text todo timer alarm_control_panel automation update camera notify counter sensor odd'.split(
      ' ',
    );
  const values = [undefined, n(Number.NaN), n(50), percent(1e300), word('__proto__'), word(''), share(Number.NaN), red];

  it.each(domains)('is planned or refused, applied and undone without a crash: %s', (domain) => {
    for (const attributes of [mess, odd({})]) {
      const entity = device(`${domain}.x`, '', attributes);
      for (const intent of INTENTS)
        for (const value of values)
          for (const attribute of [undefined, 'speed', 'mode', 'c', 'toString', '__proto__']) {
            const said = deed(attribute === undefined ? intent : `${intent} ${attribute}`, value, { content: 'x', duration: Number.NaN });
            const answer = plan(said, entity);
            if (!answer.ok) continue;
            const { action } = answer;
            expect(action.entity).toBe(entity.id);
            expect(JSON.stringify(action.data)).not.toContain('null');
            for (const back of undoing(action, entity)) apply(back, apply(action, entity));
          }
    }
  });

  it('an action of another device changes nothing', () => {
    const lamp = device('light.a', 'off');
    const action = { entity: 'light.b', service: 'light.turn_on', data: {} };
    expect(apply(action, lamp)).toBe(lamp);
    expect(undoing(action, lamp)).toEqual([]);
    expect(apply({ ...action, entity: 'light.a', service: 'switch.turn_on' }, lamp)).toBe(lamp);
    expect(apply({ ...action, entity: 'light.a', service: 'nonsense' }, lamp)).toBe(lamp);
  });
});
