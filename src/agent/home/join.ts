/**
 * Devices that are found in several places (on the broker, on the pins of boards) as one home, and those who switch them as one actuator.
 */
import { fail, ok, type Result } from '../../core/base/index.ts';
import type { Action } from '../../core/domain/home.ts';
import type { FoundDevices } from '../language/living-home.ts';
import type { Actuator } from '../ports.ts';

export interface PartialActuator extends Actuator {
  /** Whether it is the one that switches this entity. */
  has(entity: string): boolean;
}

export function joinFound(places: readonly (() => FoundDevices)[]): () => FoundDevices {
  return () => {
    const all = places.map((place) => place());
    const areas = all.find((found) => found.areas !== undefined)?.areas;
    return {
      // Each only ever grows.
      revision: all.reduce((sum, { revision }) => sum + revision, 0),
      entities: all.flatMap(({ entities }) => entities),
      ...(areas === undefined ? {} : { areas }),
      isShown: (sensor) => all.some((found) => found.isShown?.(sensor) === true),
    };
  };
}

/** Actions go to whoever has their entity, in their order; the first that fails ends it. None is done where one of them has nobody. */
export function joinActuators(parts: readonly PartialActuator[]): PartialActuator {
  const ownerOf = ({ entity }: Action) => parts.find((part) => part.has(entity));
  const unowned = (actions: readonly Action[]): Result<void> => {
    const left = actions.find((action) => ownerOf(action) === undefined);
    return left === undefined ? ok(undefined) : fail('home/unknown', unswitchable(left.entity));
  };
  return {
    has: (entity) => parts.some((part) => part.has(entity)),
    async perform(actions, signal) {
      const owned = unowned(actions);
      if (!owned.ok) return owned;
      for (let from = 0; from < actions.length; ) {
        const owner = ownerOf(actions[from] as Action);
        const rest = actions.slice(from);
        const end = rest.findIndex((action) => ownerOf(action) !== owner);
        const own = end < 0 ? rest : rest.slice(0, end);
        const done = (await owner?.perform(own, signal)) ?? unowned(own);
        if (!done.ok)
          return from === 0
            ? done
            : { ok: false, fault: { ...done.fault, detail: `${done.fault.detail} ${from} of ${actions.length} were done before these.` } };
        from += own.length;
      }
      return ok(undefined);
    },
    async check(actions) {
      const owned = unowned(actions);
      if (!owned.ok) return owned;
      for (const part of parts) {
        const own = actions.filter((action) => ownerOf(action) === part);
        const could = own.length === 0 ? undefined : await part.check?.(own);
        if (could?.ok === false) return could;
      }
      return ok(undefined);
    },
  };
}

/** Its name is not known here; what is left of its id is near enough to it. */
export const unswitchable = (entity: string): string =>
  `I understood that, but I know no way to switch ${entity.replace(/^[a-z_]+\./, '').replaceAll('_', ' ')}, so nothing was done.`;
