/**
 * Writes down what the real Zigbee2MQTT publishes for its devices (devices.ts), as fixtures of the discovery:
 *
 *     KINGLET_PEERS=… node test/peers/zigbee2mqtt/capture.ts BROKER_URL test/core/home/captures
 *
 * makes two folders there, one for its Home Assistant discovery and one for `bridge/devices`, each with `messages.jsonl`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { connectAsync } from 'mqtt';
import { startZigbee2mqtt, version } from './start.ts';

const [url = '', folder = ''] = process.argv.slice(2);
const client = await connectAsync(url);
const messages: { topic: string; payload: string }[] = [];
client.on('message', (topic, payload) => messages.push({ topic, payload: payload.toString() }));
await client.subscribeAsync(['homeassistant/#', 'zigbee2mqtt/#']);
const peer = await startZigbee2mqtt(url);
await client.endAsync();
await peer[Symbol.asyncDispose]();

/** The last of each topic; announcements first, then what devices say. */
const last = new Map(messages.map((message) => [message.topic, message]));
const byTopic = [...last.values()].sort((a, b) => (a.topic < b.topic ? -1 : 1));
const isState = ({ topic }: { topic: string }): boolean => /^zigbee2mqtt\/(?!bridge\/)/.test(topic) || topic === 'zigbee2mqtt/bridge/state';
const states = byTopic.filter(isState);
const save = (name: string, lines: readonly object[]): void => {
  mkdirSync(`${folder}/${name}`, { recursive: true });
  writeFileSync(`${folder}/${name}/messages.jsonl`, `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
  console.error(`${name}: ${lines.length} messages`);
};
save(`zigbee2mqtt-${version}`, [...byTopic.filter(({ topic }) => topic.startsWith('homeassistant/')), ...states]);
save(`zigbee2mqtt-${version}-devices`, [...byTopic.filter(({ topic }) => topic === 'zigbee2mqtt/bridge/devices'), ...states]);
