/**
 * What the owner lets Kinglet switch. Reading is free; a device that announces itself is not switched until it is named here.
 *
 *     all                everything
 *     light.*            by entity id, * any characters, ? one
 *     area:kitchen       by room, its id or its name
 */
import type { Area, Entity } from '../domain/home.ts';
import { globMatcher } from './glob.ts';

export interface SwitchPolicy {
  readonly allow: readonly string[];
  /** Stronger. */
  readonly deny: readonly string[];
}

type Fits = (entity: Entity, areas: readonly Area[]) => boolean;

const folded = (name: string): string => name.trim().toLowerCase();

function pattern(text: string): Fits {
  if (text === 'all') return () => true;
  const room = /^area:(.+)$/.exec(text)?.[1];
  if (room === undefined) {
    const fits = globMatcher(text);
    return ({ id }) => fits(id);
  }
  const wanted = folded(room);
  return ({ area }, areas) =>
    area !== undefined &&
    areas.some(({ id, name, aliases }) => id === area && [id, name, ...aliases].some((said) => folded(said) === wanted));
}

/** Whether an entity may be switched. */
export function mayBeSwitched({ allow, deny }: SwitchPolicy): Fits {
  const [yes, no] = [allow.map(pattern), deny.map(pattern)];
  return (entity, areas) => yes.some((fits) => fits(entity, areas)) && !no.some((fits) => fits(entity, areas));
}
