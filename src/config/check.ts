/**
 * Checks a YAML tree against a shape and builds the value. Walks the tree itself, not plain data, because every fault names its
 * line. Refuses unknown and repeated keys. Aliases are followed; the number of visited nodes is bounded, so they cannot explode.
 */
import { type Document, isAlias, isMap, isScalar, isSeq, type LineCounter, type Node, type Pair } from 'yaml';
import { type Fault, fault } from '../core/base/index.ts';
import { nearest } from './nearest.ts';
import { expected, type Primitive, type Shape } from './shape.ts';

/** A key that stands in the file. */
export interface Seen {
  readonly line: number;
  readonly value: unknown;
}

const NODES_MAX = 20_000;
const FAULTS_MAX = 20;
const SECRET = /^(password|token|secret|passphrase)$/i;

/** Without anything that could disturb a terminal; shortened. */
export const printable = (text: string): string => {
  const clean = text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\u00b7');
  return clean.length > 60 ? `${clean.slice(0, 57)}...` : clean;
};

export class Checker {
  readonly faults: Fault[] = [];
  /** By path as written in messages: `mqtt.url`, `serial[0].port`. */
  readonly seen = new Map<string, Seen>();
  readonly #document: Document;
  readonly #lines: LineCounter;
  readonly #file: string;
  #visited = 0;

  constructor(document: Document, lines: LineCounter, file: string) {
    this.#document = document;
    this.#lines = lines;
    this.#file = file;
  }

  /** The value of `node` with defaults filled in; undefined where a fault was noted. */
  check(shape: Shape, given: Node | null | undefined, path: string, fallbackLine = 1): unknown {
    if (++this.#visited > NODES_MAX) {
      this.report('config/too-large', fallbackLine, `the file unfolds to more than ${NODES_MAX} values; write less, or fewer aliases`);
      return undefined;
    }
    const line = this.lineOf(given) ?? fallbackLine;
    const node = isAlias(given) ? given.resolve(this.#document) : given;
    if (isAlias(given) && !node) {
      this.report(
        'config/value',
        line,
        `${path} is the alias *${printable(given.source)}, but nothing above is marked &${printable(given.source)}; write the value itself`,
      );
      return undefined;
    }
    switch (shape.kind) {
      case 'object':
        return this.#object(shape, node, path, line);
      case 'map':
        return this.#map(shape, node, path, line);
      case 'list':
        return this.#list(shape, node, path, line);
      case 'either':
        return this.#either(shape, node, path, line);
      default:
        return this.#scalar(shape, node, path, line);
    }
  }

  lineOf(node: unknown): number | undefined {
    const start = (node as Node | undefined)?.range?.[0];
    return start === undefined ? undefined : this.#lines.linePos(start).line;
  }

  report(code: Fault['code'], line: number, sentence: string): void {
    if (this.faults.length < FAULTS_MAX)
      this.faults.push(fault(code, `${printable(this.#file)}, line ${line}: ${sentence}${sentence.endsWith('?') ? '' : '.'}`));
  }

  #object(shape: Shape & { kind: 'object' }, node: unknown, path: string, line: number): unknown {
    // An empty section (all its lines commented out) means its defaults.
    if (!isMap(node) && !isEmpty(node)) return this.#mistyped(shape, node, path, line);
    const out: Record<string, unknown> = {};
    const found = new Set<string>();
    for (const [key, pair, at] of this.#entries(node, path, line)) {
      const field = shape.fields.get(key);
      if (!field) {
        const cure = cureOf(key, shape, path);
        this.report('config/unknown-key', at, `${path ? `${path} has` : 'there is'} no key "${printable(key)}"; ${cure}`);
        continue;
      }
      found.add(key);
      const where = path ? `${path}.${key}` : key;
      const value = this.check(field.shape, pair.value as Node | null, where, at);
      // A section without lines is as good as absent.
      if (!isEmpty(pair.value)) this.seen.set(where, { line: at, value });
      if (value !== undefined) out[key] = value;
    }
    for (const [key, field] of shape.fields) {
      if (found.has(key)) continue;
      if (field.required) {
        const sample = field.example === undefined ? `${key}: …` : `${key}: ${String(field.example)}`;
        this.report(
          'config/missing',
          line,
          `${path || 'the file'} needs the key "${key}", which is missing; write for example \`${sample}\``,
        );
      } else if (field.fallback !== undefined) out[key] = withDefaults(field.shape, field.fallback);
    }
    return out;
  }

