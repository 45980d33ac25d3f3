/**
 * What a service call does, in words: "Turned off …", "Set … to 40 %". The verb in both forms, as it is done or was done, and what goes
 * after the name.
 */
import type { Action, Json } from '../../domain/home.ts';
import { sayDays } from './days.ts';
import { withArticle } from './names.ts';
import { percent, sayNumber, saySpan, sayWhite, sayWord, withUnit } from './values.ts';

export interface Words {
  /** "Turned off" */
  readonly did: string;
  /** "Turn off" */
  readonly doing: string;
  /** " to 40 %"; empty for none. */
  readonly tail: string;
  /** Before the name: "the volume of". */
  readonly of?: string;
  /** No name: "Said “Dinner is ready”." */
  readonly nameless?: true;
}

const words = (did: string, doing: string, tail = ''): Words => ({ did, doing, tail });
const set = (value: string, of?: string): Words => ({
  did: 'Set',
  doing: 'Set',
  tail: ` to ${value}`,
  ...(of === undefined ? {} : { of }),
});

const PLAIN: Readonly<Record<string, Words>> = {
  turn_on: words('Turned on', 'Turn on'),
  turn_off: words('Turned off', 'Turn off'),
  toggle: words('Switched', 'Switch'),
  open_cover: words('Opened', 'Open'),
  close_cover: words('Closed', 'Close'),
  stop_cover: words('Stopped', 'Stop'),
  open_cover_tilt: words('Opened the slats of', 'Open the slats of'),
  close_cover_tilt: words('Closed the slats of', 'Close the slats of'),
  stop_cover_tilt: words('Stopped the slats of', 'Stop the slats of'),
  open_valve: words('Opened', 'Open'),
  close_valve: words('Closed', 'Close'),
  stop_valve: words('Stopped', 'Stop'),
  lock: words('Locked', 'Lock'),
  unlock: words('Unlocked', 'Unlock'),
  open: words('Opened', 'Open'),
  alarm_disarm: words('Disarmed', 'Disarm'),
  alarm_trigger: words('Triggered', 'Trigger'),
  alarm_arm_home: words('Armed', 'Arm', ' for home'),
  alarm_arm_away: words('Armed', 'Arm', ' for away'),
  alarm_arm_night: words('Armed', 'Arm', ' for the night'),
  alarm_arm_vacation: words('Armed', 'Arm', ' for the vacation'),
  alarm_arm_custom_bypass: words('Armed', 'Arm', ' with the bypass'),
  media_play: words('Started playing on', 'Play on'),
  media_pause: words('Paused', 'Pause'),
  media_stop: words('Stopped', 'Stop'),
  media_next_track: words('Skipped to the next track on', 'Skip to the next track on'),
  media_previous_track: words('Went back to the previous track on', 'Go back to the previous track on'),
  volume_up: words('Turned up', 'Turn up'),
  volume_down: words('Turned down', 'Turn down'),
  start: words('Started', 'Start'),
  start_mowing: words('Started', 'Start'),
  pause: words('Paused', 'Pause'),
  stop: words('Stopped', 'Stop'),
  return_to_base: words('Sent', 'Send', ' back to its dock'),
  dock: words('Sent', 'Send', ' back to its dock'),
  locate: words('Asked', 'Ask', ' to make itself heard'),
  clean_spot: words('Sent', 'Send', ' to clean a spot'),
  press: words('Pressed', 'Press'),
  trigger: words('Ran', 'Run'),
  install: words('Started', 'Start'),
  select_next: words('Set', 'Set', ' to the next option'),
  select_previous: words('Set', 'Set', ' to the previous option'),
  increment: words('Increased', 'Increase'),
  decrement: words('Decreased', 'Decrease'),
};

type Data = Action['data'];
const num = (value: Json | undefined): number | undefined => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);
const str = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined);
const quoted = (text: string): string => `“${sayWord(text)}”`;

function colourOf(data: Data): string | undefined {
  const name = str(data['color_name']);
  if (name !== undefined) return sayWord(name);
  const kelvin = num(data['color_temp_kelvin']);
  if (kelvin !== undefined) return sayWhite(kelvin);
  const effect = str(data['effect']);
  if (effect !== undefined) return quoted(effect);
  return ['rgb_color', 'hs_color', 'xy_color'].some((field) => data[field] !== undefined) ? 'that colour' : undefined;
}

