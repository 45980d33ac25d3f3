/** The real Home Assistant, as a process of its own, spoken to as its own page does. Where it is: test/peers/home-assistant/install.sh. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './broker.ts';
import { until } from './kinglet.ts';

const folder = process.env['KINGLET_HOME_ASSISTANT'] ?? '';
export const hasHomeAssistant = folder !== '' && existsSync(join(folder, 'hass'));
if (!hasHomeAssistant)
  console.warn('KINGLET_HOME_ASSISTANT names no Home Assistant (test/peers/home-assistant/install.sh makes one): its tests are skipped.');

export interface EntityState {
  readonly entity_id: string;
  readonly state: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Home Assistant takes seconds to come up, and half a minute on a busy machine. */
const PATIENCE = 120_000;

export class HomeAssistant implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #config: string;
  readonly #url: string;
  #token = '';

  private constructor(config: string, port: number) {
    this.#config = config;
    this.#url = `http://127.0.0.1:${port}`;
    writeFileSync(
      join(config, 'configuration.yaml'),
      `homeassistant: {time_zone: UTC}\nhttp: {server_host: 127.0.0.1, server_port: ${port}}\napi:\nconfig:\nonboarding:\nmqtt:\nlogger: {default: warning}\n`,
    );
    this.#child = spawn(join(folder, 'hass'), [config], { stdio: 'ignore' });
    this.#ended = once(this.#child, 'close');
    const kill = (): void => void this.#child.kill('SIGKILL');
    process.once('exit', kill);
    this.#child.once('close', () => process.off('exit', kill));
  }

  /** Up, with an owner, and with its MQTT integration connected to the broker. */
  static async start(broker: { readonly port: number }): Promise<HomeAssistant> {
    const it = new HomeAssistant(mkdtempSync(join(folder, 'config-')), await freePort());
    try {
      await it.#moveIn(broker.port);
    } catch (error) {
      await it[Symbol.asyncDispose]();
      throw error;
    }
    return it;
  }

  async #moveIn(port: number): Promise<void> {
    await until('Home Assistant to come up', () => this.#isUp(), PATIENCE);
    const client_id = `${this.#url}/`;
    const owner = { client_id, name: 'Owner', username: 'owner', password: 'only for this test', language: 'en' };
    const { auth_code: code } = (await this.post('/api/onboarding/users', owner)) as { auth_code: string };
    const grant = new URLSearchParams({ grant_type: 'authorization_code', code, client_id });
    this.#token = (
      (await (await fetch(`${this.#url}/auth/token`, { method: 'POST', body: grant })).json()) as { access_token: string }
    ).access_token;
    const flow = (await this.post('/api/config/config_entries/flow', { handler: 'mqtt' })) as { flow_id: string };
    const entry = await this.post(`/api/config/config_entries/flow/${flow.flow_id}`, { broker: '127.0.0.1', port });
    if ((entry as { type?: string }).type !== 'create_entry') throw new Error(`Home Assistant has no MQTT: ${JSON.stringify(entry)}`);
  }

  async #isUp(): Promise<boolean> {
    if (this.#child.exitCode !== null) throw new Error(`Home Assistant has ended:\n${this.log()}`);
    return fetch(`${this.#url}/api/onboarding`).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  async post(path: string, body: object): Promise<unknown> {
    const response = await fetch(`${this.#url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(this.#token === '' ? {} : { authorization: `Bearer ${this.#token}` }) },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
  }

  async states(): Promise<readonly EntityState[]> {
    const response = await fetch(`${this.#url}/api/states`, { headers: { authorization: `Bearer ${this.#token}` } });
    return (await response.json()) as EntityState[];
  }
  async state(entity: string): Promise<EntityState | undefined> {
    return (await this.states()).find(({ entity_id }) => entity_id === entity);
  }
  /** Waits until an entity is like this. */
  seen(entity: string, like: (state: EntityState) => boolean = () => true): Promise<EntityState> {
    return until(
      `${entity} in Home Assistant`,
      async () => {
        const state = await this.state(entity);
        return state && like(state) ? state : undefined;
      },
      30_000,
    );
  }
  async call(service: string, data: object): Promise<void> {
    await this.post(`/api/services/${service.replace('.', '/')}`, data);
  }
  /** A template as its developer tools render it. */
  async render(template: string): Promise<string> {
    return (await this.post('/api/template', { template })) as string;
  }
  log(): string {
    const file = join(this.#config, 'home-assistant.log');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }
  get version(): string {
    return readFileSync(join(this.#config, '.HA_VERSION'), 'utf8').trim();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill('SIGKILL');
      await this.#ended;
    }
    rmSync(this.#config, { recursive: true, force: true });
  }
}
