/**
 * A serial port as a source of readings; it comes back by itself when it was unplugged.
 *
 *     open ─► bytes ─► lines ─► values ─► sensors ─► [ queue ≤ limit, oldest falls off, counted ] ─► batches
 *       ▲── wait (exponential, jitter) ◄── gone ◄┘
 *
 * A serial line waits for nobody, so nothing here can make it wait.
 */
import type { Clock, Observer, Source } from '../../agent/ports.ts';
import { BoundedQueue, fault, millis, seconds } from '../../core/base/index.ts';
import type { Reading } from '../../core/domain/index.ts';
import type { SensorStream, Sensors } from '../../core/home/index.ts';
import { LineReader } from '../../core/protocol/line.ts';
import { LineSplitter } from '../../core/protocol/line-splitter.ts';
import { type Channel, openPort } from './open.ts';
import type { SerialPortOptions } from './options.ts';
import { defaultName, type PortInfo, parsePortName } from './port.ts';

export { SerialOptions, SerialPortOptions } from './options.ts';

export interface SerialDeps {
  readonly clock: Clock;
  readonly observer: Observer;
  readonly sensors: Sensors;
  /** 0 ≤ x < 1, for the jitter of reopening. */
  readonly random?: () => number;
  /** All serial ports of this machine; serialport's own list by default. */
  readonly list?: () => Promise<readonly PortInfo[]>;
  /** Most readings waiting. */
  readonly queue?: number;
}

/** Readings handed over at once. */
const batchSize = 1_024;
const firstWait = millis(500);
const longestWait = seconds(10);

export function createSerialSource(options: SerialPortOptions, deps: SerialDeps): Source {
  const name = `serial:${options.port}`;
  return {
    name,
    async *readings(signal) {
      const port = new Port(name, options, deps);
      const stop = new AbortController();
      const running = port.run(AbortSignal.any([signal, stop.signal]));
      try {
        yield* port.batches();
      } finally {
        stop.abort();
        await running;
      }
    },
  };
}

class Port {
  readonly #name: string;
  readonly #options: SerialPortOptions;
  readonly #deps: SerialDeps;
  readonly #queue: BoundedQueue<Reading>;
  readonly #splitter = new LineSplitter();
  readonly #reader: LineReader;
  readonly #stream: SensorStream;
  #overlong = 0;
  #dropped = 0;

  constructor(name: string, options: SerialPortOptions, deps: SerialDeps) {
    this.#name = name;
    this.#options = options;
    this.#deps = deps;
    this.#queue = new BoundedQueue(deps.queue ?? 10_000);
    this.#reader = new LineReader(options);
    this.#stream = deps.sensors.stream({ device: [options.name ?? defaultName(parsePortName(options.port))], leaf: [] });
  }

  async *batches(): AsyncGenerator<readonly Reading[], void, undefined> {
    while (await this.#queue.ready()) yield this.#queue.take(batchSize);
  }

  /** Keeps the port open until the signal aborts; never rejects for trouble with the port. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, observer, random = Math.random } = this.#deps;
    const portName = parsePortName(this.#options.port);
    signal.addEventListener('abort', () => this.#queue.close(), { once: true });
    if (signal.aborted) this.#queue.close();
    let wait: number = firstWait;
    while (!signal.aborted) {
      const opened = await openPort(portName, this.#options.baud, signal, this.#deps);
      if (opened.ok) {
        const began = clock.now();
        await this.#listen(opened.value, signal);
        if (signal.aborted) return;
        if (clock.now() - began >= longestWait) wait = firstWait;
      } else if (!signal.aborted) observer.fault(this.#name, opened.fault);
      await clock.sleep(millis(wait * (1 - random() / 2)), signal);
      wait = Math.min(longestWait, wait * 2);
    }
  }

  /** Takes what the port says until it is gone or the signal aborts. */
  async #listen(channel: Channel, signal: AbortSignal): Promise<void> {
    const { observer } = this.#deps;
    const { stream } = channel;
    this.#splitter.reset();
    this.#reader.reset();
    observer.link(this.#name, true, channel.at);
    const gone = new Promise<void>((resolve) => {
      stream.on('error', () => {}); // 'close' follows
      stream.once('close', () => resolve());
      stream.on('end', () => void channel.close());
      if (stream.closed) resolve();
    });
    stream.on('data', (chunk: Uint8Array) => this.#take(chunk));
    const leave = (): void => void channel.close();
    signal.addEventListener('abort', leave, { once: true });
    if (signal.aborted) leave();
    await gone;
    signal.removeEventListener('abort', leave);
    observer.link(this.#name, false, signal.aborted ? undefined : `${channel.at} has gone`);
    if (!signal.aborted) observer.fault(this.#name, fault('serial/lost', `${channel.at} has gone; Kinglet looks for it again.`));
  }

  #take(chunk: Uint8Array): void {
    this.#splitter.push(chunk, (line) => this.#takeLine(line));
    const { observer } = this.#deps;
    const overlong = this.#splitter.dropped - this.#overlong;
    if (overlong > 0) {
      this.#overlong += overlong;
      observer.fault(
        this.#name,
        fault(
          'line/too-long',
          `A line is longer than ${this.#splitter.limit} bytes and was dropped.`,
          'Is the baud rate that of the device?',
        ),
        overlong,
      );
    }
    const dropped = this.#queue.dropped - this.#dropped;
    if (dropped > 0) {
      this.#dropped += dropped;
      observer.fault(this.#name, fault('serial/overflow', 'More readings arrive than can be watched; the oldest fall off.'), dropped);
    }
  }

  #takeLine(line: Uint8Array): void {
    const { clock, observer } = this.#deps;
    const read = this.#reader.read(line);
    if (!read.ok) {
      observer.fault(this.#name, read.fault);
      return;
    }
    const at = clock.now();
    for (const leaf of read.value) {
      let sensor = this.#stream.at(leaf.path);
      if (sensor === undefined) {
        const met = this.#stream.meet(leaf.path, { value: leaf.value, kind: leaf.kind, unit: leaf.unit ?? this.#unitOf(leaf.path) });
        if (met !== null && 'code' in met) {
          observer.fault(this.#name, met);
          continue;
        }
        sensor = met;
      }
      if (sensor !== null) this.#queue.push({ sensor, at, value: leaf.value });
    }
  }

  /** The owner's unit for a column, by its place in `columns`, or, without names, by its number. */
  #unitOf(path: readonly string[]): string | undefined {
    const { columns, units } = this.#options;
    const column = path.at(-1) ?? '';
    const numbered = /^column (\d+)$/.exec(column);
    const unit =
      units[columns.includes(column) ? columns.indexOf(column) : numbered ? Number(numbered[1]) - 1 : column === 'value' ? 0 : -1];
    return unit === '' ? undefined : unit;
  }
}
