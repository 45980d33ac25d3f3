/** Lights: what was asked for, in the words of the one schema the lamp speaks. */
import type { Json } from '../../domain/home.ts';
import { colourAt } from '../../language/lexicon/colours.ts';
import { kelvinToRgb, type Rgb, reciprocal, rgbToHs, rgbToRgbw, rgbToXy } from '../colour.ts';
import { schemaOf } from '../discovery/platforms/light.ts';
import { type Act, turnsOn } from './switching.ts';
import type { Writing } from './writing.ts';

/** What a call asks of a lamp, in the lamp's own kind of colour. */
interface Wish {
  /** 1..255 */
  readonly brightness?: number;
  readonly kelvin?: number;
  readonly colour?: { readonly mode: string; readonly parts: readonly number[]; readonly rgb: Rgb };
  readonly effect?: string;
}

const KINDS = ['rgb', 'rgbw', 'rgbww', 'hs', 'xy'] as const;
/** A device may round a brightness to its own steps. */
const ABOUT = 8;

function rgbOf(data: Writing['data']): Rgb | undefined {
  const name = data['color_name'];
  if (typeof name === 'string') return colourAt([name.toLowerCase()], 0)?.rgb;
  const given = data['rgb_color'];
  if (!Array.isArray(given) || given.length !== 3 || !given.every((c) => typeof c === 'number' && c >= 0 && c <= 255)) return undefined;
  return given as unknown as Rgb;
}

function converted(rgb: Rgb, mode: string): readonly number[] {
  if (mode === 'hs') return rgbToHs(rgb);
  if (mode === 'xy') return rgbToXy(rgb);
  if (mode === 'rgbw') return rgbToRgbw(rgb);
  return mode === 'rgbww' ? [...rgb, 0, 0] : rgb;
}

function wishOf(w: Writing): Wish {
  const modes = w.entity.attributes['supported_color_modes'];
  const has = (mode: string): boolean => Array.isArray(modes) && modes.includes(mode);
  const percent = w.number('brightness_pct');
  const kelvin = w.number('color_temp_kelvin');
  const asked = 'color_name' in w.data || 'rgb_color' in w.data;
  // A lamp without a white of its own is given the colour of that white.
  const rgb = asked ? rgbOf(w.data) : kelvin !== undefined && !has('color_temp') ? kelvinToRgb(kelvin) : undefined;
  const mode = rgb && KINDS.find(has);
  if ((asked || kelvin !== undefined) && mode === undefined && !(kelvin !== undefined && has('color_temp')))
    w.refuse('It cannot show that colour.');
  const effect = w.word('effect');
  return {
    ...(percent === undefined ? {} : { brightness: Math.min(255, Math.max(1, Math.round((percent * 255) / 100))) }),
    ...(kelvin !== undefined && has('color_temp') ? { kelvin: Math.round(kelvin) } : {}),
    ...(rgb === undefined || mode === undefined ? {} : { colour: { mode, parts: converted(rgb, mode), rgb } }),
    ...(effect === undefined ? {} : { effect }),
  };
}

/** In what the device counts white in. */
const white = (w: Writing, kelvin: number): number => (w.settings.flag('color_temp_kelvin', false) ? kelvin : reciprocal(kelvin));

function onDefault(w: Writing, wish: Wish): void {
  const { settings: s } = w;
  const type = s.text('on_command_type', 'last');
  const dims = s.has('brightness_command_topic');
  const now = w.item.raw.attributes['brightness'];
  const level = wish.brightness ?? (type === 'brightness' ? (typeof now === 'number' ? now : 255) : undefined);
  const on = (): void => w.send('command_topic', s.text('payload_on', 'ON'));
  if (type === 'first') on();
  const { colour } = wish;
  if (colour !== undefined) sendColour(w, colour.mode, colour.parts, dims ? 255 : (level ?? (typeof now === 'number' ? now : 255)));
  if (level !== undefined && dims) {
    const scale = s.number('brightness_scale', 255);
    w.send('brightness_command_topic', Math.max(1, Math.min(scale, Math.round((level / 255) * scale))), 'brightness_command_template');
  } else if (level !== undefined && colour === undefined) {
    const mode = KINDS.find((kind) => s.has(`${kind}_command_topic`));
    const shown = mode && w.item.raw.attributes[`${mode}_color`];
    if (mode !== undefined) sendColour(w, mode, Array.isArray(shown) ? (shown as number[]) : converted([255, 255, 255], mode), level);
  }
  if (wish.kelvin !== undefined) w.send('color_temp_command_topic', white(w, wish.kelvin), 'color_temp_command_template');
  if (wish.effect !== undefined) w.send('effect_command_topic', wish.effect, 'effect_command_template');
  if (type === 'last' || (type === 'brightness' && !dims)) on();
}

