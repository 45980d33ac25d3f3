/**
 * `kinglet flash`: what boards are connected, what firmware they run, and the command that puts Kinglet's on one. The command is run only
 * with --run, and only for a port that was named. Only ports that are configured or named are opened: nobody knows what hangs on the others.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findUsb, parsePortName } from '../adapters/serial/port.ts';
import { describe, ok, type Result } from '../core/base/index.ts';
import { loadConfig } from './config.ts';
import { SYSTEM } from './doctor/serial.ts';
import { avrdude, exists, HEX, run, shown } from './flash/avrdude.ts';
import { probe, sentenceOf } from './flash/probe.ts';

const USE = 'Use: kinglet flash [--config FILE] [--port PORT [--baud N]] [--hex FILE] [--run]';
const HELP = `${USE}

  --config FILE   asks the boards of this configuration
  --port PORT     asks this port: a path or usb:VID:PID[:SERIAL], as in a configuration
  --baud N        speed of the firmware that is on it; 115200 and 57600 are tried when absent
  --hex FILE      what to flash; firmware/build/kinglet-uno.hex when absent (\`make -C firmware avr\` builds it)
  --run           runs avrdude for --port, instead of printing its command

Exit status: 0 it went, 1 something did not, 2 wrong arguments.
`;
const BAUDS = [115_200, 57_600];

interface Io {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  readonly signal: AbortSignal;
  /** `/dev`, or another in tests. */
  readonly dev?: string;
}
interface Asked {
  readonly port: string;
  readonly name?: string | undefined;
  readonly bauds: readonly number[];
}

/** Resolves with the exit code. */
export async function flash(args: readonly string[], io: Io): Promise<number> {
  const { stdout, stderr } = io;
  const refuse = (sentence: string): number => {
    stderr.write(`kinglet flash: ${sentence}\n`);
    return 2;
  };
  const given = parse(args);
  if (typeof given === 'string') return refuse(`${given} ${USE}`);
  if (given.help) {
    stdout.write(HELP);
    return 0;
  }
  const asked = await whom(given);
  if (!asked.ok) return refuse(describe(asked.fault));
  let failed = 0;
  for (const board of asked.value) if (!(await tell(board, stdout))) failed++;
  if (given.port === undefined) await others(io.dev ?? '/dev', asked.value, stdout);
  const target = given.port ?? (asked.value.length === 1 ? asked.value[0]?.port : undefined);
  if (given.run && given.port === undefined) return refuse(`--run needs --port: which board is meant? ${USE}`);
  const path = await pathOf(target ?? 'PORT');
  if (!path.ok) return refuse(describe(path.fault));
  const hex = given.hex ?? HEX;
  const command = avrdude(path.value, hex);
  const there = await exists(hex);
  if (!given.run) {
    stdout.write(`\nTo put Kinglet's firmware on an Arduino Uno${target === undefined ? ' at PORT' : ''}:\n  ${shown(command)}\n`);
    if (!there) stdout.write(`  (${hex} is not there yet: make -C firmware avr)\n`);
    return failed > 0 ? 1 : 0;
  }
  if (!there) return refuse(`${hex} is not there. Build it with \`make -C firmware avr\`, or name another with --hex.`);
  return program({ port: given.port ?? '', bauds: BAUDS }, command, io);
}

async function program(board: Asked, command: readonly string[], { stdout, stderr, signal }: Io): Promise<number> {
  stderr.write(`${shown(command)}\n`);
  const status = await run(command, signal);
  if (status === undefined) stderr.write('kinglet flash: avrdude is not installed. `sudo apt-get install avrdude`\n');
  else if (status !== 0)
    stderr.write(`kinglet flash: avrdude ended with ${status}. Is Kinglet running, or another program on this port?\n`);
  if (status !== 0) return 1;
  return (await tell(board, stdout)) ? 0 : 1;
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        config: { type: 'string' },
        port: { type: 'string' },
        baud: { type: 'string' },
        hex: { type: 'string' },
        run: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
    const baud = values.baud === undefined ? undefined : Number(values.baud);
    if (baud !== undefined && !(Number.isInteger(baud) && baud >= 300 && baud <= 4_000_000))
      return '--baud must be a whole number from 300 to 4000000.';
    if (values.hex?.startsWith('-')) return '--hex must be a file.';
    return { ...values, baud };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
type Given = Exclude<ReturnType<typeof parse>, string>;

/** The boards that are to be asked. */
async function whom({ config, port, baud }: Given): Promise<Result<readonly Asked[]>> {
  const bauds = baud === undefined ? BAUDS : [baud];
  if (port !== undefined) {
    const known = /^(?:\/dev\/[^\s]+|usb:[0-9a-f]{4}:[0-9a-f]{4}(?::[^\s]+)?|tcp:\/\/[^\s]+:\d{1,5})$/i.test(port);
    if (known) return ok([{ port, bauds }]);
    return {
      ok: false,
      fault: { code: 'serial/not-found', detail: `${port} is no port.`, hint: 'Name it as /dev/…, usb:VID:PID or tcp://host:port.' },
    };
  }
  if (config === undefined) return ok([]);
  const loaded = await loadConfig(config);
  if (loaded.ok) return ok(loaded.value.boards.map((board) => ({ port: board.port, name: board.name, bauds: [board.baud] })));
  const [first] = loaded.fault;
  return { ok: false, fault: first ?? { code: 'config/unreadable', detail: `${config} cannot be read.` } };
}

/** What is there, in a line; false when nobody answers as a board. */
async function tell({ port, name, bauds }: Asked, stdout: Io['stdout']): Promise<boolean> {
  const where = name === undefined ? port : `${name} (${port})`;
  let trouble = '';
  for (const baud of bauds) {
    const found = await probe(port, baud);
    if (found.ok) {
      stdout.write(`${where}: ${sentenceOf(found.value)}, ${baud} baud.\n`);
      return true;
    }
    trouble = describe(found.fault);
    if (!/^board\/(?:silent|garbage)$/.test(found.fault.code)) break;
  }
  stdout.write(`${where}: ${trouble}\n`);
  return false;
}

/** Ports that were not asked. */
async function others(dev: string, asked: readonly Asked[], stdout: Io['stdout']): Promise<void> {
  const lasting = (await readdir(join(dev, 'serial/by-id')).catch(() => [])).map((name) => join(dev, 'serial/by-id', name));
  const plain = (await readdir(dev).catch(() => [])).filter((name) => /^tty(?:USB|ACM)\d{1,3}$/.test(name)).map((name) => join(dev, name));
  const rest = (lasting.length > 0 ? lasting : plain).sort().filter((path) => !asked.some(({ port }) => port === path));
  for (const path of rest) stdout.write(`${path}: not opened. \`kinglet flash --port ${path}\` asks what it is.\n`);
  if (rest.length === 0 && asked.length === 0) stdout.write('No board is connected, and none is configured.\n');
}

/** avrdude knows paths only. */
async function pathOf(port: string): Promise<Result<string>> {
  const name = parsePortName(port);
  if (name.kind === 'path') return ok(name.path);
  if (name.kind === 'tcp') return ok(`net:${name.host}:${name.port}`);
  return findUsb(name, await SYSTEM.list());
}