  #map(shape: Shape & { kind: 'map' }, node: unknown, path: string, line: number): unknown {
    if (!isMap(node) && !isEmpty(node)) return this.#mistyped(shape, node, path, line);
    const entries = this.#entries(node, path, line);
    if (entries.length > shape.max)
      this.report('config/range', line, `${path} has ${entries.length} entries, but at most ${shape.max} are allowed`);
    // A null prototype: the names are the user's, `__proto__` included.
    const out: Record<string, unknown> = Object.create(null);
    for (const [key, pair, at] of entries.slice(0, shape.max))
      out[key] = this.check(shape.value, pair.value as Node | null, `${path}.${key}`, at);
    return out;
  }

  #list(shape: Shape & { kind: 'list' }, node: unknown, path: string, line: number): unknown {
    if (isEmpty(node) && shape.min === 0) return [];
    if (!isSeq(node)) return this.#mistyped(shape, node, path, line);
    const count = node.items.length;
    if (count < shape.min || count > shape.max) {
      const limit = count > shape.max ? `at most ${shape.max}` : `at least ${shape.min}`;
      this.report('config/range', line, `${path} has ${count} entries, but ${limit} must be given`);
      return undefined;
    }
    return node.items.map((item, i) => this.check(shape.item, item as Node, `${path}[${i}]`, line));
  }

  #either(shape: Shape & { kind: 'either' }, node: unknown, path: string, line: number): unknown {
    const before = this.faults.length;
    for (const candidate of shape.shapes) {
      const value = this.check(candidate, node as Node, path, line);
      if (this.faults.length === before) return value;
      // A section or list written as one is judged as one: its own faults say more than "must be this or that".
      if ((candidate.kind === 'object' && isMap(node)) || (candidate.kind === 'list' && isSeq(node))) return undefined;
      this.faults.length = before;
    }
    return this.#mistyped(shape, node, path, line);
  }

  #scalar(shape: Shape, node: unknown, path: string, line: number): unknown {
    if (!isScalar(node) || node.value === null) return this.#mistyped(shape, node, path, line);
    const value = node.value as Primitive;
    switch (shape.kind) {
      case 'choice': {
        // `version: 5` and `version: "5"` mean the same.
        const match = shape.values.find((v) => v === value || String(v) === String(value) || String(v) === node.source);
        return match ?? this.#wrong('config/choice', shape, node, path, line);
      }
      case 'switch':
        return typeof value === 'boolean' ? value : this.#mistyped(shape, node, path, line);
      case 'number':
        if (typeof value !== 'number' || Number.isNaN(value)) return this.#mistyped(shape, node, path, line);
        if (shape.whole && !Number.isInteger(value)) return this.#wrong('config/range', shape, node, path, line);
        return value >= shape.min && value <= shape.max ? value : this.#wrong('config/range', shape, node, path, line);
      case 'text':
        if (typeof value !== 'string') return this.#mistyped(shape, node, path, line);
        if (value.length < shape.min || value.length > shape.max) {
          const limit = value.length === 0 ? 'it must not be empty' : `between ${shape.min} and ${shape.max} are allowed`;
          this.report('config/range', line, `${path} has ${value.length} characters, but ${limit}`);
          return undefined;
        }
        return shape.pattern?.test(value) === false ? this.#wrong('config/value', shape, node, path, line) : value;
      default:
        throw new Error(`not a scalar: ${shape.kind}`);
    }
  }

  /** The pairs of a map with their names and lines; noted and left out: repeated names, names that are not plain text. */
  #entries(node: unknown, path: string, line: number): [string, Pair, number][] {
    if (!isMap(node)) return [];
    const first = new Map<string, number>();
    return node.items.flatMap((pair): [string, Pair, number][] => {
      const at = this.lineOf(pair.key) ?? line;
      if (!isScalar(pair.key)) {
        this.report('config/type', at, `${path || 'the file'} has a key that is not plain text; write \`key: value\``);
        return [];
      }
      const key = String(pair.key.source ?? pair.key.value);
      const earlier = first.get(key);
      if (earlier !== undefined) {
        this.report(
          'config/duplicate-key',
          at,
          `"${printable(key)}" stands twice in ${path || 'the file'} (first on line ${earlier}); keep one of them`,
        );
        return [];
      }
      first.set(key, at);
      return [[key, pair, at]];
    });
  }

  #mistyped(shape: Shape, node: unknown, path: string, line: number): undefined {
    return this.#wrong('config/type', shape, node, path, line);
  }

  #wrong(code: Fault['code'], shape: Shape, node: unknown, path: string, line: number): undefined {
    const quote = shape.kind === 'text' && isScalar(node) && (typeof node.value === 'number' || typeof node.value === 'boolean');
    const secret = SECRET.test(path.split('.').at(-1) ?? '');
    const cure = quote ? (secret ? '; put it in quotes' : `; put it in quotes: "${printable(String(node.source))}"`) : '';
    this.report(code, line, `${path || 'the file'} is ${found(node, secret)}, but it must be ${expected(shape)}${cure}`);
    return undefined;
  }
}

/** What to write instead of an unknown key. */
function cureOf(key: string, shape: Shape & { kind: 'object' }, path: string): string {
  // At the margin: perhaps its section's line is missing, or still commented out.
  const homes =
    path === '' ? [...shape.fields].filter(([, { shape: s }]) => s.kind === 'object' && s.fields.has(key)).map(([name]) => name) : [];
  if (homes.length > 0) return `it belongs below ${homes.map((h) => `"${h}:"`).join(' or ')}, indented`;
  const near = nearest(key, shape.fields.keys());
  return near ? `did you mean "${near}"?` : `known are ${[...shape.fields.keys()].join(', ')}`;
}

const isEmpty = (node: unknown): boolean => node === null || node === undefined || (isScalar(node) && node.value === null);

function found(node: unknown, secret: boolean): string {
  if (isEmpty(node)) return 'empty';
  if (isMap(node)) return 'a section';
  if (isSeq(node)) return 'a list';
  if (!isScalar(node)) return 'something else';
  if (secret) return `a ${typeof node.value === 'string' ? 'text' : typeof node.value}`;
  if (typeof node.value === 'string') return `"${printable(node.value)}"`;
  return printable(String(node.source ?? node.value));
}

/** A default as the parser would have built it: an omitted section gets the defaults of its keys. */
function withDefaults(shape: Shape, fallback: unknown): unknown {
  if (shape.kind !== 'object') return structuredClone(fallback);
  const given = fallback as Readonly<Record<string, unknown>>;
  const out: Record<string, unknown> = {};
  for (const [key, field] of shape.fields) {
    const value = given[key] ?? field.fallback;
    if (value !== undefined) out[key] = withDefaults(field.shape, value);
  }
  return out;
}
