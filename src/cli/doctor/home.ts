/** Which devices announce themselves, what of them Kinglet may switch, and what it does not understand and why. */
import { setTimeout as sleep } from 'node:timers/promises';
import { connectAsync, type MqttClient } from 'mqtt';
import { clientOptions, type Version } from '../../adapters/mqtt/connect.ts';
import { readCredentials } from '../../adapters/mqtt/files.ts';
import type { MqttOptions } from '../../adapters/mqtt/options.ts';
import type { HomeOptions } from '../../agent/home/options.ts';
import { mayBeSwitched } from '../../core/home/index.ts';
import { Announcements, Registry } from '../../core/home/registry/index.ts';
import { type Finding, good, warning } from './finding.ts';

const TIMEOUT_MS = 5_000;
/** Announcements are retained and come at once; when none has come for so long, all are there. */
const QUIET_MS = 500;
const LONGEST_MS = 5_000;
const MAX_FINDINGS = 20;

/** Says nothing where the broker cannot be reached: another check says that. */
export async function checkHome(mqtt: MqttOptions | undefined, home: HomeOptions): Promise<readonly Finding[]> {
  if (home.discovery === 'off') return [good('home', 'Devices that announce themselves are not looked for: home.discovery is off.')];
  if (mqtt === undefined) return [];
  const client = await connected(mqtt);
  if (client === undefined) return [];
  try {
    return findings(await announced(client, mqtt, home), home);
  } finally {
    await client.endAsync(true);
  }
}

async function connected(options: MqttOptions): Promise<MqttClient | undefined> {
  const credentials = await readCredentials(options);
  if (!credentials.ok) return undefined;
  const versions: readonly Version[] = options.version === 'auto' ? [5, 4] : options.version === '3.1.1' ? [4] : [5];
  for (const version of versions) {
    const { will: _, ...like } = clientOptions(options, credentials.value, version, `kinglet-doctor-home-${process.pid}`);
    const client = await connectAsync({ ...like, clean: true, connectTimeout: TIMEOUT_MS }).catch(() => undefined);
    if (client !== undefined) return client;
  }
  return undefined;
}

async function announced(client: MqttClient, mqtt: MqttOptions, home: HomeOptions): Promise<Registry> {
  const registry = new Registry({ prefix: home.prefix, own: mqtt.prefix, timezone: 'UTC' });
  const announcements = new Announcements(registry, home.prefix);
  let heardAt = performance.now();
  client.on('message', (topic, payload) => {
    heardAt = performance.now();
    if (announcements.isOne(topic)) announcements.take(topic, payload.toString());
  });
  await client.subscribeAsync([...announcements.filters]);
  const end = performance.now() + LONGEST_MS;
  while (performance.now() < end && performance.now() - heardAt < QUIET_MS) await sleep(50);
  return registry;
}

function findings(registry: Registry, home: HomeOptions): readonly Finding[] {
  const areas = registry.areas();
  const able = [...registry.items()].filter(({ thing }) => thing.services.length > 0);
  const may = able.filter(({ entity }) => mayBeSwitched(home)(entity, areas)).length;
  const strange = registry.notUnderstood();
  const first = good(
    'home',
    `${registry.size} entities are announced; ${able.length} can be switched, and Kinglet may switch ${may} of them.`,
  );
  return [
    first,
    ...strange.slice(0, MAX_FINDINGS).map(({ name, topic, why }) => warning('home', `Not understood: ${name}. ${why} (${topic})`)),
    ...(strange.length > MAX_FINDINGS ? [warning('home', `And ${strange.length - MAX_FINDINGS} more are not understood.`)] : []),
  ];
}
