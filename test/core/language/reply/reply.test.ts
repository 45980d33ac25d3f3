/** What goes back after a request. */
import { describe, expect, it } from 'vitest';
import type { Action, Home } from '../../../../src/core/domain/home.ts';
import {
  askConfirmation,
  askMany,
  askWhich,
  doingPhrase,
  MAX_REPLY,
  type Refused,
  replyTo,
} from '../../../../src/core/language/reply/index.ts';
import { house, thing } from './house.ts';

const call = (entity: string, service: string, data: Action['data'] = {}): Action => ({ entity, service, data });

describe('what was done', () => {
  it.each<[string, Action[], string]>([
    [
      'calls of one kind are one clause',
      [call('light.kitchen', 'light.turn_off'), call('light.desk', 'light.turn_off')],
      'Turned off the kitchen light and the desk lamp.',
    ],
    [
      'whatever their domain',
      [call('light.desk', 'light.turn_off'), call('media_player.tv', 'media_player.turn_off')],
      'Turned off the desk lamp and the TV.',
    ],
    [
      'two kinds are one sentence',
      [call('light.desk', 'light.turn_off'), call('climate.living', 'climate.set_temperature', { temperature: 21 })],
      'Turned off the desk lamp and set the living room thermostat to 21 °C.',
    ],
    ['brightness', [call('light.kitchen', 'light.turn_on', { brightness_pct: 40 })], 'Set the kitchen light to 40 %.'],
    [
      'colour and brightness',
      [call('light.floor', 'light.turn_on', { color_name: 'red', brightness_pct: 40 })],
      'Set the floor lamp to red at 40 %.',
    ],
    ['white', [call('light.floor', 'light.turn_on', { color_temp_kelvin: 2700 })], 'Set the floor lamp to warm white (2700 K).'],
    ['a cover part of the way', [call('cover.blinds', 'cover.set_cover_position', { position: 40 })], 'Opened the blinds to 40 %.'],
    ['a cover all the way', [call('cover.garage', 'cover.close_cover')], 'Closed the garage door.'],
    ['a lock', [call('lock.front', 'lock.lock')], 'Locked the front door.'],
    ['the alarm', [call('alarm_control_panel.house', 'alarm_control_panel.alarm_arm_night')], 'Armed the house alarm for the night.'],
    [
      'a volume',
      [call('media_player.sonos', 'media_player.volume_set', { volume_level: 0.4 })],
      'Set the volume of the Sonos One to 40 %.',
    ],
    ['a source', [call('media_player.tv', 'media_player.select_source', { source: 'Netflix' })], 'Switched the TV to Netflix.'],
    [
      'what plays',
      [call('media_player.sonos', 'media_player.play_media', { media_content_id: 'jazz' })],
      'Playing “jazz” on the Sonos One.',
    ],
    [
      'a mode',
      [call('climate.living', 'climate.set_hvac_mode', { hvac_mode: 'heat_cool' })],
      'Set the living room thermostat to heat cool mode.',
    ],
    ['a scene', [call('scene.movie', 'scene.turn_on')], 'Activated the movie night scene.'],
    ['a script', [call('script.leave', 'script.turn_on')], 'Ran the goodbye script.'],
    ['a vacuum', [call('vacuum.robo', 'vacuum.return_to_base')], 'Sent the Roomba back to its dock.'],
    ['a list', [call('todo.shopping', 'todo.add_item', { item: 'cheese' })], 'Added “cheese” to the shopping list.'],
    ['a new timer', [call('timer.new', 'timer.start', { duration: 600, name: 'pasta' })], 'Started the pasta timer for 10 minutes.'],
    ['more time', [call('timer.pasta', 'timer.change', { duration: 300 })], 'Added 5 minutes to the pasta timer.'],
    [
      'a command for later',
      [call('timer.new', 'timer.start', { duration: 300, command: 'turn off the lights' })],
      'Will do this in 5 minutes: turn off the lights.',
    ],
    ['an announcement', [call('notify.all', 'notify.send_message', { message: 'Dinner is ready' })], 'Announced “Dinner is ready”.'],
    [
      "a device's own command",
      [call('switch.heater', 'switch.set_intensity', { intensity: 50 })],
      'Set the intensity of the workshop heater to 50.',
    ],
    ['one without parameters', [call('switch.heater', 'switch.pack')], 'Told the workshop heater to pack.'],
    ['nothing', [], 'There was nothing to do.'],
  ])('%s', (_, actions, said) => expect(replyTo(actions, house)).toBe(said));

  it('counts instead of naming where everything of a kind was meant', () => {
    const lights = Array.from({ length: 9 }, (_, i) => thing(`light.l${i}`, `Lamp ${i}`, 'kitchen', 'on'));
    const many: Home = { ...house, entities: [...lights, thing('light.x', 'Attic Light', undefined, 'on')] };
    const off = lights.map(({ id }) => call(id, 'light.turn_off'));
    expect(replyTo(off, many)).toBe('Turned off all 9 lights in the kitchen.');
    expect(replyTo(off.slice(0, 8), many)).toBe('Turned off the lamp 0, the lamp 1, the lamp 2 and 5 more.');
  });
});

