/** Needs and moods in a house: what each does, where, and what none ever does. */
import { describe, expect, it } from 'vitest';
import { riskOf } from '../../../../src/core/authority/index.ts';
import type { Home } from '../../../../src/core/domain/home.ts';
import { MOODS, type MoodContext, planMood } from '../../../../src/core/language/mood/index.ts';
import { apply } from '../../../../src/core/language/plan/index.ts';
import { house, thing } from '../reply/house.ts';

const colour = { supported_color_modes: ['rgb', 'color_temp'] };
const dim = { supported_color_modes: ['color_temp'], min_color_temp_kelvin: 2200, max_color_temp_kelvin: 6500 };
/** A living room of an evening, and what is around it. */
const home: Home = {
  floors: [],
  areas: [
    { id: 'living', name: 'Living Room', aliases: [] },
    { id: 'bath', name: 'Bathroom', aliases: [] },
    { id: 'kitchen', name: 'Kitchen', aliases: [] },
    { id: 'terrace', name: 'Terrace', aliases: [] },
  ],
  entities: [
    thing('light.ceiling', 'Ceiling Light', 'living', 'on', { ...dim, brightness: 128 }),
    thing('light.strip', 'Light Strip', 'living', 'off', colour),
    thing('light.plain', 'Plain Lamp', 'living', 'off', { supported_color_modes: ['onoff'] }),
    thing('light.fish', 'Aquarium Light', 'living', 'on', { ...dim, brightness: 255 }),
    thing('climate.radiator', 'Radiator', 'living', 'heat', {
      temperature: 20,
      current_temperature: 19,
      min_temp: 5,
      max_temp: 30,
      hvac_modes: ['heat', 'off'],
      target_temp_step: 0.5,
    }),
    thing('cover.curtain', 'Curtain', 'living', 'open', { device_class: 'curtain' }),
    thing('fan.ceiling', 'Ceiling Fan', 'living', 'off', { percentage: 0, percentage_step: 33.33 }),
    thing('media_player.speaker', 'Speaker', 'living', 'idle', { device_class: 'speaker', volume_level: 0.6 }),
    thing('media_player.tv', 'TV', 'living', 'on', { device_class: 'tv', volume_level: 0.4 }),
    thing('light.bath', 'Bathroom Light', 'bath', 'off', dim),
    thing('humidifier.bath', 'Dehumidifier', 'bath', 'off', { device_class: 'dehumidifier' }),
    thing('light.kitchen', 'Kitchen Light', 'kitchen', 'on', { ...dim, brightness: 255 }),
    thing('fan.hood', 'Hood', 'kitchen', 'off'),
    thing('switch.oven', 'Oven', 'kitchen', 'off'),
    thing('light.terrace', 'Terrace Light', 'terrace', 'off', dim),
    thing('switch.fairy', 'Fairy Lights', 'terrace', 'off'),
    thing('lock.front', 'Front Door', undefined, 'unlocked'),
    thing('cover.garage', 'Garage Door', undefined, 'open', { device_class: 'garage' }),
    thing('switch.pump', 'Pool Pump', undefined, 'off'),
    thing('valve.water', 'Main Valve', undefined, 'open'),
    thing('alarm_control_panel.a', 'Alarm', undefined, 'armed_home'),
  ],
};

/** "light.ceiling 80" per action: short enough to read. */
function does(mood: string, area?: string, more: Partial<MoodContext> = {}): string[] {
  const plan = planMood(mood, { home, ...(area === undefined ? {} : { area }), ...more });
  if ('none' in plan) return [`none: ${plan.none}`];
  return plan.actions.map(
    ({ entity, service, data }) =>
      `${entity} ${service.split('.')[1]}${Object.keys(data).length === 0 ? '' : ` ${Object.values(data).join(' ')}`}`,
  );
}

