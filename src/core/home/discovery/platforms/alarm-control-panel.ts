/** https://www.home-assistant.io/integrations/alarm_control_panel.mqtt/ A code that devices want is not known here and is never kept: see act. */
import { ALARM } from '../../../language/plan/features.ts';
import { given, hearing, NONE } from '../hearing.ts';
import type { Platform } from '../thing.ts';

const STATES = [
  'disarmed',
  'armed_home',
  'armed_away',
  'armed_night',
  'armed_vacation',
  'armed_custom_bypass',
  'pending',
  'arming',
  'disarming',
  'triggered',
];
const FEATURES: Readonly<Record<string, number>> = {
  arm_home: ALARM.home,
  arm_away: ALARM.away,
  arm_night: ALARM.night,
  arm_vacation: ALARM.vacation,
  arm_custom_bypass: ALARM.customBypass,
};

export const alarmControlPanel: Platform = (s) => {
  s.needs('command_topic');
  s.needs('state_topic');
  s.sends('command_topic');
  const said = s.texts('supported_features', [...Object.keys(FEATURES), 'trigger']);
  const can = Object.keys(FEATURES).filter((feature) => said.includes(feature));
  return {
    domain: 'alarm_control_panel',
    attributes: given({
      // 8: it can be set off
      supported_features: can.reduce((mask, feature) => mask + (FEATURES[feature] ?? 0), said.includes('trigger') ? 8 : 0),
      code_arm_required: s.has('code') && s.flag('code_arm_required', true),
    }),
    hears: hearing(s, 'state_topic', ['value_template'], (text) => {
      if (text === NONE) return { state: 'unknown' };
      return STATES.includes(text) ? { state: text } : undefined;
    }),
    services: [...can.map((feature) => `alarm_${feature}`), 'alarm_disarm', ...(said.includes('trigger') ? ['alarm_trigger'] : [])],
  };
};
