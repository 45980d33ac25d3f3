/** https://www.home-assistant.io/integrations/lawn_mower.mqtt/ */
import { LAWN_MOWER } from '../../../language/plan/features.ts';
import { given, hearing } from '../hearing.ts';
import type { Platform } from '../thing.ts';

const STATES = ['error', 'paused', 'mowing', 'docked', 'returning', 'idle'];

export const lawnMower: Platform = (s) => {
  const features = [
    [LAWN_MOWER.start, 'start_mowing'],
    [LAWN_MOWER.pause, 'pause'],
    [LAWN_MOWER.dock, 'dock'],
  ] as const;
  for (const [, command] of features) s.sends(`${command}_command_topic`);
  const can = features.filter(([, command]) => s.has(`${command}_command_topic`));
  return {
    domain: 'lawn_mower',
    attributes: given({ supported_features: can.reduce((mask, [bit]) => mask + bit, 0) }),
    hears: hearing(s, 'activity_state_topic', ['activity_value_template'], (text) => {
      if (text.toLowerCase() === 'none') return { state: 'unknown' };
      return STATES.includes(text) ? { state: text } : undefined;
    }),
    services: can.map(([, service]) => service),
  };
};
