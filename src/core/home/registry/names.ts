/** What an entity is called, by which id, in which room; from what its device says, and its owner knows better. */
import { capital } from '../../base/index.ts';
import type { Area, Home } from '../../domain/home.ts';
import type { Component } from '../discovery/announcement.ts';
import { nameOf } from '../discovery/device.ts';
import { clean, slug } from '../naming.ts';

const MAX_SLUG = 100;

/** `[a-z0-9_]+` */
export const slugOf = (text: string): string =>
  slug(text, MAX_SLUG)
    .replace(/[.-]+/g, '_')
    .replace(/^_+|_+$/g, '') || 'unnamed';

const words = (text: string): string => clean(text.replaceAll('_', ' '));
/** Sensors are named by what they measure when nobody names them. */
const CLASSED: ReadonlySet<string> = new Set(['sensor', 'binary_sensor', 'button', 'event', 'number', 'update']);

export interface Named {
  readonly name: string;
  /** The entity's own part of the name, where it has one beside the device's. */
  readonly part?: string;
}

/** "Kitchen ceiling" of a light without a name, "Freezer temperature" of a sensor. */
export function nameFor({ config, device, platform, key }: Component, domain: string): Named {
  const own = nameOf(Object.hasOwn(config, 'name') ? config['name'] : undefined);
  const deviceClass = Object.hasOwn(config, 'device_class') ? config['device_class'] : undefined;
  const silent = Object.hasOwn(config, 'name') && config['name'] === null;
  const classed = !silent && own === undefined && CLASSED.has(domain) && typeof deviceClass === 'string' ? words(deviceClass) : undefined;
  const part = own ?? classed;
  const whose = device?.name;
  if (whose === undefined) return { name: capital(part ?? words(key.slice(key.lastIndexOf(' ') + 1) || platform)) };
  if (part === undefined || part.toLowerCase() === whose.toLowerCase()) return { name: whose };
  if (part.toLowerCase().startsWith(`${whose.toLowerCase()} `)) return { name: part, part: part.slice(whose.length + 1) };
  return { name: clean(`${whose} ${part}`), part };
}

/** The id that its publisher wishes, or one made of the name; not yet made unique. */
export function idFor({ config }: Component, domain: string, name: string): string {
  const wish = Object.hasOwn(config, 'default_entity_id') ? config['default_entity_id'] : undefined;
  const object = Object.hasOwn(config, 'object_id') ? config['object_id'] : undefined;
  if (typeof wish === 'string' && wish.startsWith(`${domain}.`)) return `${domain}.${slugOf(wish.slice(domain.length + 1))}`;
  return `${domain}.${slugOf(typeof object === 'string' && object !== '' ? object : name)}`;
}

/** The same that survives a rename: what it calls itself uniquely, or where it announces itself. */
export function uniqueFor({ config, platform, key }: Component): string {
  const unique = Object.hasOwn(config, 'unique_id') ? config['unique_id'] : undefined;
  return (typeof unique === 'string' && unique !== '') || typeof unique === 'number'
    ? `${platform} ${String(unique).slice(0, 200)}`
    : `${key} #`;
}

const folded = (text: string): string =>
  ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;

/** The rooms there are: those that are written, and those that devices suggest. */
export class Areas {
  readonly #byName = new Map<string, Area>();
  readonly #made = new Map<string, Area>();
  readonly #written: readonly Area[];
  readonly #max: number;

  constructor(written: Home['areas'], max: number) {
    this.#written = written;
    this.#max = max;
    for (const area of written) for (const name of [area.name, ...area.aliases, area.id]) this.#byName.set(folded(name), area);
  }

  list(): readonly Area[] {
    return [...this.#written, ...this.#made.values()];
  }

  /** The room a device suggests, made if need be; else one whose name is in the device's. */
  of(suggested: string | undefined, deviceName: string | undefined): Area | undefined {
    if (suggested !== undefined) return this.#byName.get(folded(suggested)) ?? this.#make(suggested);
    if (deviceName === undefined) return undefined;
    const name = folded(deviceName);
    let found: { readonly area: Area; readonly length: number } | undefined;
    for (const [said, area] of this.#byName)
      if (said.trim() !== '' && name.includes(said) && said.length > (found?.length ?? 0)) found = { area, length: said.length };
    return found?.area;
  }

  #make(name: string): Area | undefined {
    if (this.#made.size >= this.#max) return undefined;
    let id = slugOf(name);
    while (this.#written.some((area) => area.id === id) || this.#made.has(id)) id = `${id}_2`;
    const area: Area = { id, name, aliases: [] };
    this.#made.set(id, area);
    this.#byName.set(folded(name), area);
    return area;
  }
}
