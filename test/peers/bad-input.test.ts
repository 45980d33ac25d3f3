/**
 * Everything the world may do to a daemon, done to a real one: it keeps running, counts what it dropped and why, says it once, and
 * raises an alert for a good sensor afterwards.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { MqttClient } from 'mqtt';
import { afterEach, describe, expect, it } from 'vitest';
import type { Alert } from '../../src/core/domain/index.ts';
import { client, freePort, type Peer, startBroker } from '../support/broker.ts';
import { RunningKinglet, until } from '../support/kinglet.ts';
import { random } from '../support/sensors.ts';

const opened: AsyncDisposable[] = [];
/** Whatever was started ends with its test, the youngest first. */
const ends = <T extends AsyncDisposable>(it: T): T => {
  opened.push(it);
  return it;
};
afterEach(async () => {
  for (const it of opened.splice(0).reverse()) await it[Symbol.asyncDispose]();
});

const start = async (url: string, more = ''): Promise<RunningKinglet> =>
  ends(await RunningKinglet.start(`mqtt: {url: "${url}"}\nweb: {port: 0}\n${more}`));

/** Publishes a good sensor's broken wire until Kinglet says so: the proof that all of it still works. */
async function stillWatches(it: RunningKinglet, home: MqttClient, pid: number): Promise<void> {
  const events: Alert[] = [];
  const hear = (topic: string, payload: Buffer): void => {
    if (topic === 'kinglet/event') events.push(JSON.parse(payload.toString()) as Alert);
  };
  home.on('message', hear);
  await home.subscribeAsync('kinglet/event', { qos: 1 });
  const alert = await until('an alert for a good sensor', async () => {
    await home.publishAsync('good/boiler', '{"temperature": -127}', { qos: 1 });
    return events.find((e) => e.sensor === 'good_boiler.temperature');
  });
  home.off('message', hear);
  expect(alert.text).toMatch(/^Good boiler temperature report(s|ed) -127 °C.*, which this kind of sensor says when it is disconnected\.$/);
  expect(it.running && it.pid).toBe(pid);
}

/** Resolves once what is published reaches Kinglet. */
async function listening(it: RunningKinglet, home: MqttClient): Promise<void> {
  await until('a first reading', async () => {
    await home.publishAsync('good/boiler', '{"temperature": 40}', { qos: 1 });
    return (await it.metric('kinglet_readings_total')) > 0;
  });
}

/** What a kind of trouble looks like in the log: never more than one line. */
const linesAbout = (it: RunningKinglet, code: string): number => it.lines.filter((l) => l['code'] === code).length;

