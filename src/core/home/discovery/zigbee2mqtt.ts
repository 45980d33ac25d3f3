/**
 * Zigbee2MQTT's own list of devices, told again in Home Assistant's words: for installations that have its Home Assistant extension off.
 * Identifiers and unique ids are the extension's, so that a device stays the same when it is switched on later.
 * Format: https://www.zigbee2mqtt.io/guide/usage/exposes.html; access is 1 published, 2 can be set, 4 can be asked for.
 */
import { type Fault, fail, fault, isRecord, ok, parsedJson, type Result } from '../../base/index.ts';
import type { Json } from '../../domain/home.ts';
import { type Announcement, type Component, MAX_COMPONENTS, MAX_MESSAGE } from './announcement.ts';
import { own } from './config.ts';
import { type DeviceInfo, nameOf } from './device.ts';
import { type Exposing, exposedComponents } from './exposes.ts';

const MAX_DEVICES = 1_000;

/** Codes: `home/too-large`, `home/not-json`. `base`: the first level of its topics. */
export function readBridgeDevices(base: string, payload: string): Result<Announcement> {
  if (payload.length > MAX_MESSAGE * 4) return fail('home/too-large', `A list of devices of ${payload.length} characters is not read.`);
  const listed = parsedJson(payload === '' ? '[]' : payload);
  if (!Array.isArray(listed)) return fail('home/not-json', 'A bridge lists its devices in something that is no JSON list.');
  const components: Component[] = [];
  const faults: Fault[] = [];
  for (const device of (listed as unknown[]).slice(0, MAX_DEVICES)) {
    const found = isRecord(device) ? componentsOf(base, device) : [];
    if (found.length > MAX_COMPONENTS)
      faults.push(fault('home/too-many-of-one', `A device has ${found.length} components; the first ${MAX_COMPONENTS} are taken.`));
    components.push(...found.slice(0, MAX_COMPONENTS));
  }
  return ok({ components, gone: [], replaces: true, faults });
}

function componentsOf(base: string, device: Readonly<Record<string, unknown>>): readonly Component[] {
  const [ieee, name, definition] = [own(device, 'ieee_address'), own(device, 'friendly_name'), own(device, 'definition')];
  if (typeof ieee !== 'string' || typeof name !== 'string' || !isRecord(definition) || own(device, 'disabled') === true) return [];
  const exposes = own(definition, 'exposes');
  if (!Array.isArray(exposes) || /[+#]/.test(name) || !/^0x[0-9a-f]{1,16}$/i.test(ieee)) return [];
  const [vendor, model, called] = [nameOf(own(definition, 'vendor')), nameOf(own(definition, 'model')), nameOf(name)];
  const info: DeviceInfo = {
    id: `zigbee2mqtt_${ieee}`,
    ...(called === undefined ? {} : { name: called }),
    ...(vendor === undefined ? {} : { manufacturer: vendor }),
    ...(model === undefined ? {} : { model }),
  };
  const topic = `${base}/${name}`;
  const common: Readonly<Record<string, Json>> = {
    availability_mode: 'all',
    availability: [
      { topic: `${base}/bridge/state`, value_template: '{{ value_json.state }}' },
      { topic: `${topic}/availability`, value_template: '{{ value_json.state }}' },
    ],
  };
  const exposing: Exposing = { topic, set: `${topic}/set` };
  return exposedComponents(exposes as unknown[], exposing).map(
    ({ platform, object, config }): Component => ({
      key: `${platform} ${ieee} ${object}`,
      platform,
      device: info,
      origin: 'Zigbee2MQTT',
      config: { ...common, unique_id: `${ieee}_${object}_${base}`, ...config },
    }),
  );
}
