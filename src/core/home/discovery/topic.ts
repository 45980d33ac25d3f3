/**
 * Where devices announce themselves, as Home Assistant subscribes to it:
 *
 *     homeassistant/sensor/[node/]object/config     one component
 *     homeassistant/device/[node/]object/config     a device with all its components
 *     tasmota/discovery/<MAC>/config, …/sensors     Tasmota's own
 *     zigbee2mqtt/bridge/devices                    Zigbee2MQTT's own, used where it announces nothing to Home Assistant
 */

/** Platforms that are read, and those that are known to exist and have nothing to show or to switch here. */
export const PLATFORMS: ReadonlySet<string> = new Set(
  `alarm_control_panel binary_sensor button climate cover device_automation event fan humidifier lawn_mower light lock number scene select
  sensor siren switch text update vacuum valve water_heater`
    .trim()
    .split(/\s+/),
);
export const USELESS: ReadonlySet<string> = new Set('camera date datetime device_tracker image infrared notify tag time'.split(' '));

export interface DiscoveryPlace {
  readonly component: string;
  readonly node: string | undefined;
  readonly object: string;
}

const PLACE = /^(\w+)\/(?:([a-zA-Z0-9_-]+)\/)?([a-zA-Z0-9_-]+)\/config$/;

/** Reads a discovery topic below the prefix; undefined for any other topic. */
export function discoveryPlace(topic: string, prefix: string): DiscoveryPlace | undefined {
  if (topic.length > 512 || !topic.startsWith(prefix) || topic[prefix.length] !== '/') return undefined;
  const [, component, node, object] = PLACE.exec(topic.slice(prefix.length + 1)) ?? [];
  if (component === undefined || object === undefined) return undefined;
  if (component !== 'device' && !PLATFORMS.has(component) && !USELESS.has(component)) return undefined;
  return { component, node, object };
}

/** What Home Assistant identifies a component by: its platform, and "node object". */
export const componentKey = (platform: string, node: string | undefined, object: string): string =>
  `${platform} ${node === undefined ? object : `${node} ${object}`}`;

/** Tasmota's and Zigbee2MQTT's own announcements. */
export const TASMOTA = /^tasmota\/discovery\/([0-9A-Fa-f]{12})\/(config|sensors)$/;
export const BRIDGE_DEVICES = /^([^/+#$][^+#]{0,120})\/bridge\/devices$/;

/** What must be subscribed to: as narrow as filters can be. */
export const discoveryFilters = (prefix: string): readonly string[] => [
  `${prefix}/+/+/config`,
  `${prefix}/+/+/+/config`,
  'tasmota/discovery/+/+',
  '+/bridge/devices',
];
