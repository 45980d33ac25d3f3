import { type Timestamp, timestamp } from '../core/base/index.ts';
import type { DeviceId, Reading, Sensor, SensorId } from '../core/domain/index.ts';
import { wave } from './wave.ts';

/** Synthetic thermometers, one a device. */
export const benchSensors = (count: number): Sensor[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `bench_${i}.temperature` as SensorId,
    device: `bench_${i}` as DeviceId,
    name: `Bench ${i} temperature`,
    deviceName: `Bench ${i}`,
    quantity: 'temperature',
    unit: '°C',
  }));

/** Reading number `i` of each sensor, a second apart. */
export const benchReadings = (sensors: readonly Sensor[], i: number): Reading[] => {
  const at: Timestamp = timestamp(1_700_000_000_000 + i * 1_000);
  return sensors.map((sensor, index) => ({ sensor, at, value: wave(index, i) }));
};
