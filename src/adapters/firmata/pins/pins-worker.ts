/**
 * Runs in a thread of its own: johnny-five over a transport that is only messages. It keeps every board and component it ever made, works
 * on timers whose exceptions nobody catches, and firmata-io throws at messages that were corrupted on the way; here all of that ends with
 * the thread, which lives as long as the board stays up.
 */
import { EventEmitter } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import type { PartOptions } from '../options.ts';
import { CLASSES } from './classes.ts';
import { type Component, type FirmataIo, type Five, type Loaded, loadFive } from './five.ts';
import { type Input, watchInputs } from './inputs.ts';
import { confirm, pinsOf } from './outputs.ts';
import type { FromPins, PinsData, ToPins } from './protocol.ts';

const port = parentPort;
if (!port) throw new Error('pins-worker.ts runs as a thread only');
const { parts } = workerData as PinsData;
const say = (message: FromPins): void => port.postMessage(message);
const detailOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 200);

/** The handshake takes a third of a second; with noise on the line it may never come to its end, since nothing in it is asked twice. */
const READY_WITHIN_MS = 4_000;

class Transport extends EventEmitter {
  write(bytes: Uint8Array, done?: () => void): void {
    say({ kind: 'write', bytes: Uint8Array.from(bytes) });
    done?.();
  }
}

function begin({ five, Firmata }: Loaded): void {
  const transport = new Transport();
  const io = new Firmata(transport, { reportVersionTimeout: 300 });
  // johnny-five waits for 'connect' from its io, the board's own events are none of its business.
  const board = new five.Board({ io, repl: false, debug: false, sigint: false });
  board.on('error', () => {});
  io.on('error', () => {});
  const components: (Component | undefined)[] = [];
  const late = setTimeout(() => end('it did not answer'), READY_WITHIN_MS);
  board.once('ready', () => {
    clearTimeout(late);
    const refused: { part: number; detail: string }[] = [];
    for (const [part] of parts.entries()) {
      try {
        components[part] = make(five, board, io, part);
      } catch (error) {
        refused.push({ part, detail: detailOf(error) });
      }
    }
    const dims = parts.flatMap(({ class: c }, part) => (c === 'Led' && components[part]?.['mode'] === io.MODES.PWM ? [part] : []));
    say({ kind: 'ready', refused, dims });
    const inputs = parts.flatMap((options, part): Input[] => {
      const component = components[part];
      return component !== undefined && CLASSES[options.class].role === 'sensor' ? [{ part, options, component }] : [];
    });
    watchInputs(io, inputs, (part, leaf, value) => say({ kind: 'value', part, leaf, value }));
  });
  port?.on('message', (message: ToPins) => {
    if (message.kind === 'bytes') hear(transport, io, message.bytes);
    else void obey(io, components[message.part], message);
  });
  transport.emit('open');
}

function hear(transport: Transport, io: FirmataIo, bytes: Uint8Array): void {
  try {
    transport.emit('data', bytes);
  } catch (error) {
    io.buffer.length = 0;
    if (!io.isReady) end(detailOf(error));
  }
}

/** One after the other: two commands to one pin would each take the other's answer for its own. */
let turn: Promise<unknown> = Promise.resolve();
function obey(io: FirmataIo, component: Component | undefined, { id, call }: ToPins & { kind: 'call' }): Promise<unknown> {
  turn = turn.then(async () => {
    const method = component?.[call.method];
    if (component === undefined || typeof method !== 'function') return say({ kind: 'done', id, trouble: 'it is not there' });
    try {
      method.apply(component, call.args);
      const trouble = await confirm(io, component);
      say({ kind: 'done', id, ...(trouble === undefined ? {} : { trouble }) });
    } catch (error) {
      say({ kind: 'done', id, trouble: detailOf(error) });
    }
  });
  return turn;
}

/** Throws with johnny-five's own words, or ours, where a part cannot be. */
function make(five: Five, board: EventEmitter, io: FirmataIo, part: number): Component {
  const { class: name, options } = parts[part] as PartOptions;
  const { pin } = options;
  for (const [other, { options: theirs, name: called }] of parts.entries())
    if (other < part && pin !== undefined && theirs['pin'] === pin) throw new Error(`pin ${String(pin)} is that of ${called} already`);
  if (pin !== undefined) demand(io, name, pin);
  const Class = five[name] as new (options: object) => Component;
  const component = new Class({ ...structuredClone(options), board });
  for (const each of pinsOf(component)) {
    // A relay is not told to be an output: johnny-five takes the pins of a board for outputs.
    if (name === 'Relay') io.pinMode(each, io.MODES.OUTPUT);
    // It pulls inputs up by writing to them, as Arduinos have it; Firmata has had a mode for that since 2.5.
    if (isPulledUp(name, options) && io.pins[each]?.supportedModes.includes(io.MODES.PULLUP)) io.pinMode(each, io.MODES.PULLUP);
  }
  return component;
}

const isPulledUp = (name: string, { pullup, isPullup, type = 'NO' }: PartOptions['options']): boolean =>
  name === 'Button' ? pullup === true || isPullup === true : name === 'Switch' && type === 'NO';

/** johnny-five drives pins that cannot, without a word. */
function demand(io: FirmataIo, name: string, pin: unknown): void {
  const analog = /^A(\d+)$/.exec(String(pin));
  const number = analog ? io.analogPins[Number(analog[1])] : Number(pin);
  const modes = number === undefined ? undefined : io.pins[number]?.supportedModes;
  if (modes === undefined || modes.length === 0) throw new Error(`this board has no pin ${String(pin)}`);
  if (name === 'Servo' && !modes.includes(io.MODES.SERVO)) throw new Error(`pin ${String(pin)} of this firmware drives no servo`);
  if (name === 'Motor' && !modes.includes(io.MODES.PWM)) throw new Error(`pin ${String(pin)} has no PWM`);
}

/** Nothing more is said; the thread is ended from outside. */
function end(detail: string): void {
  say({ kind: 'stuck', detail });
  port?.close();
}

try {
  begin(loadFive());
} catch (error) {
  const missing = error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND';
  say(missing ? { kind: 'absent', detail: detailOf(error) } : { kind: 'stuck', detail: detailOf(error) });
}
