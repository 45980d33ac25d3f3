/**
 * `kinglet feed`: plays a recording to a broker, a row a message, at a multiple of real time: for trying a recording on a running
 * daemon whose clock follows its readings (`watch: {clock: readings}`, `mqtt: {time: payload, time_field: time}`).
 *
 *     kinglet feed --broker URL [--rate 60|max] [--topic recordings/NAME] [--interval 1s] [--columns a,b] [--ignore c,d] FILE
 *
 * Message: {"time": "2020-03-09T10:14:33.000Z", "Pressure": 0.054711, …} at QoS 1, gaps left out, rows without a value not sent.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import mqtt, { type MqttClient } from 'mqtt';
import { formatNumber } from '../core/alert/index.ts';
import { describe, type Fault, FaultError, fail, fault, ok, type Result } from '../core/base/index.ts';
import { type TableOptions, TableReader, type TableRow } from '../core/protocol/table.ts';
import { createProgress } from './progress.ts';
import { optionFault, outputName, tableArguments, tableOptions } from './replay/arguments.ts';
import type { CommandIo } from './replay/index.ts';
import { readRows } from './replay/rows.ts';
import { openSource, type TextSource } from './replay/source.ts';

const usage =
  'Use: kinglet feed --broker URL [--rate 60|max] [--topic recordings/NAME] [--interval 1s] [--columns a,b] [--ignore c,d] FILE.';

/** Messages sent and not yet acknowledged. */
const inFlight = 64;
/** A recording's long pause is not waited out: at most this, in real milliseconds. */
const longestWait = 10_000;
const connectTimeout = 5_000;

interface FeedArguments {
  readonly broker: URL;
  /** Recorded seconds per real second; Infinity for as fast as the broker acknowledges. */
  readonly rate: number;
  readonly topic: string;
  readonly path: string;
  readonly table: TableOptions;
}

/** Runs the command; resolves with its exit code: 0, 2 for a bad argument or file, 1 for a broker that refuses, 130 when interrupted. */
export async function feed(args: readonly string[], io: CommandIo): Promise<number> {
  const say = (f: Fault, code: number): number => {
    io.stderr.write(`kinglet feed: ${describe(f)}\n`);
    return code;
  };
  const parsed = parseFeed(args);
  if (!parsed.ok) return say(parsed.fault, 2);
  const source = await openSource(parsed.value.path, io.stdin ?? process.stdin);
  if (!source.ok) return say(source.fault, 2);
  const connected = await connect(parsed.value.broker);
  if (!connected.ok) return say(connected.fault, 1);
  const client = connected.value;
  try {
    const sent = await play(client, source.value, parsed.value, io);
    if (io.stderr.isTTY) io.stderr.write(`${formatNumber(sent, 0)} rows sent to ${parsed.value.topic}.\n`);
    return 0;
  } catch (error) {
    if (io.signal.aborted) return 130;
    if (!(error instanceof FaultError)) throw error;
    return say(error.fault, error.fault.code.startsWith('broker/') ? 1 : 2);
  } finally {
    await client.endAsync(true);
  }
}

function parseFeed(args: readonly string[]): Result<FeedArguments> {
  let parsed: ReturnType<typeof read>;
  try {
    parsed = read(args);
  } catch (error) {
    return optionFault(error, usage);
  }
  const { values, positionals } = parsed;
  const path = positionals[0];
  if (path === undefined || positionals.length > 1) return fail('arguments/files', 'feed wants one file.', usage);
  if (values.broker === undefined)
    return fail('arguments/broker', 'feed wants --broker with an address like mqtt://127.0.0.1:1883.', usage);
  const broker = URL.parse(values.broker);
  if (broker === null || !/^(?:mqtts?|tcp|ssl|tls|wss?):$/.test(broker.protocol)) {
    return fail('arguments/broker', `--broker wants an address like mqtt://127.0.0.1:1883, not "${values.broker}".`);
  }
  const rate = values.rate === 'max' ? Number.POSITIVE_INFINITY : Number(values.rate ?? '60');
  if (!(rate > 0)) return fail('arguments/rate', `--rate wants a number above 0 or max, not "${values.rate}".`);
  const topic = values.topic ?? `recordings/${outputName(path).replace(/[^A-Za-z0-9_.-]+/g, '_') || 'recording'}`;
  if (topic === '' || topic.length > 200 || /[#+\p{C}]/u.test(topic) || topic.startsWith('$'))
    return fail('arguments/topic', `"${topic}" is no topic to publish on.`);
  const table = tableArguments(values);
  return table.ok ? ok({ broker, rate, topic, path, table: table.value }) : table;
}

const read = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    options: { ...tableOptions, broker: { type: 'string' }, rate: { type: 'string' }, topic: { type: 'string' } },
    allowPositionals: true,
  });

