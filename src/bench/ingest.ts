/**
 * What it costs to have a reading scored.
 *
 *     load (2,000/s, 1,000 sensors) ──► broker ─┬─► the daemon             CPU time of all its threads
 *                                               └─► mqtt.js + JSON.parse   the floor: nobody can do with less
 *
 * Both hear the same messages in the same seconds; the CPU time of each process is read from /proc before and after.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Bench, median, row } from './bench.ts';
import { freePort, startBroker } from './broker.ts';
import { startDaemon } from './daemon.ts';
import { installed, peer } from './places.ts';
import { startChild } from './process.ts';

const SENSORS = 1_000;
const PER_SECOND = 2_000;
/** Each sensor has told 90 values by then: windows are full and every reading goes through the model. */
const WARM_UP_SECONDS = 80;
const ROUNDS = 7;
const ROUND_SECONDS = 10;

export const bench: Bench = {
  name: 'ingest',
  what: 'CPU per reading from MQTT to score, beside a bare subscriber that only parses JSON',
  async run({ progress, signal, minutes }) {
    const rounds = minutes === undefined ? ROUNDS : Math.max(1, Math.round((minutes * 60) / ROUND_SECONDS));
    const program = installed();
    await using broker = await startBroker();
    await using daemon = await startDaemon({ program, brokerUrl: broker.url, topics: ['bench/#'], webPort: await freePort() });
    await using floor = startChild(peer('subscriber'), [broker.url, 'bench/#']);
    await using load = startChild(peer('load'), [broker.url, 'bench', String(SENSORS), String(PER_SECOND)]);
    progress(`warming up for ${WARM_UP_SECONDS} s with ${SENSORS} sensors at ${PER_SECOND} readings/s over ${broker.kind}`);
    await sleep(WARM_UP_SECONDS * 1_000, undefined, { signal });

    const counts = async (): Promise<Counts> => ({
      daemonCpu: daemon.cpuSeconds(),
      floorCpu: floor.cpuSeconds(),
      sent: ((await load.ask({})) as { count: number }).count,
      floorReadings: ((await floor.ask({})) as { count: number }).count,
      daemonReadings: await daemon.metric('kinglet_readings_total'),
    });
    const results: { daemon: number; floor: number; heard: number; rate: number }[] = [];
    for (let round = 1; round <= rounds; round++) {
      const before = await counts();
      const began = performance.now();
      await sleep(ROUND_SECONDS * 1_000, undefined, { signal });
      const after = await counts();
      const heard = after.daemonReadings - before.daemonReadings;
      const result = {
        daemon: ((after.daemonCpu - before.daemonCpu) / heard) * 1e6,
        floor: ((after.floorCpu - before.floorCpu) / (after.floorReadings - before.floorReadings)) * 1e6,
        heard: heard / (after.sent - before.sent),
        rate: heard / ((performance.now() - began) / 1_000),
      };
      results.push(result);
      progress(`round ${round} of ${rounds}: ${result.daemon.toFixed(1)} µs beside ${result.floor.toFixed(1)} µs`);
    }
    const middle = results.toSorted((a, b) => a.daemon / a.floor - b.daemon / b.floor)[Math.floor(results.length / 2)];
    const faults = await daemon.metric('kinglet_faults_total');
    return {
      rows: [
        row({
          what: 'CPU per reading',
          measured: middle?.daemon ?? Number.NaN,
          unit: 'µs',
          beside: { what: 'mqtt.js + JSON.parse', measured: middle?.floor ?? Number.NaN },
          target: { of: 'ratio', most: 2 },
        }),
        row({ what: 'readings heard', measured: median(results.map((r) => r.rate)), unit: '/s' }),
        row({ what: 'heard of what was sent', measured: median(results.map((r) => r.heard)) * 100, unit: '%' }),
        row({ what: 'lost or refused by the daemon', measured: faults, unit: '', target: { of: 'measured', most: 0 } }),
      ],
      notes: [
        `${SENSORS} sensors, one reading a message, QoS 0, ${broker.kind}; the daemon ${program.what}; the round with the median ratio of ${rounds} of ${ROUND_SECONDS} s each.`,
        `Ratios of all rounds, in order: ${results.map((r) => (r.daemon / r.floor).toPrecision(3)).join(', ')}.`,
        'Both subscribers hear the same messages in the same seconds. CPU of all threads of a process, from /proc/<pid>/task/*/schedstat.',
      ],
    };
  },
};

interface Counts {
  readonly daemonCpu: number;
  readonly floorCpu: number;
  readonly sent: number;
  readonly floorReadings: number;
  readonly daemonReadings: number;
}
