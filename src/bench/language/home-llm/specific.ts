/** Specific actions (a phrase for one device), questions about states, and what must be refused: each in a home of its own. */
import { join } from 'node:path';
import type { Entity, Json } from '../../../core/domain/home.ts';
import { seeded } from '../../../demo/random.ts';
import { brighter } from '../calls.ts';
import { readCsv } from '../data.ts';
import { type Case, nothing } from '../judge.ts';
import { pointing, siblings, telling } from '../pointing.ts';
import type { Drops } from '../section.ts';
import type { StateOverlay } from '../understander.ts';
import { once } from './fill.ts';
import { type Furnished, pick, withDevice } from './homes.ts';
import { entityOf, type Named, namedOf, PILES } from './names.ts';
import { callsFor } from './services.ts';

const NOUNS: Readonly<Record<string, string>> = { garage_door: 'garage door', media_player: '', climate: 'thermostat' };

/** Of the pile, or its id in words. */
function deviceOf(kind: string, key: string, names: readonly Named[]): Named {
  const known = names.find((one) => one.kind === kind && one.key === key);
  if (known !== undefined) return known;
  const noun = NOUNS[kind] ?? kind;
  const words = key.replace(/_?\d+$/, '').split('_');
  const said = words.some((word) => noun.split(' ').includes(word)) ? words : [...words, noun];
  return namedOf(
    kind,
    key,
    said
      .join(' ')
      .trim()
      .replaceAll(/\b[a-z]/g, (c) => c.toUpperCase()),
  );
}

const sayToggle = /\b(?:toggle|flip|switch the state|change the|status|alter|reverse|on or off|switch the state)\b/i;

/** Dimming is not switching off. */
const sayOtherwise = /\b(?:dim|turn down|mode)\b|\bblinds closed\b|^brighten (?:the|up the) .*\btrack\b/i;

export function specific(folder: string, homes: readonly Furnished[], names: readonly Named[], dropped: Drops): Case[] {
  const random = seeded(43);
  return readCsv(join(folder, PILES, 'pile_of_specific_actions.csv')).flatMap(
    ({ service_name = '', device_name = '', phrase = '' }, row): Case[] => {
      const [kind = '', service = ''] = service_name.split('.');
      const device = deviceOf(kind, device_name, names);
      const contradicts =
        sayToggle.test(phrase) !== (service === 'toggle') || (!/volume|speed/.test(service) && sayOtherwise.test(phrase) && kind !== 'fan');
      if (contradicts) {
        dropped.add('whose words contradict their service');
        return [];
      }
      const furnished = withDevice(pick(homes, random) as Furnished, device);
      const { home, unit } = furnished;
      const entity = entityOf(device, unit);
      const { best, alike } = pointing(phrase, home);
      const calls = callsFor(service, entity, {});
      if (calls === undefined || !best.includes(entity.id)) {
        dropped.add(calls === undefined ? `with a service that was not mapped (${service})` : 'whose words do not fit their device');
        return [];
      }
      const unclear = alike.length > 1;
      const more = /\bbrighten/i.test(phrase) ? brighter(entity, true) : [];
      return [
        {
          id: `specific/${row}`,
          home,
          place: 'own home',
          text: phrase,
          ...(kind === 'vacuum' && service !== 'start' ? { state: { [entity.id]: { state: 'cleaning' } } } : {}),
          gold: {
            plans: [
              { must: [{ entity: entity.id, calls: [...calls, ...more] }], may: siblings(phrase, entity, home, [...calls, ...more]) },
            ],
            quiet: unclear ? ['ask'] : [],
            unclear,
          },
          tags: ['specific', `service:${kind}.${service}`],
        },
      ];
    },
  );
}

