/** A pattern's tree as a list of instructions, of bounded number. */
import { fail, ok, type Result } from '../../../base/index.ts';
import { SyntaxTrouble } from '../syntax.ts';
import { parsePattern, type Test, type Tree } from './parse.ts';

export type Instruction =
  | { readonly op: 'char'; readonly test: Test }
  | { readonly op: 'assert'; readonly what: (Tree & { type: 'assert' })['what'] }
  /** Tries `first`, then `second`. */
  | { readonly op: 'split'; first: number; second: number }
  | { readonly op: 'jump'; to: number }
  /** Notes the place in a slot: 2n where group n begins, 2n+1 where it ends. */
  | { readonly op: 'note'; readonly slot: number }
  | { readonly op: 'done' };

export interface Program {
  readonly code: readonly Instruction[];
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
}

export const patternLimits = { characters: 500, instructions: 1_000 } as const;

/** Faults: `template/value`, with what is not understood. */
export function compile(source: string, ignorecase: boolean): Result<Program> {
  if (source.length > patternLimits.characters)
    return fail('template/value', `The pattern has more than ${patternLimits.characters} characters.`);
  try {
    const { tree, groups, names } = parsePattern(source, ignorecase);
    const code: Instruction[] = [];
    emit(tree, code);
    code.push({ op: 'done' });
    return ok({ code, groups, names });
  } catch (error) {
    if (!(error instanceof SyntaxTrouble)) throw error;
    return fail('template/value', `The pattern "${source.slice(0, 60)}" is not understood at character ${error.at + 1}: ${error.message}.`);
  }
}

function emit(tree: Tree, code: Instruction[]): void {
  if (code.length > patternLimits.instructions) throw new SyntaxTrouble('it is too long', 0, 'unsupported');
  switch (tree.type) {
    case 'char':
      code.push({ op: 'char', test: tree.test });
      return;
    case 'assert':
      code.push({ op: 'assert', what: tree.what });
      return;
    case 'sequence':
      if (tree.of.length === 0) nothing(code);
      for (const part of tree.of) emit(part, code);
      return;
    case 'group':
      code.push({ op: 'note', slot: 2 * tree.index });
      emit(tree.of, code);
      code.push({ op: 'note', slot: 2 * tree.index + 1 });
      return;
    case 'either':
      emitEither(tree.of, code);
      return;
    case 'repeat':
      emitRepeat(tree, code);
  }
}

/** What is empty takes an instruction too: a repetition of nothing must not be free to write. */
function nothing(code: Instruction[]): void {
  code.push({ op: 'jump', to: code.length + 1 });
}

function emitEither(of: readonly Tree[], code: Instruction[]): void {
  const ends: { op: 'jump'; to: number }[] = [];
  for (const [i, part] of of.entries()) {
    const last = i === of.length - 1;
    const split = { op: 'split' as const, first: code.length + 1, second: 0 };
    if (!last) code.push(split);
    emit(part, code);
    if (last) break;
    const end = { op: 'jump' as const, to: 0 };
    code.push(end);
    ends.push(end);
    split.second = code.length;
  }
  for (const end of ends) end.to = code.length;
}

function emitRepeat({ of, min, max, lazy }: Tree & { type: 'repeat' }, code: Instruction[]): void {
  if (max === 0) nothing(code);
  for (let i = 0; i < min; i++) emit(of, code);
  const optional = Number.isFinite(max) ? max - min : 1;
  const open: { op: 'split'; first: number; second: number }[] = [];
  for (let i = 0; i < optional; i++) {
    const at = code.length;
    const split = { op: 'split' as const, first: 0, second: 0 };
    code.push(split);
    open.push(split);
    if (lazy) split.second = at + 1;
    else split.first = at + 1;
    emit(of, code);
    if (!Number.isFinite(max)) code.push({ op: 'jump', to: at });
  }
  for (const split of open) {
    if (lazy) split.first = code.length;
    else split.second = code.length;
  }
}
