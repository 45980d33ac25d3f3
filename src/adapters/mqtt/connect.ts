import type { IClientOptions } from 'mqtt';
import { topicMatcher } from '../../core/protocol/topic-filter.ts';
import type { Credentials } from './files.ts';
import type { MqttOptions } from './options.ts';
import { orderTopics, unheard } from './orders.ts';

export type Version = 4 | 5;

/** How long the broker keeps messages (QoS 1) for us while we are away, seconds; older readings are not worth having. MQTT 5.0 section 3.1.2.11.2. */
export const sessionSeconds = 600;
/** The largest message the broker should send us, bytes; with MQTT 5 it drops larger ones itself. Section 3.1.2.11.4. */
const packetBytes = 1 << 20;
/** QoS 1 messages under way to us at once. Section 3.1.2.11.3. */
const receiveMaximum = 64;

/** True when the broker is to remember us between connections: QoS 1, and a name that will be the same, or a session that expires. */
export const keepsSession = (options: MqttOptions, version: Version): boolean =>
  options.qos === 1 && (version === 5 || options.client_id !== undefined);

/** Options for one connection of mqtt.js, which here never reconnects or resubscribes by itself. */
export function clientOptions(options: MqttOptions, credentials: Credentials, version: Version, clientId: string): IClientOptions {
  const url = new URL(options.url);
  const secure = url.protocol === 'mqtts:' || url.protocol === 'wss:';
  const username = options.username ?? (url.username === '' ? undefined : decodeURIComponent(url.username));
  const password = credentials.password ?? (url.password === '' ? undefined : decodeURIComponent(url.password));
  const session = keepsSession(options, version);
  return {
    protocol: url.protocol.slice(0, -1) as 'mqtt' | 'mqtts' | 'ws' | 'wss',
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    ...(url.port === '' ? {} : { port: Number(url.port) }),
    ...(url.protocol.startsWith('ws') ? { path: `${url.pathname}${url.search}` } : {}),
    clientId,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    protocolId: 'MQTT',
    protocolVersion: version,
    clean: !session,
    keepalive: 30,
    connectTimeout: 10_000,
    reconnectPeriod: 0,
    resubscribe: false,
    queueQoSZero: false,
    log: () => {}, // mqtt.js formats its debug lines even when nobody reads them
    will: { topic: `${options.prefix}/status`, payload: Buffer.from('offline'), qos: 1, retain: true },
    ...(version === 5
      ? { properties: { receiveMaximum, maximumPacketSize: packetBytes, ...(session ? { sessionExpiryInterval: sessionSeconds } : {}) } }
      : {}),
    ...(secure ? { rejectUnauthorized: options.tls.verify === 'full' } : {}),
    ...(secure && credentials.ca ? { ca: credentials.ca } : {}),
    ...(secure && credentials.cert ? { cert: credentials.cert } : {}),
    ...(secure && credentials.key ? { key: credentials.key } : {}),
  };
}

/** Which of these filters the subscriptions to `topics` do not cover already; what members of a group share, each hears only a part of. */
export function beyond(options: MqttOptions, filters: readonly string[]): readonly string[] {
  if (options.share !== undefined) return filters;
  const heard = topicMatcher(options.topics);
  return filters.filter((filter) => !heard(filter.replaceAll('+', 'any')));
}

/** The filters to subscribe to: `$share/<group>/…` in a group. MQTT 5.0 section 4.8.2; brokers offer it with 3.1.1 too. */
export const subscriptions = (options: MqttOptions, more: readonly string[] = []): string[] => [
  ...(options.share === undefined
    ? // Our own retained alerts too: those that an earlier life left open must be cleared. Members of a group share a prefix, not a life.
      [...options.topics, `${options.prefix}/alert/+`]
    : options.topics.map((filter) => `$share/${options.share}/${filter}`)),
  ...orderTopics(options.prefix, options.topics),
  ...unheard(more, options.topics),
];
