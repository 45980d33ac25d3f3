import { describe, expect, it } from 'vitest';
import { cellsOf } from '../../../src/bench/language/data.ts';
import { fill, once } from '../../../src/bench/language/home-llm/fill.ts';
import { furnish } from '../../../src/bench/language/home-llm/homes.ts';
import { areaOf, entityOf, idOf, namedOf } from '../../../src/bench/language/home-llm/names.ts';
import { callsFor } from '../../../src/bench/language/home-llm/services.ts';
import { callFits } from '../../../src/bench/language/match.ts';
import { seeded } from '../../../src/demo/random.ts';

const kinds = ['light', 'fan', 'blinds', 'garage_door', 'lock', 'media_player', 'switch', 'climate', 'todo', 'timer', 'vacuum'];
const names = kinds.flatMap((kind) =>
  Array.from({ length: 12 }, (_, i) => namedOf(kind, `${kind}_${i}`, `${kind.replace('_', ' ')} number ${String.fromCharCode(97 + i)}`)),
);
const words = { durations: [{ said: 'half an hour', seconds: 1800 }], items: ['Feed the cat'] };

describe('homes', () => {
  it('are the same on every run, of 8 to 30 devices, with one thermostat at most', () => {
    const homes = furnish(names, 12, 3);
    expect(homes.map(({ home }) => home)).toEqual(furnish(names, 12, 3).map(({ home }) => home));
    for (const { home } of homes) {
      expect(home.entities.length).toBeGreaterThanOrEqual(8);
      expect(home.entities.length).toBeLessThanOrEqual(30);
      expect(home.entities.filter(({ domain }) => domain === 'climate').length).toBeLessThanOrEqual(1);
      expect(new Set(home.entities.map(({ id }) => id)).size).toBe(home.entities.length);
    }
  });

  it('have either names that are held out or none of them', () => {
    for (const { devices, heldOut } of furnish(names, 6, 5)) expect(devices.every((device) => device.heldOut === heldOut)).toBe(true);
  });

  it("have covers for home-llm's blinds and garage doors", () => {
    expect(idOf(namedOf('blinds', 'den', 'Den Blinds'))).toBe('cover.den_blinds');
    expect(entityOf(namedOf('garage_door', 'main', 'Main Garage Door'), 'F')).toMatchObject({
      domain: 'cover',
      area: 'garage',
      attributes: { device_class: 'garage' },
    });
    expect(areaOf('Upstairs Guest Room Lamp')?.id).toBe('guest_room');
    expect(areaOf('Echo Show')).toBeUndefined();
  });
});

describe('templates', () => {
  it('are filled with names and values, which are remembered', () => {
    const random = seeded(1);
    expect(fill('Set a <duration> <device_name>.', ['Pasta Timer'], words, random)).toEqual({
      text: 'Set a half an hour Pasta Timer.',
      filled: { seconds: 1800 },
    });
    expect(fill('Put <todo> on <device_name1> and <device_name2>', ['A', 'B'], words, random)).toEqual({
      text: 'Put feed the cat on A and B',
      filled: { item: 'feed the cat' },
    });
    const { text, filled } = fill('<brightness>%', [], words, random);
    expect(text).toBe(`${filled.brightness}%`);
  });

  it.each([
    ['Lift the Den Blinds blinds', 'Lift the Den blinds'],
    ['Cancel the pasta timer timer.', 'Cancel the pasta timer.'],
    ['Turn on the lamp and the lamp', 'Turn on the lamp and the lamp'],
  ])('%s is said as: %s', (text, said) => {
    expect(once(text)).toBe(said);
  });

  it.each([
    ['toggle', 'light', 'light.turn_off', {}],
    ['increase_speed', 'fan', 'fan.set_percentage', { percentage: 99 }],
    ['close_cover', 'garage_door', 'cover.close_cover', {}],
    ['volume_up', 'media_player', 'media_player.volume_set', { volume_level: 0.5 }],
    ['start', 'vacuum', 'vacuum.start', {}],
  ])('%s of a %s may be %s %j', (service, kind, call, data) => {
    const target = entityOf(namedOf(kind, 'x', 'X'), 'C');
    expect(callsFor(service, target, {})?.some((one) => callFits({ entity: target.id, service: call, data }, one))).toBe(true);
  });
});

it.each([
  ['a,b,c', ['a', 'b', 'c']],
  ['a,b,"c, d"', ['a', 'b', 'c, d']],
  ['a,b,""c, d"', ['a', 'b', 'c, d']],
  ['"a, x",b,c, d', ['a, x', 'b', 'c, d']],
])('the line %s has the cells %j', (line, cells) => {
  expect(cellsOf(line, 3)).toEqual(cells);
});
