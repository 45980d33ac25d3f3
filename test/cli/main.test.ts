import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { configFile, kinglet } from '../support/kinglet.ts';

describe.concurrent('kinglet on the command line', () => {
  it('lists its commands when it is asked nothing', async () => {
    const { code, stdout, stderr } = await kinglet();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const command of ['run', 'replay', 'feed', 'doctor', 'understand', 'say', 'bench'])
      expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
    expect((await kinglet('--help')).stdout).toBe(stdout);
  });

  it.each([
    ['rum', 'There is no command "rum"; there are run, replay, feed, doctor, flash, understand, say, bench.\n'],
    ['__proto__', 'There is no command "__proto__"; there are run, replay, feed, doctor, flash, understand, say, bench.\n'],
  ])('refuses the command %s, which there is not, with exit 2', async (name, stderr) => {
    expect(await kinglet(name)).toEqual({ code: 2, stdout: '', stderr });
  });

  it('ends with the exit code of its command', async () => {
    const { code, stdout, stderr } = await kinglet('run', '--config', '/nowhere/kinglet.yaml');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^\/nowhere\/kinglet\.yaml: there is no such file.*\.\n$/);
  });
});

/** Runs to the refusal, without a process of its own. */
async function refused(...args: string[]): Promise<{ code: number; stderr: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const code = await run(args, {
    stdout: stdout as unknown as NodeJS.WriteStream,
    stderr: stderr as unknown as NodeJS.WriteStream,
    signal: new AbortController().signal,
  });
  expect(stdout.read()).toBe(null);
  return { code, stderr: String(stderr.read()) };
}

describe('kinglet run refuses in one line, with exit 2,', () => {
  const wrong: readonly [what: string, args: readonly string[], says: RegExp][] = [
    ['an option there is not', ['--confg', 'x'], /^Unknown option '--confg'.* Use: kinglet run \[--config FILE\]\.\n$/],
    ['an option without its value', ['--config'], /^Option '--config <value>' argument missing.* Use: kinglet run \[--config FILE\]\.\n$/],
    ['a word too many', ['kinglet.yaml'], /^Unexpected argument 'kinglet\.yaml'.* Use: kinglet run \[--config FILE\]\.\n$/],
    ['a configuration that is not there', ['--config', '/nowhere/kinglet.yaml'], /^\/nowhere\/kinglet\.yaml: there is no such file.*\.\n$/],
    ['a folder for a configuration', ['--config', '/'], /^\/: is not a file\.\n$/],
  ];
  it.each(wrong)('%s', async (_, args, says) => {
    const { code, stderr } = await refused(...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(says);
  });

  const files: readonly [what: string, yaml: string, says: RegExp][] = [
    ['that is not YAML', 'mqtt: {url: "mqtt://127.0.0.1\n', /^kinglet\.yaml, line \d+.*: .*\.\n$/],
    [
      'with an unknown key',
      'mqtt:\n  url: mqtt://127.0.0.1:1883\n  urll: x\n',
      /^kinglet\.yaml, line 3: mqtt has no key "urll"; did you mean "url"\?\n$/,
    ],
    ['with a bad value', 'web:\n  port: 70000\n', /^kinglet\.yaml, line 2: web\.port is 70000, .* between 0 and 65535\.\n$/],
    ['that is a list', '- mqtt\n', /^kinglet\.yaml, line 1: .*\.\n$/],
  ];
  it.each(files)('a configuration %s', async (_, yaml, says) => {
    using file = configFile(yaml);
    const { code, stderr } = await refused('--config', file.path);
    expect(code).toBe(2);
    expect(stderr.replace(file.path, 'kinglet.yaml')).toMatch(says);
  });

  it('every fault of a configuration at once, a line each', async () => {
    using file = configFile('web: {port: x}\nlog: {level: loud}\n');
    const { code, stderr } = await refused('--config', file.path);
    expect(code).toBe(2);
    expect(stderr.trimEnd().split('\n')).toEqual([expect.stringMatching(/line 1: web\.port/), expect.stringMatching(/line 2: log\.level/)]);
  });
});
