/** What a template says, as a tree. */
import type { Value } from './value.ts';

export type Expression =
  | { readonly type: 'constant'; readonly value: Value }
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'list' | 'tuple'; readonly items: readonly Expression[] }
  | { readonly type: 'dict'; readonly pairs: readonly (readonly [Expression, Expression])[] }
  | { readonly type: 'attribute'; readonly of: Expression; readonly name: string }
  | { readonly type: 'index'; readonly of: Expression; readonly index: Expression }
  | { readonly type: 'slice'; readonly of: Expression; readonly parts: readonly (Expression | undefined)[] }
  | { readonly type: 'call'; readonly name: string; readonly args: Arguments }
  | { readonly type: 'method'; readonly of: Expression; readonly name: string; readonly args: Arguments }
  | { readonly type: 'filter'; readonly of: Expression; readonly name: string; readonly args: Arguments }
  | { readonly type: 'test'; readonly of: Expression; readonly name: string; readonly args: Arguments; readonly negated: boolean }
  | { readonly type: 'unary'; readonly op: 'not' | '-' | '+'; readonly of: Expression }
  | { readonly type: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly type: 'binary'; readonly op: BinaryOp; readonly left: Expression; readonly right: Expression }
  | { readonly type: 'compare'; readonly first: Expression; readonly rest: readonly (readonly [CompareOp, Expression])[] }
  | { readonly type: 'concat'; readonly items: readonly Expression[] }
  | { readonly type: 'choice'; readonly test: Expression; readonly yes: Expression; readonly no: Expression | undefined };

export type BinaryOp = '+' | '-' | '*' | '/' | '//' | '%' | '**';
export type CompareOp = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in';

export interface Arguments {
  readonly positional: readonly Expression[];
  readonly named: readonly (readonly [string, Expression])[];
}

/** What `set` and `for` write to. */
export type Target =
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'field'; readonly of: string; readonly name: string }
  | { readonly type: 'several'; readonly targets: readonly Target[] };

export type Statement =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'print'; readonly of: Expression }
  | { readonly type: 'if'; readonly branches: readonly (readonly [Expression, Block])[]; readonly otherwise: Block }
  | For
  | { readonly type: 'set'; readonly target: Target; readonly value: Expression }
  | { readonly type: 'capture'; readonly target: Target; readonly body: Block; readonly filter: (of: Expression) => Expression }
  | { readonly type: 'break' | 'continue' };

export type Block = readonly Statement[];

export interface For {
  readonly type: 'for';
  readonly target: Target;
  readonly over: Expression;
  readonly only: Expression | undefined;
  readonly body: Block;
  readonly otherwise: Block;
}
