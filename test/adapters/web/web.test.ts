/** A real server on a free port, asked over real sockets. */
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { hostAllowed } from '../../../src/adapters/web/hosts.ts';
import { openWeb, type WebProviders } from '../../../src/adapters/web/index.ts';
import { fail, ok } from '../../../src/core/base/index.ts';
import { RecordingObserver } from '../../support/fakes.ts';

const well = { broker: true, model: true, store: true, sensors: 3, readingAge: 1.25, uptime: 61 };
const providers: WebProviders = {
  health: () => well,
  metrics: () => '# HELP x h\n# TYPE x gauge\nx 1\n',
  sensors: () => [{ id: 'freezer.temperature' }],
  alerts: () => [{ id: 'a1', text: 'Freezer temperature has risen.' }],
  understand: async (request) => ok({ outcome: 'answer', reply: `heard ${JSON.stringify(request)}` }),
};

async function open(given: Partial<WebProviders> = {}, observer = new RecordingObserver()) {
  const web = await openWeb({ host: '127.0.0.1', port: 0, names: ['gateway.local'] }, { ...providers, ...given }, observer);
  if (!web.ok) throw new Error(web.fault.detail);
  return web.value;
}

/** As `fetch`, which does not let one set `Host`. */
async function ask(
  url: string,
  { body: given, ...options }: { method?: string; headers?: Record<string, string>; body?: string | Uint8Array } = {},
) {
  const sent = request(url, options).end(given);
  const [response] = await once(sent, 'response');
  response.setEncoding('utf8');
  let body = '';
  for await (const chunk of response) body += chunk;
  return { status: response.statusCode as number, headers: response.headers as Record<string, string>, body };
}

describe('GET /healthz', () => {
  it('answers 200 while broker and model are there', async () => {
    await using web = await open();
    const { status, body } = await ask(`${web.url}/healthz`);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual({
      status: 'ok',
      uptime_seconds: 61,
      broker: 'up',
      model: 'loaded',
      store: 'open',
      sensors: 3,
      last_reading_age_seconds: 1.3,
    });
  });

  it.each([
    ['the broker is away', { broker: false }, ['broker']],
    ['the model is gone', { model: false }, ['model']],
    ['both are', { broker: false, model: false }, ['broker', 'model']],
  ])('answers 503 and says what is missing when %s', async (_, change, missing) => {
    await using web = await open({ health: () => ({ ...well, ...change }) });
    const { status, body } = await ask(`${web.url}/healthz`);
    expect([status, JSON.parse(body)]).toMatchObject([503, { status: 'degraded', missing }]);
  });

  it('answers 200 and says so while nothing can be kept: it still watches', async () => {
    await using web = await open({ health: () => ({ ...well, store: false }) });
    const { status, body } = await ask(`${web.url}/healthz`);
    expect([status, JSON.parse(body)]).toMatchObject([200, { status: 'ok', store: 'missing' }]);
  });

  it('knows no age before the first reading', async () => {
    const { readingAge: _, ...fresh } = well;
    await using web = await open({ health: () => fresh });
    expect(JSON.parse((await ask(`${web.url}/healthz`)).body)).toMatchObject({ last_reading_age_seconds: null });
  });
});

it.each([
  ['/metrics', 'text/plain; version=0.0.4; charset=utf-8', '# HELP x h\n# TYPE x gauge\nx 1\n'],
  ['/api/sensors', 'application/json; charset=utf-8', '{"sensors":[{"id":"freezer.temperature"}]}\n'],
  ['/api/alerts?since=1', 'application/json; charset=utf-8', '{"alerts":[{"id":"a1","text":"Freezer temperature has risen."}]}\n'],
])('GET %s gives its data', async (path, type, expected) => {
  await using web = await open();
  const { status, headers, body } = await ask(web.url + path);
  expect([status, headers['content-type'], body]).toEqual([200, type, expected]);
});

it('HEAD gives the headers alone', async () => {
  await using web = await open();
  const { status, headers, body } = await ask(`${web.url}/metrics`, { method: 'HEAD' });
  expect([status, headers['content-length'], body]).toEqual([200, String('# HELP x h\n# TYPE x gauge\nx 1\n'.length), '']);
});

it.each(['/', '/__proto__', '/constructor', '/healthz/', '/../etc/passwd', '//', '/%2e%2e'])('answers 404 to %s', async (path) => {
  await using web = await open();
  const { status, body } = await ask(web.url + path);
  expect(status).toBe(404);
  expect(JSON.parse(body).known).toContain('/healthz');
});

