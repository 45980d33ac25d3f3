/**
 * From a reading published to its alert received. The trouble is one that plain rules see at once (-300 °C), so that the figure is
 * the way there and back and not the watcher's patience; each sensor alarms once.
 *
 *     us ─ publish ─► broker ─► daemon ─► broker ─► us        measured
 *     us ─ publish ─► broker ─► us                            beside it, in turn
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { connectAsync, type MqttClient } from 'mqtt';
import { type Bench, quantile, row } from './bench.ts';
import { freePort, startBroker } from './broker.ts';
import { startDaemon } from './daemon.ts';
import { installed } from './places.ts';
import { wave } from './wave.ts';

const SENSORS = 300;
const LEARN = 20; // readings of each before, so that the sensors exist
const IMPOSSIBLE = '{"temperature":-300}';
const PAUSE_MS = 20;
const PATIENCE_MS = 5_000;

export const bench: Bench = {
  name: 'latency',
  what: "reading published to alert received, beside the broker's own round trip",
  async run({ progress, signal }) {
    const program = installed();
    await using broker = await startBroker();
    await using _daemon = await startDaemon({ program, brokerUrl: broker.url, topics: ['bench/#'], webPort: await freePort() });
    const client = await connectAsync(broker.url);
    try {
      await client.subscribeAsync(['kinglet/event', 'echo'], { qos: 1 });
      progress(`${SENSORS} sensors, ${LEARN} readings each, over ${broker.kind}`);
      for (let i = 0; i < LEARN; i++) {
        for (let s = 0; s < SENSORS; s++) client.publish(`bench/${s}`, `{"temperature":${wave(s, i).toFixed(2)}}`);
        await sleep(50, undefined, { signal });
      }
      await sleep(1_000, undefined, { signal });
      progress('measuring');
      const alerts: number[] = [];
      const echoes: number[] = [];
      let lost = 0;
      for (let s = 0; s < SENSORS; s++) {
        // One impossible value may be a glitch; the second makes the alert and starts the clock.
        client.publish(`bench/${s}`, IMPOSSIBLE);
        await sleep(PAUSE_MS, undefined, { signal });
        const took = await answered(client, 'kinglet/event', () => client.publish(`bench/${s}`, IMPOSSIBLE));
        if (took === undefined) lost++;
        else alerts.push(took);
        await sleep(PAUSE_MS, undefined, { signal });
        const echo = await answered(client, 'echo', () => client.publish('echo', IMPOSSIBLE));
        if (echo !== undefined) echoes.push(echo);
      }
      const compare = (what: string, q: number) =>
        row({ what, measured: quantile(alerts, q), unit: 'ms', beside: { what: 'broker alone', measured: quantile(echoes, q) } });
      return {
        rows: [
          compare('reading to alert, p50', 0.5),
          compare('reading to alert, p99', 0.99),
          row({ what: 'alerts', measured: alerts.length, unit: '' }),
          row({ what: 'alerts missed', measured: lost, unit: '', target: { of: 'measured', most: 0 } }),
        ],
        notes: [
          `One reading at a time over ${broker.kind} on this machine; the daemon ${program.what}; the reading at QoS 0, the alert as kinglet/event at QoS 1. Both clocks are the same one.`,
        ],
      };
    } finally {
      await client.endAsync(true);
    }
  },
};

/** Milliseconds from `send` to the next message on the topic; undefined when none came in time. */
function answered(client: MqttClient, topic: string, send: () => void): Promise<number | undefined> {
  return new Promise((resolve) => {
    const began = performance.now();
    const done = (took: number | undefined): void => {
      clearTimeout(timer);
      client.off('message', heard);
      resolve(took);
    };
    const heard = (name: string): void => {
      if (name === topic) done(performance.now() - began);
    };
    const timer = setTimeout(() => done(undefined), PATIENCE_MS);
    client.on('message', heard);
    send();
  });
}