function light(data: Data): Words {
  const pct =
    num(data['brightness_pct']) ?? (num(data['brightness']) === undefined ? undefined : ((num(data['brightness']) ?? 0) / 255) * 100);
  const level = pct === undefined ? undefined : percent(pct);
  const colour = colourOf(data);
  if (level === undefined && colour === undefined) return PLAIN['turn_on'] as Words;
  return colour === undefined ? set(level ?? '') : set(level === undefined ? colour : `${colour} at ${level}`);
}

function duration(value: Json | undefined): string | undefined {
  if (typeof value === 'number') return saySpan(Math.abs(value));
  if (typeof value !== 'string') return undefined;
  const parts = value.split(':').map(Number);
  return parts.some((n) => !Number.isFinite(n)) ? undefined : saySpan(parts.reduce((sum, n) => sum * 60 + n, 0));
}

/** A timer's name is its own, and it may carry a command for later. */
function timer(service: string, data: Data): Words {
  const length = duration(data['duration']);
  const name = str(data['name']);
  const command = str(data['command']);
  if (service === 'change') {
    const less = (num(data['duration']) ?? 0) < 0 || str(data['duration'])?.startsWith('-') === true;
    const by = length ?? 'that';
    return less ? words(`Took ${by} off`, `Take ${by} off`) : words(`Added ${by} to`, `Add ${by} to`);
  }
  if (service === 'cancel') return words('Cancelled', 'Cancel');
  if (service === 'pause') return words('Paused', 'Pause');
  if (command !== undefined && length === undefined)
    return { ...words(`Will do this ${sayLater(data)}: ${sayWord(command)}`, `${sayLater(data)}: ${sayWord(command)}`), nameless: true };
  if (length === undefined) return words('Resumed', 'Resume');
  if (command !== undefined)
    return { ...words(`Will do this in ${length}: ${sayWord(command)}`, `In ${length}: ${sayWord(command)}`), nameless: true };
  const what = name === undefined ? `a timer for ${length}` : `${withArticle(/timer$/i.test(name) ? name : `${name} timer`)} for ${length}`;
  return { ...words(`Started ${what}`, `Start ${what}`), nameless: true };
}

/** When a command is to be done that waits for no span: "every day at 07:00", "at sunset", "when that happens". */
function sayLater(data: Data): string {
  const { at, every, when } = data;
  if (when !== undefined) return every === undefined ? 'when that happens' : 'each time that happens';
  if (typeof every === 'number') return `every ${saySpan(every).replace(/^1 /, '')}`;
  const days = every === undefined ? '' : Array.isArray(every) ? sayDays(every.map(String)) : 'every day';
  return [days, at === undefined ? '' : `at ${sayWord(String(at))}`].filter((part) => part !== '').join(' ') || 'later';
}

function todo(service: string, data: Data): Words {
  const item = quoted(str(data['item']) ?? '');
  if (service === 'add_item') return words(`Added ${item} to`, `Add ${item} to`);
  if (service === 'remove_item') return words(`Removed ${item} from`, `Remove ${item} from`);
  return data['status'] === 'completed'
    ? words(`Ticked ${item} off`, `Tick ${item} off`)
    : words(`Put ${item} back on`, `Put ${item} back on`);
}

/** "set_fan_speed {fan_speed: high}" → the fan speed of … to high; a command without parameters is told to the device. */
function own(service: string, data: Data): Words {
  const entries = Object.entries(data).slice(0, 3);
  if (entries.length === 0) return words('Told', 'Tell', ` to ${sayWord(service)}`);
  const said = (value: Json): string =>
    typeof value === 'number'
      ? sayNumber(value)
      : typeof value === 'string'
        ? sayWord(value)
        : typeof value === 'boolean'
          ? value
            ? 'on'
            : 'off'
          : 'that';
  const [[field, value], ...rest] = entries as [[string, Json], ...[string, Json][]];
  const more = rest.map(([f, v]) => ` and its ${sayWord(f)} to ${said(v)}`).join('');
  return { ...set(`${said(value)}${more}`), of: `the ${sayWord(field)} of` };
}

const isDegrees = (service: string): boolean => service === 'set_temperature';

