/** The unit file, judged by systemd itself. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const deploy = fileURLToPath(new URL('../../deploy/', import.meta.url));
const unit = readFileSync(`${deploy}kinglet.service`, 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'kinglet-unit-'));
afterAll(() => rmSync(folder, { recursive: true }));

const absent = spawnSync('systemd-analyze', ['--version']).error !== undefined;
if (absent) console.warn('not tested here: the systemd unit, for want of systemd-analyze');

/** As installed, but with a program and a document that exist here, which is all that verify asks of them. */
function installed(text: string): string {
  const file = join(folder, 'kinglet.service');
  writeFileSync(file, text.replaceAll('/opt/kinglet/bin/node', process.execPath));
  return file;
}
const analyze = (...args: string[]) =>
  spawnSync('systemd-analyze', args, { encoding: 'utf8', env: { ...process.env, SYSTEMD_COLORS: '0' } });

describe.skipIf(absent)('systemd', () => {
  it('finds nothing wrong with the unit', () => {
    const { status, stderr } = analyze('verify', installed(unit));
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  it('would have found a key that it does not know', () => {
    expect(analyze('verify', installed(unit.replace('UMask=', 'UMsk='))).stderr).toContain('UMsk');
  });

  it('rates its exposure below 3 of 10', () => {
    const { status, stdout } = analyze('security', '--offline=true', '--threshold=30', installed(unit));
    expect(stdout).toContain('Overall exposure level');
    expect(status).toBe(0);
  });
});

describe('the unit', () => {
  const value = (key: string) =>
    unit
      .split('\n')
      .find((line) => line.startsWith(`${key}=`))
      ?.slice(key.length + 1);

  it('runs Node directly, so that signals and the watchdog reach the daemon itself', () => {
    expect(value('ExecStart')).toMatch(
      /^\/opt\/kinglet\/bin\/node .*\/opt\/kinglet\/dist\/main\.js run --config \/etc\/kinglet\/kinglet\.yaml$/,
    );
  });

  it('gives Node only options that it knows', () => {
    const options =
      value('ExecStart')
        ?.split(' ')
        .filter((word) => word.startsWith('--') && word !== '--config') ?? [];
    expect(options.length).toBeGreaterThan(0);
    expect(spawnSync(process.execPath, [...options, '--eval', '0'], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });

  it('lets a child speak for the daemon, since systemd-notify is one', () => {
    expect([value('Type'), value('NotifyAccess')]).toEqual(['notify', 'all']);
  });

  it('leaves out what would break JavaScript or the model', () => {
    expect(unit).not.toMatch(/^(MemoryDenyWriteExecute|ProcSubset)=/m);
  });
});

describe('the other files', () => {
  it.each(['install.sh'])('%s is a script that the shell can read and refuses to run without root or systemd', (name) => {
    expect(spawnSync('sh', ['-n', deploy + name], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
    // An unknown word never installs anything, whoever runs it.
    expect(spawnSync('sh', [deploy + name, '--nonsense'], { encoding: 'utf8', env: { PATH: process.env['PATH'] } }).status).not.toBe(0);
  });

  it.skipIf(spawnSync('mosquitto', ['-h']).error !== undefined)('mosquitto runs with its example', async () => {
    const conf = join(folder, 'mosquitto.conf');
    for (const name of ['passwd', 'acl']) writeFileSync(join(folder, name), '');
    const port = await freePort();
    const text = readFileSync(`${deploy}mosquitto.conf`, 'utf8');
    writeFileSync(
      conf,
      `${text.replaceAll('/etc/mosquitto/', `${folder}/`).replace('listener 1883', `listener ${port} 127.0.0.1`)}\nuser root\n`,
    );
    const mosquitto = spawn('mosquitto', ['-c', conf, '-v'], { stdio: ['ignore', 'ignore', 'pipe'] });
    const ended = once(mosquitto, 'exit');
    let said = '';
    for await (const chunk of mosquitto.stderr.setEncoding('utf8')) {
      said += chunk;
      if (/ running$/m.test(said)) break;
    }
    // Not SIGTERM: between saying so and its main loop Mosquitto forgets that it was told to end.
    mosquitto.kill('SIGKILL');
    await ended;
    expect(said).toMatch(/ running$/m);
    // As root, which is how CI runs, it warns of that alone.
    expect(said.replace(/^.*Warning: Mosquitto should not be run as root.*$/m, '')).not.toMatch(/Error|Warning|Note/);
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
