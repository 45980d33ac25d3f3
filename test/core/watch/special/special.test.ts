import { describe, expect, it } from 'vitest';
import { severity } from '../../../../src/core/alert/index.ts';
import { hours, minutes, timestamp } from '../../../../src/core/base/index.ts';
import type { Sensor } from '../../../../src/core/domain/index.ts';
import { type Described, hintOf, type Loudness } from '../../../../src/core/home/hints/index.ts';
import { Special } from '../../../../src/core/watch/special/index.ts';
import { reading, START, sensor } from '../../../support/sensors.ts';

const leak = sensor('cellar.leak', 'switch', '');
const battery = sensor('cellar.battery', 'battery', '%');
const link = sensor('cellar.linkquality', 'signal', 'lqi');
const warmth = sensor('cellar.temperature');

const described: Readonly<Record<string, Described>> = {
  [leak.id]: { domain: 'binary_sensor', deviceClass: 'moisture' },
  [battery.id]: { domain: 'sensor', deviceClass: 'battery', unit: '%', category: 'diagnostic' },
  [link.id]: { domain: 'sensor', unit: 'lqi', category: 'diagnostic' },
  [warmth.id]: { domain: 'sensor', deviceClass: 'temperature', unit: '°C' },
};
const special = (loudness?: Loudness, max = 100) =>
  new Special({
    timezone: 'Europe/Berlin',
    max,
    mannerOf: ({ id }: Sensor) => {
      const said = described[id];
      if (said === undefined) return undefined;
      const hint = hintOf(said);
      return { reading: hint.reading, watch: loudness ?? hint.watch };
    },
  });

describe('what no model watches', () => {
  it('is taken by its own rule; levels, and what nothing is said of, are the model’s', () => {
    const it_ = special();
    expect([leak, battery, link, warmth, sensor('other.x')].map((one) => it_.note(reading(one, START, 1)) !== undefined)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(it_.sensors).toBe(3);
  });

  it('a leak is told at its first reading, with its score, and over at the next', () => {
    const it_ = special();
    expect(it_.note(reading(leak, START, 0))).toEqual({ score: 0, changes: [] });
    const wet = it_.note(reading(leak, START + 1_000, 1));
    expect(wet?.score).toBeGreaterThan(0.99);
    expect(wet?.changes.map(({ kind }) => kind)).toEqual(['opened']);
    expect(it_.note(reading(leak, START + 2_000, 0))).toMatchObject({ score: 0, changes: [{ kind: 'closed' }] });
  });

  it('time alone tells what lasts too long', () => {
    const door = { ...leak, id: 'hall.door' as Sensor['id'] };
    const it_ = new Special({
      timezone: 'UTC',
      max: 1,
      mannerOf: () => ({ reading: { as: 'binary', kind: 'door' }, watch: 'normal' }),
    });
    it_.note(reading(door, START, 0));
    it_.note(reading(door, START + minutes(1), 1));
    expect(it_.tick(timestamp(START + minutes(10)))).toEqual([]);
    expect(it_.tick(timestamp(START + hours(2))).map(({ kind }) => kind)).toEqual(['opened']);
    expect(it_.tick(timestamp(START + hours(3)))).toEqual([]);
  });

  it('says how loudly it is watched, and loud is one step graver', () => {
    const quiet = special('quiet').note(reading(battery, START, 3))?.changes[0]?.episode;
    const loud = special('loud').note(reading(battery, START, 3))?.changes[0]?.episode;
    expect(quiet?.facts).toMatchObject({ loudness: 'quiet', severity: 'warning' });
    expect(quiet === undefined ? '' : severity(quiet)).toBe('warning');
    expect(loud === undefined ? '' : severity(loud)).toBe('critical');
  });

  it('a sensor that turns out to be something else, or is no longer wanted, closes what was open', () => {
    let kind: 'danger' | 'door' = 'danger';
    const it_ = new Special({ timezone: 'UTC', max: 9, mannerOf: () => ({ reading: { as: 'binary', kind }, watch: 'normal' }) });
    it_.note(reading(leak, START, 1));
    kind = 'door';
    expect(it_.note(reading(leak, START + 1, 1))?.changes.map(({ episode }) => episode.ending)).toEqual(['gone']);
    kind = 'danger';
    it_.note(reading(leak, START + 2, 1));
    expect(it_.forget((id) => id === leak.id, timestamp(START + 3)).map(({ kind: change }) => change)).toEqual(['closed']);
    expect(it_.sensors).toBe(0);
  });

  it('a number behind an entity of two states is the model’s', () => {
    expect(special().note(reading(leak, START, 21.5))).toBeUndefined();
  });

  it('a sensor whose clock is slow is heard all the same', () => {
    const it_ = special();
    it_.note(reading(leak, START, 0));
    it_.tick(timestamp(START + minutes(5)));
    expect(it_.note(reading(leak, START + 1_000, 1))?.changes).toMatchObject([{ kind: 'opened', episode: { opened: START + minutes(5) } }]);
  });

  it('has a limit: what is beyond it is the model’s', () => {
    const it_ = special(undefined, 1);
    expect(it_.note(reading(leak, START, 0))).toBeDefined();
    expect(it_.note(reading(battery, START, 50))).toBeUndefined();
  });
});
