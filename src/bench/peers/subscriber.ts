/**
 * The floor of `ingest`: a bare mqtt.js subscriber that parses each payload and keeps the last value, nothing else.
 *     subscriber.ts BROKER_URL TOPIC      asked anything, it answers how many messages it has had
 */
import { connectAsync } from 'mqtt';
import { answer } from './answer.ts';

const [url = '', topic = ''] = process.argv.slice(2);
const client = await connectAsync(url);
const last = new Map<string, unknown>();
let count = 0;
client.on('message', (name, payload) => {
  last.set(name, JSON.parse(payload.toString()));
  count++;
});
await client.subscribeAsync(topic);
answer(() => ({ count }));
