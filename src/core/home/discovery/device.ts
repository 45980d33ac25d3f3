/** Whose a component is: the block `device`, or nobody's. */
import { isRecord } from '../../base/index.ts';
import { clean } from '../naming.ts';
import { own } from './config.ts';

export interface DeviceInfo {
  /** Its first identifier, or its first connection: the same however it is called. */
  readonly id: string;
  readonly name?: string;
  readonly manufacturer?: string;
  readonly model?: string;
  /** The room that its maker or its owner suggests. */
  readonly area?: string;
}

const MAX_ID = 200;

/** A text of the wire as a name: clean, not empty, of bounded length. */
export function nameOf(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const name = clean(String(value));
  return name === '' ? undefined : name;
}

const idOf = (value: unknown): string | undefined =>
  (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value).slice(0, MAX_ID) : undefined;

function identity(device: Readonly<Record<string, unknown>>): string | undefined {
  const identifiers = own(device, 'identifiers');
  const [first] = Array.isArray(identifiers) ? (identifiers as unknown[]) : [identifiers];
  const own1 = idOf(first);
  if (own1 !== undefined) return own1;
  const connections = own(device, 'connections');
  const [connection] = Array.isArray(connections) ? (connections as unknown[]) : [];
  return Array.isArray(connection) ? idOf(connection[1]) : undefined;
}

/** Reads an expanded `device`; undefined where there is none that can be told from another. */
export function deviceOf(device: unknown): DeviceInfo | undefined {
  if (!isRecord(device)) return undefined;
  const child = own(device, 'child_device');
  const id = (isRecord(child) ? identity(child) : undefined) ?? identity(device);
  if (id === undefined) return undefined;
  const named = (key: string): string | undefined => nameOf(own(device, key));
  const name = (isRecord(child) ? nameOf(own(child, 'name')) : undefined) ?? named('name');
  const [manufacturer, model, area] = [named('manufacturer'), named('model'), named('suggested_area')];
  return {
    id,
    ...(name === undefined ? {} : { name }),
    ...(manufacturer === undefined ? {} : { manufacturer }),
    ...(model === undefined ? {} : { model }),
    ...(area === undefined ? {} : { area }),
  };
}