describe('a need', () => {
  it.each<[string, string, string | undefined, string[]]>([
    [
      'too dark: more from what is on, a good level from what is off',
      'too_dark',
      'living',
      ['light.ceiling turn_on 80', 'light.strip turn_on 70', 'light.plain turn_on'],
    ],
    ['too dark in the bath', 'too_dark', 'bath', ['light.bath turn_on 70']],
    ['too dark, and nobody knows where', 'too_dark', undefined, ['none: which_area']],
    ['too bright: only what is on, and never out', 'too_bright', 'living', ['light.ceiling turn_on 20']],
    ['cold: a degree more', 'cold', 'living', ['climate.radiator set_temperature 21']],
    ['hot: a degree less and the fan', 'hot', 'living', ['climate.radiator set_temperature 19', 'fan.ceiling turn_on']],
    ['stuffy', 'stuffy', 'living', ['fan.ceiling turn_on']],
    ['humid', 'humid', 'bath', ['humidifier.bath turn_on']],
    ['cold where nothing heats: the only thermostat of the home', 'cold', 'bath', ['climate.radiator set_temperature 21']],
    ['noisy where nothing plays', 'noisy', 'living', ['none: already']],
  ])('%s', (_, mood, area, expected) => expect(does(mood, area)).toEqual(expected));

  it('stops where a room is warm enough', () => {
    const warm = { ...home, entities: [thing('climate.r', 'Radiator', 'living', 'heat', { temperature: 24, min_temp: 5, max_temp: 30 })] };
    expect(does('cold', 'living', { home: warm })).toEqual(['none: already']);
  });
  it('switches on what can heat, and not what can only cool', () => {
    const off = (modes: string[]): Home => ({
      ...home,
      entities: [
        thing('climate.r', 'Unit', 'living', 'off', {
          temperature: 17,
          current_temperature: 18,
          min_temp: 16,
          max_temp: 30,
          hvac_modes: modes,
        }),
      ],
    });
    expect(does('cold', 'living', { home: off(['heat', 'off']) })).toEqual([
      'climate.r set_hvac_mode heat',
      'climate.r set_temperature 20',
    ]);
    expect(does('cold', 'living', { home: off(['cool', 'off']) })).toEqual(['none: already']);
  });
  it('opens the curtain of a room without a lamp', () => {
    const lampless: Home = { ...home, entities: [thing('cover.c', 'Curtain', 'living', 'closed', { device_class: 'curtain' })] };
    expect(does('too_dark', 'living', { home: lampless })).toEqual(['cover.c open_cover']);
  });
});

