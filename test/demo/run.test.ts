import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Aedes } from 'aedes';
import { expect, onTestFinished, test } from 'vitest';
import type { Log } from '../../src/agent/ports.ts';
import { runDemo } from '../../src/demo/index.ts';

const silent: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };

async function startBroker(): Promise<{ broker: Aedes; url: string }> {
  const broker = await Aedes.createBroker();
  const server = createServer(broker.handle).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    await new Promise<void>((done) => broker.close(done));
    server.close();
  });
  return { broker, url: `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

test('a demonstration publishes its plant, says what goes wrong and ends with its signal', async () => {
  const { broker, url } = await startBroker();
  const topics = new Map<string, number>();
  const times: string[] = [];
  const said: string[] = [];
  const stop = new AbortController();
  const demo = await runDemo({
    brokerUrl: url,
    signal: stop.signal,
    log: silent,
    print: (line) => {
      said.push(line);
      if (line.includes('shuts the freezer door')) stop.abort();
    },
    day: new Date(2026, 2, 2),
    stepsPerSecond: 2_000,
  });
  broker.on('publish', ({ topic, payload }, client) => {
    if (!client) return;
    topics.set(topic, (topics.get(topic) ?? 0) + 1);
    times.push(JSON.parse(payload.toString()).time);
  });
  expect(demo.serialPort).toMatch(/^(\/dev\/pts\/\d+|tcp:\/\/127\.0\.0\.1:\d+)$/);
  await demo.run();

  expect(said[0]).toContain('demonstration');
  expect(said.slice(-2)).toEqual([
    'demonstration, 14:00: somebody leaves the freezer door ajar',
    'demonstration, 15:25: somebody shuts the freezer door',
  ]);
  expect([...topics.keys()]).toEqual(['zigbee2mqtt/freezer', 'tele/living_room/SENSOR', 'power_meter/status/pm1:0']);
  expect(times[0]).toBe(new Date(2026, 2, 2, 6).toISOString());
});

test('a demonstration without a broker is an error, not a wait', async () => {
  const demo = runDemo({ brokerUrl: 'mqtt://127.0.0.1:1', signal: new AbortController().signal, log: silent, print: () => {} });
  await expect(demo).rejects.toThrow('ECONNREFUSED');
});
