/** Reads expressions, with Jinja's precedences: if < or < and < not < comparison < + - < ~ < * / // % < ** < sign, filter, test. */
import type { Arguments, BinaryOp, CompareOp, Expression } from './ast.ts';
import { hasFilter, hasFunction, hasMethod, hasTest } from './known.ts';
import type { Reader } from './reader.ts';
import { floatOf, type Value } from './value.ts';

export function parseExpression(r: Reader): Expression {
  return r.deeper(() => {
    let expression = parseOr(r);
    while (r.accept('name', 'if')) {
      const test = parseOr(r);
      const no = r.accept('name', 'else') ? parseExpression(r) : undefined;
      expression = { type: 'choice', test, yes: expression, no };
    }
    return expression;
  });
}

/** `a, b` is a tuple, as in `{{ a, b }}`, `for x in a, b` and `x[a, b]`. */
export function parseTuple(r: Reader, item: (r: Reader) => Expression = parseExpression): Expression {
  const first = item(r);
  if (!r.isOp(',')) return first;
  const items = [first];
  while (r.accept('op', ',')) {
    if (r.is('end') || r.isOp(')') || r.isOp('=') || r.is('name', 'in')) break;
    items.push(item(r));
  }
  return { type: 'tuple', items };
}

export function parseOr(r: Reader): Expression {
  let left = parseAnd(r);
  while (r.accept('name', 'or')) left = { type: 'or', left, right: parseAnd(r) };
  return left;
}

function parseAnd(r: Reader): Expression {
  let left = parseNot(r);
  while (r.accept('name', 'and')) left = { type: 'and', left, right: parseNot(r) };
  return left;
}

function parseNot(r: Reader): Expression {
  if (!r.accept('name', 'not')) return parseCompare(r);
  return r.deeper(() => ({ type: 'unary', op: 'not', of: parseNot(r) }));
}

const comparisons: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=']);

function parseCompare(r: Reader): Expression {
  const first = parseSum(r);
  const rest: [CompareOp, Expression][] = [];
  for (;;) {
    if (r.is('op') && comparisons.has(r.token.text)) rest.push([r.take().text as CompareOp, parseSum(r)]);
    else if (r.accept('name', 'in')) rest.push(['in', parseSum(r)]);
    else if (r.is('name', 'not') && r.following.kind === 'name' && r.following.text === 'in') {
      r.take();
      r.take();
      rest.push(['not in', parseSum(r)]);
    } else return rest.length === 0 ? first : { type: 'compare', first, rest };
  }
}

const binary =
  (ops: readonly BinaryOp[], inner: (r: Reader) => Expression) =>
  (r: Reader): Expression => {
    let left = inner(r);
    while (r.is('op') && ops.includes(r.token.text as BinaryOp))
      left = { type: 'binary', op: r.take().text as BinaryOp, left, right: inner(r) };
    return left;
  };

const parsePower = binary(['**'], (r) => parseUnary(r, true));
const parseProduct = binary(['*', '/', '//', '%'], parsePower);
const parseSum = binary(['+', '-'], parseConcat);

function parseConcat(r: Reader): Expression {
  const first = parseProduct(r);
  if (!r.isOp('~')) return first;
  const items = [first];
  while (r.accept('op', '~')) items.push(parseProduct(r));
  return { type: 'concat', items };
}

/** A sign binds closer than `**`, and a filter behind it takes the signed value: `-2|abs` is 2. */
function parseUnary(r: Reader, filters: boolean): Expression {
  const sign = r.isOp('-') ? '-' : r.isOp('+') ? '+' : undefined;
  let expression: Expression;
  if (sign !== undefined) {
    r.take();
    expression = r.deeper(() => ({ type: 'unary', op: sign, of: parseUnary(r, false) }));
  } else expression = parsePrimary(r);
  expression = parsePostfix(r, expression);
  return filters ? parseFilters(r, expression) : expression;
}

const constants: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
]);

function parsePrimary(r: Reader): Expression {
  const token = r.token;
  switch (token.kind) {
    case 'name': {
      r.take();
      const constant = constants.get(token.text);
      return constant === undefined ? { type: 'name', name: token.text } : { type: 'constant', value: constant };
    }
    case 'string': {
      let value = '';
      while (r.is('string')) value += r.take().text;
      return { type: 'constant', value };
    }
    case 'int':
      r.take();
      return { type: 'constant', value: integer(r, token.text) };
    case 'float':
      r.take();
      return { type: 'constant', value: floatOf(Number(token.text.replaceAll('_', ''))) };
    case 'op':
      if (token.text === '(' || token.text === '[' || token.text === '{') {
        r.take();
        return r.deeper(() => (token.text === '(' ? inBrackets(r) : token.text === '[' ? listOf(r) : dictOf(r)));
      }
      break;
    default:
  }
  throw r.unexpected();
}

function integer(r: Reader, text: string): number {
  const value = Number(text.replaceAll('_', ''));
  if (!Number.isSafeInteger(value)) throw r.unsupported(`the number ${text.slice(0, 24)} is too large`);
  return value;
}

