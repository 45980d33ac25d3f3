/**
 * Folders of a configuration, what the wires said and when, and the sentences that must come out.
 *
 *     config.yaml      as its owner wrote it
 *     input.jsonl      {"at","topic","payload"[,"retained"]} a message · {"at","port","line"} a line of a serial port · {"at"} time passes
 *     expected.jsonl   {"at","state","sensor","severity","text"} one line each change of an alert; `at` is when it was raised or cleared
 *
 * The model here forecasts the last value and never judges, so what is expected outlives every new model. UPDATE=1 writes what came out
 * as what is expected: read it before you keep it.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { Intake } from '../../../src/adapters/mqtt/intake.ts';
import type { SerialPortOptions } from '../../../src/adapters/serial/index.ts';
import { defaultName, parsePortName } from '../../../src/adapters/serial/port.ts';
import { watchReadings } from '../../../src/agent/pipeline.ts';
import { type Config, parseConfig } from '../../../src/config/index.ts';
import { timestamp } from '../../../src/core/base/index.ts';
import { coalesce, toAlert } from '../../../src/core/alert/index.ts';
import type { Reading } from '../../../src/core/domain/index.ts';
import { Sensors } from '../../../src/core/home/index.ts';
import { LineReader } from '../../../src/core/protocol/line.ts';
import { Incidents, Watch } from '../../../src/core/watch/index.ts';
import { PersistenceScorer, RecordingObserver } from '../../support/fakes.ts';

interface Said {
  readonly at: string;
  readonly topic?: string;
  /** Text as it is on the wire, or what becomes JSON. */
  readonly payload?: unknown;
  readonly retained?: boolean;
  readonly port?: string;
  readonly line?: string;
}

const here = fileURLToPath(new URL('.', import.meta.url));
const cases = readdirSync(here, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
const linesOf = <T>(text: string): T[] => text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as T]));

it.each(cases)('%s', async (name) => {
  const file = (of: string): string => join(here, name, of);
  const config = parseConfig(readFileSync(file('config.yaml'), 'utf8'), `${name}/config.yaml`);
  if (!config.ok) throw new Error(config.fault.map((f) => f.detail).join('\n'));
  const got = await play(config.value, linesOf<Said>(readFileSync(file('input.jsonl'), 'utf8')));
  const text = got.map((line) => `${JSON.stringify(line)}\n`).join('');
  if (process.env['UPDATE'] === '1') writeFileSync(file('expected.jsonl'), text);
  expect(got).toEqual(linesOf(readFileSync(file('expected.jsonl'), 'utf8')));
});

it('there are days to live through', () => {
  expect(cases.length).toBeGreaterThan(3);
});

/** Everything said → every change of an alert, through the daemon's own parts. */
async function play(config: Config, said: readonly Said[]): Promise<object[]> {
  let now = timestamp(0);
  const clock = { now: () => now, sleep: async () => {} };
  const sensors = new Sensors({ max: config.watch.max_sensors, overrides: config.sensors });
  const watch = new Watch({ threshold: 0.6, maxSensors: config.watch.max_sensors });
  const ports = new Map(config.serial.map((options) => [options.port, serialPort(options, sensors)]));
  const { ignore = [], qos = 0, time = 'arrival', time_field: timeField } = config.mqtt ?? {};
  const intake = new Intake('mqtt', { queue: 1_000, topics: 1_000, ignore, qos, time, timeField }, { clock, observer: new RecordingObserver(), sensors });
  const arriving = intake.batches();

  async function* readings(): AsyncGenerator<readonly Reading[]> {
    for (const { at, topic, payload, retained = false, port, line } of said) {
      now = timestamp(Date.parse(at));
      if (topic !== undefined) {
        const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
        intake.take(topic, new TextEncoder().encode(text), 0, retained, () => {});
        if (intake.waiting > 0) yield (await arriving.next()).value ?? [];
      } else if (port !== undefined) yield (ports.get(port)?.(line ?? '') ?? []).map((r) => ({ ...r, at: now }));
      else {
        watch.tick(now);
        yield [];
      }
    }
  }

  const told: object[] = [];
  const incidents = new Incidents();
  const timeZone = config.watch.timezone ?? 'UTC';
  for await (const { changes } of watchReadings(readings(), { watch, scorer: new PersistenceScorer() })) {
    for (const change of coalesce(changes.flatMap((episode) => incidents.note(episode))).filter((each) => each.told)) {
      const { first, closed, episodes } = change.incident;
      const at = change.kind === 'closed' ? (closed ?? now) : change.kind === 'opened' ? first.opened : timestamp(Math.max(...episodes.map((e) => e.opened)));
      const { state, sensor, severity, text } = toAlert(change, { timeZone, now: at });
      told.push({ at: new Date(at).toISOString(), state, sensor, severity, text });
    }
  }
  return told;
}

/** Lines → readings without their time, as the serial source makes them. */
function serialPort(options: SerialPortOptions, sensors: Sensors): (line: string) => Omit<Reading, 'at'>[] {
  const reader = new LineReader(options);
  const stream = sensors.stream({ device: [options.name ?? defaultName(parsePortName(options.port))], leaf: [] });
  return (line) => {
    const read = reader.read(line);
    if (!read.ok) return [];
    return read.value.flatMap(({ path, value, kind, unit }) => {
      const named = options.units[options.columns.indexOf(path.at(-1) ?? '')];
      const sensor = stream.at(path) ?? stream.meet(path, { value, kind, unit: unit ?? named });
      return sensor === null || 'code' in sensor ? [] : [{ sensor, value }];
    });
  };
}