describe('A daemon fed with nonsense', () => {
  it('counts what it cannot read and why, says each kind once, and goes on', async () => {
    const broker = ends(await startBroker());
    const it = await start(broker.url);
    const { pid } = it;
    const home = ends(await client(broker.url));
    await listening(it, home);

    const noise = random(1);
    for (let n = 0; n < 300; n++) {
      home.publish('bad/truncated', '{"temperature": 21.5, "humidi');
      home.publish('bad/binary', Buffer.from([0, 255, 254, 1, 2, n & 255, ...randomBytes(20)]));
      home.publish('bad/prose', `all is well here (${Math.floor(noise() * 1e6)})`);
      home.publish('bad/deep', `${'{"a":'.repeat(500)}1${'}'.repeat(500)}`);
      home.publish('bad/prototype', '{"__proto__": {"polluted": 1}, "constructor": {"prototype": 3}}');
    }
    for (let n = 0; n < 20; n++) home.publish('bad/huge', Buffer.alloc(100_000, '{"a":1,'));
    await home.publishAsync('bad/wide', JSON.stringify(Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`, i]))), {
      qos: 1,
    });

    const expected: readonly [code: string, count: number][] = [
      ['payload/not-json', 300],
      ['payload/binary', 300],
      ['payload/no-numbers', 300],
      ['payload/too-large', 20],
    ];
    for (const [code, count] of expected) await until(`${count} × ${code}`, async () => (await it.faults('mqtt', code)) === count);
    await until('what was left out', async () => (await it.faults('mqtt', 'payload/left-out')) > 300);
    await stillWatches(it, home, pid);
    for (const code of [...expected.map(([c]) => c), 'payload/left-out']) expect([code, linesAbout(it, code)]).toEqual([code, 1]);
    expect(it.lines.length).toBeLessThan(25);
  });

  it('takes numbers in strings for numbers, and no value as anything but a value', async () => {
    const broker = ends(await startBroker());
    const it = await start(broker.url);
    const { pid } = it;
    const home = ends(await client(broker.url));
    await listening(it, home);
    const odd: readonly [topic: string, payload: string][] = [
      ['odd/string', '{"temperature": "21.5"}'],
      ['odd/nan', '{"temperature": NaN, "humidity": 40}'],
      ['odd/vast', '{"pressure": 1e308, "power": -1e308, "count": 1e999}'],
      ['odd/bare', 'nan'],
    ];
    for (let n = 0; n < 3; n++) for (const [topic, payload] of odd) await home.publishAsync(topic, payload, { qos: 1 });
    const seen = await until('all of them', async () => {
      const sensors = new Map((await it.sensors()).map((s) => [s.sensor.id, s]));
      return sensors.has('odd_vast.pressure') && sensors.has('odd_string.temperature') && sensors;
    });
    expect(seen.get('odd_string.temperature')?.value).toBe(21.5);
    for (const { score } of seen.values()) expect(score >= 0 && score <= 1).toBe(true);
    const impossible = await until('what cannot be', async () => {
      const alerts = (await it.alerts()).filter((a) => a.pattern === 'impossible');
      return alerts.length >= 3 && alerts;
    });
    for (const { text } of impossible) expect(text).toMatch(/^Odd [a-z ]+ .{5,240}\.$/);
    await stillWatches(it, home, pid);
  });

  it('takes on no more sensors than it may: ten thousand topics in a second are counted and left alone', async () => {
    const broker = ends(await startBroker());
    const it = await start(broker.url, 'watch: {max_sensors: 50}\n');
    const { pid } = it;
    const home = ends(await client(broker.url));
    await listening(it, home);
    for (let n = 0; n < 10_000; n++) home.publish(`flood/${n}`, '{"temperature": 20}');
    await home.publishAsync('flood/last', '{"temperature": 20}', { qos: 1 });
    await until('all to be counted', async () => (await it.faults('mqtt', 'sensors/full')) >= 10_001 - 49);
    expect(await it.metric('kinglet_sensors')).toBe(50);
    expect(linesAbout(it, 'sensors/full')).toBe(1);
    await stillWatches(it, home, pid);
  });

  it('survives clocks that jump: years ahead and back, to 1970, and to no time at all', async () => {
    const broker = ends(await startBroker());
    const it = ends(await RunningKinglet.start(`mqtt: {url: "${broker.url}", time: payload}\nwatch: {clock: readings}\nweb: {port: 0}\n`));
    const { pid } = it;
    const home = ends(await client(broker.url));
    await listening(it, home);
    const now = Date.now();
    const times = [now, now + 3e11, now - 3e11, 0, -1, 1e300, 8.64e15, 'Tuesday', '9999-12-31T23:59:59Z', null, now, now + 60_000];
    for (let n = 0; n < 30; n++) for (const time of times) home.publish('odd/clock', JSON.stringify({ temperature: 20 + (n % 3), time }));
    await home.publishAsync('odd/clock', JSON.stringify({ temperature: 7.25, time: now }), { qos: 1 });
    await until('the last of it', async () => (await it.sensors()).find((s) => s.sensor.id === 'odd_clock.temperature')?.value === 7.25);
    expect(await it.faults('mqtt', 'mqtt/no-time')).toBeGreaterThanOrEqual(60);
    expect(linesAbout(it, 'mqtt/no-time')).toBe(1);
    await stillWatches(it, home, pid);
  });
});

describe('A daemon whose broker', () => {
  it('is not there at first is patient, says so once, and begins when it comes', async () => {
    const port = await freePort();
    const it = await start(`mqtt://127.0.0.1:${port}`);
    const { pid } = it;
    await until(
      'a second attempt',
      async () => (await it.faults('mqtt', 'mqtt/refused')) + (await it.faults('mqtt', 'mqtt/unreachable')) >= 2,
    );
    expect((await it.get('/healthz')).status).toBe(503);
    expect(it.lines.filter((l) => l['where'] === 'mqtt')).toHaveLength(1);
    ends(await startBroker(port));
    await until('health', async () => (await it.get('/healthz')).status === 200);
    await stillWatches(it, ends(await client(`mqtt://127.0.0.1:${port}`)), pid);
  });

  it('is killed in the middle of everything comes back to it, and hears of what happened meanwhile', async () => {
    const first: Peer = ends(await startBroker());
    const serial = await tcpPort();
    const it = await start(first.url, `serial: [{port: "${serial.url}", name: Tank}]\n`);
    const { pid } = it;
    const home = ends(await client(first.url));
    home.on('error', () => {});
    await listening(it, home);
    for (let n = 0; n < 2_000; n++) home.publish(`stream/${n % 20}`, JSON.stringify({ temperature: 20 + (n % 5) }));
    await until('the middle of it', async () => (await it.metric('kinglet_readings_total')) > 100);
    await first.kill();
    await until('the loss to be noticed', async () => (await it.get('/healthz')).status === 503);

    // The trouble begins while nobody can be told.
    await until('the broken wire', async () => {
      serial.write('temp:-127\n');
      return (await it.alerts()).some((a) => a.sensor === 'tank.temp');
    });
    ends(await startBroker(first.port));
    const later = ends(await client(first.url));
    const told = new Promise<Alert>((resolve) => later.on('message', (_, payload) => resolve(JSON.parse(payload.toString()) as Alert)));
    await later.subscribeAsync('kinglet/alert/+', { qos: 1 });
    expect(await told).toMatchObject({ sensor: 'tank.temp', state: 'open', pattern: 'impossible' });
    await stillWatches(it, later, pid);
    expect(it.lines.filter((l) => l.msg === 'not connected' && l['where'] === 'mqtt')).toHaveLength(1);
  });
});

describe('A daemon whose serial port', () => {
  it('floods it with junk counts the lines it cannot read, and reads the good ones', async () => {
    const broker = ends(await startBroker());
    const serial = await tcpPort();
    const it = await start(broker.url, `serial: [{port: "${serial.url}", name: Tank}]\n`);
    const { pid } = it;
    const home = ends(await client(broker.url));
    await serial.connected();
    const where = `serial:${serial.url}`;
    const endless = Buffer.alloc(100_000, 'x');
    const junk = Buffer.alloc(200_000);
    const noise = random(3);
    for (let i = 0; i < junk.length; i++) junk[i] = noise() * 256;
    for (let n = 0; n < 10; n++) {
      serial.write(junk);
      serial.write(endless);
      serial.write('\n{"temp": 21.5, "hum\n');
    }
    await until('a line that is too long', async () => (await it.faults(where, 'line/too-long')) >= 10);
    await until('lines that are no text', async () => (await it.faults(where, 'line/junk')) > 1_000);
    await until('a broken wire among it', async () => {
      serial.write(junk.subarray(0, 1_000));
      serial.write('\ntemp:-127\n');
      return (await it.alerts()).some((a) => a.sensor === 'tank.temp' && a.pattern === 'impossible');
    });
    for (const code of ['line/too-long', 'line/junk']) expect([code, linesAbout(it, code)]).toEqual([code, 1]);
    expect(it.lines.length).toBeLessThan(25);
    await stillWatches(it, home, pid);
  });

  it('vanishes and comes back finds it again', async () => {
    const broker = ends(await startBroker());
    const serial = await tcpPort();
    const it = await start(broker.url, `serial: [{port: "${serial.url}", name: Tank}]\n`);
    const { pid } = it;
    const home = ends(await client(broker.url));
    const where = `serial:${serial.url}`;
    await serial.connected();
    await until('a reading', async () => {
      serial.write('level:10.5\n');
      return (await it.sensors()).some((s) => s.sensor.id === 'tank.level');
    });
    await serial.vanish();
    await until('the loss to be counted', async () => (await it.faults(where, 'serial/lost')) === 1);
    await serial.comeBack();
    await until('a reading of the new connection', async () => {
      serial.write('level:12.5\n');
      return (await it.sensors()).some((s) => s.sensor.id === 'tank.level' && s.value === 12.5);
    });
    expect(await it.metric(`kinglet_link_up{where="${where}"}`)).toBe(1);
    await stillWatches(it, home, pid);
  });
});

/** A serial port behind TCP, as ser2net offers it, that can be pulled out. */
async function tcpPort() {
  const sockets = new Set<Socket>();
  let server: Server;
  const open = async (port: number): Promise<number> => {
    server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => sockets.delete(socket));
    }).listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const vanish = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  const port = await open(0);
  const it = {
    url: `tcp://127.0.0.1:${port}`,
    connected: () => until('somebody at the port', () => sockets.size > 0),
    write: (data: string | Buffer) => void [...sockets].at(-1)?.write(data),
    vanish,
    comeBack: () => open(port),
    [Symbol.asyncDispose]: vanish,
  };
  return ends(it);
}
