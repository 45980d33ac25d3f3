/**
 * A real systemd-notify against a real datagram socket. Node has none, so perl listens (every Debian has it); socat will not do, since it
 * keeps the file descriptor by which systemd-notify sees that its message has been taken.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { notify, pingWatchdog, watchdogInterval } from '../../../src/adapters/telemetry/index.ts';
import { FakeClock } from '../../support/fakes.ts';

const has = (program: string) => spawnSync(program, ['--version']).error === undefined;
const missing = ['systemd-notify', 'perl'].filter((p) => !has(p));
if (missing.length > 0) console.warn(`not tested here: telling systemd, for want of ${missing.join(' and ')}`);

const LISTEN =
  'use Socket; socket(S, AF_UNIX, SOCK_DGRAM, 0); bind(S, sockaddr_un($ARGV[0])); while (defined recv(S, $b, 65536, 0)) { syswrite STDOUT, "$b\n" }';

/** Collects what arrives at a NOTIFY_SOCKET. */
async function listening() {
  const folder = mkdtempSync(join(tmpdir(), 'kinglet-notify-'));
  const socket = join(folder, 'notify');
  const listener = spawn('perl', ['-e', LISTEN, socket], { stdio: ['ignore', 'pipe', 'inherit'] });
  let heard = '';
  listener.stdout.setEncoding('utf8').on('data', (text: string) => {
    heard += text;
  });
  await vi.waitFor(() => expect(existsSync(socket)).toBe(true));
  return {
    env: { ...process.env, NOTIFY_SOCKET: socket },
    heard: () => heard,
    async [Symbol.asyncDispose]() {
      const ended = once(listener, 'exit');
      listener.kill();
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

describe.skipIf(missing.length > 0)('with systemd listening', () => {
  it('tells it that the service is ready, and its status', async () => {
    await using systemd = await listening();
    expect(await notify(['READY=1', 'STATUS=Watching 12 sensors'], systemd.env)).toBeUndefined();
    await vi.waitFor(() => expect(systemd.heard()).toMatch(/READY=1\nSTATUS=Watching 12 sensors/));
  });

  it('cannot be made to say something else by a status from outside', async () => {
    await using systemd = await listening();
    expect(await notify(['STATUS=x\nMAINPID=1'], systemd.env)).toBeUndefined();
    await vi.waitFor(() => expect(systemd.heard()).toContain('STATUS=x MAINPID=1'));
  });

  it('pings the watchdog twice per interval, and stops when the daemon is not well', async () => {
    await using systemd = await listening();
    const clock = new FakeClock();
    const stop = new AbortController();
    let alive = true;
    const pinging = pingWatchdog({ clock, alive: () => alive, signal: stop.signal, env: { ...systemd.env, WATCHDOG_USEC: '60000000' } });
    const pings = () => systemd.heard().split('WATCHDOG=1').length - 1;
    await vi.waitFor(() => expect(pings()).toBe(1));
    // The next wait begins when systemd-notify has ended: move on until the second ping has come, half an interval at a time.
    await vi.waitFor(async () => {
      if (pings() < 2) await clock.advance(30_000);
      expect(pings()).toBeGreaterThanOrEqual(2);
    });
    alive = false;
    const before = pings();
    for (let i = 0; i < 5; i++) await clock.advance(30_000);
    expect(pings()).toBeLessThanOrEqual(before + 1); // one may have been under way
    stop.abort();
    await pinging;
  });
});

it('does nothing when systemd did not ask', async () => {
  expect(await notify(['READY=1'], {})).toBeUndefined();
});

it('says what is wrong when there is no systemd-notify', async () => {
  expect(await notify(['READY=1'], { NOTIFY_SOCKET: '/nowhere', PATH: '/nowhere' })).toMatchObject({ code: 'systemd/notify' });
});

it.each([
  ['half of what systemd waits for', { WATCHDOG_USEC: '30000000' }, 15_000],
  ['for this process', { WATCHDOG_USEC: '30000000', WATCHDOG_PID: '7' }, 15_000],
  ['nothing for another process', { WATCHDOG_USEC: '30000000', WATCHDOG_PID: '8' }, undefined],
  ['nothing when not watched', {}, undefined],
  ['nothing for nonsense', { WATCHDOG_USEC: 'soon' }, undefined],
  ['nothing for zero', { WATCHDOG_USEC: '0' }, undefined],
])('the interval of the watchdog is %s', (_, env, ms) => {
  expect(watchdogInterval(env, 7)).toBe(ms);
});
