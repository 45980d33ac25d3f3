/**
 * How many readings a core can watch without MQTT: the pure path and the model in its Worker, as the daemon and replay run them.
 * The Worker is a second thread, so wall time alone would flatter: the figure is readings per second of CPU time, of all
 * threads of this process together.
 */

import { openScorer } from '../adapters/onnx/index.ts';
import { watchReadings } from '../agent/pipeline.ts';
import { describe } from '../core/base/index.ts';
import type { Reading } from '../core/domain/index.ts';
import { Watch } from '../core/watch/index.ts';
import { type Bench, row } from './bench.ts';
import { benchReadings, benchSensors } from './sensors.ts';

const SENSORS = 1_000;
/** Readings of each sensor before the clock starts: windows are full, the machine code is hot. */
const WARM_UP = 200;
const MEASURED = 600;
/** Windows a run of the model beside it: what the batches of a busy daemon come to. */
const BATCH = 256;

export const bench: Bench = {
  name: 'watch',
  what: 'readings per second of the pure path and the model on one core, without MQTT',
  async run({ progress, signal }) {
    const opened = await openScorer({});
    if (!opened.ok) throw new Error(describe(opened.fault));
    const { scorer, manifest } = opened.value;
    await using _closing = scorer;
    const watch = new Watch({ threshold: manifest.threshold, maxSensors: SENSORS });
    const sensors = benchSensors(SENSORS);

    // Made beforehand, so that the making is not measured.
    const prepared: Reading[][] = [];
    let windows = 0;
    const counting = {
      inputs: scorer.inputs,
      outputs: scorer.outputs,
      run: (data: Float32Array<ArrayBuffer>, rows: number) => {
        windows += rows;
        return scorer.run(data, rows);
      },
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
    let verdicts = 0;
    const go = async (from: number, to: number): Promise<{ wall: number; cpu: number }> => {
      prepared.length = 0;
      for (let i = from; i < to; i++) prepared.push(benchReadings(sensors, i));
      async function* batches() {
        for (const batch of prepared) {
          signal.throwIfAborted();
          yield batch;
        }
      }
      const cpuBefore = process.cpuUsage();
      const began = performance.now();
      for await (const settled of watchReadings(batches(), { watch, scorer: counting })) verdicts += settled.verdicts.length;
      const { user, system } = process.cpuUsage(cpuBefore);
      return { wall: (performance.now() - began) / 1_000, cpu: (user + system) / 1e6 };
    };
    progress(`warming up: ${SENSORS} sensors, ${WARM_UP} readings each`);
    await go(0, WARM_UP);
    windows = 0;
    verdicts = 0;
    progress(`measuring: ${MEASURED} readings each`);
    const path = await go(WARM_UP, WARM_UP + MEASURED);
    const scored = windows;
    const judged = verdicts;

    progress('measuring the model alone');
    const runs = Math.ceil(scored / BATCH);
    const cpuBefore = process.cpuUsage();
    for (let i = 0; i < runs; i++) await scorer.run(new Float32Array(BATCH * scorer.inputs), BATCH);
    const alone = process.cpuUsage(cpuBefore);
    const aloneMicros = (alone.user + alone.system) / (runs * BATCH);
    return {
      rows: [
        row({ what: 'readings per second of CPU', measured: judged / path.cpu, unit: '/s', target: { of: 'measured', least: 50_000 } }),
        row({
          what: 'CPU per reading',
          measured: (path.cpu / judged) * 1e6,
          unit: 'µs',
          beside: { what: 'model alone, per window', measured: aloneMicros },
        }),
        row({ what: 'readings per second of wall time', measured: judged / path.wall, unit: '/s' }),
        row({ what: 'windows per reading', measured: scored / judged, unit: '' }),
      ],
      notes: [
        `${SENSORS} sensors at 1 Hz, ${judged.toLocaleString('en-US')} readings. CPU is of all threads (process.cpuUsage), the model's Worker included; beside it the model on ${BATCH} windows a run.`,
      ],
    };
  },
};
