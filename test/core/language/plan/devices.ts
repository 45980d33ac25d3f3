/** Devices and deeds in few words, and plans as one line each. */
import type { Attributes, Entity } from '../../../../src/core/domain/home.ts';
import type { Change, Deed, Value } from '../../../../src/core/language/deed.ts';
import type { Intent } from '../../../../src/core/language/intent.ts';
import { apply, plan, undoing } from '../../../../src/core/language/plan/index.ts';

export const device = (id: string, state = 'off', attributes: Attributes = {}, name = 'The device'): Entity => ({
  id,
  domain: id.slice(0, id.indexOf('.')),
  name,
  aliases: [],
  state,
  attributes,
});

export const n = (number: number, unit = ''): Value => ({ kind: 'number', number, unit });
export const percent = (number: number): Value => n(number, '%');
export const word = (said: string): Value => ({ kind: 'word', word: said });
export const share = (part: number): Value => ({ kind: 'share', share: part });
export const kelvin = (k: number): Value => ({ kind: 'kelvin', kelvin: k });
export const red: Value = { kind: 'colour', name: 'red', rgb: [255, 0, 0] };
export const white: Value = { kind: 'colour', name: 'white', rgb: [255, 255, 255] };

/** "set brightness": an intent and, when said, its attribute. */
export function deed(said: string, value?: Value, more: Partial<Deed> = {}): Deed {
  const [intent, attribute] = said.split(' ') as [Intent, string | undefined];
  return { intent, ...(attribute === undefined ? {} : { attribute }), ...(value === undefined ? {} : { value }), ...more };
}

/** "raise brightness" by so much, a bit, a lot, so many times. */
export function by(said: string, how: number | 'little' | 'some' | 'much' | 'half' | 'twice', unit = ''): Deed {
  const direction = /^(lower|close)/.test(said) || how === 'half' ? -1 : 1;
  const much: Omit<Change, 'direction'> =
    typeof how === 'number' ? { amount: how, unit } : how === 'half' ? { factor: 0.5 } : how === 'twice' ? { factor: 2 } : { size: how };
  return deed(said, undefined, { change: { direction, ...much } });
}

/** `turn_on {"brightness_pct":40}`, or `no_capability: it cannot be dimmed`. The domain is left out where it is the device's. */
export function planned(what: Deed, entity: Entity): string {
  const answer = plan(what, entity);
  if (!answer.ok) return `${answer.reason}: ${answer.detail}`;
  const { service, data } = answer.action;
  const own = service.startsWith(`${entity.domain}.`) ? service.slice(entity.domain.length + 1) : service;
  return Object.keys(data).length === 0 ? own : `${own} ${JSON.stringify(data)}`;
}

/** The device after a deed that can be done. */
export function become(what: Deed, entity: Entity): Entity {
  const answer = plan(what, entity);
  if (!answer.ok) throw new Error(answer.detail);
  return apply(answer.action, entity);
}

/** The device after a deed and its undoing. */
export function thereAndBack(what: Deed, entity: Entity): Entity {
  const answer = plan(what, entity);
  if (!answer.ok) throw new Error(answer.detail);
  return undoing(answer.action, entity).reduce((now, action) => apply(action, now), apply(answer.action, entity));
}
