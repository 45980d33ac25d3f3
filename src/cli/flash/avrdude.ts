/** How Kinglet's firmware is put on an Arduino Uno, as a command for avrdude. */
import { spawn } from 'node:child_process';
import { access } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../../..' : '..', import.meta.url));
/** Where `make -C firmware avr` puts it. */
export const HEX = `${ROOT.replace(/\/$/, '')}/firmware/build/kinglet-uno.hex`;

/** Optiboot, the Uno's boot loader, speaks STK500 at 115200 baud (avrdude's `arduino`); `-D` leaves out the erasing that it cannot do. */
export const avrdude = (path: string, hex: string): readonly string[] => [
  'avrdude',
  '-p',
  'atmega328p',
  '-c',
  'arduino',
  '-P',
  path,
  '-b',
  '115200',
  '-D',
  '-U',
  `flash:w:${hex}:i`,
];

/** As it can be pasted into a shell. */
export const shown = (command: readonly string[]): string =>
  command.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');

export const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Runs it with its own words on standard error; resolves with its exit status, or undefined when there is no such program. */
export function run([program = '', ...args]: readonly string[], signal: AbortSignal): Promise<number | undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'], signal, killSignal: 'SIGINT' });
    child.once('error', () => resolve(undefined));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
