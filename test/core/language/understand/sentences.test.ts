/** What sentences do in small homes of their own, where the invented homes of the manual have no such devices. Rules alone. */
import { describe, expect, it } from 'vitest';
import { Understanding } from '../../../../src/agent/understanding.ts';
import { timestamp } from '../../../../src/core/base/index.ts';
import type { Answer, Attributes, Entity, Home } from '../../../../src/core/domain/home.ts';

const entity = (id: string, name: string, area: string | undefined, state: string, attributes: Attributes = {}): Entity => ({
  id,
  domain: id.slice(0, id.indexOf('.')),
  name,
  aliases: [],
  ...(area === undefined ? {} : { area }),
  state,
  attributes,
});

const home: Home = {
  floors: [],
  areas: [
    { id: 'garage', name: 'Garage', aliases: [] },
    { id: 'study', name: 'Study', aliases: [] },
    { id: 'hall', name: 'Hall', aliases: [] },
    { id: 'kitchen', name: 'Kitchen', aliases: [] },
  ],
  entities: [
    entity('cover.garage', 'Garage Door', 'garage', 'closed', { device_class: 'garage', supported_features: 3 }),
    entity('lock.garage', 'Smart Lock', 'garage', 'locked'),
    entity('lock.hall', 'Front Lock', 'hall', 'locked'),
    entity('media_player.study', 'Radio', 'study', 'playing', { volume_level: 0.4, supported_features: 1 | 4 | 16384 }),
    entity('humidifier.study', 'Dehumidifier', 'study', 'on', { device_class: 'dehumidifier' }),
    entity('water_heater.kitchen', 'Water Heater', 'kitchen', 'off', { supported_features: 8 }),
    entity('fan.purifier', 'Air Purifier', 'study', 'on', {
      preset_mode: 'sleep',
      preset_modes: ['auto', 'sleep'],
      fan_speed: 'low',
      supported_features: 56,
      commands: { set_fan_speed: { fan_speed: { options: ['low', 'high'] } } },
    }),
    entity('light.hall', 'Hall Light', 'hall', 'on', { supported_color_modes: ['brightness'], brightness: 255 }),
    entity('light.study', 'Study Light', 'study', 'on', { supported_color_modes: ['onoff'] }),
    entity('light.kitchen', 'Kitchen Light', 'kitchen', 'on', { supported_color_modes: ['onoff'] }),
    entity('person.ann', 'Ann', undefined, 'gym'),
    entity('person.bob', 'Bob', undefined, 'home'),
  ],
};

const understanding = new Understanding(home, { words: new Set(), timezone: 'UTC' });
const ask = (text: string): Promise<Answer> => understanding.ask({ id: '1', text }, timestamp(0));
const done = ({ actions }: Answer): string[] =>
  actions.map(
    ({ entity: id, service, data }) => `${id} ${service.split('.')[1]}${Object.keys(data).length === 0 ? '' : ` ${JSON.stringify(data)}`}`,
  );

describe('a command in a home where the nearest thing is another one', () => {
  it.each([
    ['lock the garage door', ['lock.garage lock'], 'the lock of the garage is meant, not the door that has none'],
    ['mute the radio', ['media_player.study volume_set {"volume_level":0}'], 'without a mute of its own silence is a volume of 0'],
    ['set the fan speed of the air purifier to high', ['fan.purifier set_fan_speed {"fan_speed":"high"}'], 'its own command'],
    [
      'lower the radio by 10 percent and then by 5 percent',
      ['media_player.study volume_set {"volume_level":0.3}', 'media_player.study volume_set {"volume_level":0.25}'],
      'one change after the other',
    ],
    [
      'set the brightness in the hall to 40, in the study to 20',
      ['light.hall turn_on {"brightness_pct":40}'],
      'each place has its own value',
    ],
  ])('"%s" does %j: %s', async (text, actions) => {
    expect(done(await ask(text))).toEqual(actions);
  });

  it.each([
    ['set the fan speed of the air purifier to auto', 'the preset called so is another thing'],
    ['put the water heater into heating mode', 'which mode is not known, and on is none'],
    ['lower the humidity of the dehumidifier by 10 percent', 'what it is set to is not known'],
    ['unmute the radio', 'nobody says how loud it was'],
  ])('"%s" does nothing, because %s', async (text) => {
    const answer = await ask(text);
    expect(answer.actions).toEqual([]);
    expect(answer.outcome).not.toBe('act');
  });

  it('says of each thing of a clause that it cannot', async () => {
    const answer = await ask('dim the lights in the study and kitchen to 20 percent');
    expect(answer.actions).toEqual([]);
    expect(answer.reply).toMatch(/study light.*kitchen light/i);
  });
});

describe('people, where they are', () => {
  it.each([
    ['who is at the gym', 'Ann is at gym.'],
    ['is anybody at work', 'Nobody, as far as I know.'],
    ['is Bob at the gym', 'No, Bob is at home.'],
    ['is the house empty', 'No, Bob is at home.'],
    ['where is everyone', 'Ann is at gym. Bob is at home.'],
  ])('"%s" is answered "%s"', async (text, reply) => {
    expect(await ask(text)).toMatchObject({ outcome: 'answer', reply });
  });

  it('does not take being hungry for being at home', async () => {
    expect((await ask('is anyone hungry')).reply).not.toMatch(/at home/);
  });
});
