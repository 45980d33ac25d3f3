/** https://www.home-assistant.io/integrations/lock.mqtt/ */
import { LOCK } from '../../../language/plan/features.ts';
import { given, hearing, stateOf } from '../hearing.ts';
import type { Platform } from '../thing.ts';

const STATES = ['locked', 'unlocked', 'locking', 'unlocking', 'jammed', 'open', 'opening'];

export const lock: Platform = (s) => {
  s.needs('command_topic');
  s.sends('command_topic');
  const opens = s.has('payload_open');
  return {
    domain: 'lock',
    attributes: given({ supported_features: opens ? LOCK.open : 0, code_format: s.word('code_format') }),
    hears: hearing(
      s,
      'state_topic',
      ['value_template'],
      stateOf([
        ...STATES.map((state) => [s.text(`state_${state}`, state.toUpperCase()), state] as const),
        [s.text('payload_reset', 'None'), 'unknown'],
      ]),
    ),
    services: ['lock', 'unlock', ...(opens ? ['open'] : [])],
  };
};
