/** Intent and slots as service calls on the file's own home. */
import type { Entity, Home } from '../../../core/domain/home.ts';
import { louder, mute, open, temperature, turn } from '../calls.ts';
import { type Gold, nothing } from '../judge.ts';
import type { Call, Want } from '../match.ts';
import { type Slots, secondsOf } from './home.ts';

/** A white with a name has as many temperatures as there are makers of lamps. */
const NAMED_WHITE = 2_600;

export function goldFor(intent: string, text: string, slots: Slots, { entities }: Home): Gold | undefined {
  const all = (domain: string, calls: (entity: Entity) => Call[]): Gold => {
    const named = entities.filter(
      (entity) => entity.domain === domain && (slots['name'] === undefined || domain === 'timer' || entity.name === slots['name']),
    );
    return { plans: [{ must: named.map((entity): Want => ({ entity: entity.id, calls: calls(entity) })) }], quiet: [] };
  };
  const seconds = secondsOf({ hours: slots['hours'], minutes: slots['minutes'], seconds: slots['seconds'] });
  switch (intent) {
    case 'HassCancelAllTimers':
      return all('timer', () => [{ service: 'timer.cancel' }]);
    case 'HassDecreaseTimer':
      return all('timer', () => [{ service: 'timer.change', data: { duration: { is: -seconds } } }]);
    case 'HassTimerStatus':
    case 'HassGetWeather':
      return nothing('answer');
    case 'HassStartTimer':
      return {
        plans: [
          {
            must: [
              {
                entity: 'timer.new',
                calls: [
                  {
                    service: 'timer.start',
                    data: { duration: { seconds }, command: { like: String(slots['conversation_command']) } },
                    may: ['name'],
                  },
                ],
              },
            ],
          },
        ],
        quiet: [],
      };
    case 'HassLightSet':
      return all('light', () => [
        {
          service: 'light.turn_on',
          data: { color_temp_kelvin: { about: Number(slots['temperature']), within: /\d/.test(text) ? 50 : NAMED_WHITE } },
        },
      ]);
    case 'HassTurnOn':
      return turnOn(slots, entities);
    case 'HassMediaNext':
      return all('media_player', () => [{ service: 'media_player.media_next_track' }]);
    case 'HassMediaUnpause':
      return all('media_player', () => [{ service: 'media_player.media_play' }, { service: 'media_player.media_play_pause' }]);
    case 'HassMediaPlayerUnmute':
      return all('media_player', () => mute(false));
    case 'HassSetVolumeRelative': {
      const step = slots['volume_step'];
      if (typeof step === 'string') return all('media_player', (entity) => louder(entity, step === 'up'));
      return all('media_player', () => [
        { service: 'media_player.volume_set', data: { volume_level: { about: 0.5 + Number(step) / 100, within: 0.01 } } },
      ]);
    }
    case 'HassClimateSetTemperature':
      return all('climate', () => temperature(Number(slots['temperature'])));
    default:
      return undefined;
  }
}

/** Home Assistant's "turn on" opens covers and valves and locks locks. */
function turnOn(slots: Slots, entities: readonly Entity[]): Gold | undefined {
  const target = entities.find(({ name, domain, attributes }) =>
    slots['name'] === undefined
      ? domain === slots['domain'] && attributes['device_class'] === slots['device_class']
      : name === slots['name'],
  );
  if (target === undefined) return undefined;
  const calls = target.domain === 'cover' ? open(target, true) : target.domain === 'lock' ? [{ service: 'lock.lock' }] : turn(target, true);
  return { plans: [{ must: [{ entity: target.id, calls }] }], quiet: [] };
}