function inBrackets(r: Reader): Expression {
  if (r.accept('op', ')')) return { type: 'tuple', items: [] };
  const inside = parseTuple(r);
  r.expect('op', ')');
  return inside;
}

function listOf(r: Reader): Expression {
  const items: Expression[] = [];
  while (!r.accept('op', ']')) {
    if (items.length > 0) r.expect('op', ',');
    if (r.accept('op', ']')) break;
    items.push(parseExpression(r));
  }
  return { type: 'list', items };
}

function dictOf(r: Reader): Expression {
  const pairs: [Expression, Expression][] = [];
  while (!r.accept('op', '}')) {
    if (pairs.length > 0) r.expect('op', ',');
    if (r.accept('op', '}')) break;
    const key = parseExpression(r);
    r.expect('op', ':');
    pairs.push([key, parseExpression(r)]);
  }
  return { type: 'dict', pairs };
}

function parsePostfix(r: Reader, of: Expression): Expression {
  let expression = of;
  for (;;) {
    if (r.accept('op', '.')) expression = afterDot(r, expression);
    else if (r.accept('op', '[')) expression = r.deeper(() => subscript(r, expression));
    else if (r.isOp('(')) expression = call(r, expression);
    else return expression;
  }
}

function afterDot(r: Reader, of: Expression): Expression {
  if (r.is('int')) return { type: 'index', of, index: { type: 'constant', value: integer(r, r.take().text) } };
  const { text: name, at } = r.expect('name');
  if (!r.isOp('(')) return { type: 'attribute', of, name };
  if (of.type === 'name' && of.name === 'dict' && name === 'from_keys')
    return { type: 'call', name: 'dict.from_keys', args: callArguments(r) };
  if (!hasMethod(name)) throw r.unsupported(`the method "${name}"`, at);
  return { type: 'method', of, name, args: callArguments(r) };
}

function subscript(r: Reader, of: Expression): Expression {
  const parts: (Expression | undefined)[] = [undefined];
  while (!r.isOp(']')) {
    if (r.accept('op', ':')) parts.push(undefined);
    else if (parts.at(-1) === undefined) parts[parts.length - 1] = parseTuple(r);
    else throw r.unexpected(']');
    if (parts.length > 3) throw r.unexpected(']');
  }
  r.take();
  const [index] = parts;
  if (parts.length > 1) return { type: 'slice', of, parts };
  if (index === undefined) throw r.unexpected();
  return { type: 'index', of, index };
}

function call(r: Reader, of: Expression): Expression {
  if (of.type !== 'name') throw r.unsupported('a call of something that is no function');
  if (!hasFunction(of.name)) throw r.unsupported(`the function "${of.name}"`);
  return { type: 'call', name: of.name, args: callArguments(r) };
}

const noArguments: Arguments = { positional: [], named: [] };

function callArguments(r: Reader): Arguments {
  return r.deeper(() => {
    r.expect('op', '(');
    const positional: Expression[] = [];
    const named: [string, Expression][] = [];
    while (!r.accept('op', ')')) {
      if (positional.length + named.length > 0) r.expect('op', ',');
      if (r.accept('op', ')')) break;
      if (r.isOp('*') || r.isOp('**')) throw r.unsupported('"*" before an argument');
      if (r.is('name') && r.following.kind === 'op' && r.following.text === '=') {
        const name = r.take().text;
        r.take();
        named.push([name, parseExpression(r)]);
      } else if (named.length > 0) throw r.unexpected('name=');
      else positional.push(parseExpression(r));
    }
    return { positional, named };
  });
}

function parseFilters(r: Reader, of: Expression): Expression {
  let expression = of;
  for (;;) {
    if (r.accept('op', '|')) expression = parseFilter(r, expression);
    else if (r.accept('name', 'is')) expression = parseTest(r, expression);
    else if (r.isOp('(')) expression = call(r, expression);
    else return expression;
  }
}

/** What stands behind a `|`. */
export function parseFilter(r: Reader, of: Expression): Expression {
  const { text: name, at } = r.expect('name');
  if (!hasFilter(name)) throw r.unsupported(`the filter "${name}"`, at);
  return { type: 'filter', of, name, args: r.isOp('(') ? callArguments(r) : noArguments };
}

/** Words that go on with the expression instead of being the argument of a test without brackets. */
const notArguments: ReadonlySet<string> = new Set(['else', 'or', 'and', 'if', 'is', 'in', 'not', 'recursive']);

function parseTest(r: Reader, of: Expression): Expression {
  const negated = r.accept('name', 'not');
  const { text: name, at } = r.expect('name');
  if (!hasTest(name)) throw r.unsupported(`the test "${name}"`, at);
  let args = noArguments;
  if (r.isOp('(')) args = callArguments(r);
  else if (
    (r.is('name') && !notArguments.has(r.token.text)) ||
    r.is('string') ||
    r.is('int') ||
    r.is('float') ||
    r.isOp('[') ||
    r.isOp('{')
  )
    args = { positional: [parsePostfix(r, parsePrimary(r))], named: [] };
  return { type: 'test', of, name, args, negated };
}
