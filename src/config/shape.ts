/**
 * A configuration schema seen as one of a few shapes: what the checker, the example, the table and the editor's schema are made
 * from. Conventions beyond JSON Schema:
 *   - a property with a `default` may be left out of the file (and is never undefined after parsing);
 *   - `Type.Optional` may be left out and stays undefined; everything else is required;
 *   - `unit` names what a number counts ("minutes"), `examples[0]` is what a person might write.
 * Any other construct throws when the schema is composed: a schema that cannot be checked must not ship.
 */
export type Primitive = string | number | boolean;

export type Shape =
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, Field> }
  | { readonly kind: 'map'; readonly value: Shape; readonly max: number }
  | { readonly kind: 'list'; readonly item: Shape; readonly min: number; readonly max: number }
  | { readonly kind: 'text'; readonly pattern?: RegExp; readonly min: number; readonly max: number; readonly example?: string }
  | { readonly kind: 'number'; readonly whole: boolean; readonly min: number; readonly max: number; readonly unit: string }
  | { readonly kind: 'switch' }
  | { readonly kind: 'choice'; readonly values: readonly Primitive[] }
  | { readonly kind: 'either'; readonly shapes: readonly Shape[] };

export interface Field {
  readonly shape: Shape;
  readonly description: string;
  readonly fallback?: unknown;
  readonly required: boolean;
  readonly example?: unknown;
}

/** The parts of JSON Schema that are understood here. */
interface Schema {
  readonly type?: string;
  readonly const?: Primitive;
  readonly enum?: readonly Primitive[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly maxProperties?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly unit?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
}

/** Longest text and list where the schema sets no limit of its own. */
const TEXT_MAX = 4096;
const LIST_MAX = 1000;

export function shapeOf(schema: unknown, at = 'configuration'): Shape {
  const s = schema as Schema;
  if (s.anyOf) return unionOf(s.anyOf, at);
  if (s.enum) return { kind: 'choice', values: s.enum };
  if (s.const !== undefined) return { kind: 'choice', values: [s.const] };
  switch (s.type) {
    case 'object':
      return s.patternProperties ? mapOf(s, at) : objectOf(s, at);
    case 'array':
      return { kind: 'list', item: shapeOf(s.items, `${at}[]`), min: s.minItems ?? 0, max: s.maxItems ?? LIST_MAX };
    case 'string':
      return {
        kind: 'text',
        min: s.minLength ?? 0,
        max: s.maxLength ?? TEXT_MAX,
        ...(s.pattern === undefined ? {} : { pattern: new RegExp(s.pattern, 'u') }),
        ...(typeof s.examples?.[0] === 'string' ? { example: s.examples[0] } : {}),
      };
    case 'integer':
    case 'number':
      return {
        kind: 'number',
        whole: s.type === 'integer',
        min: s.minimum ?? Number.NEGATIVE_INFINITY,
        max: s.maximum ?? Number.POSITIVE_INFINITY,
        unit: s.unit ?? '',
      };
    case 'boolean':
      return { kind: 'switch' };
    default:
      throw new Error(`${at}: no way to check a schema of type ${String(s.type)}`);
  }
}

function objectOf(s: Schema, at: string): Shape {
  const fields = new Map<string, Field>();
  for (const [key, child] of Object.entries(s.properties ?? {})) {
    if (!child.description) throw new Error(`${at}.${key}: needs a description`);
    const example = child.examples?.[0];
    fields.set(key, {
      shape: shapeOf(child, `${at}.${key}`),
      description: child.description,
      required: child.default === undefined && (s.required?.includes(key) ?? false),
      ...(child.default === undefined ? {} : { fallback: child.default }),
      ...(example === undefined ? {} : { example }),
    });
  }
  return { kind: 'object', fields };
}

function mapOf(s: Schema, at: string): Shape {
  const value = Object.values(s.patternProperties ?? {})[0];
  return { kind: 'map', value: shapeOf(value, `${at}.*`), max: s.maxProperties ?? LIST_MAX };
}

/** A union of literals is one choice; other unions are tried in order. */
function unionOf(members: readonly Schema[], at: string): Shape {
  const shapes = members.map((m) => shapeOf(m, at));
  // The same word as number and as text (5 and "5") is one choice: the first.
  const given = shapes.flatMap((s) => (s.kind === 'choice' ? s.values : []));
  const values = given.filter((v, i) => given.findIndex((w) => String(w) === String(v)) === i);
  const others = shapes.filter((s) => s.kind !== 'choice');
  if (others.length === 0) return { kind: 'choice', values };
  return { kind: 'either', shapes: values.length > 0 ? [{ kind: 'choice', values }, ...others] : others };
}

/** What would be right, to stand after "must be". */
export function expected(shape: Shape): string {
  switch (shape.kind) {
    case 'object':
      return 'a section (indented lines of `key: value`)';
    case 'map':
      return 'a list of `name: value` lines';
    case 'list':
      return 'a list (lines beginning with `- `)';
    case 'text':
      return shape.example === undefined ? 'text' : `text such as ${JSON.stringify(shape.example)}`;
    case 'number':
      return `${shape.whole ? 'a whole number' : 'a number'}${range(shape.min, shape.max, shape.unit)}`;
    case 'switch':
      return 'true or false';
    case 'choice':
      return shape.values.length === 1 ? String(shape.values[0]) : `one of ${listed(shape.values.map(String))}`;
    case 'either':
      return shape.shapes.map(expected).join(', or ');
  }
}

function range(min: number, max: number, unit: string): string {
  const of = unit && ` ${unit}`;
  if (Number.isFinite(min) && Number.isFinite(max)) return ` between ${min} and ${max}${of}`;
  if (Number.isFinite(min)) return ` of at least ${min}${of}`;
  if (Number.isFinite(max)) return ` of at most ${max}${of}`;
  return unit && ` of ${unit}`;
}

const listed = (words: readonly string[]): string => `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
