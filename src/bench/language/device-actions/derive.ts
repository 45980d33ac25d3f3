/**
 * What a sentence of device-actions wants done, from its words and the kind of its target. The set itself says only the target. Where the
 * words leave a doubt, the sentence is dropped with the reason; being right about what is kept matters more than keeping much.
 */
import type { Entity, Outcome } from '../../../core/domain/home.ts';
import { lock, open, position, turn } from '../calls.ts';
import type { Call } from '../match.ts';
import { climate } from './climate.ts';
import { light } from './light.ts';
import { media } from './media.ts';

export interface Derived {
  readonly calls: readonly Call[];
  /** Outcomes without action that are right too: what the entity cannot do may be refused. */
  readonly quiet?: readonly Outcome[];
}
/** A text: why it is dropped. */
export type Derivation = Derived | string;

export const UNSURE = 'whose action is not sure';

export function derive(sentence: string, entity: Entity): Derivation {
  const said = sentence
    .toLowerCase()
    .replaceAll(/[?.!,]/g, ' ')
    .trim();
  if (/\[\w+\]/.test(sentence)) return 'with a placeholder';
  switch (entity.domain) {
    case 'light':
      return light(said, entity);
    case 'media_player':
      return media(said, entity);
    case 'climate':
      return climate(said, entity);
    case 'lock':
      return locks(said);
    case 'cover':
      return covers(said, entity);
    case 'valve':
      return valves(said, entity);
    case 'vacuum':
      return vacuums(said);
    default:
      return switches(said, entity);
  }
}

/** Whether it is to be on; undefined when the words do not say. */
export function onOff(said: string): boolean | undefined {
  if (/\b(?:off|deactivate|disable|extinguish|unplug|stop|power down|shut down|put out)\b/.test(said)) return false;
  if (/\b(?:on|activate|enable|start|power up|plug in)\b/.test(said) || /^light the fire/.test(said)) return true;
  return undefined;
}

const switches = (said: string, entity: Entity): Derivation => {
  const on = onOff(said);
  return on === undefined ? UNSURE : { calls: turn(entity, on) };
};

const locks = (said: string): Derivation => {
  if (/\bunlock|^open\b/.test(said)) return { calls: lock(false) };
  return /\block/.test(said) ? { calls: lock(true) } : UNSURE;
};

const covers = (said: string, entity: Entity): Derivation => {
  if (/\b(?:open|raise|lift)\b/.test(said)) return { calls: open(entity, true) };
  return /\b(?:close|shut|lower)\b/.test(said) ? { calls: open(entity, false) } : UNSURE;
};

const SET_POSITION = 4;
function valves(said: string, entity: Entity): Derivation {
  const able = Math.floor(Number(entity.attributes['supported_features'] ?? 0) / SET_POSITION) % 2 === 1;
  const percent = /(\d+)\s*(?:%|percent)/.exec(said)?.[1] ?? (/\bhalf/.test(said) ? '50' : undefined);
  if (/\bpartially\b/.test(said))
    return {
      calls: [{ service: 'valve.set_valve_position', data: { position: { oneOf: Array.from({ length: 99 }, (_, i) => i + 1) } } }],
      quiet: ['ask'],
    };
  if (percent !== undefined) {
    // What only opens and closes is refused, not approximated.
    return able ? { calls: position(entity, Number(percent)) } : { calls: [], quiet: ['refuse'] };
  }
  if (/\b(?:close|shut|off|stop)\b/.test(said)) return { calls: open(entity, false) };
  return /\b(?:open|on|start)\b|^water\b/.test(said) ? { calls: open(entity, true) } : UNSURE;
}

function vacuums(said: string): Derivation {
  if (/\b(?:return|go back|send)\b/.test(said)) return { calls: [{ service: 'vacuum.return_to_base' }] };
  if (/^(?:stop)\b/.test(said)) return { calls: ['stop', 'pause', 'return_to_base'].map((verb) => ({ service: `vacuum.${verb}` })) };
  const start: Call = { service: 'vacuum.start' };
  // One room of many: a robot that cannot be sent there may say so.
  if (/^vacuum the (?!apartment|house|home)/.test(said))
    return { calls: [start, { service: 'vacuum.clean_area', data: { cleaning_area_id: 'anything' } }], quiet: ['refuse'] };
  return /\b(?:start|run|clean the|vacuum the)\b/.test(said) ? { calls: [start] } : UNSURE;
}
