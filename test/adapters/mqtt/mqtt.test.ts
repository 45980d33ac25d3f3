import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { Aedes } from 'aedes';
import { describe, expect, it } from 'vitest';
import { type Broker, openBroker } from '../../../src/adapters/broker/index.ts';
import { describe as sentence } from '../../../src/core/base/index.ts';
import { certificates, client, freePort, hasMosquitto, kinglet, listen, options, startMosquitto } from './peers.ts';

async function broker(port = 0): Promise<Broker> {
  const opened = await openBroker({ host: '127.0.0.1', port });
  if (!opened.ok) throw new Error(opened.fault.detail);
  return opened.value;
}

describe('With a broker that knows only MQTT 3.1.1', () => {
  it('readings come in, from every shape of payload', async () => {
    await using peer = await broker();
    await using it = kinglet(options(peer.url));
    await it.observer.up();
    expect(it.observer.links[0]?.detail).toBe(`${peer.url}, MQTT 3.1.1`);
    await using other = await client(peer.url);
    await other.publishAsync('zigbee2mqtt/freezer', '{"temperature":-18.5,"linkquality":90,"last_seen":1}');
    await other.publishAsync('garage/door', 'OPEN');
    expect(await it.until(3)).toEqual(['freezer.temperature=-18.5', 'freezer.linkquality=90', 'garage.door=1']);
    expect(it.read[0]?.at).toBe(it.clock.now());
    expect(it.observer.faults).toEqual([]);
  });

  it('it says "online" when it comes, and "offline" before it goes', async () => {
    await using peer = await broker();
    await using other = await client(peer.url);
    const status = await listen(other, 'kinglet/status');
    await using it = kinglet(options(peer.url));
    await status.until(1);
    await it.stop();
    expect(status.heard).toEqual(['kinglet/status=online']);
    await it.publisher[Symbol.asyncDispose]();
    expect(await status.until(2)).toEqual(['kinglet/status=online', 'kinglet/status=offline']);
    await using late = await client(peer.url);
    expect(await (await listen(late, 'kinglet/status')).until(1)).toEqual(['kinglet/status=offline (retained)']);
  });

  it('the broker says "offline" when Kinglet vanishes', async () => {
    const aedes = await Aedes.createBroker();
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket);
      aedes.handle(socket);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await using other = await client(url);
    const status = await listen(other, 'kinglet/status');
    await using it = kinglet(options(url));
    await status.until(1);
    sockets.at(-1)?.destroy();
    expect(await status.until(2)).toEqual(['kinglet/status=online', 'kinglet/status=offline']);
    await it[Symbol.asyncDispose]();
    await other.endAsync(true);
    server.close();
    aedes.close();
  });

  it('own messages, orders, discovery and what the owner ignores are no readings', async () => {
    await using peer = await broker();
    await using it = kinglet(options(peer.url, { ignore: ['noisy/+'] }));
    await it.observer.up();
    await it.publisher.publish({ topic: 'sensor/x/score', payload: '0.5', qos: 1, retain: false });
    await using other = await client(peer.url);
    for (const topic of ['kinglet/other', 'lamp/set', 'homeassistant/sensor/x/config', 'noisy/one', 'fine'])
      await other.publishAsync(topic, '1');
    expect(await it.until(1)).toEqual(['fine.value=1']);
  });

  it('a retained message makes its sensor known and is no reading: nobody knows how old it is', async () => {
    await using peer = await broker();
    await using other = await client(peer.url);
    await other.publishAsync('old/temperature', '5', { retain: true, qos: 1 });
    await using it = kinglet(options(peer.url));
    await it.observer.up();
    await other.publishAsync('new/temperature', '6', { retain: true });
    expect(await it.until(1)).toEqual(['new.temperature=6']);
    await expect
      .poll(() =>
        it.sensors
          .list()
          .map((s) => s.id)
          .sort(),
      )
      .toEqual(['new.temperature', 'old.temperature']);
    expect(await it.stop()).toEqual(['new.temperature=6']);
  });

  it('retained alerts of an earlier life are cleared, those still open are left alone', async () => {
    await using peer = await broker();
    await using other = await client(peer.url);
    for (const id of ['old', 'open']) await other.publishAsync(`kinglet/alert/${id}`, '{}', { retain: true, qos: 1 });
    const alerts = await listen(other, 'kinglet/alert/+');
    await alerts.until(2);
    await using it = kinglet(options(peer.url, { topics: ['house/#'] }), { isOpen: (id) => id === 'open' });
    await it.observer.up();
    expect((await alerts.until(3))[2]).toBe('kinglet/alert/old=');
    await using late = await client(peer.url);
    expect(await (await listen(late, 'kinglet/alert/+')).until(1)).toEqual(['kinglet/alert/open={} (retained)']);
    await it.stop();
  });

  it('bad payloads are counted by their kind, and readings go on', async () => {
    await using peer = await broker();
    await using it = kinglet(options(peer.url), { max: 2 });
    await it.observer.up();
    await using other = await client(peer.url);
    for (const payload of ['{"t":1', 'hello', '\u0000\u0001', 'x'.repeat(100_000), '', JSON.stringify(Array(99).fill(1))])
      await other.publishAsync('bad', payload);
    for (let i = 0; i < 5; i++) await other.publishAsync(`new${i}/t`, 'NaN');
    await other.publishAsync('new0/t', '1e308');
    expect(await it.until(3)).toEqual(['new0.t=NaN', 'new1.t=NaN', 'new0.t=1e+308']);
    const counted = Object.fromEntries(
      [...new Set(it.observer.faults.map((f) => f.fault.code))].map((code) => [code, it.observer.count(code)]),
    );
    expect(counted).toEqual({
      'payload/not-json': 1,
      'payload/no-numbers': 1,
      'payload/binary': 1,
      'payload/too-large': 1,
      'payload/left-out': 1,
      'sensors/full': 3,
    });
  });

  it('the time in a payload counts where the owner says so, if it can be believed', async () => {
    await using peer = await broker();
    await using it = kinglet(options(peer.url, { time: 'payload' }));
    await it.observer.up();
    await using other = await client(peer.url);
    await other.publishAsync('a', '{"t":1,"ts":1767225600}');
    await other.publishAsync('a', '{"t":1,"ts":9999999999}');
    await it.until(2);
    expect(it.read.map((r) => r.at)).toEqual([1767225600000, it.clock.now()]);
    expect(it.observer.count('mqtt/no-time')).toBe(1);
  });

  it('a flood of QoS 0 pushes the oldest readings out, counted', async () => {
    await using peer = await broker();
    await using it = kinglet(options(peer.url), { hold: true, limits: { queue: 10 } });
    await it.observer.up();
    await using other = await client(peer.url);
    await other.publishAsync('flood', '0', { qos: 1 });
    await it.first; // this one is already in the hands of the reader, who does not go on
    for (let i = 1; i <= 30; i++) await other.publishAsync('flood', String(i), { qos: 1 });
    await it.observer.faulted('mqtt/overflow', 20);
    it.begin();
    expect(await it.until(11)).toEqual([0, ...Array.from({ length: 10 }, (_, i) => 21 + i)].map((v) => `flood.value=${v}`));
  });
});

