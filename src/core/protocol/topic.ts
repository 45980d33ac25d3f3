/**
 * An MQTT topic → whose it is and what it says, by the conventions people's devices follow.
 *
 *     zigbee2mqtt/freezer                    device [freezer]
 *     zigbee2mqtt/freezer/availability       device [freezer]            leaf [online]
 *     tele/sonoff-desk/SENSOR                device [sonoff-desk]
 *     stat/sonoff-desk/POWER1                device [sonoff-desk]        leaf [POWER1]
 *     shellies/shellyem-1234/emeter/0/power  device [shellyem-1234]      leaf [emeter, 0, power]
 *     shellyplus1pm-ab12/status/switch:0     device [shellyplus1pm-ab12] leaf [switch:0]
 *     shellyplus1pm-ab12/events/rpc          device [shellyplus1pm-ab12]
 *     homeassistant/sensor/attic/state       device [attic]              leaf [state]
 *     esp-pump/sensor/oil_pressure/state     device [esp-pump]           leaf [oil_pressure]
 *     garage/freezer/temperature             device [garage, freezer, temperature]   (a bare value's last level is its leaf: see naming.ts)
 *
 * Orders (`…/set`, `cmnd/…`), bookkeeping (`zigbee2mqtt/bridge/…`, `homeassistant/…/config`, `$SYS`, Homie's `$…`) hold no readings.
 */

export interface Place {
  /** Levels that name the device; never empty. */
  readonly device: readonly string[];
  /** Levels that name what is measured, before the keys of the payload; empty when the payload says it. */
  readonly leaf: readonly string[];
}

/** Topics with more levels or characters than these are nobody's sensor. */
export const topicLimits = { levels: 16, length: 256 } as const;

const orders: ReadonlySet<string> = new Set(['set', 'get', 'cmd', 'cmnd', 'command', 'commands', 'rpc']);
/** Last levels that say "here is my data" and nothing about it. */
const containers: ReadonlySet<string> = new Set([
  'data',
  'sensor',
  'sensors',
  'telemetry',
  'json',
  'values',
  'measurements',
  'readings',
  'attributes',
  'report',
  'up',
]);
const availability: ReadonlySet<string> = new Set(['availability', 'lwt', 'online', 'connected', 'available']);

type Convention = (levels: readonly string[]) => Place | 'none' | undefined;

/** Where a topic's readings belong; undefined when it can hold none. */
export function placeOf(topic: string): Place | undefined {
  if (topic.length > topicLimits.length || topic.startsWith('$')) return undefined;
  const levels = topic.split('/').filter((l) => l !== '');
  const last = levels.at(-1);
  if (last === undefined || levels.length > topicLimits.levels || levels.some((l) => l.startsWith('$'))) return undefined;
  for (const convention of conventions) {
    const place = convention(levels);
    if (place === 'none') return undefined;
    if (place !== undefined) return place;
  }
  return undefined;
}

const zigbee2mqtt: Convention = (levels) => {
  if (!/^zigbee2mqtt/i.test(levels[0] ?? '') || levels.length < 2) return undefined;
  const [, ...rest] = levels;
  if (rest[0] === 'bridge') return rest[1] === 'state' && rest.length === 2 ? { device: ['zigbee2mqtt'], leaf: ['online'] } : 'none';
  if (rest.some((l) => l === 'set' || l === 'get')) return 'none';
  return trailing(rest);
};

