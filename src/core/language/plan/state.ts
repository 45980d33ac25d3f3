/** What a state says about an entity, whatever its domain. */
import type { Entity } from '../../domain/home.ts';

const AT_REST: ReadonlySet<string> = new Set([
  'off',
  'closed',
  'closing',
  'locked',
  'locking',
  'idle',
  'standby',
  'paused',
  'docked',
  'returning',
  'disarmed',
  'unavailable',
  'unknown',
  '',
]);

/** On, open, unlocked, playing, cleaning. */
export const isActive = (entity: Entity): boolean => !AT_REST.has(entity.state);

/** Whether the state is known at all. */
export const isKnown = (entity: Entity): boolean => !['unavailable', 'unknown', ''].includes(entity.state);
