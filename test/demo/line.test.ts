import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { SerialPort } from 'serialport';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Line, openLine, openPseudoTerminal, openTcpLine } from '../../src/demo/line.ts';

const alive = (pid: number): boolean => existsSync(`/proc/${pid}`);
const opened = async (line: Promise<Line | undefined>): Promise<Line | undefined> => {
  const it = await line;
  if (it) onTestFinished(() => it[Symbol.asyncDispose]());
  return it;
};

describe('a pseudo-terminal', () => {
  test('carries lines to whoever opens it as a serial port', async ({ skip }) => {
    const line = await opened(openPseudoTerminal());
    if (!line) return skip('this machine makes no pseudo-terminal with script(1)');
    const port = new SerialPort({ path: line.port, baudRate: 115_200 });
    onTestFinished(() => new Promise((done) => port.close(() => done())));
    await once(port, 'open');
    const lines = createInterface({ input: port });
    const heard = once(lines, 'line');
    line.write('vibration:1.21,kurtosis:3.02');
    expect(await heard).toEqual(['vibration:1.21,kurtosis:3.02']);
  });

  test('drops lines and counts them while nobody reads', async ({ skip }) => {
    const line = await opened(openPseudoTerminal());
    if (!line) return skip('this machine makes no pseudo-terminal with script(1)');
    // Ten times what pipe and terminal hold between them.
    for (let i = 0; i < 30_000; i++) line.write('x'.repeat(100));
    expect(line.dropped).toBeGreaterThan(20_000);
  });

  test('is gone, and its helper with it, once it is closed', async ({ skip }) => {
    const line = await openPseudoTerminal();
    if (!line) return skip('this machine makes no pseudo-terminal with script(1)');
    await line[Symbol.asyncDispose]();
    await vi.waitFor(() => expect(existsSync(line.port)).toBe(false));
  });

  test('does not outlive a process that is killed', async ({ skip }) => {
    const { spawn } = await import('node:child_process');
    const program = `import { openPseudoTerminal } from ${JSON.stringify(new URL('../../src/demo/line.ts', import.meta.url).href)};
      const line = await openPseudoTerminal(); console.log(line?.port ?? 'none'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [port] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    child.kill('SIGKILL');
    await once(child, 'exit');
    if (port === 'none') return skip('this machine makes no pseudo-terminal with script(1)');
    await vi.waitFor(() => expect(existsSync(port)).toBe(false));
    expect(alive(child.pid ?? 0)).toBe(false);
  });
});

describe('a TCP line', () => {
  test('sends each line to everybody connected and ends when it is closed', async () => {
    const line = await openTcpLine();
    expect(line.port).toMatch(/^tcp:\/\/127\.0\.0\.1:\d+$/);
    const socket = connect(Number(new URL(line.port).port), '127.0.0.1');
    await once(socket, 'connect');
    const heard = once(createInterface({ input: socket }), 'line');
    await vi.waitFor(() => {
      const before = line.dropped;
      line.write('kurtosis:3.1');
      expect(line.dropped).toBe(before);
    });
    expect(await heard).toEqual(['kurtosis:3.1']);
    const closed = once(socket, 'close');
    await line[Symbol.asyncDispose]();
    await closed;
  });

  test('counts the lines that nobody was there to hear', async () => {
    const line = await openTcpLine();
    line.write('kurtosis:3.1');
    line.write('kurtosis:3.2');
    expect(line.dropped).toBe(2);
    await line[Symbol.asyncDispose]();
  });
});

test('a machine without script(1) gets a TCP line instead', async () => {
  vi.stubEnv('PATH', '/nonexistent');
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const line = await opened(openLine());
  expect(line?.port).toMatch(/^tcp:/);
});
