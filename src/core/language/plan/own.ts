/**
 * A device's own commands, which no service of Home Assistant covers: `attributes.commands`, see INTERFACES.
 *
 *     commands: {set_intensity: {intensity: {type: number, min: 0, max: 100, unit: "%"}}, pack: {}}
 *
 * A command is called when its parameter, or the command itself, is named; and where the device's domain knows no way, also when the
 * value fits one command only.
 */
import type { Entity, Json } from '../../domain/home.ts';
import type { Deed } from '../deed.ts';
import { number, read } from './attributes.ts';
import { type Command, commandsOf, type Kind, type Parameter } from './commands.ts';
import { option } from './options.ts';
import { level, PERCENT, type Range, tidy } from './range.ts';
import { act, cannot, missing, type Planned, type Worked, worked } from './result.ts';
import { wanted } from './want.ts';
import { fold, pick, wordsOf } from './words.ts';

/** Names of the same thing: what people say, and what makers write. */
const ALIKE: readonly ReadonlySet<string>[] = [
  'speed fanspeed fanmode wind windspeed airflow',
  'colour color rgb hue',
  'position degree opening angle level',
  'mode program programme preset operationmode',
  'swing oscillation swingmode',
  'brightness level dimming',
  'intensity strength power level suction',
  'song track title music',
  'style genre',
  'interval period frequency',
  'area cleaningarea zone room',
  'temperature temp setpoint targettemperature',
  'volume volumelevel loudness',
].map((line) => new Set(line.split(' ')));

const bareName = (command: Command): string => fold(command.name.replace(/^(set|change|select|adjust)_/, ''));

/** How well a command answers to a name: 3 it is its name, 2 another word for it, 1 a part of it, 0 not at all. */
function answers(command: Command, attribute: string): 0 | 1 | 2 | 3 {
  const want = fold(attribute);
  if (want === '') return 0;
  const names = [bareName(command), fold(command.name), ...command.parameters.map((p) => fold(p.name))];
  if (names.includes(want) || (want === 'colour' && names.includes('color'))) return 3;
  if (ALIKE.some((group) => group.has(want) && names.some((name) => group.has(name)))) return 2;
  const words = wordsOf(attribute.replaceAll('_', ' '));
  const parts = [command.name, ...command.parameters.map((p) => p.name)].flatMap((name) => wordsOf(name.replaceAll('_', ' ')));
  return words.some((word) => word !== 'set' && word.length > 2 && parts.includes(word)) ? 1 : 0;
}

const SIZES = (range: Range) => {
  const width = Number.isFinite(range.max - range.min) ? range.max - range.min : 100;
  const whole = (share: number): number => (width >= 10 ? Math.round(width * share) : tidy(width * share));
  return { little: whole(0.1), some: whole(0.2), much: whole(0.4) };
};

function filled(parameter: Parameter, deed: Deed, entity: Entity): Worked<Json> {
  const { value } = deed;
  switch (parameter.kind) {
    case 'rgb':
      return value?.kind === 'colour' ? worked([...value.rgb]) : missing('colour');
    case 'options': {
      const said =
        deed.content !== undefined && value === undefined ? { ...deed, value: { kind: 'word', word: deed.content } as const } : deed;
      const current = read(entity, parameter.name);
      return option(said, typeof current === 'string' || typeof current === 'number' ? String(current) : undefined, parameter.options);
    }
    case 'string': {
      const said = deed.content ?? (value?.kind === 'word' ? value.word : value?.kind === 'colour' ? value.name : undefined);
      if (said !== undefined) return worked(said);
      return value?.kind === 'number' ? worked(`${value.number}`) : cannot('it needs a name');
    }
    default:
      return numberOf(parameter, deed, entity);
  }
}

function numberOf({ name, range }: Parameter, deed: Deed, entity: Entity): Worked<number> {
  const timed =
    deed.value === undefined && deed.change === undefined && deed.duration !== undefined
      ? { ...deed, value: { kind: 'number', number: deed.duration, unit: 's' } as const }
      : deed;
  const want = wanted(timed);
  const bounded = Number.isFinite(range.min) && Number.isFinite(range.max);
  if (want !== undefined && 'value' in want && !bounded && (want.value.kind === 'share' || want.value.kind === 'word'))
    return cannot('it needs a number');
  const middle = bounded ? (range.min + range.max) / 2 : undefined;
  const current = number(entity, name) ?? middle;
  if (current === undefined && want !== undefined && 'change' in want) return cannot('its present value is not known');
  // Words such as "high" are levels of anything that has two ends.
  const scaled = bounded && want !== undefined && 'value' in want && want.value.kind === 'word' ? { ...range, unit: PERCENT.unit } : range;
  return level(timed, current ?? 0, scaled, SIZES(range));
}

