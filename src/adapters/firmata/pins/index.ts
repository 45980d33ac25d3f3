/**
 * What hangs on the pins of one board, by johnny-five in a thread of its own: sensors as readings, actuators as entities that obey.
 *
 *     Firmata's messages ─► thread: firmata-io ─ johnny-five ─┬─ value ─► reading
 *                                                             └─ done  ─► state of an entity
 */
import type { Clock } from '../../../agent/ports.ts';
import { type Fault, fail, fault, millis, type Result } from '../../../core/base/index.ts';
import type { Action, Attributes, Entity } from '../../../core/domain/home.ts';
import type { Reading } from '../../../core/domain/index.ts';
import type { SensorStream } from '../../../core/home/index.ts';
import type { PartOptions } from '../options.ts';
import { CLASSES } from './classes.ts';
import { attributesOf, type Domain, deedOf, type State, stateOf } from './commands.ts';
import type { FromPins } from './protocol.ts';
import { type PinsThread, startThread } from './thread.ts';

export interface PinsDeps {
  readonly stream: SensorStream;
  readonly clock: Clock;
  fault(fault: Fault, count?: number): void;
  /** Bytes for the board. */
  send(bytes: Uint8Array): void;
  /** Called when the board has been asked who it is. */
  asked(): void;
  /** Whether the line has just been corrupting messages. */
  isNoisy(): boolean;
  reading(reading: Reading): void;
}

interface Actuated {
  readonly part: number;
  readonly options: PartOptions;
  readonly domain: Domain;
  /** The same object for ever: what is told of it changes in place. */
  readonly entity: Entity & { state: string; attributes: Attributes };
  /** Undefined while it cannot be commanded. */
  state: State | undefined;
  dims: boolean;
  /** Why it cannot be used at all, where that is so. */
  refused: string | undefined;
}

/** Commands that wait for the board. */
const WAITING = 32;
/** Messages in a second: twice of what fits through 115,200 baud. */
const HEARD_MAX = 8_000;
const AGAIN_FIRST = 1_000;
const AGAIN_MAX = 30_000;

export class Pins {
  readonly #parts: readonly PartOptions[];
  readonly #device: string;
  readonly #deps: PinsDeps;
  readonly #actuated: readonly Actuated[];
  readonly #waiting = new Map<number, (trouble: string | undefined) => void>();
  #thread: PinsThread | undefined;
  #ending: Promise<unknown> = Promise.resolve();
  #stop = new AbortController();
  #again = AGAIN_FIRST;
  #next = 0;
  #started = Number.NEGATIVE_INFINITY;
  #revision = 1;
  #second = 0;
  #heard = 0;

  constructor(device: string, parts: readonly PartOptions[], deps: PinsDeps) {
    this.#device = device;
    this.#parts = parts;
    this.#deps = deps;
    this.#actuated = parts.flatMap((options, part) => this.#actuatedOf(options, part));
  }

  /** Those that can be commanded, as they are now; the objects stay the same. */
  get entities(): readonly Entity[] {
    return this.#actuated.map(({ entity }) => entity);
  }
  /** Another number when what they can do has changed. */
  get revision(): number {
    return this.#revision;
  }
  has(id: string): boolean {
    return this.#actuated.some(({ entity }) => entity.id === id);
  }

