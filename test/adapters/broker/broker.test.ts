import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { describe, expect, it } from 'vitest';
import { PacketGuard } from '../../../src/adapters/broker/guard.ts';
import { type Broker, type BrokerLimits, openBroker } from '../../../src/adapters/broker/index.ts';

async function broker(limits: Partial<BrokerLimits> = {}, port: number | undefined = 0): Promise<Broker> {
  const opened = await openBroker({ host: '127.0.0.1', ...(port === undefined ? {} : { port }) }, limits);
  if (!opened.ok) throw new Error(opened.fault.detail);
  return opened.value;
}
async function client(url: string, options: IClientOptions = {}): Promise<MqttClient & AsyncDisposable> {
  const it = await mqtt.connectAsync(url, { reconnectPeriod: 0, ...options }, false);
  return Object.assign(it, { [Symbol.asyncDispose]: () => it.endAsync(true) });
}

describe('The embedded broker', () => {
  it('takes messages and hands them on', async () => {
    await using it = await broker();
    await using one = await client(it.url);
    await using two = await client(it.url);
    await one.subscribeAsync('a/#');
    const heard = new Promise<string>((resolve) => one.once('message', (_topic, payload) => resolve(String(payload))));
    await two.publishAsync('a/b', 'hello', { qos: 1 });
    expect(await heard).toBe('hello');
  });

  it('says where it is: two of them without a wish get two ports', async () => {
    await using one = await broker({}, undefined);
    await using two = await broker({}, undefined);
    expect(one.port).not.toBe(two.port);
    expect(one.url).toBe(`mqtt://127.0.0.1:${one.port}`);
  });

  it('refuses a port that is wished for and taken, with what to do', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const opened = await openBroker({ host: '127.0.0.1', port });
    taken.close();
    expect(opened).toMatchObject({
      ok: false,
      fault: { code: 'broker/port-taken', hint: expect.stringContaining(`mqtt://127.0.0.1:${port}`) },
    });
  });
  it('refuses an address that is not ours', async () => {
    expect(await openBroker({ host: '203.0.113.1', port: 0 })).toMatchObject({ ok: false, fault: { code: 'broker/address' } });
  });

  it('frees its port and lets its clients go when it is closed', async () => {
    const it = await broker();
    await using one = await client(it.url);
    const gone = new Promise((resolve) => one.once('close', () => resolve(true)));
    await it[Symbol.asyncDispose]();
    await gone;
    await using again = await broker({}, it.port);
    expect(again.port).toBe(it.port);
  });
});

describe('A client of the embedded broker', () => {
  it('is cut off when it announces a packet over the limit, long before it has sent it', async () => {
    await using it = await broker({ packet: 1_000 });
    await using good = await client(it.url);
    const bad = connect(it.port, '127.0.0.1');
    bad.on('error', () => {});
    bad.write(
      Buffer.concat([
        Buffer.from([0x10, 14, 0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 2, 0, 0, 0, 2, 0x61, 0x62]),
        Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f]),
        Buffer.alloc(500),
      ]),
    );
    bad.resume();
    await once(bad, 'close');
    await good.publishAsync('still', 'here', { qos: 1 });
  });
  it('that talks nonsense is cut off', async () => {
    await using it = await broker();
    const bad = connect(it.port, '127.0.0.1');
    bad.on('error', () => {});
    bad.write('GET / HTTP/1.1\r\n\r\n');
    bad.resume();
    await once(bad, 'close');
    await using good = await client(it.url);
    expect(good.connected).toBe(true);
  });
  it('is turned away when there are too many', async () => {
    await using it = await broker({ connections: 1 });
    await using one = await client(it.url);
    await expect(client(it.url)).rejects.toThrow();
    expect(one.connected).toBe(true);
  });
  it('finds only so many retained messages', async () => {
    await using it = await broker({ retained: 2 });
    await using one = await client(it.url);
    for (const topic of ['a', 'b', 'c']) await one.publishAsync(topic, '1', { retain: true, qos: 1 });
    await one.publishAsync('a', '', { retain: true, qos: 1 });
    await one.publishAsync('d', '1', { retain: true, qos: 1 });
    await one.publishAsync('b', '2', { retain: true, qos: 1 });
    await using two = await client(it.url);
    const heard: string[] = [];
    two.on('message', (topic, payload) => heard.push(`${topic}=${payload}`));
    await two.subscribeAsync('#', { qos: 1 });
    await one.publishAsync('end', '1', { qos: 1 });
    await expect.poll(() => heard.sort()).toEqual(['b=2', 'd=1', 'end=1']);
  });
  it('may not write below $SYS', async () => {
    await using it = await broker();
    await using one = await client(it.url);
    const gone = new Promise((resolve) => one.once('close', () => resolve(true)));
    one.publish('$SYS/x', '1');
    await gone;
  });
});

describe('The guard over packet lengths', () => {
  const packet = (length: number): number[] => {
    const digits: number[] = [];
    let rest = length;
    do {
      digits.push((rest % 128) | (rest >= 128 ? 0x80 : 0));
      rest = Math.floor(rest / 128);
    } while (rest > 0);
    return [0x30, ...digits, ...Array(length).fill(0xff)];
  };
  it.each([1, 2, 3, 7, 1_000])('finds the packets however the bytes are cut (%i at a time)', (size) => {
    const guard = new PacketGuard(300);
    const bytes = Uint8Array.from([0, 1, 127, 128, 300].flatMap(packet));
    for (let i = 0; i < bytes.length; i += size) expect(guard.accept(bytes.subarray(i, i + size))).toBe(true);
    expect(guard.accept(Uint8Array.from(packet(301).slice(0, 3)))).toBe(false);
  });
  it('does not believe a length of more than four digits', () => {
    expect(new PacketGuard(2 ** 30).accept(Uint8Array.from([0x30, 0x80, 0x80, 0x80, 0x80, 0x01]))).toBe(false);
  });
});
