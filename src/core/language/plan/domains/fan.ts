/** Fans: speed in percent or by preset, oscillation, direction. https://www.home-assistant.io/integrations/fan/ */
import type { Entity } from '../../../domain/home.ts';
import type { Change, Deed } from '../../deed.ts';
import { can, has, number, text, texts } from '../attributes.ts';
import { FAN } from '../features.ts';
import { option, scale, unknownOption } from '../options.ts';
import { absolute, clamp, levelOf, PERCENT, relative } from '../range.ts';
import { act, actWith, type Domain, lacks, missing, type Planned, switched } from '../result.ts';
import { wanted } from '../want.ts';
import { fold, pick } from '../words.ts';

const hasPercentage = (entity: Entity): boolean => can(entity, FAN.setSpeed) ?? has(entity, 'percentage', 'percentage_step');

/** How many speeds there are; three where the fan does not say, as most have. */
function countOf(entity: Entity): number {
  const step = number(entity, 'percentage_step');
  return step !== undefined && step > 0 && step <= 100 ? Math.max(1, Math.round(100 / step)) : 3;
}
/** The percentage of a speed, rounded down as Home Assistant does: 33, 66, 100. */
const percentOf = (speed: number, count: number): number => Math.floor((speed * 100) / count);

/** One speed up or down; slower is not off unless that many levels were said. */
function shifted(change: Change, entity: Entity): number {
  const now = clamp(number(entity, 'percentage') ?? (entity.state === 'on' ? 50 : 0), PERCENT);
  if (change.factor !== undefined || (change.amount !== undefined && change.unit !== 'level' && change.unit !== '')) {
    return Math.round(relative(change, now, PERCENT, { little: 10, some: 33, much: 66 }));
  }
  const count = countOf(entity);
  const here = Math.round((now * count) / 100);
  const levels =
    change.amount !== undefined && Number.isFinite(change.amount) ? Math.abs(Math.round(change.amount)) : change.size === 'much' ? 2 : 1;
  const least = change.amount === undefined && now > 0 ? 1 : 0;
  return percentOf(Math.min(count, Math.max(least, here + change.direction * levels)), count);
}

const SPEEDS: ReadonlyMap<string, number> = new Map(
  Object.entries({ low: 1 / 3, slow: 1 / 3, quiet: 1 / 3, medium: 2 / 3, mid: 2 / 3, middle: 2 / 3, normal: 2 / 3, high: 1, fast: 1 }),
);

function speed(deed: Deed, entity: Entity): Planned {
  const want = wanted(deed);
  const presets = texts(entity, 'preset_modes');
  if (want === undefined) return missing('value');
  const { value, change } = 'value' in want ? { value: want.value, change: undefined } : { value: undefined, change: want.change };
  const preset = value?.kind === 'word' ? pick(value.word, presets) : undefined;
  if (preset !== undefined) return act(entity, 'set_preset_mode', { preset_mode: preset });
  if (!hasPercentage(entity)) {
    if (scale(presets).length < 2)
      return value?.kind === 'word' && presets.length > 0 ? unknownOption(value.word, presets) : lacks('speed');
    return actWith(entity, 'set_preset_mode', 'preset_mode', option(deed, text(entity, 'preset_mode'), presets));
  }
  if (change !== undefined) return act(entity, 'set_percentage', { percentage: shifted(change, entity) });
  if (value === undefined) return missing('value');
  if (value.kind === 'number' && value.unit === 'level') {
    const count = countOf(entity);
    if (value.number <= count && value.number >= 0)
      return act(entity, 'set_percentage', { percentage: percentOf(Math.round(value.number), count) });
  }
  const share = value.kind === 'word' ? SPEEDS.get(fold(value.word)) : undefined;
  if (share !== undefined) {
    const count = countOf(entity);
    return act(entity, 'set_percentage', { percentage: percentOf(Math.max(1, Math.round(share * count)), count) });
  }
  if (value.kind === 'word' && levelOf(value.word) === undefined)
    return presets.length > 0 ? unknownOption(value.word, presets) : lacks('modes');
  const said = absolute(value, PERCENT);
  return actWith(entity, 'set_percentage', 'percentage', said.ok ? { ok: true, value: Math.round(said.value) } : said);
}

const STILL = new Set(['off', 'no', 'none', 'false', 'still', 'fixed', 'stop', 'stopped']);

function oscillation(deed: Deed, entity: Entity): Planned {
  if (!(can(entity, FAN.oscillate) ?? has(entity, 'oscillating'))) return lacks('oscillation');
  const off = deed.value?.kind === 'word' ? STILL.has(fold(deed.value.word)) : deed.intent === 'lower';
  return act(entity, 'oscillate', { oscillating: !off });
}

const DIRECTIONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    forward: 'forward',
    forwards: 'forward',
    summer: 'forward',
    reverse: 'reverse',
    reversed: 'reverse',
    backward: 'reverse',
    backwards: 'reverse',
    winter: 'reverse',
  }),
);

function direction(deed: Deed, entity: Entity): Planned {
  if (!(can(entity, FAN.direction) ?? has(entity, 'direction'))) return lacks('direction');
  const said = deed.value?.kind === 'word' ? deed.value.word : undefined;
  // "Reverse the fan": the other way than now.
  const other = text(entity, 'direction') === 'reverse' ? 'forward' : 'reverse';
  const wish = said === undefined || fold(said) === 'other' ? other : DIRECTIONS.get(fold(said));
  return wish === undefined ? unknownOption(said ?? '', ['forward', 'reverse']) : act(entity, 'set_direction', { direction: wish });
}

function preset(deed: Deed, entity: Entity): Planned {
  const presets = texts(entity, 'preset_modes');
  return presets.length === 0
    ? lacks('mode')
    : actWith(entity, 'set_preset_mode', 'preset_mode', option(deed, text(entity, 'preset_mode'), presets));
}

export const fan: Domain = {
  usual: () => 'speed',
  plan(deed, entity) {
    const plain = switched(deed.intent, entity);
    if (plain !== undefined) return plain;
    switch (deed.attribute) {
      case 'speed':
      case 'fan_speed':
      case 'percentage':
      case 'power':
        return speed(deed, entity);
      case 'mode':
      case 'preset':
        return preset(deed, entity);
      case 'swing':
      case 'oscillation':
        return oscillation(deed, entity);
      case 'direction':
        return direction(deed, entity);
      default:
        return lacks(deed.attribute);
    }
  },
};
