import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { connectAsync } from 'mqtt';
import { expect, test, vi } from 'vitest';
import { startBroker } from '../../src/bench/broker.ts';
import { startChild } from '../../src/bench/process.ts';

const file = (path: string): string => fileURLToPath(new URL(`../../src/bench/${path}`, import.meta.url));

/** A zombie that nobody has reaped yet has ended: it has no command line any more. */
const runs = (pid: number | string): boolean => existsSync(`/proc/${pid}`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';

test('a child answers, can be measured and is gone after disposal', async () => {
  const child = startChild(file('peers/broker.ts'), []);
  const { port } = (await child.ask({})) as { port: number };
  expect(port).toBeGreaterThan(0);
  expect(child.cpuSeconds()).toBeGreaterThan(0);
  expect(child.residentBytes()).toBeGreaterThan(10e6);
  await child[Symbol.asyncDispose]();
  expect(runs(child.pid)).toBe(false);
});

test('asking a child that has ended rejects and says how it ended', async () => {
  const child = startChild(file('peers/subscriber.ts'), ['mqtt://127.0.0.1:1', '#']);
  await expect(child.ask({})).rejects.toThrow('subscriber.ts ended');
});

test('children do not outlive a bench that is killed', async () => {
  const program = `import { startChild } from ${JSON.stringify(new URL('../../src/bench/process.ts', import.meta.url).href)};
    const child = startChild(${JSON.stringify(file('peers/broker.ts'))}, []); await child.ask({}); console.log(child.pid); setInterval(() => {}, 1000);`;
  const bench = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [pid] = (await once(createInterface({ input: bench.stdout }), 'line')) as [string];
  bench.kill('SIGKILL');
  await vi.waitFor(() => expect(runs(pid)).toBe(false));
});

test('the broker of a bench takes clients and leaves its port when it is stopped', async () => {
  const broker = await startBroker();
  expect(['Mosquitto', 'aedes']).toContain(broker.kind);
  const client = await connectAsync(broker.url);
  await client.endAsync();
  await broker[Symbol.asyncDispose]();
  await expect(connectAsync(broker.url, { connectTimeout: 1_000 }, false)).rejects.toThrow();
});

test('the load and the bare subscriber count the same messages', async () => {
  await using broker = await startBroker();
  await using subscriber = startChild(file('peers/subscriber.ts'), [broker.url, 'bench/#']);
  await subscriber.ask({});
  await using load = startChild(file('peers/load.ts'), [broker.url, 'bench', '10', '500']);
  await vi.waitFor(async () => expect(await subscriber.ask({})).toMatchObject({ count: expect.toSatisfy((n: number) => n > 50) }), 5_000);
  const heard = ((await subscriber.ask({})) as { count: number }).count;
  const sent = ((await load.ask({})) as { count: number }).count;
  expect(heard).toBeLessThanOrEqual(sent);
});
