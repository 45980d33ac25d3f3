/** Carries out the statements of a template and collects what they write. */
import type { Block, Expression, For, Statement } from './ast.ts';
import type { Context } from './callable.ts';
import { evaluate } from './evaluate.ts';
import { items } from './iterate.ts';
import type { Scope } from './scope.ts';
import { textOf } from './text.ts';
import { Dict, orMissing, truthy, type Value } from './value.ts';

/** How a block ended. */
type Ending = 'through' | 'break' | 'continue';

export class Writer {
  readonly #context: Context;
  #text = '';

  constructor(context: Context) {
    this.#context = context;
  }
  get text(): string {
    return this.#text;
  }
  write(text: string): void {
    const { budget } = this.#context;
    if (this.#text.length + text.length > budget.limits.output) budget.chars(this.#text.length + text.length);
    budget.chars(text.length);
    this.#text += text;
  }
}

export function run(block: Block, scope: Scope, context: Context, out: Writer): Ending {
  for (const statement of block) {
    context.budget.spend(1);
    const ending = step(statement, scope, context, out);
    if (ending !== 'through') return ending;
  }
  return 'through';
}

function step(s: Statement, scope: Scope, context: Context, out: Writer): Ending {
  switch (s.type) {
    case 'text':
      out.write(s.text);
      return 'through';
    case 'print':
      out.write(textOf(evaluate(s.of, scope, context), context.budget));
      return 'through';
    case 'if':
      return context.budget.deeper(() => {
        const branch = s.branches.find(([test]) => truthy(evaluate(test, scope, context)));
        return run(branch?.[1] ?? s.otherwise, scope, context, out);
      });
    case 'for':
      context.budget.deeper(() => loop(s, scope, context, out));
      return 'through';
    case 'set':
      scope.set(s.target, evaluate(s.value, scope, context), context.budget);
      return 'through';
    case 'capture':
      return capture(s, scope, context);
    default:
      return s.type;
  }
}

function capture(s: Statement & { readonly type: 'capture' }, scope: Scope, context: Context): Ending {
  const inside = new Writer(context);
  const ending = context.budget.deeper(() => run(s.body, scope.inside(), context, inside));
  const written: Expression = { type: 'constant', value: inside.text };
  if (ending === 'through') scope.set(s.target, evaluate(s.filter(written), scope, context), context.budget);
  return ending;
}

function loop(s: For, scope: Scope, context: Context, out: Writer): Ending {
  const { budget } = context;
  const only = s.only;
  const all = items(evaluate(s.over, scope, context), budget).filter((item) => {
    if (only === undefined) return true;
    const trial = scope.inside();
    trial.set(s.target, item, budget);
    return truthy(evaluate(only, trial, context));
  });
  if (all.length === 0) return run(s.otherwise, scope.inside(), context, out);
  for (const [i, item] of all.entries()) {
    budget.spend(1);
    const inside = scope.inside();
    inside.set(s.target, item, budget);
    inside.set({ type: 'name', name: 'loop' }, state(all, i), budget);
    if (run(s.body, inside, context, out) === 'break') break;
  }
  return 'through';
}

/** What `loop` says within the body. */
function state(all: readonly Value[], i: number): Dict {
  return new Dict()
    .set('index', i + 1)
    .set('index0', i)
    .set('revindex', all.length - i)
    .set('revindex0', all.length - i - 1)
    .set('first', i === 0)
    .set('last', i === all.length - 1)
    .set('length', all.length)
    .set('previtem', orMissing(all[i - 1], 'previtem'))
    .set('nextitem', orMissing(all[i + 1], 'nextitem'));
}
