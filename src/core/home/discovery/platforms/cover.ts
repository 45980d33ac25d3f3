/** https://www.home-assistant.io/integrations/cover.mqtt/ Positions are shown as 0 closed to 100 open, whatever the device counts in. */
import { isRecord, parsedJson } from '../../../base/index.ts';
import { COVER } from '../../../language/plan/features.ts';
import { own } from '../config.ts';
import { deviceClass, given, hearing, NONE, numberIn, percentIn } from '../hearing.ts';
import { type Settings, same } from '../settings.ts';
import type { Change, Hearing, Platform, Shown } from '../thing.ts';

const clamp = (percent: number): number => Math.min(100, Math.max(0, percent));

/** What a template may ask of the device's ranges. */
export const coverRanges = (s: Settings) => ({
  position_open: s.number('position_open', 100),
  position_closed: s.number('position_closed', 0),
  tilt_min: s.number('tilt_min', 0),
  tilt_max: s.number('tilt_max', 100),
});

function tilted(value: unknown, s: Settings): Readonly<Record<string, number>> {
  const { tilt_min: min, tilt_max: max } = coverRanges(s);
  const level = typeof value === 'number' ? value : numberIn(String(value));
  if (!(level >= Math.min(min, max) && level <= Math.max(min, max))) return {};
  return { current_tilt_position: clamp(percentIn(min + 1, max, Math.round(level))) };
}

function position(s: Settings): Hearing['take'] {
  const { position_open: open, position_closed: closed } = coverRanges(s);
  const alone = !s.has('state_topic');
  return (text): Change => {
    const json = text.trimStart().startsWith('{') ? parse(text) : undefined;
    const value = json === undefined ? numberIn(text) : numberIn(String(own(json, 'position')));
    if (Number.isNaN(value)) return undefined;
    const percent = clamp(percentIn(closed + 1, open, value));
    const tilt = json === undefined || !Object.hasOwn(json, 'tilt_position') ? {} : tilted(json['tilt_position'], s);
    return { ...(alone ? { state: percent === 0 ? 'closed' : 'open' } : {}), attributes: { current_position: percent, ...tilt } };
  };
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  const value = parsedJson(text);
  return isRecord(value) ? value : undefined;
}

const stopped = ({ state, attributes }: Shown, positioned: boolean): Change => {
  const closed = positioned ? attributes['current_position'] === 0 : state === 'closed' || state === 'closing';
  return { state: closed ? 'closed' : 'open' };
};

export const cover: Platform = (s) => {
  for (const topic of ['command_topic', 'set_position_topic', 'tilt_command_topic']) s.sends(topic);
  if (s.has('set_position_topic') && !s.has('position_topic'))
    s.object('home/bad-config', 'It has a set_position_topic and no position_topic.');
  const words = ['opening', 'closing', 'open', 'closed'].map((state) => [s.text(`state_${state}`, state), state] as const);
  const stop = s.text('state_stopped', 'stopped');
  const take: Hearing['take'] = (text, shown) => {
    if (text === NONE) return { state: 'unknown' };
    if (same(text, stop)) return stopped(shown, s.has('position_topic'));
    const found = words.find(([payload]) => same(text, payload));
    return found && { state: found[1] };
  };
  const commands = s.has('command_topic');
  const may = (payload: string): boolean => commands && !s.isNull(payload);
  const tilts = s.has('tilt_command_topic');
  const features = [
    [COVER.open, may('payload_open'), 'open_cover'],
    [COVER.close, may('payload_close'), 'close_cover'],
    [COVER.stop, may('payload_stop'), 'stop_cover'],
    [COVER.setPosition, s.has('set_position_topic'), 'set_cover_position'],
    [COVER.openTilt, tilts, 'open_cover_tilt'],
    [COVER.closeTilt, tilts, 'close_cover_tilt'],
    [COVER.stopTilt, tilts && !s.isNull('payload_stop_tilt'), 'stop_cover_tilt'],
    [COVER.setTilt, tilts, 'set_cover_tilt_position'],
  ] as const;
  const can = features.filter(([, has]) => has);
  return {
    domain: 'cover',
    attributes: given({
      ...deviceClass(s),
      supported_features: can.reduce((mask, [bit]) => mask + bit, 0),
      ...(s.has('position_topic') ? { current_position: null } : {}),
      ...(s.has('tilt_status_topic') ? { current_tilt_position: null } : {}),
    }),
    hears: [
      ...hearing(s, 'position_topic', ['position_template'], position(s), { variables: coverRanges(s) }),
      ...hearing(s, 'state_topic', ['value_template'], take),
      ...hearing(s, 'tilt_status_topic', ['tilt_status_template'], (text) => ({ attributes: tilted(text, s) }), {
        variables: coverRanges(s),
      }),
    ],
    services: can.map(([, , service]) => service),
  };
};
