/** Thermostats and air conditioners. https://www.home-assistant.io/integrations/climate/ */
import type { Entity } from '../../../domain/home.ts';
import type { Deed } from '../../deed.ts';
import { can, has, number, rangeOf, text, texts } from '../attributes.ts';
import { CLIMATE } from '../features.ts';
import { option, unknownOption } from '../options.ts';
import { level } from '../range.ts';
import { act, actWith, cannot, type Domain, lacks, type Planned, switched } from '../result.ts';
import { setTemperature } from '../temperature.ts';
import { fold, pick } from '../words.ts';

interface List {
  readonly list: string;
  readonly current: string;
  readonly service: string;
  readonly field: string;
}
const PRESET: List = { list: 'preset_modes', current: 'preset_mode', service: 'set_preset_mode', field: 'preset_mode' };
const FAN_MODE: List = { list: 'fan_modes', current: 'fan_mode', service: 'set_fan_mode', field: 'fan_mode' };
const SWING: List = { list: 'swing_modes', current: 'swing_mode', service: 'set_swing_mode', field: 'swing_mode' };
const SIDEWAYS: List = {
  list: 'swing_horizontal_modes',
  current: 'swing_horizontal_mode',
  service: 'set_swing_horizontal_mode',
  field: 'swing_horizontal_mode',
};

const from = (deed: Deed, entity: Entity, { list, current, service, field }: List, attribute: string): Planned => {
  const options = texts(entity, list);
  return options.length === 0 ? lacks(attribute) : actWith(entity, service, field, option(deed, text(entity, current), options));
};

function hvac(word: string, entity: Entity): Planned | undefined {
  if (['off', 'turnedoff'].includes(fold(word))) return act(entity, 'turn_off');
  // Its state is one of its modes, should it not list them.
  const modes = has(entity, 'hvac_modes')
    ? texts(entity, 'hvac_modes')
    : [entity.state].filter((s) => /^(heat|cool|dry|auto|heat_cool|fan_only)$/.test(s));
  const mode = pick(word, modes, true) ?? (fold(word) === 'auto' ? pick('heat_cool', modes, true) : undefined);
  return mode === undefined ? undefined : act(entity, 'set_hvac_mode', { hvac_mode: mode });
}

/** A mode may be an hvac mode or a preset; said without "mode" also a fan speed or a swing. */
function mode(deed: Deed, entity: Entity): Planned {
  if (deed.value?.kind !== 'word') return cannot('its modes have no order');
  const { word } = deed.value;
  const found = hvac(word, entity);
  if (found !== undefined) return found;
  const lists = deed.attribute === 'mode' ? [PRESET] : [PRESET, FAN_MODE, SWING];
  for (const { list, service, field } of lists) {
    const picked = pick(word, texts(entity, list));
    if (picked !== undefined) return act(entity, service, { [field]: picked });
  }
  const all = [...texts(entity, 'hvac_modes'), ...texts(entity, 'preset_modes')];
  return all.length === 0 ? lacks('mode') : unknownOption(word, all);
}

function swing(deed: Deed, entity: Entity): Planned {
  const word = deed.value?.kind === 'word' ? deed.value.word : undefined;
  const sideways =
    word !== undefined && pick(word, texts(entity, SWING.list)) === undefined && pick(word, texts(entity, SIDEWAYS.list)) !== undefined;
  return from(deed, entity, sideways ? SIDEWAYS : SWING, 'swing');
}

function humidity(deed: Deed, entity: Entity): Planned {
  if (!(can(entity, CLIMATE.humidity) ?? has(entity, 'humidity'))) return lacks('humidity');
  const range = rangeOf(entity, 'min_humidity', 'max_humidity', { min: 0, max: 100, unit: '%', step: 1 });
  return actWith(
    entity,
    'set_humidity',
    'humidity',
    level(deed, number(entity, 'humidity') ?? 50, range, { little: 5, some: 10, much: 20 }),
  );
}

export const climate: Domain = {
  usual({ value }) {
    if (value?.kind === 'word') return 'any_mode';
    return value?.kind === 'number' && value.unit === '%' ? 'humidity' : 'temperature';
  },
  plan(deed, entity) {
    const plain = switched(deed.intent, entity);
    if (plain !== undefined) return plain;
    switch (deed.attribute) {
      case 'temperature':
      case 'setpoint':
      case 'heat':
        return setTemperature(deed, entity);
      case 'mode':
      case 'any_mode':
        return mode(deed, entity);
      case 'preset':
        return from(deed, entity, PRESET, 'preset');
      case 'speed':
      case 'fan_speed':
      case 'fan_mode':
      case 'fan':
        return from(deed, entity, FAN_MODE, 'speed');
      case 'swing':
      case 'oscillation':
      case 'swing_mode':
        return swing(deed, entity);
      case 'direction':
        return texts(entity, 'swing_modes').length > 0 ? swing(deed, entity) : lacks('swing');
      case 'humidity':
        return humidity(deed, entity);
      default:
        return lacks(deed.attribute);
    }
  },
};
