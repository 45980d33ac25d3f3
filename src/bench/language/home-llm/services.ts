/** home-llm's services as calls: which action on which entity is what the pile means. */
import type { Entity } from '../../../core/domain/home.ts';
import { brightness, colour, faster, hvacMode, lock, louder, mute, open, temperature, toggle, turn } from '../calls.ts';
import type { Call } from '../match.ts';
import type { Filled } from './fill.ts';

const plain = (...services: readonly string[]): Call[] => services.map((service) => ({ service }));

/** Undefined for a service nobody mapped. */
export function callsFor(service: string, entity: Entity, filled: Filled): Call[] | undefined {
  if (service === 'turn_on' && filled.brightness !== undefined) return brightness(filled.brightness);
  if (service === 'turn_on' && filled.colour !== undefined) return colour(filled.colour);
  switch (service) {
    case 'turn_on':
      return [...turn(entity, true), ...(entity.domain === 'media_player' ? plain('media_player.media_play') : [])];
    case 'turn_off':
      return turn(entity, false);
    case 'toggle':
      return toggle(entity);
    case 'open_cover':
      return open(entity, true);
    case 'close_cover':
      return open(entity, false);
    case 'stop_cover':
      return plain('cover.stop_cover');
    case 'increase_speed':
      return faster(entity, true);
    case 'decrease_speed':
      return faster(entity, false);
    case 'lock':
      return lock(true);
    case 'unlock':
      return lock(false);
    case 'volume_up':
      return louder(entity, true);
    case 'volume_down':
      return louder(entity, false);
    case 'volume_mute':
      return mute(true);
    case 'media_play':
      return plain('media_player.media_play', 'media_player.media_play_pause', 'media_player.turn_on');
    case 'media_pause':
    case 'media_play_pause':
      return plain(
        'media_player.media_pause',
        'media_player.media_play_pause',
        ...(service === 'media_pause' ? [] : ['media_player.media_play']),
      );
    case 'media_stop':
      return plain('media_player.media_stop', 'media_player.turn_off');
    case 'media_next_track':
    case 'media_previous_track':
      return plain(`media_player.${service}`);
    case 'set_temperature':
      return filled.temperature === undefined ? undefined : temperature(filled.temperature);
    case 'set_humidity':
      return filled.humidity === undefined ? undefined : [{ service: 'climate.set_humidity', data: { humidity: { is: filled.humidity } } }];
    case 'set_fan_mode':
      return filled.fanMode === undefined ? undefined : [{ service: 'climate.set_fan_mode', data: { fan_mode: { is: filled.fanMode } } }];
    case 'set_hvac_mode':
      return filled.hvacMode === undefined
        ? undefined
        : [...hvacMode(filled.hvacMode), ...(filled.hvacMode === 'off' ? turn(entity, false) : [])];
    case 'add_item':
      return filled.item === undefined ? undefined : [{ service: 'todo.add_item', data: { item: { like: filled.item } } }];
    case 'start':
      if (entity.domain !== 'timer')
        return [...plain('vacuum.start'), { service: 'vacuum.clean_area', data: { cleaning_area_id: 'anything' } }];
      return filled.seconds === undefined
        ? plain('timer.start')
        : [{ service: 'timer.start', data: { duration: { seconds: filled.seconds } }, may: ['name'] }];
    case 'stop':
    case 'pause':
    case 'return_to_base':
      return plain(`vacuum.${service}`, ...(service === 'stop' ? ['vacuum.pause'] : []));
    case 'cancel':
      return plain('timer.cancel');
    default:
      return undefined;
  }
}
