/** The commands a device declares for itself: `attributes.commands`, read as hostile data. */
import { isRecord } from '../../base/index.ts';
import type { Action, Entity, Json } from '../../domain/home.ts';
import { finite, read, textsOf } from './attributes.ts';
import type { Range } from './range.ts';

export type Kind = 'number' | 'string' | 'rgb' | 'options';
export interface Parameter {
  readonly name: string;
  readonly kind: Kind;
  readonly options: readonly string[];
  readonly range: Range;
}
export interface Command {
  readonly name: string;
  readonly parameters: readonly Parameter[];
}

const MAX_COMMANDS = 100;
const MAX_PARAMETERS = 10;

function parameterOf(name: string, spec: Json): Parameter {
  const of = (key: string): unknown => (isRecord(spec) && Object.hasOwn(spec, key) ? spec[key] : undefined);
  const options = textsOf(of('options'));
  const type = of('type');
  const kind: Kind = type === 'number' || type === 'rgb' ? type : options.length > 0 ? 'options' : 'string';
  const [min, max] = [finite(of('min')) ?? Number.NEGATIVE_INFINITY, finite(of('max')) ?? Number.POSITIVE_INFINITY];
  const unit = of('unit');
  const step = finite(of('step'));
  const ends = min < max ? { min, max } : { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY };
  return { name, kind, options, range: { ...ends, unit: typeof unit === 'string' ? unit : '', ...(step === undefined ? {} : { step }) } };
}

/** The commands an entity declares. What is not one is left out. */
export function commandsOf(entity: Entity): readonly Command[] {
  const declared = read(entity, 'commands');
  if (!isRecord(declared)) return [];
  return Object.entries(declared)
    .slice(0, MAX_COMMANDS)
    .map(([name, parameters]) => ({
      name,
      parameters: isRecord(parameters)
        ? Object.entries(parameters)
            .slice(0, MAX_PARAMETERS)
            .map(([parameter, spec]) => parameterOf(parameter, spec))
        : [],
    }));
}

/** Whether an action is one of the entity's own commands. */
export const isOwn = (action: Action, entity: Entity): boolean =>
  commandsOf(entity).some((c) => action.service === `${entity.domain}.${c.name}`);
