/** Media players after a call. */
import { number } from '../attributes.ts';
import { type After, keeping, textIn, withAttributes, withState } from './change.ts';

/** What Home Assistant's `volume_up` and `volume_down` come to where a player has no steps of its own. */
const STEP = 0.1;

export const mediaPlayer: After = (service, data, entity) => {
  switch (service) {
    case 'turn_on':
      return withState(entity, entity.state === 'off' || entity.state === 'standby' ? 'on' : entity.state);
    case 'turn_off':
      return withState(entity, 'off');
    case 'media_play':
      return withState(entity, 'playing');
    case 'media_pause':
      return withState(entity, 'paused');
    case 'media_stop':
      return withState(entity, 'idle');
    case 'play_media':
      return withState(
        entity,
        'playing',
        keeping(data, { media_content_id: 'media_content_id', media_content_type: 'media_content_type' }),
      );
    case 'media_next_track':
    case 'media_previous_track': {
      const track = number(entity, 'media_track');
      const next = service === 'media_next_track' ? 1 : -1;
      return track === undefined ? entity : withAttributes(entity, { media_track: Math.max(1, track + next) });
    }
    case 'volume_set':
      return withAttributes(entity, keeping(data, { volume_level: 'volume_level' }));
    case 'volume_up':
    case 'volume_down': {
      const now = number(entity, 'volume_level');
      const to = (now ?? 0) + (service === 'volume_up' ? STEP : -STEP);
      return now === undefined ? entity : withAttributes(entity, { volume_level: Math.round(Math.min(1, Math.max(0, to)) * 100) / 100 });
    }
    case 'volume_mute':
      return withAttributes(entity, keeping(data, { is_volume_muted: 'is_volume_muted' }));
    case 'select_source':
      return withAttributes(entity, keeping(data, { source: 'source' }));
    case 'select_sound_mode':
      return withAttributes(entity, keeping(data, { sound_mode: 'sound_mode' }));
    case 'shuffle_set':
      return withAttributes(entity, keeping(data, { shuffle: 'shuffle' }));
    case 'repeat_set':
      return textIn(data, 'repeat') === undefined ? undefined : withAttributes(entity, keeping(data, { repeat: 'repeat' }));
    default:
      return undefined;
  }
};
