/** A real run for a picture: the demonstration's plant through the daemon's own pipeline, model included. */
import { openScorer } from '../../src/adapters/onnx/index.ts';
import { watchReadings } from '../../src/agent/pipeline.ts';
import { sentence } from '../../src/core/alert/index.ts';
import { describe, timestamp } from '../../src/core/base/index.ts';
import type { DeviceId, Episode, Quantity, Reading, Sensor, SensorId, Verdict } from '../../src/core/domain/index.ts';
import { Watch } from '../../src/core/watch/index.ts';
import { Plant, type PlantValues } from '../../src/demo/index.ts';

/** What one sensor went through. */
export interface Course {
  readonly sensor: Sensor;
  readonly verdicts: readonly Verdict[];
  readonly told: readonly Told[];
}
export interface Told {
  readonly episode: Episode;
  /** What was said when it opened and, when it got much worse, the last that was said. */
  readonly texts: readonly string[];
}

const sensor = (device: string, leaf: string, name: string, quantity: Quantity, unit: string): Sensor => ({
  id: `${device}.${leaf}` as SensorId,
  device: device as DeviceId,
  name: `${name} ${leaf}`,
  deviceName: name,
  quantity,
  unit,
});
const SENSORS: readonly (readonly [Sensor, (values: PlantValues) => number | undefined])[] = [
  [sensor('freezer', 'temperature', 'Freezer', 'temperature', '°C'), (v) => v.freezer.temperature],
  [sensor('circulation_pump', 'vibration', 'Circulation pump', 'vibration', 'mm/s'), (v) => v.pump.vibration],
  [sensor('circulation_pump', 'kurtosis', 'Circulation pump', 'vibration', ''), (v) => v.pump.kurtosis],
  [sensor('circulation_pump', 'temperature', 'Circulation pump', 'temperature', '°C'), (v) => v.pump.temperature],
  [sensor('living_room', 'temperature', 'Living room', 'temperature', '°C'), (v) => v.climate.temperature],
  [sensor('living_room', 'humidity', 'Living room', 'humidity', '%'), (v) => v.climate.humidity],
  [sensor('living_room', 'co2', 'Living room', 'co2', 'ppm'), (v) => v.climate.co2],
  [sensor('power_meter', 'power', 'Power meter', 'power', 'W'), (v) => v.meter?.apower],
];

/** Lets the plant live for so many minutes from 06:00 UTC; returns the course of each sensor and the shipped threshold. */
export async function runPlant(
  minutes: number,
  quiet: number,
): Promise<{ courses: ReadonlyMap<string, Course>; threshold: number; plant: readonly PlantValues[] }> {
  const opened = await openScorer();
  if (!opened.ok) throw new Error(describe(opened.fault));
  const { scorer, manifest } = opened.value;
  await using _closing = scorer;
  const watch = new Watch({ threshold: manifest.threshold, maxSensors: SENSORS.length });
  const plant = new Plant({ start: timestamp(Date.UTC(2026, 2, 2, 6)), hour: 6, quiet });
  const lived: PlantValues[] = [];
  async function* days(): AsyncGenerator<readonly Reading[]> {
    for (let minute = 0; minute < minutes; minute++) {
      const values = plant.step();
      lived.push(values);
      yield SENSORS.flatMap(([it, read]) => {
        const value = read(values);
        return value === undefined ? [] : [{ sensor: it, at: values.at, value }];
      });
    }
  }
  const courses = new Map(SENSORS.map(([it]) => [it.id as string, { sensor: it, verdicts: [] as Verdict[], told: [] as Told[] }]));
  for await (const { verdicts, changes } of watchReadings(days(), { watch, scorer })) {
    for (const verdict of verdicts) courses.get(verdict.sensor.id)?.verdicts.push(verdict);
    for (const { kind, episode } of changes) {
      const told = courses.get(episode.sensor.id)?.told;
      const said = sentence(episode, kind, { timeZone: 'UTC', now: episode.opened });
      const at = told?.findLastIndex((t) => t.episode.opened === episode.opened) ?? -1;
      const first = told?.[at];
      if (kind === 'opened') told?.push({ episode, texts: [said] });
      else if (first && kind === 'worsened') told?.splice(at, 1, { ...first, texts: [first.texts[0] ?? said, said] });
      // As it was told, with when it was over.
      else if (first && episode.closed !== undefined)
        told?.splice(at, 1, { ...first, episode: { ...first.episode, closed: episode.closed } });
    }
  }
  return { courses, threshold: manifest.threshold, plant: lived };
}
