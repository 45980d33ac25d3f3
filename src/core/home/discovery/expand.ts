/** Short names to long ones, and `~` to the base topic, as Home Assistant does both before it looks at anything else. */
import { isRecord } from '../../base/index.ts';
import { ABBREVIATIONS, DEVICE_ABBREVIATIONS, ORIGIN_ABBREVIATIONS } from './abbreviations.ts';
import { own } from './config.ts';

type Loose = Readonly<Record<string, unknown>>;

/** What JSON.parse made has own properties only; one called __proto__ would not stay one. */
function renamed(map: Loose, table: ReadonlyMap<string, string>): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const key in map) if (key !== '__proto__') out[table.get(key) ?? key] = map[key];
  return out;
}

/** Long names throughout a component: its own keys, its device, its origin and each item of its availability. */
export function expanded(map: Loose): Loose {
  const out = renamed(map, ABBREVIATIONS);
  const device = own(out, 'device');
  if (isRecord(device)) out['device'] = expandedDevice(device);
  const origin = own(out, 'origin');
  if (isRecord(origin)) out['origin'] = renamed(origin, ORIGIN_ABBREVIATIONS);
  const availability = own(out, 'availability');
  if (isRecord(availability)) out['availability'] = [renamed(availability, ABBREVIATIONS)];
  else if (Array.isArray(availability))
    out['availability'] = availability.map((item: unknown) => (isRecord(item) ? renamed(item, ABBREVIATIONS) : item));
  return out;
}

function expandedDevice(device: Loose): Loose {
  const out = renamed(device, DEVICE_ABBREVIATIONS);
  const child = own(out, 'child_device');
  if (isRecord(child)) out['child_device'] = renamed(child, DEVICE_ABBREVIATIONS);
  return out;
}

const based = (topic: unknown, base: string): unknown => {
  if (typeof topic !== 'string' || topic === '') return topic;
  const front = topic.startsWith('~') ? `${base}${topic.slice(1)}` : topic;
  return front.endsWith('~') ? `${front.slice(0, -1)}${base}` : front;
};

/** Puts the base in for `~` at either end of every topic. */
export function withBase(map: Loose): Loose {
  const base = own(map, '~');
  if (typeof base !== 'string') return map;
  return Object.fromEntries(
    Object.entries(map).map(([key, value]) => {
      if (key.endsWith('topic')) return [key, based(value, base)];
      if (key !== 'availability' || !Array.isArray(value)) return [key, value];
      return [key, value.map((item: unknown) => (isRecord(item) ? { ...item, topic: based(own(item, 'topic'), base) } : item))];
    }),
  );
}
