/** https://www.home-assistant.io/integrations/valve.mqtt/ */
import { isRecord, parsedJson } from '../../../base/index.ts';
import { VALVE } from '../../../language/plan/features.ts';
import { own } from '../config.ts';
import { deviceClass, given, hearing, NONE, numberIn, percentIn } from '../hearing.ts';
import { type Settings, same } from '../settings.ts';
import type { Change, Hearing, Platform } from '../thing.ts';

export const valveRange = (s: Settings) => ({
  position_open: s.number('position_open', 100),
  position_closed: s.number('position_closed', 0),
});

/** The message may be a state, a position, or JSON with both. */
function parts(text: string): { readonly state: string; readonly position: string } {
  const value = parsedJson(text);
  if (!isRecord(value)) return { state: text, position: text };
  return { state: String(own(value, 'state') ?? ''), position: String(own(value, 'position') ?? '') };
}

export const valve: Platform = (s) => {
  s.sends('command_topic');
  const positioned = s.flag('reports_position', false);
  const moving = ['opening', 'closing'].map((state) => [s.text(`state_${state}`, state), state] as const);
  const still = positioned ? [] : ['open', 'closed'].map((state) => [s.text(`state_${state}`, state), state] as const);
  const { position_open: open, position_closed: closed } = valveRange(s);
  const take: Hearing['take'] = (text): Change => {
    const said = parts(text);
    if (said.state === NONE) return positioned ? { attributes: { current_position: null } } : { state: 'unknown' };
    const state = [...moving, ...still].find(([payload]) => same(said.state, payload))?.[1];
    const value = positioned ? numberIn(said.position) : Number.NaN;
    if (Number.isNaN(value)) return state === undefined ? undefined : { state };
    const percent = Math.min(100, Math.max(0, percentIn(closed + 1, open, value)));
    return { state: state ?? (percent === 0 ? 'closed' : 'open'), attributes: { current_position: percent } };
  };
  const commands = s.has('command_topic');
  const features = [
    [VALVE.open, commands && !s.isNull('payload_open'), 'open_valve'],
    [VALVE.close, commands && !s.isNull('payload_close'), 'close_valve'],
    [VALVE.setPosition, commands && positioned, 'set_valve_position'],
    [VALVE.stop, commands && s.has('payload_stop'), 'stop_valve'],
  ] as const;
  const can = features.filter(([, has]) => has);
  return {
    domain: 'valve',
    attributes: given({
      ...deviceClass(s),
      supported_features: can.reduce((mask, [bit]) => mask + bit, 0),
      ...(positioned ? { current_position: null } : {}),
    }),
    hears: hearing(s, 'state_topic', ['value_template'], take, { variables: valveRange(s) }),
    services: can.map(([, , service]) => service),
  };
};
