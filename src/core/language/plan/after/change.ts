/** Making the next entity from the one before. */
import type { Action, Entity, Json } from '../../../domain/home.ts';

/** How an entity looks after one of its domain's services; undefined where the service changes nothing that shows. */
export type After = (service: string, data: Action['data'], entity: Entity) => Entity | undefined;

export const withState = (entity: Entity, state: string, attributes: Readonly<Record<string, Json>> = {}): Entity => ({
  ...entity,
  state,
  attributes: { ...entity.attributes, ...attributes },
});
export const withAttributes = (entity: Entity, attributes: Readonly<Record<string, Json>>): Entity =>
  withState(entity, entity.state, attributes);

/** A field of a call, when it is a number. */
export const numberIn = (data: Action['data'], field: string): number | undefined => {
  const value = Object.hasOwn(data, field) ? data[field] : undefined;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
};
export const textIn = (data: Action['data'], field: string): string | undefined => {
  const value = Object.hasOwn(data, field) ? data[field] : undefined;
  return typeof value === 'string' ? value : undefined;
};

/** Fields that become attributes of the same name, or of the one given. */
export function keeping(data: Action['data'], fields: Readonly<Record<string, string>>): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([field, name]) => (Object.hasOwn(data, field) ? [[name, data[field] ?? null]] : [])),
  );
}