it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('answers 405 to %s', async (method) => {
  await using web = await open();
  const { status, headers } = await ask(`${web.url}/healthz`, { method });
  expect([status, headers['allow']]).toEqual([405, 'GET, HEAD']);
});

it('allows no other page to read or embed its answers, even when it refuses', async () => {
  await using web = await open();
  for (const path of ['/healthz', '/nothing']) {
    const { headers } = await ask(web.url + path, { headers: { origin: 'https://evil.example' } });
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
    });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  }
});

describe('POST /api/understand', () => {
  const JSON_TYPE = { 'content-type': 'application/json' };
  const post = (url: string, body: string | Uint8Array, headers: Record<string, string> = JSON_TYPE) =>
    ask(`${url}/api/understand`, { method: 'POST', headers, body });

  it('gives what becomes of one request', async () => {
    await using web = await open();
    const { status, headers, body } = await post(web.url, '{"id":"1","text":"hello"}');
    expect([status, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
    expect(JSON.parse(body)).toEqual({ outcome: 'answer', reply: 'heard {"id":"1","text":"hello"}' });
  });

  it('takes the type with its charset, and a body in chunks', async () => {
    await using web = await open();
    const chunked = { 'content-type': 'Application/JSON; charset="UTF-8"', 'transfer-encoding': 'chunked' };
    expect((await post(web.url, '{"text":"é"}', chunked)).status).toBe(200);
  });

  it.each<[string, string | Uint8Array, Record<string, string>, number]>([
    ['a form of another page', 'text=hello', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['JSON that calls itself a text, as another page may send it', '{"text":"x"}', { 'content-type': 'text/plain' }, 415],
    ['no type', '{"text":"x"}', {}, 415],
    ['another charset', '{"text":"x"}', { 'content-type': 'application/json; charset=utf-16' }, 415],
    ['a compressed body', 'x', { ...JSON_TYPE, 'content-encoding': 'gzip' }, 415],
    ['what is no JSON', '{"text"', JSON_TYPE, 400],
    ['nothing', '', JSON_TYPE, 400],
    ['what is no text', new Uint8Array([0x22, 0xff, 0xfe, 0x22]), JSON_TYPE, 400],
    ['more than 64 kB', JSON.stringify({ text: 'x'.repeat(70_000) }), JSON_TYPE, 413],
    ['more than 64 kB in chunks', 'x'.repeat(200_000), { ...JSON_TYPE, 'transfer-encoding': 'chunked' }, 413],
    ['a name that it does not know', '{"text":"x"}', { ...JSON_TYPE, host: 'evil.example' }, 421],
  ])('refuses %s', async (_, body, headers, expected) => {
    let heard = 0;
    await using web = await open({ understand: async () => ok({ heard: heard++ }) });
    const { status, headers: answered } = await post(web.url, body, headers);
    expect([status, heard]).toEqual([expected, 0]);
    expect(answered).not.toHaveProperty('access-control-allow-origin');
    expect((await ask(`${web.url}/healthz`)).status).toBe(200);
  });

  it.each(['GET', 'PUT', 'OPTIONS'])('answers 405 to %s, and gives no other page leave', async (method) => {
    await using web = await open();
    const { status, headers } = await ask(`${web.url}/api/understand`, {
      method,
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect([status, headers['allow']]).toEqual([405, 'POST']);
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it('says what is wrong with a request that is none, and when it is too much at once', async () => {
    await using web = await open({
      understand: async (given) =>
        given === 1
          ? fail('order/request', 'A request is an object.')
          : fail('language/busy', '32 requests wait.', 'Say it again in a moment.'),
    });
    const [wrong, busy] = [await post(web.url, '1'), await post(web.url, '2')];
    expect([wrong.status, JSON.parse(wrong.body)]).toEqual([400, { error: 'A request is an object.' }]);
    expect([busy.status, busy.headers['retry-after'], JSON.parse(busy.body)]).toEqual([
      503,
      '1',
      { error: '32 requests wait. Say it again in a moment.' },
    ]);
  });

  it('hears ten a second; the rest of a flood is counted and answered with 429', async () => {
    const observer = new RecordingObserver();
    let heard = 0;
    await using web = await open({ understand: async () => ok({ heard: heard++ }) }, observer);
    const all = await Promise.all(Array.from({ length: 40 }, () => post(web.url, '{"text":"x"}')));
    const refused = all.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(20);
    expect(refused[0]?.headers['retry-after']).toBe('1');
    expect(heard).toBe(40 - refused.length);
    expect(observer.faults.map(({ fault }) => fault.code)).toEqual(refused.map(() => 'web/too-many'));
  });

  it('answers 500 when understanding breaks, and tells nothing of the inside', async () => {
    const observer = new RecordingObserver();
    await using web = await open({ understand: () => Promise.reject(new Error('secret inside')) }, observer);
    const { status, body } = await post(web.url, '{"text":"x"}');
    expect([status, body.includes('secret')]).toEqual([500, false]);
    expect(observer.faults).toMatchObject([{ fault: { code: 'web/bug' } }]);
  });

  it('lets an answer that is being made be told before it closes, and waits for none for ever', async () => {
    const waiting: (() => void)[] = [];
    const web = await open({ understand: () => new Promise((resolve) => waiting.push(() => resolve(ok({ reply: 'done' })))) });
    const answers = [1, 2].map(() =>
      post(web.url, '{"text":"x"}').then(
        ({ body }) => body,
        () => 'cut off',
      ),
    );
    await expect.poll(() => waiting.length).toBe(2);
    const closed = web[Symbol.asyncDispose]();
    waiting[0]?.();
    await closed;
    expect((await Promise.all(answers)).toSorted()).toEqual(['cut off', '{"reply":"done"}\n'].toSorted());
  });
});

describe('the Host header, against DNS rebinding', () => {
  it.each([
    ['localhost', true],
    ['LOCALHOST:5464', true],
    ['127.0.0.1:80', true],
    ['192.168.1.5', true],
    ['[::1]:5464', true],
    ['gateway.local', true],
    ['Gateway.Local.:5464', true],
    ['evil.example', false],
    ['localhost.evil.example', false],
    ['127.0.0.1.evil.example', false],
    ['gateway.local@evil.example', false],
    ['[evil.example]', false],
    ['', false],
    [undefined, false],
  ])('%s: answered is %s', (host, allowed) => {
    expect(hostAllowed(host, ['gateway.local'])).toBe(allowed);
  });

  it('answers 421 to a name that it does not know, and gives nothing away', async () => {
    await using web = await open();
    const { status, body } = await ask(`${web.url}/api/alerts`, { headers: { host: 'evil.example' } });
    expect(status).toBe(421);
    expect(body).not.toContain('Freezer');
  });
});

describe('hostile clients', () => {
  const raw = async (url: string, text: string): Promise<string> => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    let answer = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      answer += chunk;
    });
    socket.on('error', () => {}); // a reset is an answer too
    socket.write(text);
    await once(socket, 'close');
    return answer;
  };

  it('get 431 for headers of more than 8 kB', async () => {
    await using web = await open();
    expect(await raw(web.url, `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
  });

  it('get 400 for what is not HTTP', async () => {
    await using web = await open();
    expect(await raw(web.url, '\u0016\u0003\u0001\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('get 413 for a body, and the connection is closed without reading it', async () => {
    await using web = await open();
    expect(await raw(web.url, 'POST /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999\r\n\r\nxxx')).toMatch(
      /^HTTP\/1\.1 413 /,
    );
  });

  it('do not bring it down: it answers the next one', async () => {
    await using web = await open();
    await raw(web.url, 'GET /healthz HTTP/1.1\r\n\r\n');
    expect((await ask(`${web.url}/healthz`)).status).toBe(200);
  });
});

it('answers 500 when a provider fails, reports it, and tells the client nothing of the inside', async () => {
  const observer = new RecordingObserver();
  await using web = await open(
    {
      sensors: () => {
        throw new Error('secret inside');
      },
    },
    observer,
  );
  const { status, body } = await ask(`${web.url}/api/sensors`);
  expect(status).toBe(500);
  expect(body).not.toContain('secret');
  expect(observer.faults).toMatchObject([{ where: 'web', fault: { code: 'web/bug' } }]);
});

it('names a port that is taken, and the cure', async () => {
  await using web = await open();
  const second = await openWeb({ host: '127.0.0.1', port: Number(new URL(web.url).port), names: [] }, providers);
  expect(second).toMatchObject({ ok: false, fault: { code: 'web/port-taken', hint: expect.stringContaining('web.port') } });
});

it('names an address that this machine does not have', async () => {
  expect(await openWeb({ host: '192.0.2.1', port: 0, names: [] }, providers)).toMatchObject({ ok: false, fault: { code: 'web/address' } });
});

it('frees its port when it is closed, idle connections or not', async () => {
  const web = await open();
  const socket = connect(Number(new URL(web.url).port), '127.0.0.1');
  await once(socket, 'connect');
  const closed = once(socket, 'close');
  await web[Symbol.asyncDispose]();
  await closed;
  const again = await openWeb({ host: '127.0.0.1', port: Number(new URL(web.url).port), names: [] }, providers);
  expect(again.ok).toBe(true);
  if (again.ok) await again.value[Symbol.asyncDispose]();
});