/** The words for a call. `unit` is that of the entity, for temperatures and numbers. */
export function wordsFor(action: Action, unit = ''): Words {
  const { data } = action;
  const [domain = '', service = ''] = action.service.split('.', 2);
  if (domain === 'timer') return timer(service, data);
  if (domain === 'todo') return todo(service, data);
  if (domain === 'light' && service === 'turn_on') return light(data);
  if (domain === 'scene') return words('Activated', 'Activate');
  if (domain === 'script') return service === 'turn_off' ? words('Stopped', 'Stop') : words('Ran', 'Run');
  if ((domain === 'tts' && service === 'speak') || domain === 'notify' || service === 'announce') {
    const message = quoted(str(data['message']) ?? '');
    return { ...words(`Announced ${message}`, `Announce ${message}`), nameless: true };
  }
  if (isDegrees(service)) {
    const target = num(data['temperature']);
    const low = num(data['target_temp_low']);
    const high = num(data['target_temp_high']);
    if (target !== undefined) return set(withUnit(sayNumber(target), unit === '' ? '°C' : unit));
    if (low !== undefined && high !== undefined) return set(withUnit(`${sayNumber(low)} to ${sayNumber(high)}`, unit === '' ? '°C' : unit));
  }
  switch (service) {
    case 'set_cover_position': {
      const position = num(data['position']) ?? 0;
      return position <= 0 ? words('Closed', 'Close') : words('Opened', 'Open', ` to ${percent(position)}`);
    }
    case 'set_valve_position': {
      const position = num(data['position']) ?? 0;
      return position <= 0 ? words('Closed', 'Close') : words('Opened', 'Open', ` to ${percent(position)}`);
    }
    case 'set_cover_tilt_position':
      return set(percent(num(data['tilt_position']) ?? 0), 'the slats of');
    case 'volume_set':
      return set(percent((num(data['volume_level']) ?? 0) * 100), 'the volume of');
    case 'volume_mute':
      return data['is_volume_muted'] === false ? words('Unmuted', 'Unmute') : words('Muted', 'Mute');
    case 'select_source':
      return words('Switched', 'Switch', ` to ${sayWord(str(data['source']) ?? '')}`);
    case 'play_media':
      return words(`Playing ${quoted(str(data['media_content_id']) ?? '')} on`, `Play ${quoted(str(data['media_content_id']) ?? '')} on`);
    case 'shuffle_set':
      return words(
        data['shuffle'] === false ? 'Stopped shuffling on' : 'Shuffling on',
        data['shuffle'] === false ? 'Stop shuffling on' : 'Shuffle on',
      );
    case 'set_percentage':
      return set(percent(num(data['percentage']) ?? 0));
    case 'set_humidity':
      return set(percent(num(data['humidity']) ?? 0));
    case 'oscillate':
      return data['oscillating'] === false
        ? words('Stopped the swing of', 'Stop the swing of')
        : words('Started the swing of', 'Start the swing of');
    case 'set_hvac_mode':
    case 'set_operation_mode':
    case 'set_mode':
    case 'set_preset_mode':
    case 'select_sound_mode':
    case 'set_swing_mode':
    case 'set_swing_horizontal_mode':
    case 'set_fan_mode':
    case 'set_fan_speed':
    case 'select_option':
    case 'set_direction': {
      const [field, value] = Object.entries(data)[0] ?? [];
      if (value === undefined || typeof value === 'object') break;
      const of = /fan/.test(service) ? 'the fan speed of' : /swing/.test(service) ? 'the swing of' : undefined;
      return set(sayWord(String(value)) + (field?.endsWith('_mode') === true && of === undefined ? ' mode' : ''), of);
    }
    case 'clean_area': {
      const rooms = Array.isArray(data['cleaning_area_id']) ? data['cleaning_area_id'].length : 1;
      return words('Sent', 'Send', rooms === 1 ? ' to clean that room' : ' to clean those rooms');
    }
    case 'set_value': {
      const value = data['value'];
      return set(typeof value === 'number' ? withUnit(sayNumber(value), unit) : quoted(String(value ?? '')));
    }
  }
  const plain = Object.hasOwn(PLAIN, service) ? PLAIN[service] : undefined;
  return plain ?? own(service, data);
}
