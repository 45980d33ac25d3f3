/** Sensors and readings for tests, in one line each. */
import { timestamp } from '../../src/core/base/index.ts';
import type { DeviceId, Quantity, Reading, Sensor, SensorId } from '../../src/core/domain/index.ts';

export const START = Date.UTC(2026, 0, 5, 8, 0, 0);

export function sensor(id = 'freezer.temperature', quantity: Quantity = 'temperature', unit = '°C'): Sensor {
  const device = id.slice(0, Math.max(0, id.lastIndexOf('.'))) || id;
  return { id: id as SensorId, device: device as DeviceId, name: id.replace('.', ' '), deviceName: device, quantity, unit };
}

export const reading = (of: Sensor, at: number, value: number): Reading => ({ sensor: of, at: timestamp(at), value });

/** Repeatable noise, uniform in [0,1). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}
