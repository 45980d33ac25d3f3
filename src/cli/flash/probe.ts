/** Asks a port who is there, without changing anything: what `kinglet flash` and `kinglet doctor` know of boards. Opening an Uno's port starts it anew. */
import { openPort } from '../../adapters/serial/open.ts';
import { parsePortName } from '../../adapters/serial/port.ts';
import { type Fault, fail, ok, type Result } from '../../core/base/index.ts';
import { BoardSession, type Constants } from '../../core/board/index.ts';

export interface Probed {
  /** Name and version as it says them. */
  readonly firmware: string;
  /** What Kinglet's firmware measures; undefined for every other. */
  readonly constants: Constants | undefined;
}

/** An Uno's boot loader waits two seconds before it starts what was flashed. */
const WITHIN_MS = 5_000;
const TICK_MS = 100;

/** Codes: those of opening a port, `board/silent`, `board/garbage`, `board/version`. */
export async function probe(port: string, baud: number, within_ms = WITHIN_MS): Promise<Result<Probed>> {
  const opened = await openPort(parsePortName(port), baud, new AbortController().signal); // it gives up by itself
  if (!opened.ok) return opened;
  const { stream, close } = opened.value;
  let version: Fault | undefined;
  try {
    return await new Promise<Result<Probed>>((resolve) => {
      const session = new BoardSession(
        { stream: undefined, foreign: 'fine', time: 'gateway' },
        {
          send: (bytes) => void (stream.writable && stream.write(bytes)),
          pass() {},
          measured() {},
          fault: (trouble) => {
            if (trouble.code === 'board/version') version = trouble;
          },
          event: (event) => {
            if (event.kind === 'ready')
              end({ ok: true, value: { firmware: `${event.constants.name} ${event.constants.version}`, constants: event.constants } });
            else if (event.kind === 'identified' && !event.ours) end(ok({ firmware: event.firmware, constants: undefined }));
          },
        },
      );
      const ticking = setInterval(() => session.tick(Date.now()), TICK_MS);
      const late = setTimeout(() => end(version ? { ok: false, fault: version } : nothing(session.broken)), within_ms);
      const end = (result: Result<Probed>): void => {
        clearInterval(ticking);
        clearTimeout(late);
        resolve(result);
      };
      stream.on('error', () => {}); // 'close' follows
      stream.once('close', () => end(fail('serial/lost', `${port} has gone.`)));
      stream.on('data', (chunk: Uint8Array) => session.take(chunk, Date.now()));
      session.open(Date.now());
    });
  } finally {
    await close();
  }
}

const nothing = (broken: number): Result<never> =>
  broken > 50
    ? fail('board/garbage', 'It speaks, but not as a board does.', 'Is this the baud rate of its firmware, and was it flashed to the end?')
    : fail('board/silent', 'It does not answer.', 'Is it flashed, and is this the baud rate of its firmware?');

/** "kinglet/avr328p 1.0, schema ab08: x, y, z at 1000 Hz, windows of 512 samples". */
export function sentenceOf({ firmware, constants }: Probed): string {
  if (constants === undefined) return `${firmware} (Firmata: pins only)`;
  const { schema, channels, rate, n, gate } = constants;
  const names = channels.map(({ name, unit }) => (unit === '' ? name : `${name} in ${unit}`)).join(', ');
  return `${firmware}, schema ${schema.toString(16).padStart(4, '0')}: ${names} at ${Math.round(rate)} Hz, windows of ${n} samples${gate ? ', with the gate model' : ''}`;
}
