import { describe, expect, it } from 'vitest';
import { LivingHome, stateOf } from '../../../src/agent/language/living-home.ts';
import type { Entity, Home } from '../../../src/core/domain/home.ts';
import type { Quantity, Sensor } from '../../../src/core/domain/index.ts';
import { sensor } from '../../support/sensors.ts';

const EMPTY: Home = { floors: [], areas: [], entities: [] };
const freezer: Sensor = { ...sensor('freezer.temperature'), name: 'Freezer temperature', quantity: 'temperature', unit: '°C' };
const never = (): boolean => false;
const entity = (id: string, more: Partial<Entity> = {}): Entity => ({
  id,
  domain: id.split('.')[0] ?? '',
  name: id,
  aliases: [],
  state: 'on',
  attributes: {},
  ...more,
});

it.each<[Quantity, number, string]>([
  ['temperature', -18.2, '-18.2'],
  ['temperature', 0.1 + 0.2, '0.3'],
  ['energy', 123456.789, '123456.789'],
  ['switch', 1, 'on'],
  ['switch', 0, 'off'],
  ['switch', 3, '3'],
  ['count', 1, '1'],
  ['temperature', Number.NaN, 'unknown'],
  ['temperature', Number.POSITIVE_INFINITY, 'unknown'],
])('%s of %s is written %s', (quantity, value, state) => {
  expect(stateOf({ ...freezer, quantity }, value)).toBe(state);
});

describe('A sensor', () => {
  it('is an entity with its name, unit, class and value', () => {
    const living = new LivingHome(EMPTY);
    expect(living.refresh([{ sensor: freezer, value: -18.2 }], never)).toBe(true);
    expect(living.home.entities).toEqual([
      {
        id: 'sensor.freezer.temperature',
        domain: 'sensor',
        name: 'Freezer temperature',
        aliases: [],
        state: '-18.2',
        attributes: { unit_of_measurement: '°C', device_class: 'temperature' },
      },
    ]);
  });

  it('changes its value without another home', () => {
    const living = new LivingHome(EMPTY);
    living.refresh([{ sensor: freezer, value: -18.2 }], never);
    const { home } = living;
    expect(living.refresh([{ sensor: freezer, value: -9 }], never)).toBe(false);
    expect([living.home === home, home.entities[0]?.state]).toEqual([true, '-9']);
  });

  it('that is silent has no value', () => {
    const living = new LivingHome(EMPTY);
    living.refresh([{ sensor: freezer, value: -18.2 }], ({ id }) => id === freezer.id);
    expect(living.home.entities[0]?.state).toBe('unavailable');
  });

  it('that comes, goes, or is called something else makes another home', () => {
    const living = new LivingHome(EMPTY);
    const seen = { sensor: freezer, value: 1 };
    expect(living.refresh([], never)).toBe(false);
    expect(living.refresh([seen], never)).toBe(true);
    expect(living.refresh([seen, { sensor: sensor('hall.humidity'), value: 2 }], never)).toBe(true);
    expect(living.refresh([{ sensor: { ...freezer, name: 'Ice box' }, value: 1 }], never)).toBe(true);
    expect(living.home.entities.map(({ name }) => name)).toEqual(['Ice box']);
    expect(living.refresh([], never)).toBe(true);
    expect(living.home.entities).toEqual([]);
  });

  it('beyond the limit is left out', () => {
    const living = new LivingHome(EMPTY, 3);
    const seen = Array.from({ length: 10 }, (_, n) => ({ sensor: sensor(`room${n}.temperature`), value: n }));
    expect(living.refresh(seen, never)).toBe(true);
    expect(living.home.entities).toHaveLength(3);
    expect(living.refresh(seen, never)).toBe(false);
  });
});

describe('What is written of a home', () => {
  it('gives a sensor its room and names, as it is called here or in Home Assistant', () => {
    for (const id of ['sensor.freezer.temperature', 'sensor.freezer_temperature']) {
      const written: Home = {
        floors: [],
        areas: [{ id: 'cellar', name: 'Cellar', aliases: [] }],
        entities: [entity(id, { name: 'Ice box', aliases: ['chest'], area: 'cellar', attributes: { device_class: 'cold' } })],
      };
      const living = new LivingHome(written);
      living.refresh([{ sensor: freezer, value: -18 }], never);
      expect(living.home).toEqual({
        ...written,
        entities: [
          {
            id: 'sensor.freezer.temperature',
            domain: 'sensor',
            name: 'Ice box',
            aliases: ['chest', 'Freezer temperature'],
            area: 'cellar',
            state: '-18',
            attributes: { unit_of_measurement: '°C', device_class: 'cold' },
          },
        ],
      });
    }
  });

  it('is known before and without any sensor, but no state in it is told as if it were so now', () => {
    const living = new LivingHome({ ...EMPTY, entities: [entity('light.hall', { attributes: { supported_color_modes: ['onoff'] } })] });
    expect(living.home.entities).toMatchObject([{ id: 'light.hall', state: 'unknown', attributes: { supported_color_modes: ['onoff'] } }]);
    living.refresh([{ sensor: freezer, value: 1 }], never);
    expect(living.home.entities.map(({ id }) => id)).toEqual(['light.hall', 'sensor.freezer.temperature']);
  });
});

describe('Devices that have been found', () => {
  const lamp = entity('light.lamp');
  it('are there beside the sensors and stand for what is written of them; a sensor that is one of them is not shown twice', () => {
    const living = new LivingHome({ ...EMPTY, entities: [entity('light.lamp', { name: 'written' }), entity('light.other')] });
    const found = { revision: 1, entities: [lamp], areas: [{ id: 'hall', name: 'Hall', aliases: [] }] };
    expect(living.refresh([{ sensor: freezer, value: 1 }], never, found)).toBe(true);
    expect([living.home.entities.map(({ id }) => id), living.home.areas]).toEqual([
      ['light.other', 'light.lamp', 'sensor.freezer.temperature'],
      found.areas,
    ]);
    expect(living.refresh([{ sensor: freezer, value: 1 }], never, found)).toBe(false);
    expect(living.refresh([{ sensor: freezer, value: 1 }], never, { ...found, revision: 2, isShown: () => true })).toBe(true);
    expect(living.home.entities.map(({ id }) => id)).toEqual(['light.other', 'light.lamp']);
  });
  it('that have one more sensor of their own are the same home: thousands of names are not indexed again for it', () => {
    const living = new LivingHome(EMPTY);
    const found = { revision: 1, entities: [entity('light.lamp')], isShown: () => true };
    living.refresh([], never, found);
    expect(living.refresh([{ sensor: freezer, value: 1 }], never, found)).toBe(false);
  });

  it('that a sensor is found to belong to, or no longer, are another home', () => {
    const living = new LivingHome(EMPTY);
    const seen = [{ sensor: freezer, value: 1 }];
    const found = { revision: 1, entities: [entity('light.lamp')] };
    living.refresh(seen, never, found);
    expect(living.refresh(seen, never, { ...found, isShown: () => true })).toBe(true);
    expect(living.home.entities.map(({ id }) => id)).toEqual(['light.lamp']);
    expect(living.refresh(seen, never, found)).toBe(true);
    expect(living.home.entities).toHaveLength(2);
  });

  it('are the same objects: their state is that of now', () => {
    const living = new LivingHome(EMPTY);
    living.refresh([], never, { revision: 1, entities: [lamp] });
    expect(living.home.entities[0]).toBe(lamp);
  });
});
