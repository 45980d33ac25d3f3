/** Speakers, televisions, and what is said to people. */
import { describe, expect, it } from 'vitest';
import type { Entity } from '../../../../src/core/domain/home.ts';
import type { Deed } from '../../../../src/core/language/deed.ts';
import { become, by, deed, device, n, percent, planned, share, thereAndBack, word } from './devices.ts';

const FULL = 1 + 4 + 8 + 16 + 32 + 128 + 256 + 512 + 1024 + 2048 + 4096 + 16384;
const speaker = device('media_player.speaker', 'playing', {
  volume_level: 0.8,
  is_volume_muted: false,
  media_track: 3,
  supported_features: FULL,
});
const tv = device('media_player.tv', 'off', {
  source_list: ['HDMI 1', 'Netflix App', 'YouTube'],
  sound_mode_list: ['Movie', 'Music'],
  supported_features: 1 + 4 + 8 + 128 + 256 + 2048 + 65536,
});
const radio = device('media_player.radio', 'idle', { supported_features: 1024 + 16384 + 4096 });
const jukebox = device('media_player.jukebox', 'idle', {
  volume_level: 0.04,
  commands: {
    set_song: { song: { type: 'string' } },
    set_artist: { artist: { type: 'string' } },
    set_style: { style: { type: 'string' } },
  },
});

describe('a media player', () => {
  it.each<[string, Deed, Entity, string]>([
    ['is switched on', deed('on'), tv, 'turn_on'],
    ['that cannot be switched on plays', deed('on'), radio, 'media_play'],
    ['that cannot be switched off stops', deed('off'), radio, 'media_stop'],
    ['plays on', deed('play'), speaker, 'media_play'],
    ['pauses', deed('pause'), speaker, 'media_pause'],
    ['that can only pause plays on too', deed('play'), tv, 'media_play'],
    ['stops', deed('stop'), speaker, 'media_stop'],
    ['that cannot stop pauses', deed('stop'), tv, 'media_pause'],
    ['skips', deed('next'), speaker, 'media_next_track'],
    ['goes back', deed('previous'), speaker, 'media_previous_track'],
    ['without tracks does not skip', deed('next'), tv, 'no_capability: it cannot do that'],
    ['takes a volume in percent', deed('set volume', percent(50)), speaker, 'volume_set {"volume_level":0.5}'],
    ['takes a number as percent', deed('set', n(7)), speaker, 'volume_set {"volume_level":0.07}'],
    ['takes a level as Home Assistant has it', deed('set volume', n(0.4)), speaker, 'volume_set {"volume_level":0.4}'],
    ['takes words for levels', deed('set volume', word('low')), speaker, 'volume_set {"volume_level":0.2}'],
    ['at its loudest', deed('set volume', share(1)), speaker, 'volume_set {"volume_level":1}'],
    ['goes no louder than all', deed('set volume', percent(130)), speaker, 'out_of_range: it goes from 0 to 100 %'],
    ['quieter is ten points', deed('lower'), speaker, 'volume_set {"volume_level":0.7}'],
    ['a bit louder is five', by('raise', 'little'), speaker, 'volume_set {"volume_level":0.85}'],
    ['quieter by percent is by points', by('lower volume', 53, '%'), speaker, 'volume_set {"volume_level":0.27}'],
    ['half as loud', by('lower volume', 'half'), speaker, 'volume_set {"volume_level":0.4}'],
    ['that shows no volume goes a step', deed('raise'), radio, 'volume_up'],
    ['that has steps only takes no level', deed('set volume', percent(20)), radio, 'no_capability: its volume cannot be changed'],
    ['is muted', deed('mute'), speaker, 'volume_mute {"is_volume_muted":true}'],
    ['is heard again', deed('unmute'), speaker, 'volume_mute {"is_volume_muted":false}'],
    ['without mute is not', deed('mute'), radio, 'no_capability: it cannot be muted'],
    ['takes a source', deed('set source', word('hdmi 1')), tv, 'select_source {"source":"HDMI 1"}'],
    ['takes a source by a part of its name', deed('set', word('netflix')), tv, 'select_source {"source":"Netflix App"}'],
    ['takes a sound mode', deed('set', word('movie mode')), tv, 'select_sound_mode {"sound_mode":"Movie"}'],
    [
      'has only its sources',
      deed('set source', word('disney')),
      tv,
      'no_capability: it has no "disney"; it knows HDMI 1, Netflix App and YouTube',
    ],
    [
      'plays what is asked for',
      deed('search', undefined, { content: 'Kind of Blue' }),
      speaker,
      'play_media {"media_content_id":"Kind of Blue"}',
    ],
    [
      'plays an album',
      deed('search album', undefined, { content: 'Kind of Blue' }),
      speaker,
      'play_media {"media_content_id":"Kind of Blue","media_content_type":"album"}',
    ],
    ['plays a song by its own command', deed('search song', undefined, { content: 'So What' }), jukebox, 'set_song {"song":"So What"}'],
    ['plays a style by its own command', deed('set style', word('jazz')), jukebox, 'set_style {"style":"jazz"}'],
    [
      'that cannot play by name does not',
      deed('search', undefined, { content: 'jazz' }),
      tv,
      'no_capability: it cannot play what is asked for by name',
    ],
    ['speaks', deed('announce', undefined, { content: 'dinner' }), speaker, 'tts.speak {"message":"dinner"}'],
  ])('%s', (_, what, entity, call) => expect(planned(what, entity)).toBe(call));
});

describe('who speaks', () => {
  it.each<[string, string, string]>([
    ['a phone is sent a message', 'notify.phone', 'send_message {"message":"dinner is ready"}'],
    ['a voice speaks', 'tts.voice', 'speak {"message":"dinner is ready"}'],
    ['a satellite announces', 'assist_satellite.hall', 'announce {"message":"dinner is ready"}'],
  ])('%s', (_, id, call) => expect(planned(deed('announce', undefined, { content: 'dinner is ready' }), device(id))).toBe(call));
  it('says nothing when there is nothing to say', () => {
    expect(planned(deed('announce'), device('notify.phone'))).toBe('no_capability: there is nothing to say');
  });
});

describe('a media player afterwards', () => {
  it('shows what it does', () => {
    expect(become(deed('pause'), speaker).state).toBe('paused');
    expect(become(deed('mute'), speaker).attributes['is_volume_muted']).toBe(true);
    expect(become(deed('next'), speaker).attributes['media_track']).toBe(4);
    expect(become(deed('search', undefined, { content: 'jazz' }), speaker).attributes['media_content_id']).toBe('jazz');
  });
  it.each<[string, Deed, Entity]>([
    ['its volume', deed('raise'), speaker],
    ['muted', deed('mute'), speaker],
    ['playing', deed('pause'), speaker],
    ['off', deed('on'), tv],
    ['the track', deed('next'), speaker],
  ])('is what it was when it is undone: %s', (_, what, entity) => expect(thereAndBack(what, entity)).toEqual(entity));
});
