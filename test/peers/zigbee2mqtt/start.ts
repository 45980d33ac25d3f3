/** The real Zigbee2MQTT as a process of its own, where test/peers/install.sh has put it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const manifest = join(process.env['KINGLET_PEERS'] ?? '/nowhere', 'node_modules/zigbee2mqtt/package.json');
/** Undefined where it is not installed. */
export const version = existsSync(manifest) ? (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version : undefined;

/** Resolves once it has announced its devices and they have spoken. */
export async function startZigbee2mqtt(url: string): Promise<AsyncDisposable> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('run.ts', import.meta.url)), url], { stdio: ['pipe', 'pipe', 'pipe'] });
  const gone = once(child, 'exit');
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4_000);
  });
  for await (const line of createInterface(child.stdout)) if (line === 'ready') return ending(child, gone);
  throw new Error(`Zigbee2MQTT did not start: ${said}`);
}

function ending(child: ChildProcess, gone: Promise<unknown>): AsyncDisposable {
  child.stdout?.resume();
  return {
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM');
      // It waits for devices that do not answer.
      const hurry = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await gone;
      clearTimeout(hurry);
    },
  };
}
