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
