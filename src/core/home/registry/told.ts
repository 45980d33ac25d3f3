/**
 * Which entities sentences are about. A home has ten settings for each lamp ("power-on behaviour", "do not disturb"): who says "turn on
 * the lamp" does not mean them. Measurements are told whatever they are called.
 */
import type { Item } from './item.ts';

export function isTold({ component: { config }, thing }: Item): boolean {
  if (config['enabled_by_default'] === false) return false;
  const category = config['entity_category'];
  if (category === 'config') return false;
  return category !== 'diagnostic' || thing.domain === 'sensor' || thing.domain === 'binary_sensor';
}
