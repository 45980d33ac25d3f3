/** From an expression to its value. */
import type { Arguments, Expression } from './ast.ts';
import { type Context, type Given, invoke } from './callable.ts';
import { compare } from './compare.ts';
import { attribute, indexed, sliced } from './iterate.ts';
import { filterOf, functionOf, methodOf, testOf } from './known.ts';
import { operate, signed } from './operate.ts';
import type { Scope } from './scope.ts';
import { textOf } from './text.ts';
import { trouble } from './trouble.ts';
import { Dict, Missing, Tuple, truthy, type Value } from './value.ts';

export function evaluate(expression: Expression, scope: Scope, context: Context): Value {
  const { budget } = context;
  budget.spend(1);
  budget.down();
  const value = resultOf(expression, scope, context);
  budget.up();
  return value;
}

function resultOf(e: Expression, scope: Scope, context: Context): Value {
  const { budget } = context;
  const inner = (part: Expression): Value => evaluate(part, scope, context);
  switch (e.type) {
    case 'constant':
      return e.value;
    case 'name':
      return scope.get(e.name);
    case 'attribute':
      return attribute(inner(e.of), e.name);
    case 'index':
      return indexed(inner(e.of), inner(e.index), budget);
    case 'slice':
      return sliced(
        inner(e.of),
        e.parts.map((part) => (part === undefined ? undefined : inner(part))),
        budget,
      );
    case 'list':
      return e.items.map(inner);
    case 'tuple':
      return new Tuple(e.items.map(inner));
    case 'dict': {
      const dict = new Dict();
      for (const [key, value] of e.pairs) dict.set(inner(key), inner(value));
      return dict;
    }
    case 'and': {
      const left = inner(e.left);
      return truthy(left) ? inner(e.right) : left;
    }
    case 'or': {
      const left = inner(e.left);
      return truthy(left) ? left : inner(e.right);
    }
    case 'unary':
      return e.op === 'not' ? !truthy(inner(e.of)) : signed(e.op, inner(e.of));
    case 'binary':
      return operate(e.op, inner(e.left), inner(e.right), budget);
    case 'compare':
      return chain(e, inner, context);
    case 'concat': {
      const parts = e.items.map((item) => textOf(inner(item), budget));
      budget.chars(parts.reduce((sum, part) => sum + part.length, 0));
      return parts.join('');
    }
    case 'choice':
      if (truthy(inner(e.test))) return inner(e.yes);
      return e.no === undefined ? new Missing('else') : inner(e.no);
    case 'call': {
      if (scope.has(e.name)) throw trouble('value', `"${e.name}" is a value here, no function.`);
      return invoke(functionOf(e.name), e.name, context, null, given(e.args, inner));
    }
    case 'method': {
      const of = inner(e.of);
      return invoke(methodOf(of, e.name), e.name, context, of, given(e.args, inner));
    }
    case 'filter':
      return invoke(filterOf(e.name), e.name, context, inner(e.of), given(e.args, inner));
    case 'test': {
      const holds = truthy(invoke(testOf(e.name), e.name, context, inner(e.of), given(e.args, inner)));
      return holds !== e.negated;
    }
  }
}

/** `a < b < c` asks b once and stops at the first no. */
function chain(e: Expression & { readonly type: 'compare' }, inner: (part: Expression) => Value, { budget }: Context): boolean {
  let left = inner(e.first);
  for (const [op, expression] of e.rest) {
    const right = inner(expression);
    if (!compare(op, left, right, budget)) return false;
    left = right;
  }
  return true;
}

const given = ({ positional, named }: Arguments, inner: (part: Expression) => Value): Given => ({
  positional: positional.map(inner),
  named: named.map(([name, value]) => [name, inner(value)] as const),
});
