/** Media players. https://www.home-assistant.io/integrations/media_player/ */
import type { Entity } from '../../../domain/home.ts';
import type { Deed } from '../../deed.ts';
import { can, number, text, texts } from '../attributes.ts';
import { MEDIA } from '../features.ts';
import { option } from '../options.ts';
import { level, levelOf, PERCENT } from '../range.ts';
import { act, actWith, cannot, type Domain, lacks, missing, type Planned } from '../result.ts';
import { wanted } from '../want.ts';
import { fold, pick } from '../words.ts';

const may = (entity: Entity, bit: number): boolean => can(entity, bit) ?? true;
const first = (entity: Entity, ...ways: readonly (readonly [bit: number, service: string])[]): Planned => {
  const way = ways.find(([bit]) => may(entity, bit));
  return way === undefined ? lacks(undefined) : act(entity, way[1]);
};

function volume(deed: Deed, entity: Entity): Planned {
  const want = wanted(deed);
  if (want === undefined) return missing('value');
  const now = number(entity, 'volume_level');
  const settable = may(entity, MEDIA.volumeSet);
  if ('change' in want && (now === undefined || !settable)) {
    if (may(entity, MEDIA.volumeStep)) return act(entity, want.change.direction > 0 ? 'volume_up' : 'volume_down');
    if (!settable) return lacks('volume');
  }
  if (!settable) return lacks('volume');
  // "0.4" is the level as Home Assistant has it, "40" and "40 %" are percent.
  const { value } = deed;
  const share = value?.kind === 'number' && value.unit === '' && value.number > 0 && value.number < 1;
  const said: Deed = share ? { ...deed, value: { kind: 'share', share: value.number } } : deed;
  const found = level(said, Math.round((now ?? 0.5) * 100), PERCENT, { little: 5, some: 10, much: 25 });
  return actWith(entity, 'volume_set', 'volume_level', found.ok ? { ok: true, value: Math.round(found.value) / 100 } : found);
}

/** What `media_content_type` a word for content is; the enumeration MediaType of Home Assistant. */
const TYPES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    music: 'music',
    song: 'track',
    track: 'track',
    artist: 'artist',
    band: 'artist',
    album: 'album',
    playlist: 'playlist',
    genre: 'genre',
    movie: 'movie',
    film: 'movie',
    video: 'video',
    show: 'tvshow',
    tvshow: 'tvshow',
    series: 'tvshow',
    episode: 'episode',
    channel: 'channel',
    station: 'channel',
    radio: 'channel',
    podcast: 'podcast',
    game: 'game',
    app: 'app',
  }),
);

function search(deed: Deed, entity: Entity): Planned {
  const content = deed.content ?? (deed.value?.kind === 'word' ? deed.value.word : undefined);
  if (content === undefined) return first(entity, [MEDIA.play, 'media_play'], [MEDIA.pause, 'media_play']);
  if (!may(entity, MEDIA.playMedia)) return cannot('it cannot play what is asked for by name');
  const type = deed.attribute === undefined ? undefined : TYPES.get(fold(deed.attribute));
  return act(entity, 'play_media', { media_content_id: content, ...(type === undefined ? {} : { media_content_type: type }) });
}

function listed(deed: Deed, entity: Entity, list: string, current: string, bit: number, service: string, noun: string): Planned {
  const options = texts(entity, list);
  if (options.length > 0) return actWith(entity, service, current, option(deed, text(entity, current), options));
  // A player that has sources but cannot name them while it is off takes the name as said.
  return can(entity, bit) === true && deed.value?.kind === 'word' ? act(entity, service, { [current]: deed.value.word }) : lacks(noun);
}

const isOff = (deed: Deed): boolean => deed.value?.kind === 'word' && ['off', 'no', 'none'].includes(fold(deed.value.word));

function attribute(deed: Deed, entity: Entity): Planned {
  switch (deed.attribute) {
    case 'volume':
    case 'sound': {
      const word = deed.value?.kind === 'word' ? pick(deed.value.word, texts(entity, 'sound_mode_list')) : undefined;
      if (word !== undefined) return attribute({ ...deed, attribute: 'sound_mode' }, entity);
      return volume(deed, entity);
    }
    case 'source':
    case 'input':
    case 'channel':
    case 'app':
      return listed(deed, entity, 'source_list', 'source', MEDIA.source, 'select_source', 'source');
    case 'sound_mode':
    case 'mode':
      return listed(deed, entity, 'sound_mode_list', 'sound_mode', MEDIA.soundMode, 'select_sound_mode', 'modes');
    case 'shuffle':
      return may(entity, MEDIA.shuffle) ? act(entity, 'shuffle_set', { shuffle: !isOff(deed) }) : lacks('shuffle');
    case 'repeat': {
      if (!may(entity, MEDIA.repeat)) return lacks('repeat');
      const word = deed.value?.kind === 'word' ? fold(deed.value.word) : '';
      return act(entity, 'repeat_set', { repeat: isOff(deed) ? 'off' : ['one', 'song', 'track'].includes(word) ? 'one' : 'all' });
    }
    default:
      return TYPES.has(fold(deed.attribute ?? '')) ? search(deed, entity) : lacks(deed.attribute);
  }
}

export const mediaPlayer: Domain = {
  usual({ value, intent }, entity) {
    if (intent === 'search') return undefined;
    if (value?.kind !== 'word') return 'volume';
    const sources = texts(entity, 'source_list');
    if (pick(value.word, sources) !== undefined) return 'source';
    if (pick(value.word, texts(entity, 'sound_mode_list')) !== undefined) return 'sound_mode';
    // "to HDMI 3": no loudness, so a source that it may lack.
    return sources.length > 0 && levelOf(value.word) === undefined ? 'source' : 'volume';
  },
  plan(deed, entity) {
    switch (deed.intent) {
      case 'on':
      case 'start':
      case 'activate':
        return first(entity, [MEDIA.turnOn, 'turn_on'], [MEDIA.play, 'media_play']);
      case 'off':
        return first(entity, [MEDIA.turnOff, 'turn_off'], [MEDIA.stop, 'media_stop'], [MEDIA.pause, 'media_pause']);
      case 'play': // what can be paused can go on
        return deed.content === undefined ? first(entity, [MEDIA.play, 'media_play'], [MEDIA.pause, 'media_play']) : search(deed, entity);
      case 'search':
        return search(deed, entity);
      case 'pause':
        return first(entity, [MEDIA.pause, 'media_pause'], [MEDIA.stop, 'media_stop']);
      case 'stop':
        return first(entity, [MEDIA.stop, 'media_stop'], [MEDIA.pause, 'media_pause'], [MEDIA.turnOff, 'turn_off']);
      case 'next':
        return first(entity, [MEDIA.next, 'media_next_track']);
      case 'previous':
        return first(entity, [MEDIA.previous, 'media_previous_track']);
      case 'mute':
      case 'unmute':
        if (may(entity, MEDIA.volumeMute)) return act(entity, 'volume_mute', { is_volume_muted: deed.intent === 'mute' });
        // Without a mute of its own, silence is a volume of 0; how loud it was before is for "undo" to know.
        return deed.intent === 'mute' && may(entity, MEDIA.volumeSet)
          ? act(entity, 'volume_set', { volume_level: 0 })
          : cannot('it cannot be muted');
      case 'announce':
        return deed.content === undefined ? cannot('there is nothing to say') : act(entity, 'tts.speak', { message: deed.content });
      case 'set':
      case 'raise':
      case 'lower':
        return attribute(deed, entity);
      default:
        return lacks(undefined);
    }
  },
};
