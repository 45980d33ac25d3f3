import type { Change, Deed, Value } from '../deed.ts';

/** What is wanted of an attribute: a value, or a change. "Raise it to 22" is a value, a bare "raise" some more. */
export function wanted(deed: Deed): { readonly value: Value } | { readonly change: Change } | undefined {
  if (deed.value !== undefined) return { value: deed.value };
  if (deed.change !== undefined) return { change: deed.change };
  if (deed.intent === 'raise') return { change: { direction: 1, size: 'some' } };
  if (deed.intent === 'lower') return { change: { direction: -1, size: 'some' } };
  return undefined;
}
