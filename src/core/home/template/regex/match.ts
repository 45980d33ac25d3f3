/**
 * Runs a program over a text, the first alternative first, as Python does; but no instruction is tried twice at the same place: what has
 * failed there once fails there always. So the work is at most instructions × characters, whatever the pattern. (RE2's BitState.)
 * A repetition of something that may be empty inside another, `((a*)?)*`, can end elsewhere than in Python; what people write does not.
 */
import type { Budget } from '../budget.ts';
import type { Instruction, Program } from './compile.ts';
import { isWord } from './parse.ts';

/** Places of a match. */
export interface Found {
  readonly start: number;
  readonly end: number;
  /** By number of the group; undefined where it took no part. */
  readonly groups: readonly (readonly [number, number] | undefined)[];
}

/** Instructions that cost one step of the template. */
const perStep = 4;
/** Bits remembered: instructions × places. */
const maxStates = 4_000_000;

/**
 * Where a match may be: anywhere from there on, only there, or (`next`) anywhere but not empty there, as Python goes on behind an empty
 * match.
 */
export type How = 'search' | 'match' | 'next';

/** The first match at or after `from`. Longer texts than there is memory for are `template/steps`. */
export function find(program: Program, text: string, from: number, how: How, budget: Budget): Found | undefined {
  const { code } = program;
  const places = text.length - from + 1;
  if (code.length * places > maxStates) budget.spend(Number.POSITIVE_INFINITY);
  budget.spend((code.length * places) / (64 * perStep));
  const seen = new Uint32Array(Math.ceil((code.length * places) / 32));
  const notes: (number | undefined)[] = new Array(2 * program.groups + 2).fill(undefined);
  for (let start = from; start <= text.length; start += widthAt(text, start)) {
    const end = runFrom(code, text, start, from, seen, notes, budget, how === 'next' ? from : -1);
    if (end !== undefined) return { start, end, groups: spans(notes, program.groups) };
    if (how === 'match') return undefined;
  }
  return undefined;
}

/** UTF-16 units of the character there. */
const widthAt = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);

/** What is still to be tried: an instruction at a place, or (pc below zero) a slot to be put back. */
interface Todo {
  readonly pc: number;
  readonly at: number;
  readonly old: number | undefined;
}

function runFrom(
  code: readonly Instruction[],
  text: string,
  start: number,
  from: number,
  seen: Uint32Array,
  notes: (number | undefined)[],
  budget: Budget,
  /** No match ends here. */
  barred: number,
): number | undefined {
  const todo: Todo[] = [{ pc: 0, at: start, old: undefined }];
  let work = 0;
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (next.pc < 0) {
      notes[-1 - next.pc] = next.old;
      continue;
    }
    let { pc, at } = next;
    for (;;) {
      const bit = pc * (text.length - from + 1) + (at - from);
      if (((seen[bit >>> 5] as number) & (1 << (bit & 31))) !== 0) break;
      seen[bit >>> 5] = (seen[bit >>> 5] as number) | (1 << (bit & 31));
      if (++work % perStep === 0) budget.spend(1);
      const instruction = code[pc] as Instruction;
      if (instruction.op === 'done') {
        if (at !== barred) return at;
        break;
      }
      if (instruction.op === 'jump') pc = instruction.to;
      else if (instruction.op === 'split') {
        todo.push({ pc: instruction.second, at, old: undefined });
        pc = instruction.first;
      } else if (instruction.op === 'note') {
        todo.push({ pc: -1 - instruction.slot, at, old: notes[instruction.slot] });
        notes[instruction.slot] = at;
        pc++;
      } else if (instruction.op === 'assert') {
        if (!holds(instruction.what, text, at)) break;
        pc++;
      } else {
        const character = text.codePointAt(at);
        if (character === undefined || !instruction.test(character)) break;
        at += character > 0xffff ? 2 : 1;
        pc++;
      }
    }
  }
  return undefined;
}

function holds(what: (Instruction & { op: 'assert' })['what'], text: string, at: number): boolean {
  switch (what) {
    case 'begin':
      return at === 0;
    case 'end':
      return at === text.length;
    case 'line-end':
      return at === text.length || (at === text.length - 1 && text.charCodeAt(at) === 10);
    default: {
      const edge = (at > 0 && isWord(text.charCodeAt(at - 1))) !== (at < text.length && isWord(text.charCodeAt(at)));
      return edge === (what === 'word');
    }
  }
}

const spans = (notes: readonly (number | undefined)[], groups: number): Found['groups'] =>
  Array.from({ length: groups + 1 }, (_, n) => {
    const [begin, end] = [notes[2 * n], notes[2 * n + 1]];
    return begin === undefined || end === undefined ? undefined : ([begin, end] as const);
  });
