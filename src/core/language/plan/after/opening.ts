/** Covers, valves, locks and alarm panels after a call. */
import { has } from '../attributes.ts';
import { type After, keeping, numberIn, withAttributes, withState } from './change.ts';

const positioned =
  (noun: 'cover' | 'valve'): After =>
  (service, data, entity) => {
    if (service === `open_${noun}` || service === `close_${noun}`) {
      const open = service.startsWith('open');
      return withState(entity, open ? 'open' : 'closed', has(entity, 'current_position') ? { current_position: open ? 100 : 0 } : {});
    }
    if (service === `set_${noun}_position`) {
      const position = numberIn(data, 'position');
      return position === undefined ? undefined : withState(entity, position > 0 ? 'open' : 'closed', { current_position: position });
    }
    // Stopped on the way it is neither quite open nor closed, which Home Assistant calls open.
    const moving = entity.state === 'opening' || entity.state === 'closing';
    return service === `stop_${noun}` && moving ? withState(entity, 'open') : undefined;
  };

const plainCover = positioned('cover');
export const cover: After = (service, data, entity) => {
  if (service === 'open_cover_tilt') return withAttributes(entity, { current_tilt_position: 100 });
  if (service === 'close_cover_tilt') return withAttributes(entity, { current_tilt_position: 0 });
  if (service === 'set_cover_tilt_position') return withAttributes(entity, keeping(data, { tilt_position: 'current_tilt_position' }));
  return plainCover(service, data, entity);
};
export const valve = positioned('valve');

export const lock: After = (service, _, entity) => {
  const states: Readonly<Record<string, string>> = { lock: 'locked', unlock: 'unlocked', open: 'open' };
  const state = Object.hasOwn(states, service) ? states[service] : undefined;
  return state === undefined ? undefined : withState(entity, state);
};

export const alarm: After = (service, _, entity) => {
  if (service === 'alarm_disarm') return withState(entity, 'disarmed');
  const way = /^alarm_arm_(.+)$/.exec(service)?.[1];
  return way === undefined ? undefined : withState(entity, `armed_${way}`);
};
