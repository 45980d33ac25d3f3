/** Small homes of random devices: 8 to 30 entities, the same on every run. */

import type { Area, Entity, Home } from '../../../core/domain/home.ts';
import { type Random, seeded } from '../../../demo/random.ts';
import { wordsOf } from '../pointing.ts';
import { areaOf, entityOf, type Named, type Unit } from './names.ts';

export interface Furnished {
  readonly home: Home;
  readonly devices: readonly Named[];
  readonly unit: Unit;
  readonly heldOut: boolean;
}

/** In this order, as far as the home's size goes; then at random. One thermostat only, for people do not name it. */
const FIRST =
  'light light fan blinds garage_door lock media_player switch climate todo timer vacuum light light fan blinds lock garage_door'.split(
    ' ',
  );

export const pick = <T>(list: readonly T[], random: Random): T | undefined => list[Math.floor(random.uniform() * list.length)];

/** Half of the homes have names that are held out, half of those names only. */
export function furnish(names: readonly Named[], count: number, seed: number): Furnished[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, i) => {
    const heldOut = i % 2 === 1;
    const unit: Unit = Math.floor(i / 2) % 2 === 0 ? 'F' : 'C';
    const pool = names.filter((named) => named.heldOut === heldOut);
    const size = Math.round(random.between(8, 30));
    const devices: Named[] = [];
    for (let tries = 0; devices.length < size && tries < 20 * size; tries++) {
      const kind = FIRST[devices.length];
      const device = pick(
        kind === undefined ? pool.filter((one) => one.kind !== 'climate') : pool.filter((one) => one.kind === kind),
        random,
      );
      if (device !== undefined && devices.every((other) => differ(device.name, other.name))) devices.push(device);
    }
    return { home: homeOf(devices, unit), devices, unit, heldOut };
  });
}

/** Names of the same words cannot be told apart by anybody. */
const differ = (a: string, b: string): boolean => keyOf(a) !== keyOf(b);
const keyOf = (name: string): string => wordsOf(name).sort().join(' ');

export function homeOf(devices: readonly Named[], unit: Unit): Home {
  const areas = new Map<string, Area>();
  const entities = devices.map((device): Entity => {
    const area = areaOf(device.name);
    if (area !== undefined) areas.set(area.id, area);
    return entityOf(device, unit);
  });
  return { floors: [], areas: [...areas.values()], entities };
}

/** A home of its own with one device more, in place of those that cannot be told from it. */
export const withDevice = ({ devices, unit }: Furnished, device: Named): Furnished => {
  const kept = devices.filter((other) => differ(other.name, device.name) && (device.kind !== 'climate' || other.kind !== 'climate'));
  const all = [...kept, device];
  return { home: homeOf(all, unit), devices: all, unit, heldOut: device.heldOut };
};
