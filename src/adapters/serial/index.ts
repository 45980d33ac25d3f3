/**
 * A serial port as a source of readings; it comes back by itself when it was unplugged.
 *
 *     open ─► bytes ─► lines ─► values ─► sensors ─► [ queue ≤ limit, oldest falls off, counted ] ─► batches
 *       ▲── wait (exponential, jitter) ◄── gone ◄┘
 *
 * A serial line waits for nobody, so nothing here can make it wait.
 */
import type { Source } from '../../agent/ports.ts';
import { BoundedQueue, fault } from '../../core/base/index.ts';
import type { Reading } from '../../core/domain/index.ts';
import type { SensorStream, Sensors } from '../../core/home/index.ts';
import { LineReader } from '../../core/protocol/line.ts';
import { LineSplitter } from '../../core/protocol/line-splitter.ts';
import { keepOpen, type LinkDeps } from './link.ts';
import type { SerialPortOptions } from './options.ts';
import { defaultName, parsePortName } from './port.ts';

export { keepOpen, type LinkDeps, type LinkUser } from './link.ts';
export { SerialOptions, SerialPortOptions } from './options.ts';
export { defaultName, parsePortName } from './port.ts';

export interface SerialDeps extends LinkDeps {
  readonly sensors: Sensors;
  /** Most readings waiting. */
  readonly queue?: number;
}

/** Readings handed over at once. */
const batchSize = 1_024;

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
  run(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => this.#queue.close(), { once: true });
    if (signal.aborted) this.#queue.close();
    const { port, baud } = this.#options;
    const opened = (): void => {
      this.#splitter.reset();
      this.#reader.reset();
    };
    return keepOpen({ name: this.#name, port, baud }, { opened, data: (chunk) => this.#take(chunk) }, this.#deps, signal);
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
