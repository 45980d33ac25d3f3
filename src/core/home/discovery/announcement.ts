/**
 * A discovery message → the components it is about, in one shape whichever form it has.
 *
 *     {"stat_t": "~/s", …}                       one component
 *     {"dev": …, "o": …, "cmps": {"a": …, …}}    each of them, with what they inherit
 *     {"a": {"platform": "sensor"}}              that one goes
 *     {"migrate_discovery": true}                all go, and come again under another topic as the same
 *     (nothing)                                  all go
 */
import { type Fault, fail, fault, isRecord, ok, parsedJson, type Result } from '../../base/index.ts';
import type { Json } from '../../domain/home.ts';
import { type Config, flat, own } from './config.ts';
import { type DeviceInfo, deviceOf, nameOf } from './device.ts';
import { expanded, withBase } from './expand.ts';
import { componentKey, type DiscoveryPlace } from './topic.ts';

export interface Component {
  /** See `componentKey`. */
  readonly key: string;
  readonly platform: string;
  readonly config: Config;
  readonly device?: DeviceInfo;
  /** Who announced it: "Zigbee2MQTT". */
  readonly origin?: string;
}

export interface Announcement {
  readonly components: readonly Component[];
  /** Keys of components that go. */
  readonly gone: readonly string[];
  /** Everything that this topic announced before goes, but what is in `components`. */
  readonly replaces: boolean;
  /** What of it could not be read. */
  readonly faults: readonly Fault[];
}

/** Largest message that is read, in characters; and most components of one device. */
export const MAX_MESSAGE = 1_000_000;
export const MAX_COMPONENTS = 500;

/** What components of a device have from it unless they say otherwise. */
const INHERITED = [
  'availability',
  'availability_mode',
  'availability_template',
  'availability_topic',
  'command_topic',
  'encoding',
  'message_expiry_interval',
  'payload_available',
  'payload_not_available',
  'state_topic',
  'qos',
];

const NOTHING: Announcement = { components: [], gone: [], replaces: true, faults: [] };

/** Codes: `home/too-large`, `home/not-json`, `home/bad-config`. An empty message takes everything back. */
export function readAnnouncement(place: DiscoveryPlace, payload: string): Result<Announcement> {
  if (payload === '') return ok(NOTHING);
  const parsed = parseMap(payload);
  if (!parsed.ok) return parsed;
  const message = expanded(parsed.value);
  if (own(message, 'migrate_discovery') === true && Object.keys(message).length === 1) return ok(NOTHING);
  if (place.component === 'device') return readDevice(place, message);
  const component = componentOf(place.component, componentKey(place.component, place.node, place.object), withBase(message));
  return ok({ components: [component], gone: [], replaces: true, faults: [] });
}

export function parseMap(payload: string): Result<Readonly<Record<string, unknown>>> {
  if (payload.length > MAX_MESSAGE) return fail('home/too-large', `A device's announcement of ${payload.length} characters is not read.`);
  const parsed = parsedJson(payload);
  return isRecord(parsed) ? ok(parsed) : fail('home/not-json', 'A device announces itself with something that is no JSON object.');
}

function componentOf(platform: string, key: string, settings: Readonly<Record<string, unknown>>): Component {
  const device = deviceOf(own(settings, 'device'));
  const origin = own(settings, 'origin');
  const from = isRecord(origin) ? nameOf(own(origin, 'name')) : undefined;
  return {
    key,
    platform,
    config: flat(settings),
    ...(device === undefined ? {} : { device }),
    ...(from === undefined ? {} : { origin: from }),
  };
}

function readDevice({ node, object }: DiscoveryPlace, message: Readonly<Record<string, unknown>>): Result<Announcement> {
  const device = own(message, 'device');
  const origin = own(message, 'origin');
  if (deviceOf(device) === undefined)
    return fail('home/bad-config', 'A device announces itself without a name it could be told by (identifiers or connections).');
  if (!isRecord(origin) || nameOf(own(origin, 'name')) === undefined)
    return fail('home/bad-config', 'A device announces itself without saying who speaks for it (origin).');
  const listed = entriesOf(message, device);
  const components: Component[] = [];
  const gone: string[] = [];
  const faults: Fault[] = [];
  for (const { id, settings, owner } of listed.slice(0, MAX_COMPONENTS)) {
    const long = isRecord(settings) ? expanded(settings) : {};
    const platform = own(long, 'platform');
    if (typeof platform !== 'string') {
      faults.push(fault('home/bad-config', 'A component of a device does not say what it is (platform).'));
      continue;
    }
    const key = componentKey(platform, object, node === undefined ? id : `${node} ${id}`);
    if (Object.keys(long).length === 1) gone.push(key);
    else components.push(componentOf(platform, key, withBase({ ...inherited(message), ...long, device: owner, origin })));
  }
  if (listed.length > MAX_COMPONENTS)
    faults.push(fault('home/too-many-of-one', `A device announces ${listed.length} components; the first ${MAX_COMPONENTS} are taken.`));
  return ok({ components, gone, replaces: false, faults });
}

interface Listed {
  readonly id: string;
  readonly settings: unknown;
  /** The device itself, or one of its children. */
  readonly owner: unknown;
}

function entriesOf(message: Readonly<Record<string, unknown>>, device: unknown): readonly Listed[] {
  const of = (components: unknown, owner: unknown): Listed[] =>
    isRecord(components) ? Object.entries(components).map(([id, settings]) => ({ id: id.slice(0, 200), settings, owner })) : [];
  const children = own(message, 'child_devices');
  const theirs = (Array.isArray(children) ? (children as unknown[]) : []).flatMap((child) => {
    if (!isRecord(child)) return [];
    const long = expanded({ device: child });
    const own1 = own(long, 'device');
    const components = own(child, 'components') ?? own(child, 'cmps');
    return of(components, isRecord(device) && isRecord(own1) ? { ...device, child_device: own1 } : device);
  });
  return [...of(own(message, 'components'), device), ...theirs];
}

function inherited(message: Readonly<Record<string, unknown>>): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    INHERITED.flatMap((key) => (Object.hasOwn(message, key) ? [[key, message[key] as Json] as const] : [])).concat(
      Object.hasOwn(message, '~') ? [['~', message['~'] as Json] as const] : [],
    ),
  );
}
