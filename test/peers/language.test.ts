/** People talk to the daemon as it runs: over a real broker, over HTTP, and with `kinglet say`. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { client, type Peer, startBroker } from '../support/broker.ts';
import { kinglet, RunningKinglet, until } from '../support/kinglet.ts';

interface Reply {
  readonly id: string | number | null;
  readonly outcome: string;
  readonly actions: readonly unknown[];
  readonly reply: string;
}

let folder: string;
let broker: Peer;
let home: MqttClient & AsyncDisposable;
let heard: { topic: string; text: string; retained: boolean }[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kinglet-language-'));
  broker = await startBroker();
  home = await client(broker.url);
  heard = [];
  home.on('message', (topic, payload, { retain }) => heard.push({ topic, text: payload.toString(), retained: retain }));
  await home.subscribeAsync('#', { qos: 1 });
});
afterEach(async () => {
  await home[Symbol.asyncDispose]();
  await broker[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const config = (more = ''): string => `mqtt: {url: "${broker.url}", topics: [zigbee2mqtt/#]}
web: {port: 0}
store: {path: "${join(folder, 'kinglet.db')}"}
${more}`;
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

/** Running, and the freezer has said how cold it is. */
async function start(more = ''): Promise<RunningKinglet> {
  const it = await RunningKinglet.start(config(more));
  await freezerSays(it, -18.2);
  return it;
}
async function freezerSays(it: RunningKinglet, temperature: number): Promise<void> {
  await until(`the freezer at ${temperature} °C`, async () => {
    await home.publishAsync('zigbee2mqtt/freezer', JSON.stringify({ temperature }), { qos: 1 });
    return (await it.sensors()).some(({ sensor, value }) => sensor.id === 'freezer.temperature' && value === temperature);
  });
}

/** A DS18B20 whose wire is broken says -127, and goes on saying so. */
async function wireBreaks(it: RunningKinglet): Promise<void> {
  await until('an alert', async () => {
    await freezerSays(it, -127);
    return (await it.alerts()).some(({ state }) => state === 'open');
  });
}

const replies = (): Reply[] => heard.filter(({ topic }) => topic === 'kinglet/reply').map(({ text }) => JSON.parse(text) as Reply);
async function order(text: string, patience?: number): Promise<Reply> {
  const before = replies().length;
  await home.publishAsync('kinglet/command', text, { qos: 1 });
  return until(`an answer to ${text.slice(0, 80)}`, () => replies()[before], patience);
}
async function post(it: RunningKinglet, body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) {
  const response = await fetch(`${it.page}/api/understand`, { method: 'POST', headers, body });
  return { status: response.status, answer: (await response.json()) as Reply & { error?: string; ms?: number; confidence?: number } };
}
/** What was published below Kinglet's prefix that is neither its own news nor an answer. */
const strange = (): string[] =>
  heard
    .map(({ topic }) => topic)
    .filter(
      (t) =>
        !/^(zigbee2mqtt\/freezer|kinglet\/(status|state|device\/[^/]+\/state|event|reply|command|alert\/.*|sensor\/.*))$|^homeassistant\//.test(
          t,
        ),
    );

const QUESTION = 'what is the freezer temperature';

describe('A question', () => {
  it('is answered from what the sensors say now, whichever way it comes', async () => {
    await using it = await start();
    expect(await order(QUESTION)).toMatchObject({ id: null, outcome: 'answer', actions: [], reply: expect.stringContaining('-18.2') });
    await freezerSays(it, -17.5);
    const { status, answer } = await until('the new value, which is looked for once a second', async () => {
      const asked = await post(it, JSON.stringify({ id: 'q', text: QUESTION }));
      return asked.answer.reply.includes('-17.5') && asked;
    });
    expect([status, answer]).toMatchObject([200, { id: 'q', outcome: 'answer', actions: [], ms: expect.any(Number) }]);
    const said = await kinglet('say', QUESTION, '--url', it.page);
    expect(said).toMatchObject({ code: 0, stdout: expect.stringContaining('-17.5'), stderr: '' });
  });

  it('knows the names and rooms that a home file gives', async () => {
    const path = file(
      'home.yaml',
      'areas: [{id: cellar, name: Cellar}]\nentities:\n  - {id: sensor.freezer_temperature, name: Ice box temperature, area: cellar}\n',
    );
    await using _it = await start(`language: {home: "${path}"}`);
    expect(await order('what is the ice box temperature')).toMatchObject({ outcome: 'answer', reply: expect.stringContaining('-18.2') });
  });
});

describe('An order to switch something', () => {
  it('is not said to be done, and nothing is published for it', async () => {
    const path = file(
      'home.yaml',
      'areas: [{id: hall, name: Hall}]\nentities:\n  - {id: light.hall, name: Hall light, area: hall, state: "off"}\n  - {id: lock.door, name: Front door, area: hall, state: locked}\n',
    );
    await using it = await start(`language: {home: "${path}", pin_file: "${file('pin', '1234\n')}"}`);
    for (const text of ['turn on the hall light', 'unlock the front door'])
      expect(await order(text)).toMatchObject({ outcome: 'refuse', actions: [], reply: expect.stringContaining('nothing was done') });
    const { answer } = await post(it, '{"text": "turn on the hall light", "area": "hall"}');
    expect(answer).toMatchObject({
      outcome: 'refuse',
      actions: [],
      refused: [{ text: 'turn on the hall light', reason: 'no_capability' }],
    });
    expect((await kinglet('say', 'turn on the hall light', '--url', it.page)).code).toBe(1);
    expect(strange()).toEqual([]);
  });
});

