import { describe, expect, it } from 'vitest';
import { Manners } from '../../src/agent/manners.ts';
import type { Sensor } from '../../src/core/domain/index.ts';
import type { Described } from '../../src/core/home/hints/index.ts';
import type { SensorOptions } from '../../src/core/home/options.ts';
import { sensor } from '../support/sensors.ts';

const number = sensor('hall.x', 'other', '');
const state = sensor('hall.x', 'switch', '');

function manner(of: Sensor, described?: Described, owner?: SensorOptions['watch'], inverted = false) {
  const manners = new Manners();
  manners.ask({ about: () => described && { described, inverted }, ownerOf: () => owner, revision: () => 0 });
  return manners.of(of);
}

describe('how a sensor is watched', () => {
  it.each<[string, Sensor, Described | undefined, SensorOptions['watch'], object]>([
    ['as any, when nobody says anything of it', number, undefined, undefined, { reading: { as: 'level' }, watch: 'normal' }],
    ['quietly, when its owner says so of what nobody announced', number, undefined, 'quiet', { reading: { as: 'level' }, watch: 'quiet' }],
    ['loudly, likewise', number, undefined, 'loud', { reading: { as: 'level' }, watch: 'loud' }],
    [
      'a window by its lengths',
      state,
      { domain: 'binary_sensor', deviceClass: 'window' },
      undefined,
      { reading: { as: 'binary', kind: 'window' }, watch: 'normal' },
    ],
    [
      'a battery by its own rule',
      number,
      { domain: 'sensor', deviceClass: 'battery', unit: '%' },
      undefined,
      { reading: { as: 'battery' } },
    ],
    ['a diagnostic value quietly', number, { domain: 'sensor', unit: 'ms', category: 'diagnostic' }, undefined, { watch: 'quiet' }],
    [
      'a diagnostic value as any, when its owner says so',
      number,
      { domain: 'sensor', unit: 'ms', category: 'diagnostic' },
      'normal',
      { watch: 'normal' },
    ],
    [
      'a counter by the model',
      number,
      { domain: 'sensor', deviceClass: 'energy', unit: 'kWh' },
      undefined,
      { reading: { as: 'counter' }, watch: 'normal' },
    ],
    ['a setting not at all', number, { domain: 'sensor', unit: 's', category: 'config' }, undefined, { watch: 'off' }],
    ['an angle not at all', number, { domain: 'sensor', deviceClass: 'wind_direction', unit: '°' }, undefined, { watch: 'off' }],
    ['nor when its owner wants it loud', number, { domain: 'sensor', deviceClass: 'wind_direction', unit: '°' }, 'loud', { watch: 'off' }],
    ['a time not at all', number, { domain: 'sensor', deviceClass: 'timestamp' }, undefined, { watch: 'off' }],
    ['a word not at all', number, { domain: 'sensor' }, undefined, { watch: 'off' }],
    [
      'one of several states not at all',
      number,
      { domain: 'sensor', deviceClass: 'enum', options: ['a', 'b'] },
      undefined,
      { watch: 'off' },
    ],
    [
      'the brightness of a lamp as any level, quietly',
      number,
      { domain: 'light' },
      undefined,
      { reading: { as: 'level' }, watch: 'quiet' },
    ],
  ])('%s', (_title, of, described, owner, expected) => {
    expect(manner(of, described, owner)).toMatchObject(expected);
  });

  it('a contact that is there is a window that is closed', () => {
    expect(manner(state, { domain: 'binary_sensor', deviceClass: 'window' }, undefined, true)).toMatchObject({ inverted: true });
  });

  it('is asked for once, and again when something has been announced', () => {
    const manners = new Manners();
    let [asked, revision] = [0, 1];
    let described: Described | undefined;
    manners.ask({
      about() {
        asked++;
        return described && { described, inverted: false };
      },
      ownerOf: () => undefined,
      revision: () => revision,
    });
    for (let i = 0; i < 10; i++) expect(manners.of(state).reading.as).toBe('level');
    expect(asked).toBe(1);
    described = { domain: 'binary_sensor', deviceClass: 'door' };
    expect(manners.of(state).reading.as).toBe('level');
    revision++;
    expect(manners.of(state).reading.as).toBe('binary');
    expect(asked).toBe(2);
  });
});