async function connect(broker: URL): Promise<Result<MqttClient>> {
  try {
    // A recording that stops half-way says nothing: no reconnecting.
    return ok(await mqtt.connectAsync(broker.href, { reconnectPeriod: 0, connectTimeout }, false));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'ECONNREFUSED' ? 'nobody is listening there' : message || String(code);
    return fail('broker/refused', `the broker at ${broker.host} cannot be reached: ${why}.`, undefined, error);
  }
}

/** Sends all rows; resolves with how many once the broker has them. */
async function play(
  client: MqttClient,
  source: TextSource,
  { rate, topic, table }: FeedArguments,
  { stderr, signal }: CommandIo,
): Promise<number> {
  const lost = new AbortController();
  client.on('error', () => undefined); // its close follows
  client.once('close', () => lost.abort());
  const stop = AbortSignal.any([signal, lost.signal]);
  const gone = (): FaultError => new FaultError(fault('broker/lost', 'the broker closed the connection.'));
  const progress = createProgress({ stream: stderr, label: topic, total: source.total });
  const reader = new TableReader(table);
  const waiting: Promise<unknown>[] = [];
  const pace = new Pace(rate);
  let sent = 0;
  try {
    for await (const rows of readRows(reader, source, stop)) {
      for (const row of rows) {
        const payload = message(row, reader.columns ?? []);
        if (payload === undefined) continue;
        const wait = pace.next(row.time, performance.now());
        if (wait > 0) await delay(wait, undefined, { signal: stop });
        const acknowledged = client.publishAsync(topic, payload, { qos: 1 });
        acknowledged.catch(() => undefined); // met below
        waiting.push(acknowledged);
        if (waiting.length >= inFlight) await orAborted(waiting.shift(), stop);
        sent++;
        progress.show({ bytes: source.read(), rows: sent });
      }
    }
    for (const acknowledged of waiting) await orAborted(acknowledged, stop);
    return sent;
  } catch (error) {
    if (lost.signal.aborted && !signal.aborted) throw gone();
    throw error;
  } finally {
    progress.clear();
  }
}

/** mqtt.js leaves a publish unsettled when its connection goes: the signal says so. */
async function orAborted(promise: Promise<unknown> | undefined, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** When each row is due. */
class Pace {
  readonly #rate: number;
  #due = Number.NaN;
  #last = Number.NaN;
  constructor(rate: number) {
    this.#rate = rate;
  }
  /** Milliseconds to wait at `now` (monotonic) before the row recorded at `time` is sent. */
  next(time: number, now: number): number {
    if (Number.isNaN(this.#due)) this.#due = now;
    else this.#due += Math.min(longestWait, Math.max(0, time - this.#last) / this.#rate);
    this.#last = time;
    return this.#due - now;
  }
}

/** The row as a JSON object, undefined when all its cells are gaps. Written by hand: a column may be called `__proto__`. */
function message(row: TableRow, columns: readonly string[]): string | undefined {
  let text = '';
  for (let i = 0; i < columns.length; i++) {
    const value = row.values[i] as number;
    if (!Number.isNaN(value) && columns[i] !== 'time') text += `,${JSON.stringify(columns[i])}:${value}`;
  }
  return text === '' ? undefined : `{"time":"${new Date(row.time).toISOString()}"${text}}`;
}
