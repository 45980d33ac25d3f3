/**
 * The demonstration: a simulated plant on real wires.
 *
 *     Plant ─┬─ MQTT: zigbee2mqtt/freezer · tele/living_room/SENSOR · power_meter/status/pm1:0
 *            └─ serial (pseudo-terminal or tcp://): vibration:1.21,kurtosis:3.02,temperature:41.3
 *
 * Time is accelerated: each step is a simulated minute, twenty steps a second, a day in 72 seconds.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { connectAsync } from 'mqtt';
import type { Log } from '../agent/ports.ts';
import { timestamp } from '../core/base/index.ts';
import { STORY } from './faults.ts';
import { openLine } from './line.ts';
import { mqttMessages, serialLine } from './messages.ts';
import { Plant, type PlantValues } from './plant.ts';

export interface DemoOptions {
  /** Where the plant's MQTT devices publish: `mqtt://127.0.0.1:1883`. */
  readonly brokerUrl: string;
  /** Ends the demonstration. */
  readonly signal: AbortSignal;
  readonly log: Log;
  /** For the terminal: a line for people, without a newline. */
  readonly print: (line: string) => void;
  /** The day the plant begins to live, at six in the morning local time; today when absent. */
  readonly day?: Date;
  readonly stepsPerSecond?: number;
  readonly seed?: number;
}

export interface Demo {
  /** Where the pump writes: a `port` for the serial section of the configuration. */
  readonly serialPort: string;
  /**
   * Lets the plant live until the signal aborts, then closes its connections and ends its helpers. Call it once the daemon listens:
   * what the plant says before is lost, as with any device. Rejects only on bugs. If it is never called, the signal
   * closes the connections all the same.
   */
  run(): Promise<void>;
}

/** Minutes that pass before the first fault: 24 s at the ordinary pace. */
export const QUIET_MINUTES = 480;
/** A delay (the machine slept, the process was stopped) is not made up for beyond this. */
const CATCH_UP_STEPS = 40;

/**
 * Connects the plant's wires. The daemon should run with `demoSettings(demo.serialPort)`. Rejects when the broker cannot be
 * reached within 5 s.
 */
export async function runDemo(options: DemoOptions): Promise<Demo> {
  const { signal, print, stepsPerSecond = 20 } = options;
  const client = await connectAsync(
    options.brokerUrl,
    { clientId: 'kinglet-demo-plant', connectTimeout: 5_000, reconnectPeriod: 1_000 },
    false,
  );
  client.on('error', (error) => options.log.warn({ err: error.message }, 'the demonstration lost its broker'));
  const line = await openLine();

  const morning = new Date(options.day ?? Date.now());
  morning.setHours(6, 0, 0, 0);
  const plant = new Plant({ start: timestamp(morning.getTime()), hour: 6, quiet: QUIET_MINUTES, seed: options.seed ?? 1 });

  const say = (values: PlantValues): void => {
    // While the broker is away a device's readings are lost, not queued.
    if (client.connected) for (const { topic, payload } of mqttMessages(values)) client.publish(topic, payload);
    line.write(serialLine(values));
    const { fault, just } = values.state;
    if (fault && just) print(`demonstration, ${clockTime(values.at)}: ${STORY[fault.kind][just]}`);
  };

  const close = async (): Promise<void> => {
    await line[Symbol.asyncDispose]();
    await client.endAsync(true);
  };
  const unused = (): void => void close();
  signal.addEventListener('abort', unused, { once: true });
  return {
    serialPort: line.port,
    async run() {
      signal.removeEventListener('abort', unused);
      for (const text of introduction(line.port, stepsPerSecond)) print(text);
      let began = performance.now();
      let steps = 0;
      while (!signal.aborted) {
        const due = Math.floor(((performance.now() - began) / 1_000) * stepsPerSecond);
        if (due - steps > CATCH_UP_STEPS) began += ((due - steps - 1) / stepsPerSecond) * 1_000;
        else for (; steps < due; steps++) say(plant.step());
        await sleep(1_000 / stepsPerSecond, undefined, { signal }).catch(() => {});
      }
      await close();
    },
  };
}

/** The part of the daemon's configuration that a demonstration needs: time comes from the readings, because the plant lives faster. */
export const demoSettings = (serialPort: string) => ({
  watch: { clock: 'readings' as const },
  mqtt: { time: 'payload' as const, time_field: 'time' },
  serial: [
    {
      port: serialPort,
      name: 'circulation_pump',
      format: 'pairs' as const,
      columns: ['vibration', 'kurtosis', 'temperature'],
      units: ['mm/s', '', '°C'],
    },
  ],
});

function introduction(port: string, stepsPerSecond: number): string[] {
  const day = Math.round(1_440 / stepsPerSecond);
  const fault = Math.round(QUIET_MINUTES / stepsPerSecond);
  return [
    'This is a demonstration: no sensor here is real. A simulated plant publishes over MQTT, and its circulation',
    `pump over ${port}. One of its days takes ${day} seconds; it starts at 06:00, and after ${fault} seconds something goes wrong.`,
  ];
}

const clockTime = (at: number): string => {
  const date = new Date(at);
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
};
