/**
 * Counters and gauges in Prometheus' text format 0.0.4
 * (https://github.com/prometheus/docs/blob/main/docs/instrumenting/exposition_formats.md). Label values may come from the wire, so
 * each metric keeps at most `seriesMax` series; what comes later is added to one series labelled `other`.
 */
export type Labels = Readonly<Record<string, string>>;

export interface Counter {
  /** `by` >= 0; throws on less, since a counter only goes up. */
  add(by?: number, labels?: Labels): void;
  /** For what is counted elsewhere: reads the count when it is asked for. */
  read(from: () => number): void;
}
export interface Gauge {
  set(value: number, labels?: Labels): void;
  /** Reads the value when it is asked for. */
  read(from: () => number): void;
}

export const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';
const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;

class Series implements Counter, Gauge {
  readonly #values = new Map<string, number>();
  #source: (() => number) | undefined;
  readonly #labels: readonly string[];
  readonly #max: number;

  constructor(labels: readonly string[], max: number) {
    this.#labels = labels;
    this.#max = max;
  }
  add(by = 1, labels: Labels = {}): void {
    if (!(by >= 0)) throw new RangeError(`a counter cannot go up by ${by}`);
    const key = this.#key(labels);
    this.#values.set(key, (this.#values.get(key) ?? 0) + by);
  }
  set(value: number, labels: Labels = {}): void {
    this.#values.set(this.#key(labels), value);
  }
  read(from: () => number): void {
    this.#source = from;
  }
  *lines(name: string): Generator<string> {
    if (this.#source) yield `${name} ${number(this.#source())}`;
    for (const [labels, value] of this.#values) yield `${name}${labels} ${number(value)}`;
  }
  #key(given: Labels): string {
    const key = this.#written((label) => given[label] ?? '');
    return this.#values.has(key) || this.#values.size < this.#max ? key : this.#written(() => 'other');
  }
  #written(valueFor: (label: string) => string): string {
    return this.#labels.length === 0 ? '' : `{${this.#labels.map((l) => `${l}="${escaped(valueFor(l))}"`).join(',')}}`;
  }
}

export class Metrics {
  readonly #metrics = new Map<string, { readonly type: string; readonly help: string; readonly series: Series }>();
  readonly #seriesMax: number;

  constructor(seriesMax = 500) {
    this.#seriesMax = seriesMax;
  }
  /** Names end in `_total`; the same name gives the same counter. */
  counter(name: string, help: string, labels: readonly string[] = []): Counter {
    return this.#series('counter', name, help, labels);
  }
  gauge(name: string, help: string, labels: readonly string[] = []): Gauge {
    return this.#series('gauge', name, help, labels);
  }
  /** Everything, for `GET /metrics`. */
  text(): string {
    const blocks = [...this.#metrics].map(([name, { type, help, series }]) => {
      const helpText = help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
      return [`# HELP ${name} ${helpText}`, `# TYPE ${name} ${type}`, ...series.lines(name)].join('\n');
    });
    return blocks.length > 0 ? `${blocks.join('\n')}\n` : '';
  }
  #series(type: string, name: string, help: string, labels: readonly string[]): Series {
    if (![name, ...labels].every((word) => NAME.test(word)))
      throw new Error(`not a name of a metric or label: ${[name, ...labels].join(', ')}`);
    const known = this.#metrics.get(name);
    if (known && known.type !== type) throw new Error(`${name} is a ${known.type} already`);
    const series = known?.series ?? new Series(labels, this.#seriesMax);
    if (!known) this.#metrics.set(name, { type, help, series });
    return series;
  }
}

const escaped = (value: string): string => value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
const number = (value: number): string => (value === Infinity ? '+Inf' : value === -Infinity ? '-Inf' : String(value));
