/** The checker against TypeBox's own: what one accepts, the other does too. */
import Type, { type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { parseShaped } from '../../src/config/parse.ts';
import { shapeOf } from '../../src/config/shape.ts';

const string = Type.String({ description: 'd' });
const schemas: Readonly<Record<string, TSchema>> = {
  text: Type.String({ minLength: 2, maxLength: 4, pattern: '^[a-z]+$' }),
  whole: Type.Integer({ minimum: -1, maximum: 5 }),
  number: Type.Number({ minimum: 0 }),
  switch: Type.Boolean(),
  words: Type.Union([Type.Literal('on'), Type.Literal('off')]),
  enumeration: Type.Enum(['on', 'off']),
  list: Type.Array(Type.Integer(), { minItems: 1, maxItems: 2 }),
  either: Type.Union([Type.Integer(), Type.Array(Type.Integer())]),
  map: Type.Record(Type.String(), Type.Integer()),
  section: Type.Object({ a: string, b: Type.Optional(string) }, { additionalProperties: false }),
};
const values = [
  'ab',
  'a',
  'abcde',
  'A1',
  'on',
  'off',
  0,
  -1,
  -2,
  5,
  6,
  0.5,
  1e300,
  true,
  [],
  [1],
  [1, 2],
  [1, 2, 3],
  ['x'],
  {},
  { a: 'x' },
  { a: 'x', b: 'y' },
  { a: 1 },
  { a: 'x', c: 'y' },
];

describe.each(Object.entries(schemas))('%s', (_, schema) => {
  it.each(values.map((v) => [JSON.stringify(v), v]))('agrees about %s', (text, value) => {
    const parsed = parseShaped(String(text), 'f', shapeOf(schema));
    expect(parsed.ok).toBe(Value.Check(schema, value));
    if (parsed.ok) expect({ ...Object(parsed.value) }).toEqual({ ...Object(value) });
  });
});

it('refuses to build on a schema that it could not check', () => {
  expect(() => shapeOf(Type.Tuple([Type.String()]))).toThrow();
  expect(() => shapeOf(Type.Object({ a: Type.Unknown({ description: 'd' }) }))).toThrow('configuration.a: no way to check');
  expect(() => shapeOf(Type.Object({ a: Type.String() }))).toThrow('configuration.a: needs a description');
});

it('fills in the defaults of a list entry and of a section within a section', () => {
  const schema = Type.Object({
    ports: Type.Array(Type.Object({ baud: Type.Integer({ default: 115200, description: 'd' }) }), { default: [], description: 'd' }),
    outer: Type.Object(
      { inner: Type.Object({ x: Type.Integer({ default: 1, description: 'd' }) }, { default: {}, description: 'd' }) },
      { default: {}, description: 'd' },
    ),
  });
  expect(parseShaped('ports: [{}]', 'f', shapeOf(schema))).toEqual({
    ok: true,
    value: { ports: [{ baud: 115200 }], outer: { inner: { x: 1 } } },
  });
});

it('accepts an enumeration of numbers or text however it is quoted', () => {
  const schema = Type.Union([Type.Literal('5'), Type.Literal('3.1.1'), Type.Literal('auto')]);
  for (const text of ['5', '"5"', '3.1.1', 'auto']) expect(parseShaped(text, 'f', shapeOf(schema))).toMatchObject({ ok: true });
});

it('never repeats a secret, even when it is of the wrong type', () => {
  const schema = Type.Object({ password: Type.Optional(string), token: Type.Optional(Type.String({ description: 'd', pattern: '^x$' })) });
  const parsed = parseShaped('password: 987654\ntoken: hunter2', 'f', shapeOf(schema));
  expect(parsed.ok ? '' : parsed.fault.map((f) => f.detail)).toEqual([
    'f, line 1: password is a number, but it must be text; put it in quotes.',
    'f, line 2: token is a text, but it must be text.',
  ]);
});
