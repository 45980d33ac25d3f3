/** Numbers, choices and texts: https://www.home-assistant.io/integrations/number.mqtt/, /select.mqtt/, /text.mqtt/ The state is the value. */
import { deviceClass, given, hearing, NONE, numberIn } from '../hearing.ts';
import type { Platform } from '../thing.ts';

const MAX_STATE = 255;

export const number: Platform = (s) => {
  s.needs('command_topic');
  s.sends('command_topic');
  const [min, max] = [s.number('min', 1), s.number('max', 100)];
  if (min > max) s.object('home/bad-config', 'Its min is more than its max.');
  const reset = s.text('payload_reset', NONE);
  return {
    domain: 'number',
    attributes: given({ ...deviceClass(s), min, max, step: s.number('step', 1), unit_of_measurement: s.word('unit_of_measurement') }),
    hears: hearing(s, 'state_topic', ['value_template'], (text) => {
      if (text === reset || text === NONE) return { state: 'unknown' };
      const value = numberIn(text);
      return value >= min && value <= max ? { state: text.trim() } : undefined;
    }),
    services: ['set_value'],
  };
};

export const select: Platform = (s) => {
  s.needs('command_topic');
  s.needs('options');
  s.sends('command_topic');
  const options = s.texts('options', []);
  return {
    domain: 'select',
    attributes: given({ options }),
    hears: hearing(s, 'state_topic', ['value_template'], (text) => {
      if (text.toLowerCase() === 'none' && !options.includes(text)) return { state: 'unknown' };
      return options.includes(text) ? { state: text } : undefined;
    }),
    services: ['select_option', 'select_next', 'select_previous', 'select_first', 'select_last'],
  };
};

export const text: Platform = (s) => {
  s.needs('command_topic');
  s.sends('command_topic');
  const [min, max] = [s.number('min', 0), Math.min(MAX_STATE, s.number('max', MAX_STATE))];
  if (min > max) s.object('home/bad-config', 'Its min is more than its max.');
  return {
    domain: 'text',
    attributes: given({ min, max, pattern: s.word('pattern'), mode: s.text('mode', 'text') }),
    hears: hearing(s, 'state_topic', ['value_template'], (said) => (said.length <= MAX_STATE ? { state: said } : undefined)),
    services: ['set_value'],
  };
};
