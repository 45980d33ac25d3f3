/** Everything that is announced was written by somebody else. */
import { describe, expect, it } from 'vitest';
import { Discovered } from '../../../support/discovered.ts';

const lamp = { name: 'Lamp', unique_id: 'u', command_topic: 'c', state_topic: 's' };

describe('An announcement is not taken, one fault says why, and the rest goes on', () => {
  it.each([
    ['malformed JSON', '{"name": ', 'home/not-json'],
    ['a list', '[1,2]', 'home/not-json'],
    ['a number', '7', 'home/not-json'],
    ['a million characters', `{"name":"${'x'.repeat(1_000_001)}"}`, 'home/too-large'],
    ['no command topic', { name: 'x' }, 'home/bad-config'],
    ['a command topic of the wrong type', { ...lamp, command_topic: { a: 1 } }, 'home/bad-config'],
    ['a wildcard in a state topic', { ...lamp, state_topic: 'a/#' }, 'home/bad-topic'],
    ['a wildcard in a command topic', { ...lamp, command_topic: 'a/+/b' }, 'home/bad-command-topic'],
    ['a wildcard in availability', { ...lamp, availability: [{ topic: '#' }] }, 'home/bad-topic'],
    ['a command topic of the broker', { ...lamp, command_topic: '$SYS/x' }, 'home/bad-command-topic'],
    ['a command topic that announces devices', { ...lamp, command_topic: 'homeassistant/light/other/config' }, 'home/bad-command-topic'],
    ['a command topic that is Home Assistant', { ...lamp, command_topic: 'homeassistant/status' }, 'home/bad-command-topic'],
    ['a command topic of Kinglet', { ...lamp, command_topic: 'kinglet/command' }, 'home/bad-command-topic'],
    ['a state topic of Kinglet', { ...lamp, state_topic: 'kinglet/reply' }, 'home/bad-topic'],
    [
      'a command topic of Tasmota’s discovery',
      { ...lamp, command_topic: 'tasmota/discovery/AABBCCDDEEFF/config' },
      'home/bad-command-topic',
    ],
    ['an endless topic', { ...lamp, state_topic: 'x'.repeat(600) }, 'home/bad-topic'],
    ['a template that is none', { ...lamp, state_value_template: '{{ value.__class__.__mro__ }' }, 'home/template'],
    ['a template without end', { ...lamp, state_value_template: `{{ ${'('.repeat(8_000)} }}` }, 'home/template'],
  ])('%s', (_, payload, code) => {
    const home = new Discovered().announce(
      'light',
      { ...lamp, unique_id: 'good', command_topic: 'g', state_topic: 'gs', name: 'Good' },
      'good',
    );
    home.say('homeassistant/light/bad/config', payload).say('gs', 'ON');
    expect([home.codes, home.ids(), home.entity('light.good').state]).toEqual([[code], ['light.good'], 'on']);
  });

  it('a component that Kinglet has no use for, which is listed', () => {
    const home = new Discovered().announce('camera', { name: 'Front', topic: 't' });
    expect([home.codes, home.registry.notUnderstood()]).toEqual([
      ['home/platform'],
      [{ name: 'Front', topic: 'homeassistant/camera/it/config', code: 'home/platform', why: 'Kinglet has no use for a camera.' }],
    ]);
    expect(home.announce('camera', '' as never).registry.notUnderstood()).toEqual([]);
  });

  it('prototypes, NaN, and what is too deep are left out', () => {
    const home = new Discovered();
    const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
    home.say(
      'homeassistant/light/it/config',
      `{"name":"L","command_topic":"c","__proto__":{"state_topic":"polluted"},"constructor":{"prototype":{"x":1}},"deep":${deep},"brightness_scale":1e999}`,
    );
    expect([home.codes, home.ids(), home.registry.topics(), ({} as { state_topic?: string }).state_topic]).toEqual([
      [],
      ['light.l'],
      [],
      undefined,
    ]);
  });
});

describe('What many say', () => {
  it('two devices that claim one identity: the first one counts', () => {
    const home = new Discovered().announce('light', lamp, 'a').announce('light', { ...lamp, command_topic: 'evil' }, 'b');
    expect([home.codes, home.ids(), home.call('turn_on')]).toEqual([['home/duplicate'], ['light.lamp'], ['c=ON']]);
  });
  it('the same component from two topics: the first one counts', () => {
    const home = new Discovered().say('homeassistant/light/n/main/config', lamp);
    home.say('homeassistant/device/n/config', {
      dev: { ids: 'x' },
      o: { name: 'o' },
      cmps: { main: { ...lamp, p: 'light', command_topic: 'evil' } },
    });
    expect([home.codes, home.call('turn_on')]).toEqual([['home/duplicate'], ['c=ON']]);
  });
  it('a device that announces ten thousand components is taken as far as one may go', () => {
    const cmps = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`c${i}`, { p: 'sensor', unique_id: `u${i}` }]));
    const home = new Discovered().say('homeassistant/device/x/config', {
      dev: { ids: 'x', name: 'X' },
      o: { name: 'o' },
      state_topic: 's',
      cmps,
    });
    expect([home.ids().length, home.codes]).toEqual([500, ['home/too-many-of-one']]);
  });
  it('more entities than may be are refused by one code', () => {
    const home = new Discovered({ limits: { entities: 3 } });
    for (let i = 0; i < 5; i++) home.announce('sensor', { name: `S${i}`, unique_id: `${i}`, state_topic: 's' }, `s${i}`);
    expect([home.ids().length, home.codes]).toEqual([3, ['home/full', 'home/full']]);
    home.announce('sensor', '' as never, 's0').announce('sensor', { name: 'S9', unique_id: '9', state_topic: 's' }, 's9');
    expect(home.ids()).toContain('sensor.s9');
  });
  it('longer announcements than may be are refused, and room is made when others go', () => {
    const home = new Discovered({ limits: { bytes: 3_000 } });
    const long = (name: string) => ({ name, unique_id: name, state_topic: 's', note: 'x'.repeat(1_200) });
    for (const name of ['a', 'b', 'c']) home.announce('sensor', long(name), name);
    expect([home.ids(), home.codes]).toEqual([['sensor.a', 'sensor.b'], ['home/full']]);
    expect(
      home
        .announce('sensor', '' as never, 'a')
        .announce('sensor', long('c'), 'c')
        .ids(),
    ).toEqual(['sensor.b', 'sensor.c']);
  });
  it('ids of those that are gone are forgotten first', () => {
    const home = new Discovered({ limits: { entities: 2 } });
    for (let i = 0; i < 20; i++) {
      home.announce('sensor', { name: `S${i}`, unique_id: `${i}`, state_topic: 's' }, 'one');
      home.announce('sensor', '' as never, 'one');
    }
    expect(home.registry.identities().length).toBeLessThanOrEqual(4);
  });
});

describe('A state', () => {
  it.each(['', '\u0000', '{"__proto__":{"state":"ON"}}', 'x'.repeat(100_000), '['.repeat(10_000), '1e999'])(
    'of %j harms nothing',
    (payload) => {
      const home = new Discovered().announce('light', { ...lamp, schema: 'json', brightness: true }).say('s', payload);
      expect(home.entity().state).toBe('unknown');
      expect(home.say('s', { state: 'ON' }).entity().state).toBe('on');
    },
  );
});
