/** An entity as the hints want it described: see ../hints. */
import type { Json } from '../../domain/home.ts';
import type { Described } from '../hints/index.ts';
import type { Item } from './item.ts';

const word = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

/** What an entity's announcement says that decides how it is watched. */
export function describe({ component: { config }, thing, entity }: Item): Described {
  const { device_class, unit_of_measurement, state_class, options } = entity.attributes;
  const [deviceClass, unit, stateClass, category] = [device_class, unit_of_measurement, state_class, config['entity_category']].map(word);
  return {
    domain: thing.domain,
    name: entity.name,
    enabled: config['enabled_by_default'] !== false,
    ...(deviceClass === undefined ? {} : { deviceClass }),
    ...(unit === undefined ? {} : { unit }),
    ...(stateClass === undefined ? {} : { stateClass }),
    ...(category === undefined ? {} : { category }),
    ...(Array.isArray(options) ? { options: (options as readonly Json[]).flatMap((option) => word(option) ?? []) } : {}),
  };
}