export function questions(folder: string, homes: readonly Furnished[], dropped: Drops): Case[] {
  const random = seeded(47);
  return readCsv(join(folder, PILES, 'pile_of_status_requests.csv')).flatMap(
    ({ device_type = '', state = '', phrase = '' }, row): Case[] => {
      const able = homes.filter(({ devices }) => devices.some(({ kind }) => kind === device_type));
      const furnished = pick(able, random);
      const device =
        furnished === undefined
          ? undefined
          : pick(
              furnished.devices.filter(({ kind }) => kind === device_type),
              random,
            );
      if (furnished === undefined || device === undefined || !phrase.includes('<device_name>')) {
        dropped.add('without a device');
        return [];
      }
      const entity = entityOf(device, furnished.unit);
      const name = random.uniform() < 0.5 ? device.name.toLowerCase() : device.name;
      return [
        {
          id: `question/${row}`,
          home: furnished.home,
          place: 'own home',
          text: once(phrase.replaceAll('<device_name>', name)),
          state: overlaid(entity, state),
          gold: nothing('answer'),
          tags: ['question', `state:${device_type}`],
        },
      ];
    },
  );
}

const SLOTS: Readonly<Record<string, Readonly<Record<string, Json>>>> = {
  '<volume>': { volume_level: 0.55 },
  '<color>': { rgb_color: [0, 0, 255], color_name: 'blue', color_mode: 'rgb' },
  '<brightness>': { brightness: 191 },
  '<media>': { media_title: 'Moon River' },
  '<duration>': { duration: '0:20:00' },
  '<remaining>': { remaining: '0:07:30', finishes_at: '2026-03-02T18:37:30+00:00' },
};
function overlaid({ id, domain }: Entity, state: string): StateOverlay {
  const [main = '', ...slots] = state.split(';');
  const items =
    domain === 'todo'
      ? { todo_items: Array.from({ length: Number(main) }, (_, i) => ({ summary: `Item ${i + 1}`, status: 'needs_action' })) }
      : {};
  return { [id]: { state: main, attributes: { ...Object.assign({}, ...slots.map((slot) => SLOTS[slot] ?? {})), ...items } } };
}

export function refusals(folder: string, homes: readonly Furnished[], dropped: Drops): Case[] {
  const random = seeded(53);
  return readCsv(join(folder, PILES, 'pile_of_refusals.csv')).flatMap((given, row): Case[] => {
    const { reason_type = '', service_name = '', device_name = '', friendly_name = '', desired_state = '', phrase = '' } = given;
    const [kind = '', service = ''] = service_name.split('.');
    const device = namedOf(kind, device_name, friendly_name);
    const text = once(phrase.replaceAll('<device_name>', random.uniform() < 0.5 ? friendly_name.toLowerCase() : friendly_name));
    const base = { id: `refusal/${row}`, place: 'own home', text };
    if (reason_type === 'not_available') {
      // A home in which nothing answers to all the words.
      const away = homes.filter(({ home }) => pointing(text, home).words < telling(text).length);
      const furnished = pick(away, random);
      if (furnished === undefined) {
        dropped.add('whose device every home has');
        return [];
      }
      return [{ ...base, home: furnished.home, gold: nothing('refuse', 'ask'), tags: ['refusal', 'not available'] }];
    }
    const { home, unit } = withDevice(pick(homes, random) as Furnished, device);
    const entity = { ...entityOf(device, unit), state: desired_state };
    const calls = callsFor(service, entity, {});
    if (calls === undefined) {
      dropped.add(`with a service that was not mapped (${service})`);
      return [];
    }
    // Done once more, or said that it is so already. Brightness and colour that were said may be set.
    const said =
      service === 'turn_on' && kind === 'light' && /brightness|color|\bto\b/.test(phrase)
        ? [{ service: 'light.turn_on', may: ['brightness_pct', 'color_name', 'rgb_color', 'color_temp_kelvin'] }]
        : [];
    return [
      {
        ...base,
        home,
        state: { [entity.id]: { state: desired_state } },
        gold: { plans: [{ must: [{ entity: entity.id, calls: [...calls, ...said] }] }], quiet: ['answer', 'refuse'] },
        tags: ['refusal', 'already'],
      },
    ];
  });
}
