/**
 * The manual's files, read strictly: a typing mistake in one is an error, not an expectation that nobody checks. README.md says what may
 * stand in them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readHome } from '../../../../src/adapters/home/index.ts';
import type { Home, Json } from '../../../../src/core/domain/home.ts';

export const FOLDER = import.meta.dirname;

export interface Wanted {
  readonly outcome: readonly string[];
  readonly actions: readonly WantedAction[];
  /** Each of these must be acted on somehow: "light.hall", "light.*", "light.* turn_on", "fan.a|fan.b". */
  readonly some: readonly string[];
  /** What may be acted on besides. */
  readonly may: readonly string[];
  readonly refused?: readonly string[];
  readonly reply: readonly string[];
  readonly unsaid: readonly string[];
}
export interface WantedAction {
  readonly entity: string;
  readonly service: string;
  readonly data: Readonly<Record<string, Json>>;
}
export interface Turn {
  readonly say: string;
  readonly area?: string;
  readonly state?: Readonly<Record<string, { state?: string; attributes?: Record<string, Json> }>>;
  readonly now: string;
  /** Any of these will do. */
  readonly wanted: readonly Wanted[];
}
export interface Talk {
  readonly file: string;
  readonly home: string;
  readonly turns: readonly Turn[];
}
export interface Known {
  readonly file: string;
  readonly say: string;
  readonly why: string;
}

/** A Monday evening. */
export const NOW = '2026-03-02T18:30:00Z';
const OUTCOMES = ['act', 'answer', 'ask', 'confirm', 'refuse'];
const REASONS = ['no_device', 'no_capability', 'ambiguous', 'out_of_range'];

type Raw = Readonly<Record<string, unknown>>;
const isMap = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): readonly string[] => (value === undefined ? [] : Array.isArray(value) ? value.map(String) : [String(value)]);

const homes = new Map<string, Home>();
export function homeNamed(name: string): Home {
  const have = homes.get(name);
  if (have !== undefined) return have;
  const read = readHome(readFileSync(join(FOLDER, 'homes', `${name}.yaml`), 'utf8'), name);
  if (!read.ok) throw new Error(read.fault.detail);
  homes.set(name, read.value);
  return read.value;
}

/** `{light.hall: turn_on}`, `{light.hall: {turn_on: {brightness_pct: 40}}}`, or a list of these for several calls on one entity. */
function actionsOf(raw: unknown, home: Home, where: string): WantedAction[] {
  if (raw === undefined) return [];
  if (!isMap(raw)) throw new Error(`${where}: actions wants a map.`);
  return Object.entries(raw).flatMap(([entity, calls]) => {
    if (entity !== 'timer.new' && !home.entities.some(({ id }) => id === entity)) throw new Error(`${where}: there is no ${entity}.`);
    const domain = entity.slice(0, entity.indexOf('.'));
    const full = (service: string): string => (service.includes('.') ? service : `${domain}.${service}`);
    return (Array.isArray(calls) ? calls : [calls]).flatMap((call: unknown) =>
      isMap(call)
        ? Object.entries(call).map(([service, data]) => ({ entity, service: full(service), data: data as Record<string, Json> }))
        : [{ entity, service: full(String(call)), data: {} }],
    );
  });
}

function wantedOf(raw: Raw, home: Home, where: string): Wanted {
  const actions = actionsOf(raw['actions'], home, where);
  const outcome = raw['outcome'] === undefined && (actions.length > 0 || raw['some'] !== undefined) ? ['act'] : list(raw['outcome']);
  const refused = raw['refused'] === undefined ? undefined : list(raw['refused']);
  if (outcome.length === 0 || outcome.some((o) => !OUTCOMES.includes(o))) throw new Error(`${where}: what outcome?`);
  if (refused?.some((r) => !REASONS.includes(r))) throw new Error(`${where}: refused wants reasons.`);
  return {
    outcome,
    actions,
    some: list(raw['some']),
    may: list(raw['may']),
    ...(refused === undefined ? {} : { refused }),
    reply: list(raw['reply']),
    unsaid: list(raw['unsaid']),
  };
}

const WANTED = ['outcome', 'actions', 'some', 'may', 'refused', 'reply', 'unsaid'];
const TURN = ['say', 'area', 'state', 'now', 'or', ...WANTED];

function strict(raw: unknown, keys: readonly string[], where: string): Raw {
  if (!isMap(raw)) throw new Error(`${where}: wants a map.`);
  for (const key of Object.keys(raw)) if (!keys.includes(key)) throw new Error(`${where}: there is no key ${key}.`);
  return raw;
}

function turnOf(given: unknown, home: Home, file: string, area: unknown, extra: readonly string[]): Turn {
  const say = isMap(given) && typeof given['say'] === 'string' ? given['say'] : undefined;
  const where = `${file}: ${say ?? JSON.stringify(given)}`;
  if (say === undefined) throw new Error(`${where}: say wants a text.`);
  const raw = strict(given, [...TURN, ...extra], where);
  const at = raw['area'] ?? area;
  if (at !== undefined && !home.areas.some(({ id }) => id === at)) throw new Error(`${where}: there is no area ${String(at)}.`);
  const others = (raw['or'] as readonly unknown[] | undefined)?.map((other) => wantedOf(strict(other, WANTED, where), home, where)) ?? [];
  return {
    say,
    ...(at === undefined ? {} : { area: String(at) }),
    ...(raw['state'] === undefined ? {} : { state: raw['state'] as NonNullable<Turn['state']> }),
    now: String(raw['now'] ?? NOW),
    wanted: [wantedOf(raw, home, where), ...others],
  };
}

/** One family of sentences. */
function readFamily(file: string): Talk[] {
  const root = strict(parse(readFileSync(join(FOLDER, file), 'utf8')), ['home', 'sentences'], file);
  return (root['sentences'] as readonly unknown[]).map((given): Talk => {
    const name = String((isMap(given) ? given['home'] : undefined) ?? root['home']);
    const home = homeNamed(name);
    if (isMap(given) && given['turns'] !== undefined) {
      strict(given, ['home', 'area', 'turns'], file);
      return { file, home: name, turns: (given['turns'] as readonly unknown[]).map((turn) => turnOf(turn, home, file, given['area'], [])) };
    }
    return { file, home: name, turns: [turnOf(given, home, file, undefined, ['home'])] };
  });
}

export const families = (): string[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.yaml') && name !== 'known.yaml')
    .toSorted();

export const readManual = (): Map<string, Talk[]> => new Map(families().map((file) => [file, readFamily(file)]));

export const KNOWN_FILE = join(FOLDER, 'known.yaml');
export const readKnown = (): Known[] => (parse(readFileSync(KNOWN_FILE, 'utf8')) as Known[] | null) ?? [];
