/** https://www.home-assistant.io/integrations/vacuum.mqtt/ */
import { isRecord } from '../../../base/index.ts';
import { VACUUM } from '../../../language/plan/features.ts';
import { own } from '../config.ts';
import { given, hearing } from '../hearing.ts';
import type { Hearing, Platform } from '../thing.ts';

const STATES = ['cleaning', 'docked', 'paused', 'idle', 'returning', 'error'];
const FEATURES: Readonly<Record<string, readonly [bit: number, service: string]>> = {
  start: [VACUUM.start, 'start'],
  pause: [VACUUM.pause, 'pause'],
  stop: [VACUUM.stop, 'stop'],
  return_home: [VACUUM.returnHome, 'return_to_base'],
  fan_speed: [VACUUM.fanSpeed, 'set_fan_speed'],
  locate: [VACUUM.locate, 'locate'],
  clean_spot: [VACUUM.cleanSpot, 'clean_spot'],
};
/** 4096: it tells its state */
const STATE = 4_096;

const take: Hearing['take'] = (_, __, { json }) => {
  if (!isRecord(json)) return undefined;
  const said = own(json, 'state');
  const speed = own(json, 'fan_speed');
  const state = said === null ? 'unknown' : typeof said === 'string' && STATES.includes(said) ? said : undefined;
  return {
    ...(state === undefined ? {} : { state }),
    ...(typeof speed === 'string' || typeof speed === 'number' ? { attributes: { fan_speed: String(speed).slice(0, 50) } } : {}),
  };
};

export const vacuum: Platform = (s) => {
  for (const topic of ['command_topic', 'set_fan_speed_topic', 'send_command_topic']) s.sends(topic);
  const said = s.texts('supported_features', ['start', 'stop', 'return_home', 'clean_spot']);
  const speeds = s.texts('fan_speed_list', []);
  const can = said.flatMap((feature) => {
    const found = Object.hasOwn(FEATURES, feature) ? FEATURES[feature] : undefined;
    if (found === undefined || !s.has(feature === 'fan_speed' ? 'set_fan_speed_topic' : 'command_topic')) return [];
    return [found];
  });
  return {
    domain: 'vacuum',
    attributes: given({
      supported_features: can.reduce((mask, [bit]) => mask + bit, STATE),
      ...(speeds.length > 0 ? { fan_speed_list: speeds, fan_speed: null } : {}),
    }),
    hears: hearing(s, 'state_topic', [], take, { keys: ['state', 'fan_speed'] }),
    services: can.map(([, service]) => service),
  };
};