describe('When the broker is not there', () => {
  it('Kinglet says so once an attempt, waits longer each time, and is there when the broker comes up', async () => {
    const port = await freePort();
    await using it = kinglet(options(`mqtt://127.0.0.1:${port}`));
    await it.observer.faulted('mqtt/unreachable', 1);
    for (let n = 2; n <= 8; n++) {
      await it.clock.advance(Math.min(60_000, 1_000 * 2 ** (n - 2)) - 1);
      expect(it.observer.count('mqtt/unreachable')).toBe(n - 1);
      await it.clock.advance(n < 8 ? 1 : 0);
      if (n < 8) await it.observer.faulted('mqtt/unreachable', n);
    }
    await using peer = await broker(port);
    await it.clock.advance(60_000);
    await it.observer.up();
    await using other = await client(peer.url);
    await other.publishAsync('t', '1');
    expect(await it.until(1)).toEqual(['t.value=1']);
  });

  it('QoS 1 waits for it in an outbox whose oldest fall off, QoS 0 does not wait', async () => {
    const port = await freePort();
    await using it = kinglet(options(`mqtt://127.0.0.1:${port}`), { limits: { outbox: 2 } });
    await it.observer.faulted('mqtt/unreachable');
    const sent = ['a', 'b', 'c'].map((payload) => it.publisher.publish({ topic: 'event', payload, qos: 1, retain: false }));
    await it.publisher.publish({ topic: 'score', payload: '0', qos: 0, retain: false });
    await sent[0]; // fell off, which is no error
    expect([it.observer.count('mqtt/outbox-full'), it.observer.count('mqtt/unsent')]).toEqual([1, 1]);
    await using peer = await broker(port);
    await using other = await client(peer.url);
    const events = await listen(other, 'kinglet/#');
    await it.clock.advance(1_000);
    await Promise.all(sent);
    expect((await events.until(3)).sort()).toEqual(['kinglet/event=b', 'kinglet/event=c', 'kinglet/status=online']);
  });

  it('leaving does not wait for it', async () => {
    const it = kinglet(options(`mqtt://127.0.0.1:${await freePort()}`));
    await it.observer.faulted('mqtt/unreachable');
    const lost = it.publisher.publish({ topic: 'event', payload: 'x', qos: 1, retain: false });
    await it[Symbol.asyncDispose]();
    await lost;
    expect(it.observer.count('mqtt/unsent')).toBe(1);
  });

  it('or goes and comes back, subscriptions are made again', async () => {
    const port = await freePort();
    const first = await broker(port);
    await using it = kinglet(options(first.url));
    await it.observer.up();
    await first[Symbol.asyncDispose]();
    await it.observer.down();
    await using second = await broker(port);
    await it.observer.faulted('mqtt/lost');
    await it.clock.advance(1_000);
    await it.observer.up(2);
    await using other = await client(second.url);
    await other.publishAsync('t', '2');
    expect(await it.until(1)).toEqual(['t.value=2']);
  });
});

