import { describe, expect, it } from 'vitest';
import { pointing, siblings, telling } from '../../../src/bench/language/pointing.ts';
import { entity, home } from './home.ts';

const house = home(
  ['Bedroom', 'Guest Bedroom', 'Kitchen'],
  entity('light.bed', 'Bedroom Light', {}, 'bedroom'),
  entity('light.lamp', 'Nightstand Lamp', {}, 'bedroom'),
  entity('light.guest', 'Guest Bedroom Light', {}, 'guest_bedroom'),
  entity('media_player.tv', 'TV', { device_class: 'tv' }, 'bedroom'),
  entity('media_player.one', 'Smart Speaker', {}, 'bedroom'),
  entity('media_player.two', 'Other Speaker', {}, 'kitchen'),
  entity('sensor.bed', 'Bedroom Light Level', {}, 'bedroom'),
);

describe('which device the words mean', () => {
  it.each([
    ['turn on the bedroom light', ['light.bed']],
    ['turn on the light in the guest bedroom', ['light.guest']],
    ['nightstand lamp on', ['light.lamp']],
    ['set the volume to 50', ['media_player.tv', 'media_player.one', 'media_player.two']],
    ['pause the music', ['media_player.one', 'media_player.two']],
    ['pause the music in the kitchen', ['media_player.two']],
    ['pause the tv', ['media_player.tv']],
  ])('%s: %j', (text, best) => {
    expect(pointing(text, house).best).toEqual(best);
  });

  it('one that cannot be meant does not count', () => {
    expect(pointing('make the bedroom louder', house, ({ domain }) => domain === 'media_player').alike).toEqual([
      'media_player.tv',
      'media_player.one',
    ]);
    expect(pointing('make the bedroom louder', house, ({ domain }) => domain === 'light').alike).not.toContain('media_player.tv');
  });

  it('equal names in two rooms are alike', () => {
    const twins = home(['Den', 'Long Den'], entity('light.a', 'Lamp', {}, 'den'), entity('light.b', 'Lamp', {}, 'long_den'));
    expect(pointing('lamp in the den', twins)).toMatchObject({ best: ['light.a'], alike: ['light.a', 'light.b'] });
  });

  it('courtesies, verbs and values tell nothing', () => {
    expect(telling('Could you please turn the lights in the Kids Bedroom up to 75 percent?')).toEqual(['light', 'kid', 'bedroom']);
  });
});

it('who says "lights" may have all of the room, who says "light" only one', () => {
  const [bed, , guest] = house.entities;
  if (bed === undefined || guest === undefined) throw new Error('no lights');
  expect(siblings('lights off in the bedroom', bed, house, []).map((want) => want.entity)).toEqual(['light.lamp']);
  expect(siblings('light off in the bedroom', bed, house, [])).toEqual([]);
  expect(siblings('lights off in the guest bedroom', guest, house, [])).toEqual([]);
});
