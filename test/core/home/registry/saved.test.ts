import { expect, it } from 'vitest';
import { loadHome, savedIdentities, saveHome } from '../../../../src/core/home/registry/index.ts';
import { Discovered } from '../../../support/discovered.ts';

const lamp = (name: string) => ({
  name: null,
  unique_id: 'u',
  command_topic: 'c',
  state_topic: 's',
  rgb_command_topic: 'rgb/set',
  rgb_state_topic: 'rgb',
  device: { identifiers: 'x', name, suggested_area: 'Hall' },
});
const loaded = (saved: unknown): Discovered => {
  const home = new Discovered({ identities: savedIdentities(saved) });
  loadHome(home.registry, saved);
  return home;
};

it('A home is saved and loaded as plain JSON, and what is announced again in the same words changes nothing', () => {
  const home = new Discovered().announce('light', lamp('Lamp'), 'a').announce('sensor', { name: 'S', state_topic: 't' }, 'b');
  home.announce('light', lamp('Other name'), 'a').say('s', 'ON').say('rgb', '255,0,0').say('t', '21');
  const saved: unknown = JSON.parse(JSON.stringify(saveHome(home.registry)));
  const again = loaded(saved);
  expect(again.ids()).toEqual(['light.lamp', 'sensor.s']);
  for (const id of again.ids()) expect(again.entity(id)).toEqual(home.entity(id));
  const { revision } = again.registry;
  again.announce('light', lamp('Other name'), 'a');
  expect(again.registry.revision).toBe(revision);
  expect(again.say('s', 'OFF').entity('light.lamp').state).toBe('off');
});

it.each([
  ['nothing', undefined],
  ['a list', []],
  ['another version', { version: 2, announcements: [] }],
  [
    'nonsense throughout',
    {
      version: 1,
      identities: [1, ['a', 'B!']],
      announcements: [
        7,
        { source: 's' },
        { source: 's', size: 1, mark: '', components: [3, { key: 'k', platform: 'light', config: { command_topic: '#' } }] },
      ],
      states: { 'light.x': 5 },
    },
  ],
])('Of %s nothing is loaded, and nothing breaks', (_, saved) => {
  expect([loaded(saved).ids(), savedIdentities(saved)]).toEqual([[], []]);
});
