/** What is switched on and off, or pressed: switches, sirens, humidifiers, buttons, scenes, updates. */
import type { Json } from '../../domain/home.ts';
import type { Writing } from './writing.ts';

export type Act = (service: string, w: Writing) => void;

/** On or off by the service; toggling is the other way than it is. */
export const turnsOn = (service: string, { entity }: Writing): boolean =>
  service === 'toggle' ? entity.state !== 'on' : service === 'turn_on';

export const switches: Act = (service, w) => {
  const on = turnsOn(service, w);
  w.send('command_topic', on ? w.settings.text('payload_on', 'ON') : w.settings.text('payload_off', 'OFF'), 'command_template');
  w.expectState('state_topic', on ? 'on' : 'off');
};

export const humidifier: Act = (service, w) => {
  if (service === 'set_humidity') {
    const humidity = w.number('humidity');
    if (humidity === undefined) return w.refuse('It needs a humidity.');
    w.send('target_humidity_command_topic', humidity, 'target_humidity_command_template');
    w.expectAttribute('target_humidity_state_topic', 'humidity', humidity, 0.5);
  } else if (service === 'set_mode') {
    const mode = w.word('mode');
    if (mode === undefined) return w.refuse('It needs a mode.');
    w.send('mode_command_topic', mode, 'mode_command_template');
    w.expectAttribute('mode_state_topic', 'mode', mode);
  } else switches(service, w);
};

/** JSON with all that was said, unless a template makes something else of it. */
export const siren: Act = (service, w) => {
  const on = turnsOn(service, w);
  const { settings } = w;
  const state = on ? settings.text('payload_on', 'ON') : settings.text('payload_off', 'OFF');
  const said: Readonly<Record<string, Json>> = on
    ? Object.fromEntries(Object.entries(w.data).filter(([field]) => ['tone', 'volume_level', 'duration'].includes(field)))
    : {};
  const template = !on && settings.has('command_off_template') ? 'command_off_template' : 'command_template';
  if (settings.has(template)) w.send('command_topic', state, template, { state, ...said });
  else w.send('command_topic', JSON.stringify({ state, ...said }));
  w.expectState('state_topic', on ? 'on' : 'off');
};

export const button: Act = (_, w) => w.send('command_topic', w.settings.text('payload_press', 'PRESS'), 'command_template');
export const scene: Act = (_, w) => w.send('command_topic', w.settings.text('payload_on', 'ON'));
export const update: Act = (_, w) => {
  w.send('command_topic', w.settings.text('payload_install', ''));
  w.expect('state_topic', ({ state, attributes }) => attributes['in_progress'] === true || state === 'off');
};
