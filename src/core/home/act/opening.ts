/** Covers, valves, locks and alarm panels. */
import type { Entity } from '../../domain/home.ts';
import { fromPercent } from '../discovery/hearing.ts';
import { coverRanges } from '../discovery/platforms/cover.ts';
import { valveRange } from '../discovery/platforms/valve.ts';
import type { Act } from './switching.ts';
import { near, type Writing } from './writing.ts';

/** A motor may stop a little before. */
const ABOUT = 3;

/** On its way, or there. */
const moves = (w: Writing, open: boolean): ((entity: Entity) => boolean) => {
  const before = w.entity.attributes['current_position'];
  return ({ state, attributes }) => {
    const now = attributes['current_position'];
    if (typeof before === 'number' && typeof now === 'number' && (open ? now > before : now < before)) return true;
    return open ? state === 'opening' || state === 'open' : state === 'closing' || state === 'closed';
  };
};

const reaches = (w: Writing, position: number): ((entity: Entity) => boolean) => {
  const before = w.entity.attributes['current_position'];
  return ({ state, attributes }) => {
    const now = attributes['current_position'] ?? null;
    if (near(now, position, ABOUT) || state === 'opening' || state === 'closing') return true;
    return typeof now === 'number' && typeof before === 'number' && Math.abs(now - position) < Math.abs(before - position);
  };
};

/** Where it tells how far it is. */
const telling = (w: Writing): string => (w.settings.has('position_topic') ? 'position_topic' : 'state_topic');

export const cover: Act = (service, w) => {
  const { settings: s } = w;
  const variables = { ...coverRanges(s), entity_id: w.entity.id };
  switch (service) {
    case 'open_cover':
    case 'close_cover': {
      const open = service === 'open_cover';
      w.send('command_topic', open ? s.text('payload_open', 'OPEN') : s.text('payload_close', 'CLOSE'));
      return w.expect(s.has('state_topic') ? 'state_topic' : telling(w), moves(w, open));
    }
    case 'stop_cover':
      w.send('command_topic', s.text('payload_stop', 'STOP'));
      return w.expect('state_topic', ({ state }) => state !== 'opening' && state !== 'closing');
    case 'set_cover_position': {
      const position = w.number('position');
      if (position === undefined) return w.refuse('It needs a position.');
      const device = Math.round(fromPercent(variables.position_closed + 1, variables.position_open, position));
      w.send('set_position_topic', device, 'set_position_template', { ...variables, position });
      return w.expect(telling(w), reaches(w, position));
    }
    default:
      return tilt(service, w, variables);
  }
};

function tilt(service: string, w: Writing, variables: ReturnType<typeof coverRanges>): void {
  const { settings: s } = w;
  if (service === 'stop_cover_tilt') {
    w.send('tilt_command_topic', s.text('payload_stop_tilt', 'STOP'));
    return;
  }
  const ends = { open_cover_tilt: s.number('tilt_opened_value', 100), close_cover_tilt: s.number('tilt_closed_value', 0) };
  const end = service === 'open_cover_tilt' || service === 'close_cover_tilt' ? ends[service] : undefined;
  const asked = w.number('tilt_position');
  const value = end ?? (asked === undefined ? undefined : Math.round(fromPercent(variables.tilt_min + 1, variables.tilt_max, asked)));
  if (value === undefined) {
    w.refuse('It needs a position.');
    return;
  }
  w.send('tilt_command_topic', value, 'tilt_command_template', { ...variables, tilt_position: end ?? asked ?? value });
  const percent = asked ?? (service === 'open_cover_tilt' ? 100 : 0);
  w.expectAttribute('tilt_status_topic', 'current_tilt_position', percent, ABOUT);
}

export const valve: Act = (service, w) => {
  const { settings: s } = w;
  const range = valveRange(s);
  const positioned = s.flag('reports_position', false);
  if (service === 'stop_valve') {
    w.send('command_topic', s.text('payload_stop', 'STOP'), 'command_template');
    return w.expect('state_topic', ({ state }) => state !== 'opening' && state !== 'closing');
  }
  const open = service === 'open_valve';
  const asked = service === 'set_valve_position' ? w.number('position') : positioned ? (open ? 100 : 0) : undefined;
  if (asked !== undefined) {
    const device = Math.round(fromPercent(range.position_closed + 1, range.position_open, asked));
    w.send('command_topic', device, 'command_template', { ...range, position: asked });
    return w.expect('state_topic', reaches(w, asked));
  }
  if (service === 'set_valve_position') return w.refuse('It needs a position.');
  w.send('command_topic', open ? s.text('payload_open', 'OPEN') : s.text('payload_close', 'CLOSE'), 'command_template');
  w.expect('state_topic', moves(w, open));
};

/** Locks and alarm panels may want a code with a command; Kinglet keeps none. */
const WANTS_CODE = 'It wants a code, and Kinglet keeps none.';

const LOCKED: Readonly<Record<string, readonly [payload: string, otherwise: string, state: string]>> = {
  lock: ['payload_lock', 'LOCK', 'locked'],
  unlock: ['payload_unlock', 'UNLOCK', 'unlocked'],
  open: ['payload_open', 'OPEN', 'open'],
};

export const lock: Act = (service, w) => {
  const way = Object.hasOwn(LOCKED, service) ? LOCKED[service] : undefined;
  if (way === undefined) return w.refuse('It cannot do that.');
  if (w.settings.has('code_format')) return w.refuse(WANTS_CODE);
  const [payload, otherwise, state] = way;
  w.send('command_topic', w.settings.text(payload, otherwise), 'command_template', { code: null });
  w.expectState('state_topic', ...(state === 'open' ? ['open', 'unlocked'] : [state]));
  w.fails = (entity) => (entity.state === 'jammed' ? 'is jammed' : undefined);
};

const ARMED: Readonly<Record<string, readonly [payload: string, otherwise: string, states: readonly string[]]>> = {
  alarm_arm_home: ['payload_arm_home', 'ARM_HOME', ['armed_home', 'arming', 'pending']],
  alarm_arm_away: ['payload_arm_away', 'ARM_AWAY', ['armed_away', 'arming', 'pending']],
  alarm_arm_night: ['payload_arm_night', 'ARM_NIGHT', ['armed_night', 'arming', 'pending']],
  alarm_arm_vacation: ['payload_arm_vacation', 'ARM_VACATION', ['armed_vacation', 'arming', 'pending']],
  alarm_arm_custom_bypass: ['payload_arm_custom_bypass', 'ARM_CUSTOM_BYPASS', ['armed_custom_bypass', 'arming', 'pending']],
  alarm_disarm: ['payload_disarm', 'DISARM', ['disarmed']],
  alarm_trigger: ['payload_trigger', 'TRIGGER', ['triggered', 'pending']],
};

export const alarm: Act = (service, w) => {
  const way = Object.hasOwn(ARMED, service) ? ARMED[service] : undefined;
  if (way === undefined) return w.refuse('It cannot do that.');
  const required =
    service === 'alarm_disarm' ? 'code_disarm_required' : service === 'alarm_trigger' ? 'code_trigger_required' : 'code_arm_required';
  if (w.settings.has('code') && w.settings.flag(required, true)) return w.refuse(WANTS_CODE);
  const [payload, otherwise, states] = way;
  const action = w.settings.text(payload, otherwise);
  w.send('command_topic', action, 'command_template', { action, code: null });
  w.expectState('state_topic', ...states);
};