/** Tasmota: `%prefix%/%topic%/WHAT` and `%topic%/%prefix%/WHAT`. */
const tasmota: Convention = (levels) => {
  const what = levels.at(-1) ?? '';
  const prefixAt = levels.findIndex((l) => l === 'tele' || l === 'stat' || l === 'cmnd');
  if (prefixAt < 0 || levels.length < 3 || (prefixAt !== 0 && prefixAt !== levels.length - 2) || !/^[A-Z][A-Z0-9_]*$/.test(what))
    return undefined;
  if (levels[prefixAt] === 'cmnd') return 'none';
  const device = levels.filter((_, i) => i !== prefixAt && i !== levels.length - 1);
  if (what === 'LWT') return { device, leaf: ['online'] };
  if (/^(SENSOR|STATE|RESULT|ENERGY|MARGINS|HASS_STATE|STATUS8|STATUS10|STATUS11)$/.test(what)) return { device, leaf: [] };
  return /^(INFO\d*|STATUS\d*|UPTIME|LOGGING|BOOT|MESH)$/.test(what) ? 'none' : { device, leaf: [what] };
};

/** Shelly, first generation: `shellies/<device>/…`, values spelt out one by one. `info` and `announce` repeat what the others say. */
const shellyFirst: Convention = (levels) => {
  if (levels[0] !== 'shellies') return undefined;
  const [, device, ...leaf] = levels;
  if (device === undefined || leaf.length === 0) return 'none';
  if (
    /^(info|announce|settings|longpush|input_event|temperature_status|temperature_f)$/.test(leaf[0] ?? '') ||
    leaf.some((l) => orders.has(l))
  )
    return 'none';
  if (leaf.at(-1) === 'temperature_f') return 'none'; // the same again in °F
  return { device: [device], leaf: leaf[0] === 'sensor' && leaf.length > 1 ? leaf.slice(1) : leaf };
};

/** Shelly since the second generation: `<prefix>/status/<component>` and `<prefix>/events/rpc`; the prefix may have levels of its own. */
const shellySecond: Convention = (levels) => {
  const at = levels.length - 2;
  if (at < 1) return undefined;
  const device = levels.slice(0, at);
  const last = levels[at + 1] ?? '';
  if (levels[at] === 'events' && last === 'rpc') return { device, leaf: [] };
  if (levels[at] !== 'status') return undefined;
  if (/^[a-z][a-z0-9_]*:\d+$/i.test(last) || last === 'wifi') return { device, leaf: [last] };
  return /^(sys|mqtt|cloud|ble|ws|ui|script|eth|knx|bthome|matter|modbus)$/.test(last) ? 'none' : undefined;
};

/** Home Assistant's statestream: `homeassistant/<domain>/<object>/<state or attribute>`; discovery (`…/config`) is no reading. */
const homeAssistant: Convention = (levels) => {
  if (levels[0] !== 'homeassistant') return undefined;
  const [, domain, object, what] = levels;
  if (levels.at(-1) === 'config' || levels.length !== 4 || domain === undefined || object === undefined || what === undefined)
    return 'none';
  return { device: [object], leaf: [what] };
};

/** ESPHome: `<node>/<component type>/<component>/state`. */
const espHome: Convention = (levels) => {
  const at = levels.length - 3;
  if (levels.at(-1) === 'debug') return 'none';
  if (at < 1 || levels.at(-1) !== 'state') return undefined;
  if (!/^(sensor|binary_sensor|switch|number|light|fan|cover|climate|valve|lock|text_sensor)$/.test(levels[at] ?? '')) return undefined;
  return { device: levels.slice(0, at), leaf: [levels[at + 1] ?? 'state'] };
};

const plain: Convention = (levels) => (levels.some((l) => orders.has(l.toLowerCase())) ? 'none' : trailing(levels));

const conventions: readonly Convention[] = [zigbee2mqtt, tasmota, shellyFirst, shellySecond, homeAssistant, espHome, plain];

function trailing(levels: readonly string[]): Place {
  const last = levels.at(-1)?.toLowerCase() ?? '';
  if (levels.length < 2) return { device: levels, leaf: [] };
  if (availability.has(last)) return { device: levels.slice(0, -1), leaf: ['online'] };
  if (containers.has(last)) return { device: levels.slice(0, -1), leaf: [] };
  return { device: levels, leaf: [] };
}
