/**
 * Says one sentence of a template, by chance: the same random numbers give the same sentence. Every word carries what it is for, every
 * clause its intent.
 *
 *     ^turn ^on <the> {name light}   →   turn/action on/action the/none reading/target lamp/target
 */
import type { Intent, Role } from '../intent.ts';
import { type Block, type Grammar, GrammarError, type Node, type Place, type Template } from './template.ts';

/** A run of words with one purpose. */
export interface Piece {
  readonly text: string;
  readonly role: Role;
  /** Said without a space before it. */
  readonly glued?: boolean;
}

export interface Clause {
  readonly intent: Intent;
  /** Index of its first piece. */
  readonly from: number;
}

export interface Said {
  readonly pieces: readonly Piece[];
  readonly clauses: readonly Clause[];
}

/** Fills a slot: `{name light}` → the pieces of a light's name. Undefined when it knows no such slot. */
export type Fill = (slot: string, argument: string, random: () => number) => readonly Piece[] | undefined;

/** Rules within rules; more is a rule that calls itself. */
const MAX_DEPTH = 24;
const MAX_PIECES = 200;

export function expand(template: Template, block: Pick<Block, 'intent'>, grammar: Grammar, random: () => number, fill: Fill): Said {
  const pieces: Piece[] = [];
  const clauses: Clause[] = [{ intent: block.intent, from: 0 }];
  say(template.node, undefined, '', 0, template.place, false);
  return { pieces, clauses };

  function push(piece: Piece, role: Role | undefined, glued: boolean, place: Place): void {
    if (piece.text === '') return;
    if (pieces.length >= MAX_PIECES) throw new GrammarError(place, `a sentence has at most ${MAX_PIECES} pieces`);
    const joined = glued || piece.glued === true;
    pieces.push({ text: piece.text, role: role ?? piece.role, ...(joined && pieces.length > 0 ? { glued: true } : {}) });
  }

  /** `role`: the outermost mark around this node, which wins. `glued` holds for the first piece. */
  function say(node: Node, role: Role | undefined, argument: string, depth: number, place: Place, glued: boolean): void {
    if (depth > MAX_DEPTH) throw new GrammarError(place, 'rules call each other without an end');
    if (node.kind === 'text') push({ text: node.text, role: 'none' }, role, glued, place);
    else if (node.kind === 'role') say(node.node, role ?? node.role, argument, depth + 1, place, glued);
    else if (node.kind === 'clause') begin(node.intent);
    else if (node.kind === 'sequence') {
      const first = pieces.length;
      for (const item of node.items) say(item.node, role, argument, depth + 1, place, pieces.length === first ? glued : item.glued);
    } else if (node.kind === 'permutation') {
      for (const part of shuffled(node.parts, random)) say(part, role, argument, depth + 1, place, false);
    } else if (node.kind === 'choice') {
      const chosen = chance(node, random);
      if (chosen !== undefined) say(chosen, role, argument, depth + 1, place, glued);
    } else if (node.kind === 'rule') {
      const rule = grammar.rules.get(node.name);
      if (rule === undefined) throw new GrammarError(place, `no rule <${node.name}>`);
      say(rule.node, role, node.argument.replace('$', argument), depth + 1, rule.place, glued);
    } else {
      const filled = fill(node.name, node.argument.replace('$', argument), random);
      if (filled === undefined) throw new GrammarError(place, `no slot {${node.name}}`);
      for (const [n, piece] of filled.entries()) push(piece, role, glued && n === 0, place);
    }
  }

  function begin(intent: Intent): void {
    if (pieces.length > 0) clauses.push({ intent, from: pieces.length });
    else clauses[0] = { intent, from: 0 };
  }
}

/** One of a choice's options, by weight, or none. */
function chance(node: Extract<Node, { kind: 'choice' }>, random: () => number): Node | undefined {
  if (node.chance < 1 && random() >= node.chance) return undefined;
  let left = random() * node.total;
  for (const option of node.options) {
    left -= option.weight;
    if (left < 0) return option.node;
  }
  return node.options[0]?.node;
}

/** The sentence as text, and where in it each piece stands: `[from, to)`. */
export function textOf(pieces: readonly Piece[]): { readonly text: string; readonly spans: readonly (readonly [number, number])[] } {
  let text = '';
  const spans: [number, number][] = [];
  for (const piece of pieces) {
    if (text !== '' && piece.glued !== true) text += ' ';
    spans.push([text.length, text.length + piece.text.length]);
    text += piece.text;
  }
  return { text, spans };
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const out = [...items];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [out[i], out[j]] = [out[j] as T, out[i] as T];
  }
  return out;
}
