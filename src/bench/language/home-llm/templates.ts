/** Templated actions: phrasings × names, one to three devices each. */
import { join } from 'node:path';
import { type Random, seeded } from '../../../demo/random.ts';
import { readCsv } from '../data.ts';
import type { Case, Gold } from '../judge.ts';
import type { Want } from '../match.ts';
import type { Drops } from '../section.ts';
import type { StateOverlay } from '../understander.ts';
import { fill, type Words } from './fill.ts';
import { type Furnished, pick } from './homes.ts';
import { entityOf, type Named, PILES } from './names.ts';
import { callsFor } from './services.ts';

/** How often each template is filled: in turn with names that training may have seen and with others. */
const FILLINGS = 6;
/** Homes that are looked at for the devices a template wants. */
const TRIES = 60;

export function templates(folder: string, homes: readonly Furnished[], words: Words, dropped: Drops): Case[] {
  const random = seeded(41);
  return readCsv(join(folder, PILES, 'pile_of_templated_actions.csv')).flatMap(({ device_type = '', service = '', phrase = '' }, row) =>
    Array.from({ length: FILLINGS }, (_, i): Case[] => {
      const one = filled(
        device_type.split('|'),
        service.split('|'),
        phrase,
        homes.filter((home) => home.heldOut === (i % 2 === 1)),
        words,
        random,
      );
      if (typeof one === 'string') {
        dropped.add(one);
        return [];
      }
      const tags = ['template', `count:${service.split('|').length}`, `kind:${device_type.includes('|') ? 'several' : device_type}`];
      return [{ ...one, id: `template/${row}.${i}`, tags: [...tags, ...(i % 2 === 1 ? ['held out'] : [])] }];
    }).flat(),
  );
}

function filled(
  kinds: readonly string[],
  services: readonly string[],
  phrase: string,
  homes: readonly Furnished[],
  words: Words,
  random: Random,
): Omit<Case, 'id' | 'tags'> | string {
  const unit = /<temp_f>/.test(phrase) ? 'F' : /<temp_c>/.test(phrase) ? 'C' : undefined;
  for (let tries = 0; tries < TRIES; tries++) {
    const furnished = pick(homes, random);
    if (furnished === undefined || (unit !== undefined && furnished.unit !== unit)) continue;
    const devices = choose(kinds, furnished.devices, random);
    if (devices === undefined) continue;
    const lower = random.uniform() < 0.5;
    const said = devices.map(({ name }) => (lower ? name.toLowerCase() : name));
    const { text, filled } = fill(phrase, said, words, random);
    const wants: Want[] = [];
    for (const [i, device] of devices.entries()) {
      const entity = entityOf(device, furnished.unit);
      const calls = callsFor(services[i] ?? '', entity, filled);
      if (calls === undefined) return `with a service that was not mapped (${services[i]})`;
      wants.push({ entity: entity.id, calls });
    }
    const state = stateFor(devices, services, furnished);
    return {
      home: furnished.home,
      place: `home ${homes.indexOf(furnished)}`,
      text,
      ...(state === undefined ? {} : { state }),
      gold: goldOf(wants, filled.seconds),
    };
  }
  return 'whose devices no home has';
}

/** Different devices of these kinds. */
function choose(kinds: readonly string[], devices: readonly Named[], random: Random): Named[] | undefined {
  const chosen: Named[] = [];
  for (const kind of kinds) {
    const device = pick(
      devices.filter((one) => one.kind === kind && !chosen.includes(one)),
      random,
    );
    if (device === undefined) return undefined;
    chosen.push(device);
  }
  return chosen;
}

/** Only what runs can be stopped. */
function stateFor(devices: readonly Named[], services: readonly string[], { unit }: Furnished): StateOverlay | undefined {
  const running: Record<string, StateOverlay[string]> = {};
  for (const [i, device] of devices.entries()) {
    const { id } = entityOf(device, unit);
    if (device.kind === 'vacuum' && services[i] !== 'start') running[id] = { state: 'cleaning' };
    if (device.kind === 'timer' && services[i] === 'cancel') running[id] = { state: 'active', attributes: { remaining: '0:04:00' } };
    if (device.kind === 'garage_door' && services[i] === 'stop_cover') running[id] = { state: 'closing' };
  }
  return Object.keys(running).length === 0 ? undefined : running;
}

/** Who asks for a timer of some length may get a new one as well as the one of that name. */
function goldOf(wants: readonly Want[], seconds: number | undefined): Gold {
  const fresh: Want[] =
    seconds === undefined
      ? []
      : [{ entity: 'timer.new', calls: [{ service: 'timer.start', data: { duration: { seconds } }, may: ['name'] }] }];
  return { plans: [{ must: wants }, ...(fresh.length === 0 ? [] : [{ must: fresh }])], quiet: [] };
}
