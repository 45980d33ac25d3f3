import { describe, expect, it } from 'vitest';
import { History } from '../../../src/agent/language/history.ts';
import { timestamp } from '../../../src/core/base/index.ts';
import type { Quantity } from '../../../src/core/domain/index.ts';
import { MINUTE } from '../../support/freezer.ts';
import { START, sensor } from '../../support/sensors.ts';

const of = (id: string, quantity: Quantity) => ({ ...sensor(id), quantity });
const contact = of('door.contact', 'switch');
const power = of('pump.power', 'power');

function remembered(which: typeof contact, values: readonly (readonly [minute: number, value: number])[]): string[] {
  const history = new History();
  for (const [minute, value] of values) history.note({ sensor: which, at: timestamp(START + minute * MINUTE), value });
  return history.of(`sensor.${which.id}`).map(({ state, at }) => `${(at - START) / MINUTE} ${state}`);
}

describe('What a sensor was', () => {
  it.each<[string, typeof contact, [number, number][], string[]]>([
    [
      'of a switch every change counts, at once',
      contact,
      [
        [0, 0],
        [1, 0],
        [2, 1],
        [2.1, 0],
      ],
      ['0 off', '2 on', '2.1 off'],
    ],
    [
      'what runs and what rests counts at once',
      power,
      [
        [0, 0],
        [1, 52],
        [2, 0],
      ],
      ['0 0', '1 52', '2 0'],
    ],
    [
      'numbers that change all the time count every five minutes',
      power,
      [
        [0, 50],
        [1, 51],
        [4, 52],
        [6, 53],
        [7, 54],
      ],
      ['0 50', '6 53'],
    ],
    [
      'what is no number is not known',
      power,
      [
        [0, 1],
        [10, Number.NaN],
        [20, Number.NaN],
      ],
      ['0 1', '10 unknown'],
    ],
    [
      'time that goes back changes nothing',
      power,
      [
        [10, 50],
        [0, 51],
      ],
      ['10 50'],
    ],
  ])('%s', (_, which, values, expected) => {
    expect(remembered(which, values)).toEqual(expected);
  });

  it('is the last fifty changes, oldest first', () => {
    const values = Array.from({ length: 120 }, (_, i) => [i, i % 2] as const);
    const all = remembered(contact, values);
    expect([all.length, all[0], all.at(-1)]).toEqual([50, '70 off', '119 on']);
  });

  it('is not known of what has never said anything, nor of an entity that is no sensor', () => {
    const history = new History();
    history.note({ sensor: contact, at: timestamp(START), value: 1 });
    for (const entity of ['light.hall', 'door.contact', 'sensor.', 'sensor.__proto__', '']) expect(history.of(entity)).toEqual([]);
    expect(history.of('sensor.door.contact')).toEqual([{ entity: 'sensor.door.contact', state: 'on', at: START }]);
  });

  it('takes no more room when there are more sensors: each keeps less, and none loses all', () => {
    const history = new History({ each: 50, total: 100, sensors: 20 });
    for (let s = 0; s < 40; s++)
      for (let n = 0; n < 60; n++) history.note({ sensor: of(`door${s}.contact`, 'switch'), at: timestamp(START + n), value: n % 2 });
    const kept = Array.from({ length: 40 }, (_, s) => history.of(`sensor.door${s}.contact`).length);
    expect(kept).toEqual([...Array<number>(20).fill(5), ...Array<number>(20).fill(0)]);
  });
});