describe('A peer that is no broker', () => {
  async function server(answer: (socket: Socket) => void): Promise<{ url: string } & AsyncDisposable> {
    const sockets: Socket[] = [];
    const it = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => {});
      answer(socket);
    }).listen(0, '127.0.0.1');
    await once(it, 'listening');
    return {
      url: `mqtt://127.0.0.1:${(it.address() as AddressInfo).port}`,
      [Symbol.asyncDispose]: async () => {
        for (const socket of sockets) socket.destroy();
        it.close();
        await once(it, 'close');
      },
    };
  }
  /** CONNACK, then a PUBLISH of 100 bytes on "t" of which three arrive. */
  const cutOff = Buffer.from([0x20, 2, 0, 0, 0x30, 100, 0, 1, 0x74, 0x31, 0x32, 0x33]);

  it('drops the connection in the middle of a message: no reading, another attempt', async () => {
    await using peer = await server((socket) => socket.once('data', () => socket.end(cutOff)));
    await using it = kinglet(options(peer.url, { version: '3.1.1' }));
    await it.observer.faulted('mqtt/lost');
    await it.clock.advance(1_000);
    await it.observer.faulted('mqtt/lost', 2);
    expect(it.observer.links.map((l) => l.up)).toEqual([true, false, true, false]);
    expect(await it.stop()).toEqual([]);
  });
  it('talks HTTP: another attempt', async () => {
    await using peer = await server((socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
    await using it = kinglet(options(peer.url));
    await it.observer.faulted('mqtt/lost');
    await it.clock.advance(1_000);
    await it.observer.faulted('mqtt/lost', 2);
    expect(it.observer.links).toEqual([]);
  });
  it('hangs up at MQTT 5 without a word: 3.1.1 is tried at once', async () => {
    const versions: (number | undefined)[] = [];
    await using peer = await server((socket) =>
      socket.once('data', (data: Buffer) => {
        versions.push(data[8]);
        if (data[8] === 5) socket.end();
        else socket.write(Buffer.from([0x20, 2, 0, 0]));
      }),
    );
    await using it = kinglet(options(peer.url));
    await it.observer.up();
    expect(versions).toEqual([5, 4]);
    expect(it.observer.faults).toEqual([]);
  });
});

