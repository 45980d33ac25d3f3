/** `kinglet feed`: a recording onto a real broker. */
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aedes } from 'aedes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { feed } from '../../src/cli/feed.ts';

let broker: Aedes;
let server: Server;
const connections = new Set<Socket>();
let url: string;
let folder: string;
/** Called once, at the next row that the broker gets. */
let onRow = (): void => undefined;
const heard: { topic: string; payload: string; qos: number }[] = [];

beforeAll(async () => {
  broker = await Aedes.createBroker();
  server = createServer((connection) => {
    connections.add(connection);
    broker.handle(connection);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
  broker.on('publish', ({ topic, payload, qos }) => {
    if (topic.startsWith('$SYS')) return;
    heard.push({ topic, payload: payload.toString(), qos });
    const act = onRow;
    onRow = () => undefined;
    act();
  });
  folder = mkdtempSync(join(tmpdir(), 'kinglet-feed-'));
});
afterAll(async () => {
  await new Promise<void>((done) => broker.close(() => done()));
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const file = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

async function run(args: readonly string[], signal = new AbortController().signal) {
  heard.length = 0;
  let stderr = '';
  const code = await feed(args, {
    stdout: { write: () => undefined },
    stderr: {
      write: (text) => {
        stderr += text;
      },
    },
    signal,
  });
  return { code, stderr };
}

describe('feed', () => {
  it('publishes each row as JSON with its time at QoS 1, without its gaps', async () => {
    const path = file(
      'pump one.csv',
      'datetime;Pressure;Flow Rate;label\n2020-03-09 10:14:33;0.5;32;0\n2020-03-09 10:14:34;;;\n2020-03-09 10:14:35;;31;0\n',
    );
    expect(await run(['--broker', url, '--rate', 'max', '--ignore', 'label', path])).toEqual({ code: 0, stderr: '' });
    expect(heard).toEqual([
      { topic: 'recordings/pump_one', payload: '{"time":"2020-03-09T10:14:33.000Z","Pressure":0.5,"Flow Rate":32}', qos: 1 },
      { topic: 'recordings/pump_one', payload: '{"time":"2020-03-09T10:14:35.000Z","Flow Rate":31}', qos: 1 },
    ]);
  });

  it('keeps its pace: at a million times real time a day of minutes is soon over, and all of it arrives in order', async () => {
    const rows = Array.from({ length: 1_440 }, (_, i) => `${1_396_310_400 + i * 60},${i}`).join('\n');
    expect((await run(['--broker', url, '--rate', '1000000', '--topic', 'a/b', file('day.csv', `time,v\n${rows}\n`)])).code).toBe(0);
    expect(heard.map((m) => (JSON.parse(m.payload) as { v: number }).v)).toEqual(Array.from({ length: 1_440 }, (_, i) => i));
    expect(new Set(heard.map((m) => m.topic))).toEqual(new Set(['a/b']));
  });

  it('ends at once when it is interrupted in a pause of the recording', async () => {
    const abort = new AbortController();
    onRow = () => abort.abort();
    const path = file('slow.csv', 'time,v\n1396310400,1\n1396320000,2\n');
    expect((await run(['--broker', url, '--rate', '1', path], abort.signal)).code).toBe(130);
  });

  it('says so when the broker goes away half-way', async () => {
    const path = file('slow.csv', 'time,v\n1396310400,1\n1396320000,2\n');
    onRow = () => {
      for (const connection of connections) connection.destroy();
    };
    expect(await run(['--broker', url, '--rate', '1', path])).toEqual({
      code: 1,
      stderr: 'kinglet feed: the broker closed the connection.\n',
    });
  });

  it('says so when there is no broker, without the password', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as AddressInfo;
    closed.close();
    await once(closed, 'close');
    expect(await run(['--broker', `mqtt://me:secret@127.0.0.1:${port}`, file('a.csv', '1\n2\n')])).toEqual({
      code: 1,
      stderr: `kinglet feed: the broker at 127.0.0.1:${port} cannot be reached: nobody is listening there.\n`,
    });
  });

  it.each<[string, () => string[], RegExp]>([
    ['no file', () => ['--broker', url], /wants one file/],
    ['two files', () => ['--broker', url, 'a', 'b'], /wants one file/],
    ['no broker', () => ['a.csv'], /wants --broker/],
    ['an address that is none', () => ['--broker', 'http://x', 'a.csv'], /not "http:\/\/x"/],
    ['a rate that is none', () => ['--broker', url, '--rate', '0', 'a.csv'], /--rate wants/],
    ['a topic with a wildcard', () => ['--broker', url, '--topic', 'a/#', 'a.csv'], /no topic to publish on/],
    ['a file that is not there', () => ['--broker', url, join(folder, 'nope.csv')], /there is no file/],
    ['a file that is no table', () => ['--broker', url, file('prose.csv', 'dear\nreader\n')], /no column of numbers/],
  ])('%s is one sentence and exit 2', async (_title, args, sentence) => {
    const { code, stderr } = await run(args());
    expect(code).toBe(2);
    expect(stderr).toMatch(sentence);
    expect(stderr.trimEnd()).not.toContain('\n');
  });
});