/** Fills the parameter that is meant; the others keep what they have. */
function call(command: Command, attribute: string | undefined, deed: Deed, entity: Entity): Planned {
  const meant =
    command.parameters.find((p) => attribute !== undefined && fold(p.name) === fold(attribute)) ??
    command.parameters.find((p) => attribute !== undefined && answers({ name: '', parameters: [p] }, attribute) > 0) ??
    command.parameters[0];
  const data: [string, Json][] = [];
  for (const parameter of command.parameters) {
    const kept = read(entity, parameter.name);
    if (parameter !== meant && kept === undefined) return cannot('it needs more than one value');
    const value = parameter === meant ? filled(parameter, deed, entity) : worked(kept ?? null);
    if (!value.ok) return value;
    data.push([parameter.name, value.value]);
  }
  // fromEntries: a parameter may be called __proto__.
  return act(entity, command.name, Object.fromEntries(data));
}

/** The command whose own name, or whose parameter's, was said; "set_speed" and "speed" alike. `least` is how well it must answer. */
export function named(deed: Deed, entity: Entity, least: 1 | 2 | 3): Planned | undefined {
  const { attribute } = deed;
  if (attribute === undefined) return undefined;
  let best: { readonly command: Command; readonly score: number } | undefined;
  for (const command of commandsOf(entity)) {
    const score = answers(command, attribute);
    // A free text takes anything, so it must be named outright while there are others to ask.
    if (score < 3 && least > 1 && command.parameters.some((p) => p.kind === 'string')) continue;
    if (score >= least && score > (best?.score ?? 0)) best = { command, score };
  }
  return best && call(best.command, attribute, deed, entity);
}

/** Whether a parameter of that name has this option: what can be switched on and off by a command of its own. */
export const offers = (attribute: string, word: string, entity: Entity): boolean =>
  commandsOf(entity).some((c) => answers(c, attribute) === 3 && c.parameters.some((p) => pick(word, p.options, true) !== undefined));

function fitsWord(command: Command, word: string): boolean {
  const [parameter, ...more] = command.parameters;
  return parameter?.kind === 'options' && more.length === 0 && pick(word, parameter.options, true) !== undefined;
}

/** The only command that takes a value of this sort. */
export function fitting(deed: Deed, entity: Entity): Planned | undefined {
  if (deed.attribute !== undefined) return undefined;
  const { value, content } = deed;
  const taking = (kind: Kind) => commandsOf(entity).filter((c) => c.parameters.length === 1 && c.parameters[0]?.kind === kind);
  const changes = deed.intent === 'raise' || deed.intent === 'lower' || deed.change !== undefined;
  let found: readonly Command[] = [];
  if (value?.kind === 'word') found = commandsOf(entity).filter((c) => fitsWord(c, value.word));
  else if (value?.kind === 'colour') found = taking('rgb');
  else if (value?.kind === 'number' || value?.kind === 'share' || changes) {
    found = taking('number');
    if (found.length > 1) found = found.filter((c) => answers(c, 'intensity') >= 2);
    if (found.length === 0 && changes) found = taking('options').filter((c) => answers(c, 'speed') >= 2);
  } else if (content !== undefined) found = taking('string');
  const [command] = found;
  return command !== undefined && found.length === 1 ? call(command, undefined, deed, entity) : undefined;
}

/** What a command without parameters may be called for. */
const VERBS: Readonly<Partial<Record<Deed['intent'], string>>> = {
  clean: 'clean start_cleaning',
  dock: 'dock charge return_to_base go_home',
  stop: 'stop cancel abort',
  pause: 'pause',
  play: 'play resume',
  start: 'start run begin',
  open: 'open',
  close: 'close',
  next: 'next',
  previous: 'previous',
  mute: 'mute',
  unmute: 'unmute',
};

/** The command without parameters that a verb means: its name, or the only one there is when a device is started or pressed. */
export function spoken(deed: Deed, entity: Entity): Planned | undefined {
  if (deed.attribute !== undefined || deed.value !== undefined || deed.change !== undefined) return undefined;
  const bare = commandsOf(entity).filter((c) => c.parameters.length === 0);
  const names = (VERBS[deed.intent] ?? '').split(' ').map(fold);
  const verb = bare.find((c) => names.includes(fold(c.name)));
  const starts = deed.intent === 'start' || deed.intent === 'press' || deed.intent === 'activate';
  const command = verb ?? (starts && bare.length === 1 ? bare[0] : undefined);
  return command && act(entity, command.name);
}