it('A subscription that is refused is said to be', async () => {
  const aedes = await Aedes.createBroker({ authorizeSubscribe: (_client, _subscription, done) => done(null, null) });
  const server = createServer((socket) => void aedes.handle(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const it = kinglet(options(`mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`, { topics: ['plant/#'] }));
  await it.observer.faulted('mqtt/subscribe');
  expect(it.observer.faults[0]?.fault.detail).toBe('The broker refused a subscription to plant/#.');
  await it[Symbol.asyncDispose]();
  server.close();
  aedes.close();
});

it('is told by the filter that is refused, where it is not that of the readings', async () => {
  const aedes = await Aedes.createBroker({
    authorizeSubscribe: (_client, subscription, done) => done(null, subscription.topic.startsWith('homeassistant/') ? null : subscription),
  });
  const server = createServer((socket) => void aedes.handle(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const ear = { filters: ['homeassistant/status'], take: () => false };
  const it = kinglet(options(`mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`, { topics: ['plant/#'] }), { listeners: [ear] });
  await it.observer.faulted('mqtt/subscribe');
  expect(it.observer.faults[0]?.fault.detail).toBe('The broker refused a subscription to homeassistant/status.');
  await it[Symbol.asyncDispose]();
  server.close();
  aedes.close();
});

describe('A password', () => {
  it('that is wrong is named as the trouble and never shown', async () => {
    const aedes = await Aedes.createBroker({
      authenticate: (_c, _u, _p, done) => done(Object.assign(new Error('no'), { returnCode: 4 as never }), false),
    });
    const server = createServer((socket) => void aedes.handle(socket)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const it = kinglet(options(`mqtt://anna:hush-hush@127.0.0.1:${port}`, { version: '3.1.1', password: 'top-secret' }));
    await it.observer.faulted('mqtt/not-authorized');
    await it[Symbol.asyncDispose]();
    const fault = it.observer.faults[0]?.fault;
    expect(fault && sentence(fault)).toBe(
      `The broker at mqtt://127.0.0.1:${port} does not let Kinglet in (code 4). Check mqtt.username and the password.`,
    );
    expect(JSON.stringify([it.observer.faults, it.observer.links])).not.toMatch(/hush-hush|top-secret|anna/);
    server.close();
    aedes.close();
  });
  it('in a file that is not there names the file, and is looked for again', async () => {
    await using it = kinglet(options('mqtt://127.0.0.1:1', { password_file: '/nonexistent/secret' }));
    await it.observer.faulted('mqtt/file');
    expect(it.observer.faults[0]?.fault.detail).toBe('mqtt.password_file cannot be read: /nonexistent/secret (ENOENT).');
    await it.clock.advance(1_000);
    await it.observer.faulted('mqtt/file', 2);
  });
});

describe.skipIf(!hasMosquitto)('With Mosquitto', () => {
  it('MQTT 5 is spoken, and a message of 2 MB does not even reach us', async () => {
    await using peer = await startMosquitto();
    await using it = kinglet(options(peer.url));
    await it.observer.up();
    expect(it.observer.links[0]?.detail).toBe(`${peer.url}, MQTT 5`);
    await using other = await client(peer.url, { protocolVersion: 5 });
    await other.publishAsync('t', 'x'.repeat(2_000_000), { qos: 1 });
    await other.publishAsync('t', '21.5', { qos: 1 });
    expect(await it.until(1)).toEqual(['t.value=21.5']);
    expect(it.observer.links).toHaveLength(1);
  });

  it('3.1.1 is spoken where the owner wants it', async () => {
    await using peer = await startMosquitto();
    await using it = kinglet(options(peer.url, { version: '3.1.1' }));
    await it.observer.up();
    expect(it.observer.links[0]?.detail).toBe(`${peer.url}, MQTT 3.1.1`);
  });

  it('two Kinglets of a group share the messages, each goes to one of them', async () => {
    await using peer = await startMosquitto();
    await using one = kinglet(options(peer.url, { share: 'pair', topics: ['t/+'], prefix: 'one' }));
    await using two = kinglet(options(peer.url, { share: 'pair', topics: ['t/+'], prefix: 'two' }));
    await using other = await client(peer.url, { protocolVersion: 5 });
    const births = await listen(other, '+/status');
    await births.until(2); // sent behind the subscriptions
    for (let i = 0; i < 50; i++) await other.publishAsync('t/x', String(i), { qos: 1 });
    await one.observer.until(() => true);
    await Promise.race([one.until(25), two.until(25)]);
    await expect.poll(() => one.read.length + two.read.length).toBe(50);
    expect(new Set([...one.read, ...two.read].map((r) => r.value)).size).toBe(50);
    expect(Math.min(one.read.length, two.read.length)).toBeGreaterThan(0);
  });

  it('QoS 1 waits while the queue is full and loses nothing, in order', async () => {
    await using peer = await startMosquitto(['max_queued_messages 10000']);
    await using it = kinglet(options(peer.url, { qos: 1 }), { hold: true, limits: { queue: 10 } });
    await it.observer.up();
    await using other = await client(peer.url, { protocolVersion: 5 });
    for (let i = 0; i < 500; i++) await other.publishAsync('t', `{"a":${i},"b":${i}}`, { qos: 1 });
    it.begin();
    const read = await it.until(1_000);
    expect(read.filter((r) => r.startsWith('t.a'))).toEqual(Array.from({ length: 500 }, (_, i) => `t.a=${i}`));
    expect(it.observer.faults).toEqual([]);
  });

  it('what was not accepted was not acknowledged: the next Kinglet of this name gets it', async () => {
    await using peer = await startMosquitto(['max_queued_messages 10000']);
    const asked = options(peer.url, { qos: 1, client_id: 'kinglet-test' });
    const first = kinglet(asked, { hold: true, limits: { queue: 10 } });
    await first.observer.up();
    await using other = await client(peer.url, { protocolVersion: 5 });
    for (let i = 0; i < 100; i++) await other.publishAsync('t', String(i), { qos: 1 });
    const before = await first.stop();
    await first.publisher[Symbol.asyncDispose]();
    expect(before.length).toBeLessThan(100);
    await using second = kinglet(asked);
    const after = await second.until(100 - before.length);
    expect([...before, ...after]).toEqual(Array.from({ length: 100 }, (_, i) => `t.value=${i}`));
  });

  it('killed in mid-stream and started again, it is found again and nothing that was accepted is lost', async () => {
    const first = await startMosquitto();
    await using it = kinglet(options(first.url, { qos: 1 }));
    await it.observer.up();
    const other = await client(first.url, { protocolVersion: 5 });
    other.once('close', () => other.end(true));
    const stream = (async () => {
      for (let i = 0; other.connected; i++) await other.publishAsync('t', String(i), { qos: 1 }).catch(() => {});
    })();
    await it.until(200);
    await first.kill();
    await it.observer.down();
    await stream;
    const before = it.read.length;
    expect(it.read.map((r) => r.value)).toEqual(Array.from({ length: before }, (_, i) => i));
    const waiting = it.publisher.publish({ topic: 'event', payload: 'meanwhile', qos: 1, retain: false });
    await using second = await startMosquitto([], first.port);
    await using listener = await client(second.url, { protocolVersion: 5 });
    const events = await listen(listener, 'kinglet/event');
    await it.observer.faulted('mqtt/lost');
    await it.clock.advance(1_000);
    await waiting;
    expect(await events.until(1)).toEqual(['kinglet/event=meanwhile']);
    await listener.publishAsync('t', '-1', { qos: 1 });
    expect((await it.until(before + 1)).at(-1)).toBe('t.value=-1');
    await other.endAsync(true);
  });

  it('a message that its access list forbids is given up and said to be', async () => {
    using files = certificates();
    writeFileSync(files.file('acl'), 'topic read #\ntopic write kinglet/status\n');
    await using peer = await startMosquitto([`acl_file ${files.file('acl')}`]);
    await using it = kinglet(options(peer.url));
    await it.observer.up();
    await it.publisher.publish({ topic: 'event', payload: 'x', qos: 1, retain: false });
    expect(it.observer.faults.map((f) => f.fault.code)).toEqual(['mqtt/publish-refused']);
  });

  it('TLS: the broker must be who it says, and may ask who we are', async () => {
    using certs = certificates();
    const at = (name: string): string => certs.file(name);
    await using peer = await startMosquitto([
      `cafile ${at('ca.pem')}`,
      `certfile ${at('server.pem')}`,
      `keyfile ${at('server.key')}`,
      'require_certificate true',
    ]);
    const url = peer.url.replace('mqtt:', 'mqtts:');
    const tls = { ca: at('ca.pem'), cert: at('client.pem'), key: at('client.key'), verify: 'full' as const };
    await using trusted = kinglet(options(url, { tls }));
    await trusted.observer.up();
    expect(trusted.observer.links[0]?.detail).toBe(`${url}, MQTT 5`);

    await using unknownAuthority = kinglet(options(url, { tls: { verify: 'full' } }));
    await unknownAuthority.observer.faulted('mqtt/tls');
    expect(unknownAuthority.observer.faults[0]?.fault.hint).toContain('mqtt.tls');

    await using withoutCertificate = kinglet(options(url, { tls: { ca: at('ca.pem'), verify: 'full' } }));
    await withoutCertificate.observer.until(() => withoutCertificate.observer.faults.length > 0);
    expect(withoutCertificate.observer.links.filter((l) => l.up)).toEqual([]);
  });
});
