#!/usr/bin/env node
/**
 * Kinglet's entry: the first word chooses a command; each command's code is loaded only when it is asked for.
 * What the daemon is made of is put together in `src/compose.ts`.
 */
import process from 'node:process';

interface Io {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly signal: AbortSignal;
}

interface Command {
  readonly what: string;
  readonly run: (args: readonly string[], io: Io) => Promise<number>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  run: {
    what: 'the daemon; without --config a demonstration          [--config FILE]',
    run: async (args, io) => (await import('./cli/run.ts')).run(args, io),
  },
  replay: {
    what: 'recorded sensor data through the watcher               --out DIR FILE...',
    run: async (args, io) => (await import('./cli/replay.ts')).replay(args, io),
  },
  feed: {
    what: 'plays a recording into a broker                        --broker URL FILE',
    run: async (args, io) => (await import('./cli/feed.ts')).feed(args, io),
  },
  doctor: {
    what: 'what is wrong with this machine, and the cure          [--config FILE] [--json]',
    run: async (args, io) => {
      const [{ doctor }, { openScorer }] = await Promise.all([import('./cli/doctor.ts'), import('./adapters/onnx/index.ts')]);
      return doctor(args, { openScorer, out: io.stdout, err: io.stderr });
    },
  },
  flash: {
    what: 'what boards are connected, and how to flash them       [--config FILE] [--port PORT] [--run]',
    run: async (args, io) => (await import('./cli/flash.ts')).flash(args, io),
  },
  understand: {
    what: 'text commands against a described home, acting on nothing  --home HOME.yaml < in.jsonl',
    run: async (args, io) => (await import('./cli/understand.ts')).understandCommand(args, { ...io, stdin: process.stdin }),
  },
  say: {
    what: 'one sentence to the daemon that runs                   "SENTENCE" [--url URL]',
    run: async (args, io) => (await import('./cli/say.ts')).say(args, io),
  },
  bench: {
    what: 'what it costs, beside a floor or a peer                NAME [--json] | --list',
    run: async (args, io) => {
      const { benchCommand } = await import('./cli/bench.ts');
      return benchCommand(args, { out: (text) => io.stdout.write(text), err: (text) => io.stderr.write(text), signal: io.signal });
    },
  },
};

const usage = (): string =>
  ['Use: kinglet COMMAND [options]', '', ...Object.entries(COMMANDS).map(([name, { what }]) => `  ${name.padEnd(10)} ${what}`), ''].join(
    '\n',
  );

async function main([name, ...args]: readonly string[]): Promise<number> {
  const { stdout, stderr } = process;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    stdout.write(usage());
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    stderr.write(`There is no command "${name.slice(0, 40)}"; there are ${Object.keys(COMMANDS).join(', ')}.\n`);
    return 2;
  }
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
  // A reader that went away (`| head`) is an end, not a mistake.
  let readerLeft = false;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    readerLeft = error.code === 'EPIPE';
    stop.abort(error);
  });
  const code = await command.run(args, { stdout, stderr, signal: stop.signal });
  return readerLeft ? 0 : code;
}

process.exitCode = await main(process.argv.slice(2));
