/** Reading attributes that came from outside: of any type, any size, under any name. */
import type { Entity, Json } from '../../domain/home.ts';
import type { Range } from './range.ts';

/** Lists are read this far. */
const MAX_OPTIONS = 2_000;

/** An attribute the entity really has; never something inherited, whatever its name. */
export const read = (entity: Entity, name: string): Json | undefined =>
  Object.hasOwn(entity.attributes, name) ? entity.attributes[name] : undefined;

export const has = (entity: Entity, ...names: readonly string[]): boolean => names.some((name) => read(entity, name) !== undefined);

/** A finite number; a text that is one counts, as YAML files quote what they like. */
export function finite(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || value.length > 32 || !/^\s*[-+]?(\d+\.?\d*|\.\d+)\s*$/.test(value)) return undefined;
  return Number(value);
}

/** The first of these attributes that is a number. */
export function number(entity: Entity, ...names: readonly string[]): number | undefined {
  for (const name of names) {
    const value = finite(read(entity, name));
    if (value !== undefined) return value;
  }
  return undefined;
}

export function text(entity: Entity, name: string): string | undefined {
  const value = read(entity, name);
  return typeof value === 'string' ? value : undefined;
}

/** A list of texts, without what is not a text or a number. */
export function textsOf(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  const list: readonly unknown[] = value.slice(0, MAX_OPTIONS);
  return list.flatMap((item) => (typeof item === 'string' || typeof item === 'number' ? [String(item)] : []));
}
export const texts = (entity: Entity, name: string): readonly string[] => textsOf(read(entity, name));

/** Whether `supported_features` has this bit; undefined when there is no such mask, which leaves it open. */
export function can(entity: Entity, bit: number): boolean | undefined {
  const mask = number(entity, 'supported_features');
  if (mask === undefined || mask < 0) return undefined;
  return Math.floor(mask / bit) % 2 === 1;
}

/** A range from two attributes; one that makes no sense counts as none. */
export function rangeOf(entity: Entity, low: string, high: string, otherwise: Range): Range {
  const min = number(entity, low) ?? otherwise.min;
  const max = number(entity, high) ?? otherwise.max;
  return min < max ? { ...otherwise, min, max } : otherwise;
}
