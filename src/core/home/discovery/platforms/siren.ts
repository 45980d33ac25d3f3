/** https://www.home-assistant.io/integrations/siren.mqtt/ */
import { isRecord, parsedJson } from '../../../base/index.ts';
import { SIREN } from '../../../language/plan/features.ts';
import { own } from '../config.ts';
import { given, hearing, NONE } from '../hearing.ts';
import { type Settings, same } from '../settings.ts';
import type { Change, Hearing, Platform } from '../thing.ts';

function take(s: Settings): Hearing['take'] {
  const on = s.text('state_on', s.text('payload_on', 'ON'));
  const off = s.text('state_off', s.text('payload_off', 'OFF'));
  const stateIn = (said: string): string | undefined =>
    same(said, on) ? 'on' : same(said, off) ? 'off' : said === NONE ? 'unknown' : undefined;
  return (text): Change => {
    const plain = stateIn(text);
    if (plain !== undefined) return { state: plain };
    const json = parsedJson(text);
    if (!isRecord(json)) return undefined;
    const state = stateIn(String(own(json, 'state')));
    const [tone, volume] = [own(json, 'tone'), own(json, 'volume_level')];
    return {
      ...(state === undefined ? {} : { state }),
      attributes: {
        ...(typeof tone === 'string' ? { tone: tone.slice(0, 100) } : {}),
        ...(typeof volume === 'number' && volume >= 0 && volume <= 1 ? { volume_level: volume } : {}),
      },
    };
  };
}

export const siren: Platform = (s) => {
  s.needs('command_topic');
  s.sends('command_topic');
  const tones = s.texts('available_tones', []);
  // 1 and 2: it can be switched on and off
  const mask =
    3 + (tones.length > 0 ? 4 : 0) + (s.flag('support_volume_set', true) ? SIREN.volume : 0) + (s.flag('support_duration', true) ? 16 : 0);
  return {
    domain: 'siren',
    attributes: given({ supported_features: mask, ...(tones.length > 0 ? { available_tones: tones } : {}) }),
    hears: hearing(s, 'state_topic', ['state_value_template'], take(s)),
    services: ['turn_on', 'turn_off', 'toggle'],
  };
};
