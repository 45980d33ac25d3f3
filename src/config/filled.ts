import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';

/** A section with its defaults filled in, for code that makes one up instead of reading it. Throws when the given values do not fit. */
export function withDefaults<S extends TSchema>(schema: S, given: object): Static<S> {
  const filled: unknown = Value.Default(schema, structuredClone(given));
  if (!Value.Check(schema, filled)) throw new Error('the given section does not fit its schema');
  return filled as Static<S>;
}
