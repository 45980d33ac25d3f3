/**
 * Memory of the daemon with 1,000 sensors at 1 Hz: how much, whether it grows, and how much of it each sensor is.
 * The daemon runs as the service does. Beside it stands the same daemon with nothing to hear: what Node, the MQTT client and
 * onnxruntime take by themselves; and the same from the sources, for those who run it by npm start.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Bench, row, slope } from './bench.ts';
import { freePort, startBroker } from './broker.ts';
import { type Daemon, startDaemon } from './daemon.ts';
import { fromSources, installed, type Program, peer } from './places.ts';
import { startChild } from './process.ts';

const SENSORS = 1_000;
const PER_SECOND = 1_000;
const MINUTES = 10;
const SAMPLE_SECONDS = 2;
const SETTLE_MS = 3_000;
const MB = 1e6;
/** Most that may be kept of one sensor. */
export const STATE_LIMIT_KB = 20;
/** The part of the time after which memory should have settled: caches and windows are full, V8 has sized its heap. */
const SETTLED = 0.4;

export const bench: Bench = {
  name: 'memory',
  what: `resident memory with ${SENSORS} sensors at 1 Hz (${MINUTES} minutes unless told otherwise), and state per sensor`,
  async run({ progress, signal, minutes = MINUTES }) {
    const state = await stateBytes(progress);
    await using broker = await startBroker();
    const start = async (program: Program) =>
      startDaemon({ program, brokerUrl: broker.url, topics: ['bench/#'], webPort: await freePort() });
    const program = installed();
    const sources = await settled(start(fromSources), signal);
    await using daemon = await start(program);
    await sleep(SETTLE_MS, undefined, { signal });
    const idle = daemon.residentBytes();
    await using _load = startChild(peer('load'), [broker.url, 'bench', String(SENSORS), String(PER_SECOND)]);
    progress(`${SENSORS} sensors at 1 Hz for ${minutes} minutes over ${broker.kind}`);
    const points: [minute: number, bytes: number][] = [];
    const began = performance.now();
    for (let minute = 0, said = 1; minute < minutes; ) {
      await sleep(SAMPLE_SECONDS * 1_000, undefined, { signal });
      minute = (performance.now() - began) / 60_000;
      points.push([minute, daemon.residentBytes()]);
      if (minute > said) progress(`after ${said++} min ${((points.at(-1)?.[1] ?? 0) / MB).toFixed(0)} MB`);
    }
    const late = points.filter(([minute]) => minute > minutes * SETTLED);
    const growth = slope(late) / MB;
    const highest = Math.max(...points.map(([, bytes]) => bytes)) / MB;
    return {
      rows: [
        row({
          what: 'resident memory, highest',
          measured: highest,
          unit: 'MB',
          beside: { what: 'nothing to hear', measured: idle / MB },
          target: { of: 'measured', most: 150 },
        }),
        row({ what: 'nothing to hear, from the sources', measured: sources / MB, unit: 'MB' }),
        row({ what: 'resident memory, last', measured: (points.at(-1)?.[1] ?? Number.NaN) / MB, unit: 'MB' }),
        row({
          what: `growth after ${(minutes * SETTLED).toFixed(1)} min`,
          measured: growth,
          unit: 'MB/min',
          target: { of: 'measured', most: 0.5 },
        }),
        row({ what: 'state per sensor', measured: state / 1_000, unit: 'KB', target: { of: 'measured', most: STATE_LIMIT_KB } }),
      ],
      notes: [
        `The daemon ${program.what}: ${program.nodeOptions.join(' ')}.`,
        `VmRSS of it every ${SAMPLE_SECONDS} s for ${minutes} min, ${broker.kind}; growth is a least-squares slope. State is measured on the watcher alone, after a full collection.`,
      ],
    };
  },
};

/** Resident memory in bytes of a daemon that hears nothing; ends it. */
async function settled(starting: Promise<Daemon>, signal: AbortSignal): Promise<number> {
  await using daemon = await starting;
  await sleep(SETTLE_MS, undefined, { signal });
  return daemon.residentBytes();
}

/** Bytes that the watcher keeps of one sensor. */
export async function stateBytes(progress: (text: string) => void): Promise<number> {
  progress(`state of ${SENSORS} sensors after 2,000 readings each`);
  await using child = startChild(peer('state'), [String(SENSORS), '2000'], ['--expose-gc']);
  return ((await child.ask({})) as { bytesPerSensor: number }).bytesPerSensor;
}