describe('Feedback on alerts', () => {
  it('goes on working beside it, over HTTP and from the command line as well', async () => {
    await using it = await start();
    expect(await order('this is normal')).toMatchObject({ outcome: 'refuse', reply: expect.stringMatching(/^No alert is open/) });
    await wireBreaks(it);
    expect((await post(it, '{"text": "this is normal"}')).answer).toMatchObject({
      outcome: 'act',
      reply: expect.stringMatching(/^Taken as normal/),
    });
    expect(await it.metric('kinglet_pardons')).toBe(1);
    await order(QUESTION);
    expect(await kinglet('say', 'undo', '--url', it.page)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Not normal any more/),
    });
    expect(await it.metric('kinglet_pardons')).toBe(0);
  });

  it('that only the language path understands reaches them as well', async () => {
    await using it = await start();
    await wireBreaks(it);
    expect(await order('ignore that sensor for ten minutes')).toMatchObject({
      outcome: 'act',
      reply: expect.stringMatching(/ alarm is snoozed until \d\d:\d\d\.$/),
    });
    expect((await it.alerts())[0]).toHaveProperty('snoozed');
  });
});

describe('Without a language model, or with mistakes in its files', () => {
  it('Kinglet says once how sentences are understood, and nothing before the first', async () => {
    await using it = await start();
    const said = () => it.lines.filter(({ msg }) => /language model/.test(msg)).length;
    expect(said()).toBe(0);
    for (let n = 0; n < 3; n++) await order(QUESTION);
    expect(said()).toBe(1);
  });

  it.each([
    ['a home file that is not there', () => `language: {home: "${join(folder, 'none.yaml')}"}`, 'home/file'],
    ['a home file with a mistake', () => `language: {home: "${file('home.yaml', 'areas: [{id: a}]')}"}`, 'home/file'],
    ['a PIN that is none', () => `language: {pin_file: "${file('pin', 'secret\n')}"}`, 'language/pin'],
  ])('%s is said, and it goes on without', async (_, more, code) => {
    await using it = await start(more());
    const line = await it.said('trouble');
    expect(line).toMatchObject({ where: 'language', code });
    expect(JSON.stringify(line)).not.toContain('secret');
    expect(await order(QUESTION)).toMatchObject({ outcome: 'answer' });
  });
});

describe('A configuration read again', () => {
  it('takes the home file anew', async () => {
    const path = file('home.yaml', 'entities: []\n');
    await using it = await start(`language: {home: "${path}"}`);
    expect((await order('what is the ice box temperature')).reply).not.toContain('-18.2');
    file('home.yaml', 'entities:\n  - {id: sensor.freezer_temperature, name: Ice box temperature}\n');
    it.signal('SIGHUP');
    await it.said('configuration read again');
    // What is said between two configurations nobody hears.
    await until('the other name', async () => (await order('what is the ice box temperature', 2_000)).reply.includes('-18.2'));
  });
});

describe('In every wrong way there is', () => {
  it('it goes on, does nothing, and answers the right ones', async () => {
    await home.publishAsync('kinglet/command', 'turn on everything', { qos: 1, retain: true });
    await using it = await start();
    await until('the retained order to be counted', async () => (await it.faults('mqtt', 'order/retained')) > 0);
    expect(replies()).toEqual([]);
    const texts = [
      'x'.repeat(10_000),
      'turn on '.repeat(1_200),
      '💥💡🔥',
      'выключи свет',
      "'; DROP TABLE lights; --",
      '{{ states("light.hall") }}',
      '\u0000\u001b[2J\u202e',
      '[1]',
      '{"text": "turn on the light", "area": {"__proto__": 1}}',
      '{"text": "turn on the light", "conversation": "__proto__"}',
      `{"text": "turn on the light", "id": "${'x'.repeat(5_000)}"}`,
      'this is normal and turn off everything',
    ];
    for (const text of texts) {
      expect((await order(text)).actions).toEqual([]);
      await new Promise((resolve) => setTimeout(resolve, 110)); // ten a second
    }
    for (const text of texts) {
      const { status, answer } = await post(
        it,
        JSON.stringify({ text, state: { 'light.hall': { state: { toString: 1 } }, __proto__: 7 } }),
      );
      expect([status, answer.actions]).toEqual([200, []]);
      await new Promise((resolve) => setTimeout(resolve, 110));
    }
    const flood: number[] = [];
    for (let round = 0; round < 4; round++)
      flood.push(...(await Promise.all(Array.from({ length: 25 }, async () => (await post(it, '{"text": "turn on the light"}')).status))));
    expect(flood.filter((status) => status === 429).length).toBeGreaterThan(50);
    for (let n = 0; n < 100; n++) home.publish('kinglet/command', 'turn on the light');
    await until('the flood to be counted', async () => (await it.faults('mqtt', 'order/too-many')) > 50);
    await until('an answer', async () => {
      await home.publishAsync('kinglet/command', `{"id": "last", "text": "${QUESTION}"}`, { qos: 1 });
      return replies().some(({ id, outcome }) => id === 'last' && outcome === 'answer');
    });
    expect(replies().filter(({ outcome }) => outcome === 'act')).toEqual([]);
    expect([await it.faults('language', 'language/bug'), strange()]).toEqual([0, []]);
    expect((await it.end()).code).toBe(0);
  });

  it.each([
    ['no JSON', '{"text"', 400],
    ['a list', '[]', 400],
    ['no text', '{"id": 1}', 400],
    ['a text that is none', '{"text": 7}', 400],
    ['100 kB', JSON.stringify({ text: 'x'.repeat(100_000) }), 413],
  ])('a request with %s is answered with what is wrong', async (_, body, expected) => {
    await using it = await RunningKinglet.start(config());
    const { status, answer } = await post(it, body);
    expect([status, typeof answer.error]).toEqual([expected, 'string']);
    expect((await post(it, '{"text": "help"}')).answer).toMatchObject({ outcome: 'answer' });
  });
});
