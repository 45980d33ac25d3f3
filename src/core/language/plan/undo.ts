/** Back to how it was: the actions that restore an entity after one. */
import type { Action, Entity, Json } from '../../domain/home.ts';
import { secondsOf } from './after/lists.ts';
import { finite, has, number, read, text, texts } from './attributes.ts';
import { isOwn } from './commands.ts';
import { brightnessOf } from './domains/light.ts';
import { itemsOf } from './domains/lists.ts';
import { isKnown } from './state.ts';

type Data = Action['data'];
type Undo = (service: string, data: Data, before: Entity) => readonly Action[];

const call = (entity: Entity, service: string, data: Data = {}): Action => ({
  entity: entity.id,
  service: `${entity.domain}.${service}`,
  data,
});

/** Sets a field back to what an attribute was, where that is known. */
const back = (before: Entity, service: string, field: string, attribute: string): readonly Action[] => {
  const value = read(before, attribute);
  return value === undefined || value === null ? [] : [call(before, service, { [field]: value })];
};

const onOff: Undo = (_, __, before) => {
  if (!isKnown(before)) return [];
  return [call(before, before.state === 'off' ? 'turn_off' : 'turn_on')];
};

function colourOf(before: Entity): Readonly<Record<string, Json>> {
  const kelvin = number(before, 'color_temp_kelvin');
  if (kelvin !== undefined && text(before, 'color_mode') !== 'rgb') return { color_temp_kelvin: kelvin };
  const field = ['rgb_color', 'hs_color', 'xy_color'].find((name) => Array.isArray(read(before, name)));
  return field === undefined ? {} : { [field]: read(before, field) ?? null };
}

const light: Undo = (_, data, before) => {
  if (!isKnown(before)) return [];
  if (before.state === 'off') return [call(before, 'turn_off')];
  const coloured = ['color_name', 'rgb_color', 'color_temp_kelvin'].some((field) => Object.hasOwn(data, field));
  return [
    call(before, 'turn_on', {
      ...(number(before, 'brightness') === undefined ? {} : { brightness_pct: brightnessOf(before) }),
      ...(coloured ? colourOf(before) : {}),
      ...(Object.hasOwn(data, 'effect') && text(before, 'effect') !== undefined ? { effect: text(before, 'effect') ?? '' } : {}),
    }),
  ];
};

const fan: Undo = (service, data, before) => {
  if (service === 'oscillate') return back(before, 'oscillate', 'oscillating', 'oscillating');
  if (service === 'set_direction') return back(before, 'set_direction', 'direction', 'direction');
  if (before.state === 'off') return [call(before, 'turn_off')];
  const preset = text(before, 'preset_mode');
  if (preset !== undefined) return [call(before, 'set_preset_mode', { preset_mode: preset })];
  return has(before, 'percentage') ? back(before, 'set_percentage', 'percentage', 'percentage') : onOff(service, data, before);
};

const positioned =
  (noun: 'cover' | 'valve'): Undo =>
  (service, _, before) => {
    if (service.includes('tilt')) return back(before, 'set_cover_tilt_position', 'tilt_position', 'current_tilt_position');
    if (service.startsWith('stop_')) return [];
    const position = number(before, 'current_position');
    if (position !== undefined && position > 0 && position < 100) return [call(before, `set_${noun}_position`, { position })];
    if (before.state === 'closed' || before.state === 'closing') return [call(before, `close_${noun}`)];
    return before.state === 'open' || before.state === 'opening' ? [call(before, `open_${noun}`)] : [];
  };

const lock: Undo = (_, __, before) => {
  if (before.state === 'locked') return [call(before, 'lock')];
  return before.state === 'unlocked' || before.state === 'open' ? [call(before, 'unlock')] : [];
};

const alarm: Undo = (_, __, before) => {
  if (before.state === 'disarmed') return [call(before, 'alarm_disarm')];
  return before.state.startsWith('armed_') ? [call(before, `alarm_arm_${before.state.slice('armed_'.length)}`)] : [];
};

const climate: Undo = (service, _, before) => {
  if (service === 'turn_on' || service === 'turn_off' || service === 'set_hvac_mode') {
    if (before.state === 'off') return [call(before, 'turn_off')];
    if (texts(before, 'hvac_modes').includes(before.state)) return [call(before, 'set_hvac_mode', { hvac_mode: before.state })];
    return isKnown(before) ? [call(before, 'turn_on')] : [];
  }
  const field = service.replace(/^set_/, '');
  return back(before, service, field, field);
};

const waterHeater: Undo = (service, data, before) => {
  if (service === 'set_temperature') return back(before, service, 'temperature', 'temperature');
  if (service === 'set_away_mode') return [call(before, service, { away_mode: text(before, 'away_mode') === 'on' })];
  if (texts(before, 'operation_list').includes(before.state) && before.state !== 'off')
    return [call(before, 'set_operation_mode', { operation_mode: before.state })];
  return onOff(service, data, before);
};

const humidifier: Undo = (service, data, before) => {
  if (service === 'set_humidity') return back(before, service, 'humidity', 'humidity');
  return service === 'set_mode' ? back(before, service, 'mode', 'mode') : onOff(service, data, before);
};

