/** The checks against real peers: a broker, a listener, device nodes in a folder of their own. */
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aedes } from 'aedes';
import { connectAsync } from 'mqtt';
import { afterAll, describe, expect, it } from 'vitest';
import { openWeb } from '../../../src/adapters/web/index.ts';
import { checkBroker } from '../../../src/cli/doctor/broker.ts';
import { checkHome } from '../../../src/cli/doctor/home.ts';
import { checkSecretFile, checkState, checkWebPort } from '../../../src/cli/doctor/places.ts';
import { checkSerial } from '../../../src/cli/doctor/serial.ts';
import { parseConfig } from '../../../src/config/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'kinglet-checks-'));
afterAll(() => rmSync(folder, { recursive: true }));
const isRoot = process.getuid?.() === 0;

async function listening(server: Server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
const closed = (server: Server) => new Promise((resolve) => server.close(resolve));

describe('the broker', () => {
  /** As the configuration gives it. */
  const check = (mqtt: object) => {
    const parsed = parseConfig(JSON.stringify({ mqtt }), 'kinglet.yaml');
    if (!parsed.ok) throw new Error(parsed.fault[0]?.detail);
    return checkBroker(parsed.value.mqtt);
  };

  async function peerThat(accept: (user: string | undefined, password: string | undefined) => boolean) {
    const aedes = await Aedes.createBroker({
      authenticate: (_client, user, password, done) => {
        const accepted = accept(user, password?.toString());
        done(accepted ? null : Object.assign(new Error('Auth error'), { returnCode: 4 }), accepted);
      },
    });
    const server = createServer(aedes.handle);
    const port = await listening(server);
    return {
      url: `mqtt://127.0.0.1:${port}`,
      async [Symbol.asyncDispose]() {
        await new Promise<void>((resolve) => aedes.close(() => resolve()));
        await closed(server);
      },
    };
  }

  it('is fine when none is configured', async () => {
    expect(await checkBroker(undefined)).toMatchObject([{ state: 'ok' }]);
  });

  it('is fine when it accepts us; its MQTT version is named', async () => {
    await using peer = await peerThat(() => true);
    expect(await check({ url: peer.url, version: 'auto' })).toEqual([
      { state: 'ok', about: 'broker', text: `${peer.url} lets us in and speaks MQTT 3.1.1.` },
    ]);
  });

  it('takes the password from its file, without the end of the line', async () => {
    const file = join(folder, 'password');
    writeFileSync(file, 'right\n', { mode: 0o600 });
    await using peer = await peerThat((user, password) => user === 'me' && password === 'right');
    expect(await check({ url: peer.url, username: 'me', password_file: file })).toMatchObject([
      { state: 'ok', text: expect.stringContaining('as me') },
    ]);
  });

  it('says that it refuses the password, and never shows it', async () => {
    await using peer = await peerThat(() => false);
    const findings = await check({ url: peer.url, username: 'me', password: 'hunter2', version: '3.1.1' });
    expect(findings).toMatchObject([
      { state: 'problem', text: expect.stringContaining('does not let Kinglet in'), cure: expect.stringContaining('mqtt.username') },
    ]);
    expect(JSON.stringify(findings)).not.toContain('hunter2');
  });

  it('says that it does not speak the version asked for', async () => {
    await using peer = await peerThat(() => true);
    expect(await check({ url: peer.url, version: '5' })).toMatchObject([
      { state: 'problem', text: expect.stringContaining('does not speak this version of MQTT') },
    ]);
  });

  it('says that nothing listens there', async () => {
    const server = createServer();
    const port = await listening(server);
    await closed(server);
    expect(await check({ url: `mqtt://127.0.0.1:${port}` })).toMatchObject([
      { state: 'problem', text: `No broker answers at mqtt://127.0.0.1:${port}.` },
    ]);
  });

  it('names the file that cannot be read, and does not try to connect without it', async () => {
    const findings = await check({ url: 'mqtts://127.0.0.1:1', tls: { ca: join(folder, 'none.pem') } });
    expect(findings).toMatchObject([{ state: 'problem', text: expect.stringContaining('none.pem (ENOENT)') }]);
  });
});

it('a file with a secret should be closed to others', async () => {
  const file = join(folder, 'secret');
  writeFileSync(file, 'x');
  chmodSync(file, 0o644);
  expect(await checkSecretFile(file)).toMatchObject([{ state: 'warning', cure: `\`chmod 600 ${file}\`` }]);
  chmodSync(file, 0o600);
  expect(await checkSecretFile(file)).toEqual([]);
});

describe('the port of the web server', () => {
  it('is free', async () => {
    expect(await checkWebPort({ host: '127.0.0.1', port: 0 })).toMatchObject([{ state: 'ok' }]);
  });

  it('is used by another program', async () => {
    const server = createServer((socket) => socket.destroy());
    const port = await listening(server);
    expect(await checkWebPort({ host: '127.0.0.1', port })).toMatchObject([
      { state: 'problem', text: `127.0.0.1:${port} is used by another program.` },
    ]);
    await closed(server);
  });

  it('is used by Kinglet itself, which is as it should be', async () => {
    const health = () => ({ broker: true, model: true, store: true, sensors: 0, uptime: 1 });
    const web = await openWeb(
      { host: '127.0.0.1', port: 0, names: [] },
      { health, metrics: () => '', sensors: () => [], alerts: () => [], understand: async () => ({ ok: true, value: {} }) },
    );
    if (!web.ok) throw new Error(web.fault.detail);
    await using server = web.value;
    expect(await checkWebPort({ host: '127.0.0.1', port: Number(new URL(server.url).port) })).toMatchObject([
      { state: 'ok', text: expect.stringContaining('Kinglet is running') },
    ]);
  });

  it('cannot be listened on at an address of another machine', async () => {
    expect(await checkWebPort({ host: '192.0.2.1', port: 0 })).toMatchObject([
      { state: 'problem', text: expect.stringContaining('EADDRNOTAVAIL') },
    ]);
  });
});

describe('serial ports', () => {
  const dev = join(folder, 'dev');
  mkdirSync(join(dev, 'serial/by-id'), { recursive: true });
  writeFileSync(join(dev, 'ttyUSB0'), '');
  writeFileSync(join(dev, 'ttyS0'), '');
  const lasting = join(dev, 'serial/by-id/usb-1a86_USB_Serial-if00-port0');
  symlinkSync('../../ttyUSB0', lasting);
  const places = {
    dev,
    groups: join(folder, 'group'),
    user: 'pi',
    list: async () => [{ path: join(dev, 'ttyUSB0'), vendorId: '1a86', productId: '7523' }],
  };
  writeFileSync(places.groups, `dialout:x:${process.getgid?.()}:\n`);

  it('are listed with the name that stays when they are swapped', async () => {
    expect(await checkSerial([], places)).toEqual([
      { state: 'ok', about: 'serial', text: `${join(dev, 'ttyUSB0')} (${lasting}) can be opened.` },
    ]);
  });

  it.skipIf(isRoot)('that may not be opened come with the group and the command to join it', async () => {
    chmodSync(join(dev, 'ttyUSB0'), 0o000);
    expect(await checkSerial([lasting], places)).toMatchObject([
      {
        state: 'warning',
        text: expect.stringContaining('not in the group dialout'),
        cure: '`sudo usermod -aG dialout pi`, then log in again.',
      },
      { state: 'problem', text: `${lasting} is configured, but may not be opened.` },
    ]);
    chmodSync(join(dev, 'ttyUSB0'), 0o600);
  });

  it('that are configured and plugged in are not mentioned twice', async () => {
    expect(await checkSerial([lasting], places)).toHaveLength(1);
  });

  it('that are configured but absent are a problem; those present are named', async () => {
    expect(await checkSerial(['/dev/serial/by-id/none'], places)).toContainEqual({
      state: 'problem',
      about: 'serial',
      text: '/dev/serial/by-id/none is configured, but does not exist.',
      cure: `Present are ${join(dev, 'ttyUSB0')}.`,
    });
  });

  it('named by their USB identity are looked up', async () => {
    expect(await checkSerial(['usb:1a86:7523'], places)).toHaveLength(1);
    expect(await checkSerial(['usb:2341:0043'], places)).toContainEqual(
      expect.objectContaining({ state: 'problem', text: 'No port with usb:2341:0043 is plugged in.' }),
    );
  });

  it('over TCP are tried', async () => {
    const server = createServer();
    const port = await listening(server);
    expect(await checkSerial([`tcp://127.0.0.1:${port}`], places)).toContainEqual({
      state: 'ok',
      about: 'serial',
      text: `tcp://127.0.0.1:${port} answers.`,
    });
    await closed(server);
    expect(await checkSerial([`tcp://127.0.0.1:${port}`], places)).toContainEqual(
      expect.objectContaining({ state: 'problem', text: `tcp://127.0.0.1:${port} cannot be reached (ECONNREFUSED).` }),
    );
  });

  it('are not needed', async () => {
    expect(await checkSerial([], { ...places, dev: '/nowhere' })).toMatchObject([
      { state: 'ok', text: 'No serial ports found, and none is configured.' },
    ]);
  });
});

it.skipIf(isRoot)('a state directory that cannot be written is a problem', async () => {
  const locked = join(folder, 'locked');
  mkdirSync(locked, { mode: 0o500 });
  expect(await checkState(locked)).toMatchObject([{ state: 'problem', text: expect.stringContaining('not writable (EACCES)') }]);
});

describe('the home', () => {
  const configOf = (url: string, home: object) => {
    const parsed = parseConfig(JSON.stringify({ mqtt: { url, version: '3.1.1' }, home }), 'kinglet.yaml');
    if (!parsed.ok) throw new Error(parsed.fault[0]?.detail);
    return parsed.value;
  };
  it('is counted, and what is not understood is said with its reason', async () => {
    const aedes = await Aedes.createBroker();
    const server = createServer(aedes.handle);
    const url = `mqtt://127.0.0.1:${await listening(server)}`;
    const client = await connectAsync(url);
    const announce = (what: string, config: object) =>
      client.publishAsync(`homeassistant/${what}/config`, JSON.stringify(config), { qos: 1, retain: true });
    await announce('light/a', { name: 'Lamp', command_topic: 'a/set' });
    await announce('lock/b', { name: 'Door', command_topic: 'b/set' });
    await announce('sensor/c', { name: 'Odd', state_topic: 'c', value_template: '{{ value | launch_rockets }}' });
    const { mqtt, home } = configOf(url, { allow: ['light.*'] });
    const findings = await checkHome(mqtt, home);
    expect(findings).toEqual([
      { state: 'ok', about: 'home', text: '2 entities are announced; 2 can be switched, and Kinglet may switch 1 of them.' },
      {
        state: 'warning',
        about: 'home',
        text: expect.stringMatching(
          /^Not understood: Odd\. Its value_template is not understood: .*launch_rockets.*\(homeassistant\/sensor\/c\/config\)$/,
        ),
      },
    ]);
    await client.endAsync(true);
    await new Promise<void>((resolve) => aedes.close(() => resolve()));
    await closed(server);
  });
  it('is not looked at when it is off, and left to another check when the broker is not there', async () => {
    const off = configOf('mqtt://127.0.0.1:1', { discovery: 'off' });
    const away = configOf('mqtt://127.0.0.1:1', {});
    expect([(await checkHome(off.mqtt, off.home)).map(({ state }) => state), await checkHome(away.mqtt, away.home)]).toEqual([['ok'], []]);
  });
});
