/** The forms in which devices announce themselves: https://www.home-assistant.io/integrations/mqtt/#mqtt-discovery */
import { describe, expect, it } from 'vitest';
import { ABBREVIATIONS, DEVICE_ABBREVIATIONS } from '../../../../src/core/home/discovery/abbreviations.ts';
import { discoveryPlace } from '../../../../src/core/home/discovery/topic.ts';
import { Discovered } from '../../../support/discovered.ts';

const device = { ids: ['0x1'], name: 'Hall lamp', sa: 'Hall' };
const origin = { name: 'Test', sw: '1' };

describe('A topic', () => {
  it.each([
    ['homeassistant/light/it/config', { component: 'light', node: undefined, object: 'it' }],
    ['homeassistant/light/node/it/config', { component: 'light', node: 'node', object: 'it' }],
    ['homeassistant/device/it/config', { component: 'device', node: undefined, object: 'it' }],
    ['homeassistant/light/a b/config', undefined],
    ['homeassistant/light/config', undefined],
    ['homeassistant/toaster/it/config', undefined],
    ['homeassistant/light/a/b/c/config', undefined],
    ['homeassistantx/light/it/config', undefined],
    ['homeassistant/light/it/state', undefined],
  ])('%s is %o', (topic, place) => {
    expect(discoveryPlace(topic, 'homeassistant')).toEqual(place);
  });
});

describe('Short names', () => {
  it('are all known', () => {
    expect([
      ABBREVIATIONS.size > 250,
      ABBREVIATIONS.get('stat_t'),
      ABBREVIATIONS.get('cmps'),
      ABBREVIATIONS.get('def_ent_id'),
      DEVICE_ABBREVIATIONS.get('sa'),
    ]).toEqual([true, 'state_topic', 'components', 'default_entity_id', 'suggested_area']);
  });
  it('and the base topic say the same as the long form', () => {
    const short = new Discovered().announce('light', {
      '~': 'home/lamp',
      cmd_t: '~/set',
      stat_t: '~/state',
      uniq_id: 'u',
      dev: device,
      avty: { t: '~/up' },
    });
    const long = new Discovered().announce('light', {
      command_topic: 'home/lamp/set',
      state_topic: 'home/lamp/state',
      unique_id: 'u',
      device: { identifiers: ['0x1'], name: 'Hall lamp', suggested_area: 'Hall' },
      availability: [{ topic: 'home/lamp/up' }],
    });
    for (const home of [short, long]) {
      home.say('home/lamp/state', 'ON');
      expect([home.entity(), home.call('turn_on'), home.registry.topics().toSorted()]).toMatchObject([
        { id: 'light.hall_lamp', name: 'Hall lamp', area: 'hall', state: 'on' },
        ['home/lamp/set=ON'],
        ['home/lamp/state', 'home/lamp/up'],
      ]);
      expect(home.say('home/lamp/up', 'offline').entity().state).toBe('unavailable');
    }
  });
});