describe('a mood', () => {
  it.each<[string, string, string | undefined, string[]]>([
    [
      'a movie: little warm light, curtains',
      'movie',
      'living',
      ['light.ceiling turn_on 15 2700', 'light.strip turn_on 15 2700', 'cover.curtain close_cover'],
    ],
    ['focus', 'focus', 'bath', ['light.bath turn_on 100 5000']],
    [
      'a party has colours where there are some',
      'party',
      'living',
      [
        'light.ceiling turn_on 60 2700',
        'light.strip turn_on 60 magenta',
        'light.plain turn_on',
        'media_player.speaker media_play',
        'media_player.speaker volume_set 0.5',
      ],
    ],
    ['cooking is in the kitchen when nobody says', 'cooking', undefined, ['light.kitchen turn_on 100 4000', 'fan.hood turn_on']],
    ['the garden is never the living room', 'garden', 'living', ['light.terrace turn_on 80 2700', 'switch.fairy turn_on']],
    ['locking up closes and locks', 'lock_up', undefined, ['lock.front lock', 'cover.garage close_cover']],
    [
      'leaving: everything off and shut, aquarium and alarm left alone',
      'leaving',
      undefined,
      [
        'light.ceiling turn_off',
        'climate.radiator set_temperature 18',
        'media_player.speaker turn_off',
        'media_player.tv turn_off',
        'light.kitchen turn_off',
        'lock.front lock',
        'cover.garage close_cover',
      ],
    ],
    [
      'help: light and no noise, and no door is locked in case of fire',
      'panic',
      undefined,
      [
        'light.ceiling turn_on 100 4000',
        'light.strip turn_on 100 4000',
        'light.plain turn_on',
        'media_player.speaker turn_off',
        'media_player.tv turn_off',
        'light.bath turn_on 100 4000',
        'light.kitchen turn_on 100 4000',
        'light.terrace turn_on 100 4000',
      ],
    ],
    ['too quiet where nothing plays', 'too_quiet', 'living', ['media_player.speaker media_play']],
    ['the season', 'decoration', undefined, ['switch.fairy turn_on']],
  ])('%s', (_, mood, area, expected) => expect(does(mood, area)).toEqual(expected));

  it('says what it did, and counts the devices', () => {
    expect(planMood('movie', { home, area: 'living' })).toMatchObject({
      said: 'Movie time. Set the ceiling light and the light strip to warm white (2700 K) at 15 % and closed the curtain.',
      devices: 3,
    });
    expect(planMood('leaving', { home })).toMatchObject({ devices: 7 });
  });
  it('looks at the house as it is now', () =>
    expect(
      does('too_bright', 'living', {
        state: (id) => (id === 'light.ceiling' ? thing(id, 'Ceiling Light', 'living', 'off', dim) : undefined),
      }),
    ).toEqual(['none: already']));
  it('uses the scene of that name first', () => {
    expect(planMood('movie', { home: house, area: 'living' })).toMatchObject({
      actions: [{ entity: 'scene.movie', service: 'scene.turn_on', data: {} }],
      scene: 'scene.movie',
      said: 'Movie time. Activated the movie night scene.',
    });
    expect(planMood('leaving', { home: house })).toMatchObject({ scene: 'script.leave' });
  });
  it.each([
    ['Living Room Movie', true],
    ['Movie', true],
    ['Movie Mode', true],
    ['Movie Projector Test', false],
    ['Stop Movie', false],
    ['Movie and unlock the door', false],
  ])('a scene called %s is the movie mood: %s', (name, is) => {
    const with1 = { ...home, entities: [thing('scene.x', name, undefined, 'unknown')] };
    const plan = planMood('movie', { home: with1, area: 'living' });
    expect('scene' in plan).toBe(is);
  });
  it('refuses what it does not know', () => expect(planMood('constructor', { home })).toMatchObject({ none: 'unknown' }));
  it('does not ask for a room in a home without rooms', () =>
    expect(
      does('too_dark', undefined, { home: { floors: [], areas: [], entities: [thing('light.x', 'Lamp', undefined, 'off', dim)] } }),
    ).toEqual(['light.x turn_on 70']));
});

describe('no mood ever', () => {
  const byId = (from: Home) => new Map(from.entities.map((e) => [e.id, e]));
  const everywhere = MOODS.flatMap(({ id }) =>
    [house, home].flatMap((h) => [undefined, ...h.areas.map((a) => a.id)].map((area) => ({ id, h, area }))),
  );

  it('is risky, opens a lock or a way in, starts a pump or an oven, or touches a valve', () => {
    let count = 0;
    for (const { id, h, area } of everywhere) {
      const plan = planMood(id, { home: h, ...(area === undefined ? {} : { area }) });
      if ('none' in plan) continue;
      for (const action of plan.actions) {
        const on = byId(h).get(action.entity);
        if (on === undefined) throw new Error(action.entity);
        count += 1;
        expect(riskOf(action, on)).not.toBe('security');
        expect(action.entity).not.toMatch(/^valve|pump|oven|heater|siren|boiler/);
        const after = apply(action, on);
        if (on.domain === 'lock') expect(after.state).toBe('locked');
        if (on.id === 'cover.garage') expect(after.state).toBe('closed');
        if (on.domain === 'climate') expect(Number(after.attributes['temperature'])).toBeLessThanOrEqual(24);
        if (on.domain === 'alarm_control_panel') expect(action.service).not.toContain('disarm');
      }
    }
    expect(count).toBeGreaterThan(200);
  });
  it('is without a reply', () => {
    for (const { id, h, area } of everywhere) {
      const { said } = planMood(id, { home: h, ...(area === undefined ? {} : { area }) });
      expect(said.length).toBeGreaterThan(5);
      expect(said.length).toBeLessThanOrEqual(500);
    }
  });
  it('stands twice in the table, or under a name that another has', () => {
    expect(new Set(MOODS.map(({ id }) => id)).size).toBe(MOODS.length);
    const names = MOODS.flatMap((mood) => mood.names);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });
});
