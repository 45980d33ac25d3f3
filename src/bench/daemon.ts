import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAsync } from 'mqtt';
import type { Program } from './places.ts';
import { type Child, startChild } from './process.ts';

export interface DaemonOptions {
  readonly program: Program;
  readonly brokerUrl: string;
  /** Subscriptions. */
  readonly topics: readonly string[];
  /** A free port for /metrics. */
  readonly webPort: number;
  /** Further sections of its configuration. */
  readonly more?: Readonly<Record<string, unknown>>;
}

export interface Daemon extends Child {
  /** The sum of all samples of a metric on /metrics, whatever their labels; 0 when it has none. */
  metric(name: string): Promise<number>;
}

/** The real daemon in a process of its own, as a user starts it; resolves once it says on MQTT that it is online. */
export async function startDaemon({ program, brokerUrl, topics, webPort, more = {} }: DaemonOptions): Promise<Daemon> {
  const folder = mkdtempSync(join(tmpdir(), 'kinglet-bench-'));
  const config = join(folder, 'kinglet.yaml');
  // JSON is YAML.
  writeFileSync(
    config,
    JSON.stringify({
      mqtt: { url: brokerUrl, topics },
      web: { port: webPort },
      watch: { max_sensors: 4_000 },
      store: { path: join(folder, 'kinglet.db') },
      log: { level: 'warn' },
      ...more,
    }),
  );
  const client = await connectAsync(brokerUrl);
  await client.subscribeAsync('kinglet/status');
  const online = new Promise<void>((resolve) => {
    client.on('message', (_topic, payload) => {
      if (payload.toString() === 'online') resolve();
    });
  });
  const child = startChild(program.main, ['run', '--config', config], program.nodeOptions, program.env);
  // `ask` would reject if the daemon ended: the daemon itself never answers.
  await Promise.race([online, child.ask({})]);
  await client.endAsync(true);
  return {
    ...child,
    async metric(name) {
      const text = await (await fetch(`http://127.0.0.1:${webPort}/metrics`)).text();
      const samples = text.split('\n').filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`));
      return samples.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
    },
    async [Symbol.asyncDispose]() {
      await child[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