  /** The board is there, or has started again: begins anew. One that starts again and again is given more and more time. */
  start(): void {
    const now = this.#deps.clock.now();
    const rested = Math.abs(now - this.#started) > AGAIN_MAX;
    if (rested) this.#again = AGAIN_FIRST;
    if (rested || Math.abs(now - this.#started) > this.#again) this.#begin(now);
    else this.#later();
  }

  #begin(now: number): void {
    void this.stop();
    this.#stop = new AbortController();
    this.#started = now;
    const thread = startThread({ parts: this.#parts }, (message) => this.#hear(message));
    this.#thread = thread;
  }

  /** The board is gone. Resolves when the thread is. */
  async stop(): Promise<void> {
    this.#stop.abort();
    const thread = this.#thread;
    this.#thread = undefined;
    for (const each of this.#actuated) this.#set(each, undefined);
    for (const done of this.#waiting.values()) done('the board has gone');
    this.#waiting.clear();
    if (thread) this.#ending = Promise.all([this.#ending, thread.end()]);
    await this.#ending;
  }

  /** A whole message of Firmata's. The thread takes them in its own time: what no serial line can carry falls off, counted. */
  hear(message: Uint8Array): void {
    const second = Math.floor(this.#deps.clock.now() / 1_000);
    if (second !== this.#second) {
      this.#second = second;
      this.#heard = 0;
    }
    if (++this.#heard <= HEARD_MAX) this.#thread?.say({ kind: 'bytes', bytes: message });
    else this.#deps.fault(fault('board/flood', 'This board sends more than its pins can have to say; the rest is left alone.'));
  }

  /** Codes: `board/gone`, `board/cannot`, `board/busy`, `board/unsure`. */
  async perform(action: Action, signal: AbortSignal): Promise<Result<void>> {
    const found = this.#actuated.find(({ entity }) => entity.id === action.entity);
    if (found === undefined) throw new Error(`${action.entity} is none of ${this.#device}`);
    const { options, domain, state, part, dims } = found;
    if (found.refused !== undefined) return fail('board/part', `${options.name} cannot be used: ${found.refused}.`);
    if (state === undefined || this.#thread === undefined)
      return fail('board/gone', `${options.name} cannot be reached now.`, 'Is its board plugged in?');
    const deed = deedOf(options, domain, action, state, dims);
    if (!deed.ok) return deed;
    if (this.#waiting.size >= WAITING)
      return fail('board/busy', `${options.name} has more to do already than it can.`, 'Say it again in a moment.');
    const id = this.#next++;
    const trouble = await new Promise<string | undefined>((resolve) => {
      const leave = (): void => resolve('it took too long');
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.set(id, (said) => {
        signal.removeEventListener('abort', leave);
        resolve(said);
      });
      this.#thread?.say({ kind: 'call', id, part, call: deed.value.call });
      if (signal.aborted) leave();
    });
    this.#waiting.delete(id);
    if (trouble !== undefined) {
      // It may have been done or not: nothing is said of how it is.
      if (found.state !== undefined) this.#set(found, { ...state, share: undefined });
      return fail(
        'board/unsure',
        `${options.name} did not confirm what it was told: ${trouble}.`,
        'See whether it has moved before you say it again.',
      );
    }
    this.#set(found, deed.value.after);
    return { ok: true, value: undefined };
  }

  #actuatedOf(options: PartOptions, part: number): Actuated[] {
    const kind = CLASSES[options.class];
    if (kind.role === 'sensor') return [];
    const [usual] = kind.domains;
    if (usual === undefined) return [];
    const fits = options.as === undefined || kind.domains.includes(options.as);
    if (!fits) {
      const detail = `${options.name} is a ${options.class}, which can be no ${options.as}; it is a ${usual}.`;
      this.#deps.fault(fault('board/part', detail, `Write one of ${kind.domains.join(', ')}.`));
    }
    const domain = fits ? (options.as ?? usual) : usual;
    const id = `${domain}.${slug(this.#device)}_${slug(options.name)}`;
    const { name, aliases, area } = options;
    const told = { state: stateOf(domain, undefined), attributes: attributesOf(options, domain, undefined, false) };
    const entity = { id, domain, name, aliases, ...(area === undefined ? {} : { area }), ...told };
    return [{ part, options, domain, entity, state: undefined, dims: false, refused: undefined }];
  }

  #hear(message: FromPins): void {
    switch (message.kind) {
      case 'write':
        if (message.bytes[0] === 0xf9 || (message.bytes[0] === 0xf0 && message.bytes[1] === 0x79)) this.#deps.asked();
        this.#deps.send(message.bytes);
        return;
      case 'value':
        this.#value(message.part, message.leaf, message.value);
        return;
      case 'done':
        this.#waiting.get(message.id)?.(message.trouble);
        return;
      case 'ready':
        this.#ready(message);
        return;
      case 'absent':
        this.#deps.fault(
          fault(
            'board/johnny-five',
            'The parts of this board need johnny-five, which is not installed.',
            'Install Kinglet without --omit=optional.',
          ),
        );
        void this.stop();
        return;
      case 'stuck':
        this.#stuck(message.detail);
    }
  }

  #ready({ refused, dims }: FromPins & { kind: 'ready' }): void {
    for (const { part, detail } of refused)
      this.#deps.fault(
        fault(
          'board/part',
          `${this.#parts[part]?.name ?? 'A part'} cannot be used: ${detail}.`,
          'Compare its pin and options with the board.',
        ),
      );
    for (const each of this.#actuated) {
      const could = each.dims;
      each.dims = dims.includes(each.part);
      if (could !== each.dims) this.#revision++;
      // After a start the pins are off; where a servo stands nobody knows.
      const servo = each.options.class === 'Servo';
      each.refused = refused.find(({ part }) => part === each.part)?.detail;
      this.#set(each, each.refused === undefined ? { on: false, share: servo ? undefined : 0 } : undefined);
    }
  }

  #set(each: Actuated, state: State | undefined): void {
    each.state = state;
    each.entity.state = stateOf(each.domain, state);
    each.entity.attributes = attributesOf(each.options, each.domain, state, each.dims);
  }

  #stuck(detail: string): void {
    this.#deps.fault(fault('board/pins', `The talk with the pins of this board broke off (${detail}); it begins again.`));
    this.#later();
  }

  #later(): void {
    void this.stop();
    // A wait of its own, which the next start or stop ends.
    const wait = new AbortController();
    this.#stop = wait;
    const { clock } = this.#deps;
    void clock.sleep(millis(this.#again), wait.signal).then(() => {
      if (!wait.signal.aborted) this.#begin(clock.now());
    });
    this.#again = Math.min(AGAIN_MAX, this.#again * 2);
  }

  #value(part: number, leaf: string, value: number): void {
    const { stream, clock, fault: tell, isNoisy, reading } = this.#deps;
    const options = this.#parts[part];
    if (options === undefined) return;
    if (isNoisy()) {
      tell(
        fault(
          'board/noisy',
          'This line corrupts messages, and those of the pins have no checksum: what they say meanwhile is not taken.',
          'A bad cable, or electrical noise on it?',
        ),
      );
      return;
    }
    const kind = CLASSES[options.class];
    if (kind.role !== 'sensor') return;
    const path = leaf === '' || options.name.toLowerCase().includes(leaf) ? [options.name] : [options.name, leaf];
    let sensor = stream.at(path);
    if (sensor === undefined) {
      const unit = kind.unit(options);
      const met = stream.meet(path, { value, kind: kind.kind, unit: unit === '' ? undefined : unit, quantity: kind.quantity });
      if (met !== null && 'code' in met) {
        tell(met);
        return;
      }
      sensor = met;
    }
    if (sensor !== null) reading({ sensor, at: clock.now(), value });
  }
}

const slug = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '') || 'part';
