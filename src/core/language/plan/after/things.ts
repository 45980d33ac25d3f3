/** Everything with a state and little more: switches, robots, numbers, selections, texts, counters. */
import { finite, number, texts } from '../attributes.ts';
import { type After, keeping, numberIn, textIn, withAttributes, withState } from './change.ts';

export const onOff: After = (service, data, entity) => {
  if (service === 'turn_on') return withState(entity, 'on', keeping(data, { volume_level: 'volume_level' }));
  return service === 'turn_off' ? withState(entity, 'off') : undefined;
};

const states =
  (by: Readonly<Record<string, string>>): After =>
  (service, data, entity) => {
    if (service === 'set_fan_speed') return withAttributes(entity, keeping(data, { fan_speed: 'fan_speed' }));
    const state = Object.hasOwn(by, service) ? by[service] : undefined;
    return state === undefined ? undefined : withState(entity, state);
  };
export const vacuum = states({
  start: 'cleaning',
  clean_area: 'cleaning',
  clean_spot: 'cleaning',
  pause: 'paused',
  stop: 'idle',
  return_to_base: 'returning',
});
export const lawnMower = states({ start_mowing: 'mowing', pause: 'paused', dock: 'returning' });
export const camera = states({ turn_on: 'idle', turn_off: 'off' });

export const numeric: After = (service, data, entity) => {
  const value = numberIn(data, 'value');
  return service === 'set_value' && value !== undefined ? withState(entity, String(value)) : undefined;
};
export const texting: After = (service, data, entity) => {
  const value = textIn(data, 'value');
  return service === 'set_value' && value !== undefined ? withState(entity, value) : undefined;
};

/** Past the last comes the first. */
export const selecting: After = (service, data, entity) => {
  const chosen = textIn(data, 'option');
  if (service === 'select_option') return chosen === undefined ? undefined : withState(entity, chosen);
  if (service !== 'select_next' && service !== 'select_previous') return undefined;
  const options = texts(entity, 'options');
  const here = options.indexOf(entity.state);
  const to = service === 'select_next' ? here + 1 : here <= 0 ? options.length - 1 : here - 1;
  const option = options[to % Math.max(1, options.length)];
  return option === undefined ? undefined : withState(entity, option);
};

export const counter: After = (service, data, entity) => {
  if (service === 'set_value') return numeric(service, data, entity);
  const now = finite(entity.state);
  if (now === undefined || (service !== 'increment' && service !== 'decrement')) return undefined;
  const step = number(entity, 'step') ?? 1;
  return withState(entity, String(service === 'increment' ? now + step : now - step));
};