describe('what was not done', () => {
  const refusal = (reason: Refused['reason'], more: Partial<Refused>): Refused => ({ text: 'turn on the heater', reason, ...more });
  it.each<[string, Refused, string]>([
    [
      'a missing device, with the one elsewhere',
      refusal('no_device', { detail: 'workshop heater in the garage', near: ['switch.heater'] }),
      'I could not find a workshop heater in the garage; there is one in the workshop.',
    ],
    [
      'with what comes near',
      refusal('no_device', { detail: 'the reading lamp', near: ['light.desk', 'light.floor'] }),
      'I could not find a reading lamp; there are the desk lamp and the floor lamp.',
    ],
    ['with nothing near', refusal('no_device', { detail: 'ovens' }), 'I could not find any ovens.'],
    [
      'a capability that is not there',
      refusal('no_capability', { detail: 'light.desk: it cannot be dimmed' }),
      'The desk lamp: it cannot be dimmed.',
    ],
    [
      'the same with the entity apart',
      refusal('no_capability', { entity: 'light.desk', detail: 'it cannot be dimmed' }),
      'The desk lamp: it cannot be dimmed.',
    ],
    [
      'a number out of range',
      refusal('out_of_range', { detail: 'climate.living: it goes from 7 to 35 °C' }),
      'The living room thermostat: it goes from 7 to 35 °C.',
    ],
    ['two that fit', refusal('ambiguous', { candidates: ['light.desk', 'light.floor'] }), 'Which one: the desk lamp or the floor lamp?'],
    ['nothing known about it', refusal('no_capability', {}), 'I cannot do “turn on the heater”: it cannot do that.'],
  ])('%s', (_, refused, said) => expect(replyTo([], house, [refused])).toBe(said));

  it('comes after what was done', () => {
    const opened = [call('cover.blinds', 'cover.set_cover_position', { position: 40 })];
    expect(replyTo(opened, house, [refusal('no_device', { detail: 'heater in the garage' })])).toBe(
      'Opened the blinds to 40 %. I could not find a heater in the garage.',
    );
  });
});

describe('questions back', () => {
  it('names the candidates', () =>
    expect(askWhich(['light.desk', 'light.floor'], house)).toBe('Which one: the desk lamp or the floor lamp?'));
  it('tells namesakes apart by where they are', () =>
    expect(askWhich(['light.ceiling_bed', 'light.ceiling_living'], house)).toBe(
      'Which one: the ceiling light in the bedroom or the ceiling light in the living room?',
    ));
  it('asks even when there is nothing to name', () => expect(askWhich([], house)).toBe('Which one do you mean?'));
  it('asks to confirm what is risky', () => {
    const unlock = [call('lock.front', 'lock.unlock')];
    expect(askConfirmation(unlock, house)).toBe('Unlock the front door? Say yes or your PIN within 30 seconds.');
    expect(askConfirmation(unlock, house, 'pin')).toBe('Unlock the front door? Say your PIN within 30 seconds.');
  });
  it('counts before it reaches far', () =>
    expect(askMany([call('light.desk', 'light.turn_off'), call('light.floor', 'light.turn_off')], house)).toBe(
      'Turn off the desk lamp and the floor lamp? That would be 2 devices. Shall I?',
    ));
  it('says what will be done', () =>
    expect(doingPhrase([call('light.kitchen', 'light.turn_off')], house)).toBe('turn off the kitchen light'));
});

describe('whatever comes in', () => {
  it('is never longer than it may be', () => {
    const long = 'y'.repeat(10_000);
    const refused: Refused[] = Array.from({ length: 200 }, (_, i) => ({ text: `${long}${i}`, reason: 'no_device', detail: `${long}${i}` }));
    const actions = Array.from({ length: 300 }, (_, i) => call(`light.l${i}`, `light.${long.slice(0, 100)}${i}`, { x: long }));
    for (const said of [
      replyTo(actions, house, refused),
      askConfirmation(actions, house),
      askMany(actions, house),
      replyTo([], house, refused),
    ])
      expect(said.length).toBeLessThanOrEqual(MAX_REPLY);
  });
  it('does not stumble over devices that are gone or fields of other types', () => {
    const odd = call('light.gone', 'light.turn_on', { brightness_pct: 'x', color_name: null });
    expect(replyTo([odd, call('timer.new', 'timer.start', { duration: 'abc' }), call('', '')], house)).toMatch(/^Turned on gone/);
    expect(replyTo([call('switch.pump', 'switch.constructor'), call('switch.pump', 'switch.__proto__')], house)).toContain('pump P-101');
  });
});