const PLAYER: ReadonlyMap<string, readonly [field: string, attribute: string]> = new Map([
  ['volume_set', ['volume_level', 'volume_level']],
  ['volume_mute', ['is_volume_muted', 'is_volume_muted']],
  ['select_source', ['source', 'source']],
  ['select_sound_mode', ['sound_mode', 'sound_mode']],
  ['shuffle_set', ['shuffle', 'shuffle']],
  ['repeat_set', ['repeat', 'repeat']],
]);
const WAY_BACK: ReadonlyMap<string, string> = new Map([
  ['volume_up', 'volume_down'],
  ['volume_down', 'volume_up'],
  ['media_next_track', 'media_previous_track'],
  ['media_previous_track', 'media_next_track'],
]);
const PLAYING: ReadonlyMap<string, string> = new Map([
  ['playing', 'media_play'],
  ['buffering', 'media_play'],
  ['paused', 'media_pause'],
  ['idle', 'media_stop'],
  ['off', 'turn_off'],
  ['standby', 'turn_off'],
  ['on', 'turn_on'],
]);

const mediaPlayer: Undo = (service, data, before) => {
  const set = PLAYER.get(service);
  if (set !== undefined) {
    const unmuted = service === 'volume_mute' && !has(before, 'is_volume_muted');
    return unmuted ? [call(before, service, { is_volume_muted: data['is_volume_muted'] !== true })] : back(before, service, ...set);
  }
  const opposite = WAY_BACK.get(service) ?? PLAYING.get(before.state);
  return opposite === undefined ? [] : [call(before, opposite)];
};

const byState =
  (services: Readonly<Record<string, string>>): Undo =>
  (service, _, before) => {
    if (service === 'set_fan_speed') return back(before, service, 'fan_speed', 'fan_speed');
    const restoring = Object.hasOwn(services, before.state) ? services[before.state] : undefined;
    return restoring === undefined || service === 'locate' ? [] : [call(before, restoring)];
  };
const vacuum = byState({ docked: 'return_to_base', returning: 'return_to_base', cleaning: 'start', paused: 'pause', idle: 'stop' });
const lawnMower = byState({ docked: 'dock', returning: 'dock', mowing: 'start_mowing', paused: 'pause' });

const todo: Undo = (service, data, before) => {
  const item = data['item'];
  if (typeof item !== 'string') return [];
  if (service === 'add_item') return [call(before, 'remove_item', { item })];
  const done = itemsOf(before)?.find(({ summary }) => summary === item)?.status === 'completed';
  const tick = call(before, 'update_item', { item, status: done ? 'completed' : 'needs_action' });
  if (service === 'update_item') return [tick];
  return service === 'remove_item' ? [call(before, 'add_item', { item }), ...(done ? [tick] : [])] : [];
};

const timer: Undo = (service, data, before) => {
  const duration = data['duration'];
  if (service === 'change') return typeof duration === 'number' ? [call(before, 'change', { duration: -duration })] : [];
  const left = secondsOf(before, 'remaining');
  if (before.state === 'paused') {
    if (service === 'start' && duration === undefined) return [call(before, 'pause')];
    return left === undefined ? [] : [call(before, 'start', { duration: left }), call(before, 'pause')];
  }
  if (before.state !== 'active') return [call(before, 'cancel')];
  if (service === 'pause') return [call(before, 'start')];
  return left === undefined ? [] : [call(before, 'start', { duration: left })];
};

const toState =
  (service: string, field: string): Undo =>
  (_, __, before) =>
    isKnown(before) ? [call(before, service, { [field]: before.state })] : [];
const numeric: Undo = (_, __, before) => {
  const value = finite(before.state);
  return value === undefined ? [] : [call(before, 'set_value', { value })];
};

const UNDO: ReadonlyMap<string, Undo> = new Map<string, Undo>([
  ['light', light],
  ['fan', fan],
  ['cover', positioned('cover')],
  ['valve', positioned('valve')],
  ['lock', lock],
  ['alarm_control_panel', alarm],
  ['climate', climate],
  ['water_heater', waterHeater],
  ['humidifier', humidifier],
  ['media_player', mediaPlayer],
  ['vacuum', vacuum],
  ['lawn_mower', lawnMower],
  ['todo', todo],
  ['timer', timer],
  ...['number', 'input_number', 'counter'].map((d) => [d, numeric] as const),
  ...['select', 'input_select'].map((d) => [d, toState('select_option', 'option')] as const),
  ...['text', 'input_text'].map((d) => [d, toState('set_value', 'value')] as const),
  ...['switch', 'input_boolean', 'group', 'remote', 'siren', 'camera'].map((d) => [d, onOff] as const),
  ['automation', (service, data, before) => (service === 'trigger' ? [] : onOff(service, data, before))],
]);

/** A command of its own is called again with what its parameters were. */
function own(action: Action, before: Entity): readonly Action[] {
  const names = Object.keys(action.data);
  const known = names.length > 0 && names.every((name) => (read(before, name) ?? null) !== null);
  return known ? [{ ...action, data: Object.fromEntries(names.map((name) => [name, read(before, name) ?? null])) }] : [];
}

/**
 * The actions that bring an entity back to how it was before one, in order. None for what leaves no state (a scene, a button, a message)
 * and where the earlier state is not known.
 */
export function undoing(action: Action, before: Entity): readonly Action[] {
  if (action.entity !== before.id) return [];
  if (isOwn(action, before)) return own(action, before);
  const [domain, service = ''] = action.service.split('.', 2);
  return domain === before.domain ? (UNDO.get(before.domain)?.(service, action.data, before) ?? []) : [];
}
