/** Lights: on, off, brightness, colour, warmth, effects. https://www.home-assistant.io/integrations/light/ */
import type { Entity } from '../../../domain/home.ts';
import type { Deed, Value } from '../../deed.ts';
import { has, number, rangeOf, read, text, texts } from '../attributes.ts';
import { option } from '../options.ts';
import { absolute, clamp, levelOf, PERCENT, type Range, relative } from '../range.ts';
import { act, actWith, cannot, type Domain, lacks, missing, type Planned, switched } from '../result.ts';
import { wanted } from '../want.ts';
import { fold, pick } from '../words.ts';

const COLOURS = ['hs', 'xy', 'rgb', 'rgbw', 'rgbww'];

/** The colour modes of a light; undefined when it does not say. */
function modesOf(entity: Entity): readonly string[] | undefined {
  const modes = read(entity, 'supported_color_modes');
  if (Array.isArray(modes)) return texts(entity, 'supported_color_modes').map((mode) => mode.toLowerCase());
  return text(entity, 'color_mode')?.toLowerCase() === 'onoff' ? ['onoff'] : undefined;
}

/** A light that does not say what it can may be tried; one that shows a brightness and no colour has none. */
const silent = (entity: Entity): boolean => !has(entity, 'brightness', 'color_mode');
const dimmable = (entity: Entity): boolean => modesOf(entity)?.some((mode) => mode !== 'onoff' && mode !== 'unknown') ?? true;
const colourful = (entity: Entity): boolean =>
  modesOf(entity)?.some((mode) => COLOURS.includes(mode)) ?? (silent(entity) || has(entity, 'rgb_color', 'hs_color', 'xy_color'));
/** Home Assistant turns a colour temperature into a colour for lights that have colours only. */
const tunable = (entity: Entity): boolean =>
  modesOf(entity)?.some((mode) => mode === 'color_temp' || COLOURS.includes(mode)) ??
  (silent(entity) || has(entity, 'color_temp_kelvin', 'min_color_temp_kelvin', 'color_temp', 'rgb_color', 'hs_color', 'xy_color'));

const isOn = (entity: Entity): boolean => entity.state === 'on';

/** In percent. A light that is off has none; one that is on and does not say is taken to be at half. */
export function brightnessOf(entity: Entity): number {
  const raw = number(entity, 'brightness');
  if (raw === undefined) return isOn(entity) ? 50 : 0;
  return clamp(Math.round((raw * 100) / 255), PERCENT);
}

function brightness(deed: Deed, entity: Entity): Planned {
  if (!dimmable(entity)) return lacks('brightness');
  const want = wanted(deed);
  if (want === undefined) return missing('value');
  if ('value' in want) {
    const said = absolute(want.value, PERCENT);
    return actWith(entity, 'turn_on', 'brightness_pct', said.ok ? { ok: true, value: Math.round(said.value) } : said);
  }
  const now = brightnessOf(entity);
  // Who says "dimmer" does not mean off; who says "by 60 %" may.
  const range = want.change.amount === undefined && now > 0 ? { ...PERCENT, min: 1 } : PERCENT;
  return act(entity, 'turn_on', { brightness_pct: relative(want.change, now, range, { little: 10, some: 20, much: 40 }) });
}

const kelvins = (entity: Entity): Range =>
  rangeOf(entity, 'min_color_temp_kelvin', 'max_color_temp_kelvin', { min: 1_500, max: 9_000, unit: 'K' });
const WARMTH: ReadonlyMap<string, number> = new Map(
  Object.entries({ warm: 2700, soft: 2700, neutral: 4000, natural: 4000, cool: 5000, cold: 6500, daylight: 6500 }),
);

const white = (entity: Entity, kelvin: number): Planned =>
  act(entity, 'turn_on', { color_temp_kelvin: Math.round(clamp(kelvin, kelvins(entity))) });

function warmth(deed: Deed, entity: Entity, up: 1 | -1): Planned {
  if (!tunable(entity)) return lacks('colour_temperature');
  const want = wanted(deed);
  if (want === undefined) return missing('value');
  if ('change' in want) {
    const now = number(entity, 'color_temp_kelvin') ?? 4_000;
    const change = { ...want.change, direction: want.change.direction === up ? 1 : -1 } as const;
    return act(entity, 'turn_on', {
      color_temp_kelvin: Math.round(relative(change, now, kelvins(entity), { little: 300, some: 600, much: 1_200 })),
    });
  }
  const { value } = want;
  // A white with a name is the nearest the lamp has; a number is meant as said.
  if (value.kind === 'kelvin') return white(entity, value.kelvin);
  const named = value.kind === 'word' ? WARMTH.get(fold(value.word).replace(/(white|light)$/, '')) : undefined;
  if (named !== undefined) return white(entity, named);
  const said = absolute(value, kelvins(entity));
  return actWith(entity, 'turn_on', 'color_temp_kelvin', said.ok ? { ok: true, value: Math.round(said.value) } : said);
}

function colour(value: Value | undefined, deed: Deed, entity: Entity): Planned {
  if (value?.kind === 'kelvin') return warmth(deed, entity, 1);
  if (value?.kind !== 'colour') return colourful(entity) ? missing('colour') : lacks('colour');
  const plainWhite = value.rgb.every((part) => part === 255);
  if (!colourful(entity)) return plainWhite && tunable(entity) ? white(entity, 4_000) : lacks('colour');
  return act(entity, 'turn_on', /^[a-z]{3,}$/.test(value.name) ? { color_name: value.name } : { rgb_color: [...value.rgb] });
}

function effect(deed: Deed, entity: Entity): Planned {
  const effects = texts(entity, 'effect_list');
  return effects.length === 0 ? lacks('effects') : actWith(entity, 'turn_on', 'effect', option(deed, text(entity, 'effect'), effects));
}

function usual(deed: Deed, entity: Entity): string | undefined {
  const { value } = deed;
  if (value === undefined) return wanted(deed) && 'brightness';
  if (value.kind === 'colour') return 'colour';
  if (value.kind === 'kelvin' || (value.kind === 'number' && value.unit === 'K')) return 'colour_temperature';
  if (value.kind !== 'word') return 'brightness';
  if (pick(value.word, texts(entity, 'effect_list')) !== undefined) return 'effect';
  if (levelOf(value.word) !== undefined) return 'brightness';
  return WARMTH.has(fold(value.word).replace(/(white|light)$/, '')) ? 'colour_temperature' : undefined;
}

export const light: Domain = {
  usual,
  plan(deed, entity) {
    const plain = switched(deed.intent, entity);
    if (plain !== undefined) return plain;
    switch (deed.attribute) {
      case 'brightness':
      case 'intensity':
        return brightness(deed, entity);
      case 'colour':
        return colour(deed.value, deed, entity);
      case 'colour_temperature':
        return deed.value?.kind === 'colour' ? colour(deed.value, deed, entity) : warmth(deed, entity, 1);
      case 'temperature': // warmer light is redder: fewer kelvin
      case 'warmth':
        return warmth(deed, entity, -1);
      case 'effect':
      case 'mode':
        return effect(deed, entity);
      default:
        return deed.attribute === undefined && deed.value?.kind === 'word' ? cannot('it cannot do that') : lacks(deed.attribute);
    }
  },
};