const NAMES: Readonly<Record<string, readonly string[]>> = {
  rgb: ['red', 'green', 'blue'],
  rgbw: ['red', 'green', 'blue', 'white'],
  rgbww: ['red', 'green', 'blue', 'cold_white', 'warm_white'],
  hs: ['hue', 'sat'],
  xy: ['x', 'y'],
};

function sendColour(w: Writing, mode: string, parts: readonly number[], brightness: number): void {
  const scaled = mode === 'hs' || mode === 'xy' ? parts : parts.map((part) => Math.trunc((part * brightness) / 255));
  const variables = Object.fromEntries((NAMES[mode] ?? []).map((name, i) => [name, scaled[i] ?? 0]));
  w.send(`${mode}_command_topic`, scaled.join(','), `${mode}_command_template`, variables);
}

const LETTERS: Readonly<Record<string, readonly string[]>> = {
  rgb: ['r', 'g', 'b'],
  rgbw: ['r', 'g', 'b', 'w'],
  rgbww: ['r', 'g', 'b', 'c', 'w'],
  hs: ['h', 's'],
  xy: ['x', 'y'],
};

function onJson(w: Writing, wish: Wish): void {
  const { colour, brightness, kelvin, effect } = wish;
  const scale = w.settings.number('brightness_scale', 255);
  const letters = colour && LETTERS[colour.mode];
  const message: Record<string, Json> = { state: 'ON' };
  if (colour !== undefined && letters !== undefined)
    message['color'] = Object.fromEntries(letters.map((letter, i) => [letter, colour.parts[i] ?? 0]));
  if (brightness !== undefined) message['brightness'] = Math.max(1, Math.round((brightness / 255) * scale));
  if (kelvin !== undefined) message['color_temp'] = white(w, kelvin);
  if (effect !== undefined) message['effect'] = effect;
  const transition = w.number('transition');
  if (transition !== undefined) message['transition'] = transition;
  w.send('command_topic', JSON.stringify(message));
}

function onTemplate(w: Writing, wish: Wish): void {
  const { colour, brightness, kelvin, effect } = wish;
  const dims = w.settings.has('brightness_template');
  const now = w.item.raw.attributes['brightness'];
  const scale = dims ? 1 : (brightness ?? (typeof now === 'number' ? now : 255)) / 255;
  const values: Record<string, Json> = { state: 'on' };
  if (brightness !== undefined) values['brightness'] = brightness;
  if (kelvin !== undefined) values['color_temp'] = white(w, kelvin);
  if (colour !== undefined) {
    const [red, green, blue] = colour.rgb.map((part) => Math.round(part * scale));
    const [hue, sat] = rgbToHs(colour.rgb);
    Object.assign(values, { red: red ?? 0, green: green ?? 0, blue: blue ?? 0, hue, sat });
  }
  if (effect !== undefined) values['effect'] = effect;
  const transition = w.number('transition');
  if (transition !== undefined) values['transition'] = transition;
  w.send('command_topic', null, 'command_on_template', values);
}

function off(w: Writing): void {
  const schema = schemaOf(w.settings);
  if (schema === 'json') w.send('command_topic', JSON.stringify({ state: 'OFF' }));
  else if (schema === 'template') w.send('command_topic', null, 'command_off_template', { state: 'off' });
  else w.send('command_topic', w.settings.text('payload_off', 'OFF'));
  w.expectState('state_topic', 'off');
}

export const light: Act = (service, w) => {
  // Dimmed to nothing is off.
  if (!turnsOn(service, w) || w.number('brightness_pct') === 0) return off(w);
  const wish = wishOf(w);
  const schema = schemaOf(w.settings);
  if (schema === 'json') onJson(w, wish);
  else if (schema === 'template') onTemplate(w, wish);
  else onDefault(w, wish);
  w.expectState('state_topic', 'on');
  const tells = schema === 'basic' ? 'brightness_state_topic' : 'state_topic';
  if (wish.brightness !== undefined && (schema !== 'template' || w.settings.has('brightness_template')))
    w.expectAttribute(tells, 'brightness', wish.brightness, ABOUT);
};
