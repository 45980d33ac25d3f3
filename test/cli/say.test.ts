/** `kinglet say` at a real page, and at everything that is none. */
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { openWeb } from '../../src/adapters/web/index.ts';
import { say } from '../../src/cli/say.ts';
import { fail, ok, type Result } from '../../src/core/base/index.ts';
import { freePort } from '../support/broker.ts';

async function said(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const io = { stdout: { write: (text: string) => (out += text) }, stderr: { write: (text: string) => (err += text) } };
  const code = await say(args, { ...io, signal: new AbortController().signal });
  return { code, out, err };
}

/** Kinglet's page, whose language path gives this. */
async function page(understand: (request: unknown) => Promise<Result<object>>) {
  const health = () => ({ broker: true, model: true, store: true, sensors: 0, uptime: 1 });
  const providers = { health, metrics: () => '', sensors: () => [], alerts: () => [], understand };
  const web = await openWeb({ host: '127.0.0.1', port: 0, names: [] }, providers);
  if (!web.ok) throw new Error(web.fault.detail);
  return web.value;
}

describe('kinglet say', () => {
  it.each([
    ['act', 0],
    ['answer', 0],
    ['ask', 1],
    ['confirm', 1],
    ['refuse', 1],
    ['escalate', 1],
  ])('prints the reply; when it comes to %s the exit status is %i', async (outcome, code) => {
    await using it = await page(async () => ok({ outcome, reply: 'The freezer is at -18.2 °C.' }));
    expect(await said('how cold is the freezer', '--url', it.url)).toEqual({ code, out: 'The freezer is at -18.2 °C.\n', err: '' });
  });

  it('tells the words, the area and the talk, with or without quotes', async () => {
    const heard: unknown[] = [];
    await using it = await page(async (request) => ok({ outcome: 'act', reply: `${heard.push(request)}` }));
    await said('turn', 'on', 'the light', '--area', 'hall', '--conversation', 'c', '--url', `${it.url}/`);
    await said('undo', '--url', it.url);
    expect(heard).toEqual([{ text: 'turn on the light', area: 'hall', conversation: 'c' }, { text: 'undo' }]);
  });

  it('lets no name in a reply steer the terminal', async () => {
    await using it = await page(async () => ok({ outcome: 'answer', reply: 'The \u001b[2Jfreezer\u0007\u202e\nis\u009b31m cold.' }));
    expect((await said('x', '--url', it.url)).out).toBe('The ·[2Jfreezer·· is·31m cold.\n');
  });

  it('says how to use it', async () => {
    const { code, out, err } = await said('--help');
    expect([code, err, out.startsWith('Use: kinglet say "SENTENCE"')]).toEqual([0, '', true]);
  });
});

describe('kinglet say refuses in one line, with exit 2,', () => {
  it.each<[string, string[], RegExp]>([
    ['nothing', [], /^kinglet say: Use: kinglet say "SENTENCE".*\n$/],
    ['blanks', ['  '], /^kinglet say: Use: /],
    ['an option there is not', ['x', '--urll', 'y'], /^kinglet say: Unknown option '--urll'.* Use: kinglet say .*\n$/],
    [
      'an address that is none',
      ['x', '--url', '127.0.0.1:5464'],
      /^kinglet say: --url wants an address like http:.*, not "127\.0\.0\.1:5464"\.\n$/,
    ],
    ['another kind of address', ['x', '--url', 'file:///etc/passwd'], /^kinglet say: --url wants an address/],
  ])('%s', async (_, args, says) => {
    const { code, out, err } = await said(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(says);
  });

  it('a Kinglet that does not run, with what to do', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const { code, err } = await said('x', '--url', url);
    expect([code, err]).toEqual([
      2,
      `kinglet say: No Kinglet answers at ${url} (ECONNREFUSED). Is it running? Its log names its page; --url takes another one.\n`,
    ]);
  });

  it('what Kinglet itself refuses', async () => {
    await using it = await page(async () => fail('order/request', 'A request is an object.'));
    expect(await said('x', '--url', it.url)).toEqual({
      code: 2,
      out: '',
      err: `kinglet say: ${it.url} answers with 400: A request is an object.\n`,
    });
  });

  it.each<[string, RequestListener]>([
    ['a page of something else', (_, response) => void response.end('<html>')],
    ['JSON of something else', (_, response) => void response.end('[1]')],
    ['a redirection', (_, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
    ['a connection cut off', (request) => void request.socket.destroy()],
  ])('%s', async (_, answer) => {
    const server = createServer(answer).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { code, out, err } = await said('x', '--url', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.close();
    server.closeAllConnections();
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^kinglet say: .*\.\n$/);
  });
});
