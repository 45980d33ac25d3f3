/** Where alerts belong, and what can be in maintenance: devices by their sensors, areas by what is written of the home. */
import type { Home } from '../core/domain/home.ts';
import type { DeviceId, Sensor, SensorId } from '../core/domain/index.ts';
import type { Named } from './alert-verbs.ts';
import { waysToWrite } from './language/living-home.ts';

/** The area of a sensor, as the home file gives it. */
export function areasOf({ entities }: Home): (sensor: SensorId) => string | undefined {
  const areas = new Map(entities.flatMap(({ id, area }) => (area === undefined ? [] : [[id, area] as const])));
  return (sensor) => waysToWrite(sensor).flatMap((id) => areas.get(id) ?? [])[0];
}

/** The name of the area that a device's sensors are in, where the home file puts one of them somewhere. */
export function areaNamesOf({ entities, areas }: Home): (device: DeviceId) => string | undefined {
  const names = new Map(areas.map(({ id, name }) => [id, name]));
  const placed = entities.flatMap(({ id, area }) => (area === undefined || !id.startsWith('sensor.') ? [] : [{ id: id.slice(7), area }]));
  return (device) => {
    const ways = [device, device.replace(/[.-]/g, '_')];
    const found = placed.find(({ id }) => ways.some((way) => id === way || id.startsWith(`${way}.`) || id.startsWith(`${way}_`)));
    return found && names.get(found.area);
  };
}

/** Devices first: "the pump" is the pump, though a room may be called like that. */
export function* namedPlaces(sensors: Iterable<{ readonly sensor: Sensor }>, { areas }: Pick<Home, 'areas'>): Generator<Named> {
  const seen = new Set<DeviceId>();
  for (const { sensor } of sensors) {
    const { device, deviceName } = sensor;
    if (seen.has(device)) continue;
    seen.add(device);
    yield { scope: { device }, called: deviceName || device, names: [device, deviceName] };
  }
  for (const { id, name, aliases } of areas) yield { scope: { area: id }, called: name, names: [id, name, ...aliases] };
}