describe('The device form', () => {
  const cmps = {
    main: { p: 'light', unique_id: 'a', name: null, command_topic: 'x/set' },
    power: { p: 'sensor', unique_id: 'b', name: 'Power', unit_of_meas: 'W', val_tpl: '{{ value_json.power }}' },
  };
  const whole = { dev: device, o: origin, cmps, state_topic: 'x', availability_topic: 'x/up' };
  const announced = (): Discovered => new Discovered().say('homeassistant/device/it/config', whole);

  it('gives its components what they do not say themselves', () => {
    const home = announced().say('x', { power: 12 });
    expect([home.codes, home.ids(), home.entity('sensor.hall_lamp_power').state]).toEqual([
      [],
      ['light.hall_lamp', 'sensor.hall_lamp_power'],
      '12',
    ]);
    expect(home.say('x/up', 'offline').entity('light.hall_lamp').state).toBe('unavailable');
  });
  it('takes one back that says nothing but its platform', () => {
    const home = announced().say('homeassistant/device/it/config', { ...whole, cmps: { ...cmps, power: { p: 'sensor' } } });
    expect(home.ids()).toEqual(['light.hall_lamp']);
  });
  it('takes all back with nothing', () => {
    expect(announced().say('homeassistant/device/it/config', '').ids()).toEqual([]);
  });
  it('names the children of a device', () => {
    const home = new Discovered().say('homeassistant/device/it/config', {
      dev: device,
      o: origin,
      child_devices: [{ ids: ['0x1-1'], name: 'Hall socket', cmps: { s: { p: 'switch', unique_id: 'c', name: null, cmd_t: 'y' } } }],
    });
    expect(home.ids()).toEqual(['switch.hall_socket']);
  });
  it.each([
    ['without identity', { ...whole, dev: { name: 'x' } }],
    ['without origin', { ...whole, o: {} }],
  ])('%s is not taken', (_, payload) => {
    const home = new Discovered().say('homeassistant/device/it/config', payload);
    expect([home.ids(), home.codes]).toEqual([[], ['home/bad-config']]);
  });
  it('leaves one component without a platform and takes the others', () => {
    const home = new Discovered().say('homeassistant/device/it/config', { ...whole, cmps: { ...cmps, bad: { name: 'x' }, worse: 7 } });
    expect([home.ids().length, home.codes]).toEqual([2, ['home/bad-config', 'home/bad-config']]);
  });
  it('is what a device moves to, and stays the same', () => {
    const home = new Discovered().say('homeassistant/light/it/main/config', { ...cmps.main, dev: device });
    home.say('homeassistant/light/it/main/config', { migrate_discovery: true });
    expect(home.ids()).toEqual([]);
    home.say('homeassistant/device/it/config', { ...whole, dev: { ...device, name: 'Corridor lamp' } });
    home.say('homeassistant/light/it/main/config', '');
    expect([home.codes, home.ids(), home.entity('light.hall_lamp').name]).toEqual([
      [],
      ['light.hall_lamp', 'sensor.corridor_lamp_power'],
      'Corridor lamp',
    ]);
  });
});

describe('An announcement', () => {
  const lamp = { name: null, unique_id: 'u', command_topic: 'c', state_topic: 's', device: { identifiers: 'x', name: 'Lamp' } };

  it('that comes again in the same words changes nothing', () => {
    const home = new Discovered().announce('light', lamp).say('s', 'ON');
    const { revision } = home.registry;
    home.announce('light', lamp);
    expect([home.registry.revision, home.entity().state]).toEqual([revision, 'on']);
  });
  it('that comes again in other words keeps what is known', () => {
    const home = new Discovered().announce('light', lamp).say('s', 'ON');
    const entity = home.entity();
    home.announce('light', { ...lamp, brightness_command_topic: 'b' });
    expect([home.entity().state, home.entity().id, home.entity().attributes['supported_color_modes']]).toEqual([
      'on',
      entity.id,
      ['brightness'],
    ]);
  });
  it('takes itself back with nothing, and its topics with it', () => {
    const home = new Discovered().announce('light', lamp);
    expect(home.registry.topicChanges()).toEqual({ came: ['s'], went: [] });
    home.announce('light', '' as never);
    expect([home.ids(), home.registry.topicChanges(), home.registry.topicChanges()]).toEqual([[], { came: [], went: ['s'] }, undefined]);
  });
  it('keeps its id when the device is renamed, and after a restart', () => {
    const home = new Discovered()
      .announce('light', lamp)
      .announce('light', { ...lamp, device: { identifiers: 'x', name: 'Reading lamp' } });
    expect(home.entity()).toMatchObject({ id: 'light.lamp', name: 'Reading lamp' });
    const again = new Discovered({ identities: home.registry.identities() }).announce('light', {
      ...lamp,
      device: { identifiers: 'x', name: 'Floor lamp' },
    });
    expect(again.entity()).toMatchObject({ id: 'light.lamp', name: 'Floor lamp' });
  });
  it.each([
    ['default_entity_id', { default_entity_id: 'light.wished' }, 'light.wished'],
    ['default_entity_id of another domain', { default_entity_id: 'switch.wished' }, 'light.lamp'],
    ['object_id', { object_id: 'old wish' }, 'light.old_wish'],
  ])('gets the id it wishes by %s', (_, more, id) => {
    expect(new Discovered().announce('light', { ...lamp, ...more }).ids()).toEqual([id]);
  });
  it('gets an id of its own where the name is taken', () => {
    const home = new Discovered().announce('light', lamp, 'a').announce('light', { ...lamp, unique_id: 'v', state_topic: 't' }, 'b');
    expect(home.ids()).toEqual(['light.lamp', 'light.lamp_2']);
  });
  it('of Kinglet itself is not taken', () => {
    const home = new Discovered().announce('switch', { ...lamp, o: { name: 'Kinglet' } });
    expect([home.ids(), home.codes]).toEqual([[], []]);
  });
});

