/** https://www.home-assistant.io/integrations/switch.mqtt/ */
import { deviceClass, given, hearing, stateOf } from '../hearing.ts';
import type { Platform } from '../thing.ts';

export const switches: Platform = (s) => {
  s.needs('command_topic');
  s.sends('command_topic');
  return {
    domain: 'switch',
    attributes: given(deviceClass(s)),
    hears: hearing(
      s,
      'state_topic',
      ['value_template'],
      stateOf([
        [s.text('state_on', s.text('payload_on', 'ON')), 'on'],
        [s.text('state_off', s.text('payload_off', 'OFF')), 'off'],
      ]),
    ),
    services: ['turn_on', 'turn_off', 'toggle'],
  };
};
