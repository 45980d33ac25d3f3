/** https://www.home-assistant.io/integrations/sensor.mqtt/ */
import { deviceClass, given, hearing, NONE } from '../hearing.ts';
import type { Hearing, Platform } from '../thing.ts';

/** Longest state, as in Home Assistant. */
const MAX_STATE = 255;

export const sensor: Platform = (s) => {
  s.needs('state_topic');
  const unit = s.word('unit_of_measurement');
  const options = s.has('options') ? s.texts('options', []) : undefined;
  const numeric = unit !== undefined || s.has('state_class') || s.has('suggested_display_precision');
  const take: Hearing['take'] = (text) => {
    if (text === NONE) return { state: 'unknown' };
    if (text.length > MAX_STATE || (options !== undefined && !options.includes(text))) return undefined;
    return { state: text };
  };
  const expires = s.number('expire_after', 0);
  return {
    domain: 'sensor',
    attributes: given({
      ...deviceClass(s),
      unit_of_measurement: unit,
      state_class: s.word('state_class'),
      ...(options ? { options } : {}),
    }),
    // An event that is over is told as an empty text: nothing is known any more.
    hears: hearing(s, 'state_topic', ['value_template'], take, numeric ? {} : { empty: { state: 'unknown' } }),
    services: [],
    ...(expires > 0 ? { expires } : {}),
  };
};
