/**
 * The load of a bench: many sensors that publish at an even rate, each a noisy wave of its own.
 *     load.ts BROKER_URL PREFIX SENSORS PER_SECOND      asked anything, it answers how many messages it has sent
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { connectAsync } from 'mqtt';
import { wave } from '../wave.ts';
import { answer } from './answer.ts';

const [url = '', prefix = '', sensors = '', perSecond = ''] = process.argv.slice(2);
const count = Number(sensors);
const rate = Number(perSecond);
const client = await connectAsync(url);
let sent = 0;
answer(() => ({ count: sent }));
const began = performance.now();
for (;;) {
  const due = Math.floor(((performance.now() - began) / 1_000) * rate);
  for (; sent < due; sent++) {
    const sensor = sent % count;
    client.publish(`${prefix}/${sensor}`, `{"temperature":${wave(sensor, Math.floor(sent / count)).toFixed(2)}}`);
  }
  await sleep(1);
}
