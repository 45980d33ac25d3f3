/**
 * What the watcher remembers of a sensor, in bytes: `--expose-gc state.ts SENSORS READINGS`; asked anything, it answers
 * `{bytesPerSensor}`. The heap and the typed arrays outside it, after a full collection, with the sensors less without.
 */
import { ANSWER, Watch } from '../../core/watch/index.ts';
import { benchReadings, benchSensors } from '../sensors.ts';
import { answer } from './answer.ts';

const [sensorCount = '', readings = ''] = process.argv.slice(2);
const used = async (): Promise<number> => {
  // One pass leaves typed arrays behind that only the next one finds unreachable, and their memory is given back between two turns.
  for (let pass = 0; pass < 4; pass++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};
const sensors = benchSensors(Number(sensorCount));
const watch = new Watch({ threshold: 0.5, maxSensors: sensors.length });
const feed = (from: number, to: number): void => {
  for (let i = from; i < to; i++) {
    for (const reading of benchReadings(sensors, i)) watch.push(reading);
    const { rows } = watch.takeBatch();
    watch.settle(new Float32Array(rows * ANSWER.size));
  }
};
const before = await used();
feed(0, Number(readings));
const bytesPerSensor = ((await used()) - before) / watch.sensors;
answer(() => ({ bytesPerSensor }));
