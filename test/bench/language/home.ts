/** Entities in one line, for tables. */
import type { Entity, Home, Json } from '../../../src/core/domain/home.ts';

export const entity = (id: string, name: string, attributes: Readonly<Record<string, Json>> = {}, area?: string, state = 'on'): Entity => ({
  id,
  domain: id.slice(0, id.indexOf('.')),
  name,
  aliases: [],
  ...(area === undefined ? {} : { area }),
  state,
  attributes,
});

export const home = (areas: readonly string[], ...entities: readonly Entity[]): Home => ({
  floors: [],
  areas: areas.map((name) => ({ id: name.toLowerCase().replaceAll(' ', '_'), name, aliases: [] })),
  entities,
});
