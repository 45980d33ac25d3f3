/** The real Node-RED, as a process of its own, with flows that command Kinglet. Where it is: `npm install --prefix FOLDER node-red`. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { freePort } from './broker.ts';

const program = join(process.env['KINGLET_NODE_RED'] ?? '', 'node_modules', 'node-red', 'red.js');
export const hasNodeRed = process.env['KINGLET_NODE_RED'] !== undefined && existsSync(program);
if (!hasNodeRed)
  console.warn('KINGLET_NODE_RED names no folder with Node-RED (npm install --prefix FOLDER node-red makes one): its tests are skipped.');

const FLOWS = fileURLToPath(new URL('../peers/node-red/flows.json', import.meta.url));

export class NodeRed implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #folder: string;
  readonly #url: string;
  readonly #said: string[] = [];

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#url = `http://127.0.0.1:${port}`;
    this.#child = spawn(process.execPath, [program, '--userDir', folder, '--settings', join(folder, 'settings.js'), 'flows.json'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#ended = once(this.#child, 'close');
    const kill = (): void => void this.#child.kill('SIGKILL');
    process.once('exit', kill);
    this.#child.once('close', () => process.off('exit', kill));
  }

  /** Its flows run and are connected to the broker. */
  static async start(broker: { readonly port: number }): Promise<NodeRed> {
    const folder = mkdtempSync(join(tmpdir(), 'kinglet-node-red-'));
    const port = await freePort();
    writeFileSync(join(folder, 'flows.json'), readFileSync(FLOWS, 'utf8').replace('BROKER_PORT', String(broker.port)));
    writeFileSync(
      join(folder, 'settings.js'),
      `module.exports = { uiHost: '127.0.0.1', uiPort: ${port}, httpAdminRoot: false, telemetry: { enabled: false }, logging: { console: { level: 'info' } } };\n`,
    );
    const it = new NodeRed(folder, port);
    await it.#listen();
    return it;
  }

  async #listen(): Promise<void> {
    if (this.#child.stdout === null) throw new Error('Node-RED has no output');
    for await (const line of createInterface(this.#child.stdout)) {
      this.#said.push(line);
      if (/Connected to broker/.test(line)) {
        this.#child.stdout.resume();
        return;
      }
    }
    throw new Error(`Node-RED has ended:\n${this.#said.join('\n')}`);
  }

  /** Lets its flow say this to Kinglet. */
  async say(text: string): Promise<void> {
    const said = await fetch(`${this.#url}/say`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text }),
    });
    if (said.status !== 202) throw new Error(`Node-RED answers ${said.status}`);
  }
  /** The last reply that its flow has heard. */
  async reply(): Promise<{ readonly id?: string; readonly outcome?: string; readonly reply?: string }> {
    return (await (await fetch(`${this.#url}/reply`)).json()) as { id?: string; outcome?: string; reply?: string };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill('SIGKILL');
      await this.#ended;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
