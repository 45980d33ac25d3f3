/** https://www.home-assistant.io/integrations/binary_sensor.mqtt/ */
import { deviceClass, given, hearing, onOff } from '../hearing.ts';
import type { Platform } from '../thing.ts';

export const binarySensor: Platform = (s) => {
  s.needs('state_topic');
  const expires = s.number('expire_after', 0);
  const offAfter = s.number('off_delay', 0);
  return {
    domain: 'binary_sensor',
    attributes: given(deviceClass(s)),
    hears: hearing(s, 'state_topic', ['value_template'], onOff(s)),
    services: [],
    ...(expires > 0 ? { expires } : {}),
    ...(offAfter > 0 ? { offAfter } : {}),
  };
};