describe('Names and rooms', () => {
  const sensor = (more: object) => ({ state_topic: 's', unique_id: 'u', device: { identifiers: 'x', name: 'Freezer' }, ...more });
  it.each([
    [{ name: 'Temperature' }, 'Freezer Temperature'],
    [{ name: 'Freezer temperature' }, 'Freezer temperature'],
    [{ name: null }, 'Freezer'],
    [{ device_class: 'carbon_dioxide' }, 'Freezer carbon dioxide'],
    [{ name: 'A\u0000\u202eB\n' }, 'Freezer AB'],
    [{ device: undefined, name: 'alone' }, 'Alone'],
    [{ device: { identifiers: 'x', name: 'x'.repeat(500) } }, `${'x'.repeat(63)}…`],
  ])('%o is called %s', (more, name) => {
    expect(new Discovered().announce('sensor', sensor(more)).entity().name).toBe(name);
  });
  it('are the owner’s where he has written them', () => {
    const home = new Discovered({
      written: {
        floors: [],
        areas: [{ id: 'keller', name: 'Keller', aliases: ['cellar'] }],
        entities: [
          { id: 'sensor.freezer', domain: 'sensor', name: 'Ice box', aliases: ['fridge'], area: 'keller', state: '', attributes: {} },
        ],
      },
    });
    expect(home.announce('sensor', sensor({ name: null })).entity()).toMatchObject({
      name: 'Ice box',
      area: 'keller',
      aliases: ['fridge', 'Freezer'],
    });
  });
  it.each([
    ['what is suggested', { suggested_area: 'Garage' }, 'garage'],
    ['a written room by another name', { suggested_area: 'CELLAR' }, 'keller'],
    ['the room in the device’s name', { name: 'Cellar freezer' }, 'keller'],
    ['none', {}, undefined],
  ])('come from %s', (_, more, area) => {
    const home = new Discovered({ written: { floors: [], areas: [{ id: 'keller', name: 'Keller', aliases: ['cellar'] }], entities: [] } });
    expect(home.announce('sensor', sensor({ device: { identifiers: 'x', name: 'Freezer', ...more } })).entity().area).toBe(area);
  });
});

describe('Availability', () => {
  const lamp = {
    name: 'L',
    command_topic: 'c',
    state_topic: 's',
    availability: [
      { topic: 'a' },
      { topic: 'b', payload_available: 'yes', payload_not_available: 'no', value_template: '{{ value_json.up }}' },
    ],
  };
  it.each([
    ['all', ['a=online'], 'on'],
    ['all', ['a=online', 'b={"up":"no"}'], 'unavailable'],
    ['any', ['a=offline', 'b={"up":"yes"}'], 'on'],
    ['any', ['a=offline', 'b={"up":"no"}'], 'unavailable'],
    ['latest', ['a=offline', 'b={"up":"yes"}'], 'on'],
    ['latest', ['b={"up":"yes"}', 'a=offline'], 'unavailable'],
    ['latest', ['a=nonsense'], 'on'],
  ])('%s of %j is %s', (mode, says, state) => {
    const home = new Discovered().announce('light', { ...lamp, availability_mode: mode }).say('s', 'ON');
    for (const said of says) home.say(said.slice(0, 1), said.slice(2));
    expect(home.entity().state).toBe(state);
  });
});
