/** Numbers, choices, texts, and robots. */
import type { Act } from './switching.ts';

export const number: Act = (_, w) => {
  const value = w.number('value');
  if (value === undefined) return w.refuse('It needs a number.');
  w.send('command_topic', value, 'command_template');
  w.expect('state_topic', ({ state }) => Math.abs(Number(state) - value) <= w.settings.number('step', 1) / 2);
};

export const select: Act = (service, w) => {
  const options = w.settings.texts('options', []);
  const at = options.indexOf(w.entity.state);
  const moved: Readonly<Record<string, string | undefined>> = {
    select_option: w.word('option'),
    select_next: options[(at + 1) % options.length],
    select_previous: options.at(at <= 0 ? -1 : at - 1),
    select_first: options[0],
    select_last: options.at(-1),
  };
  const option = Object.hasOwn(moved, service) ? moved[service] : undefined;
  if (option === undefined || !options.includes(option)) return w.refuse('It has no such option.');
  w.send('command_topic', option, 'command_template');
  w.expectState('state_topic', option);
};

export const text: Act = (_, w) => {
  const said = w.word('value');
  if (said === undefined) return w.refuse('It needs a text.');
  w.send('command_topic', said, 'command_template');
  w.expectState('state_topic', said);
};

const VACUUM: Readonly<Record<string, readonly [payload: string, otherwise: string, states: readonly string[]]>> = {
  start: ['payload_start', 'start', ['cleaning']],
  pause: ['payload_pause', 'pause', ['paused', 'idle']],
  stop: ['payload_stop', 'stop', ['idle', 'paused', 'docked']],
  return_to_base: ['payload_return_to_base', 'return_to_base', ['returning', 'docked']],
  clean_spot: ['payload_clean_spot', 'clean_spot', ['cleaning']],
  locate: ['payload_locate', 'locate', []],
};

export const vacuum: Act = (service, w) => {
  if (service === 'set_fan_speed') {
    const speed = w.word('fan_speed');
    if (speed === undefined) return w.refuse('It needs a speed.');
    w.send('set_fan_speed_topic', speed);
    return w.expectAttribute('state_topic', 'fan_speed', speed);
  }
  const way = Object.hasOwn(VACUUM, service) ? VACUUM[service] : undefined;
  if (way === undefined) return w.refuse('It cannot do that.');
  w.send('command_topic', w.settings.text(way[0], way[1]));
  if (way[2].length > 0) w.expectState('state_topic', ...way[2]);
};

const MOWER: Readonly<Record<string, readonly string[]>> = { start_mowing: ['mowing'], pause: ['paused'], dock: ['returning', 'docked'] };

export const lawnMower: Act = (service, w) => {
  const states = Object.hasOwn(MOWER, service) ? MOWER[service] : undefined;
  if (states === undefined) return w.refuse('It cannot do that.');
  w.send(`${service}_command_topic`, service, `${service}_command_template`);
  w.expectState('activity_state_topic', ...states);
};
