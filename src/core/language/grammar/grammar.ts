/**
 * A grammar file's parsed content → rules and blocks, with every name in it checked. Reading the file is the caller's; lines are looked up
 * by `lineOf`, so that a mistake is told by file and line.
 *
 *     rules:
 *       switch: ^(turn|switch)
 *     blocks:
 *       - intent: off
 *         sentences: |
 *           <switch> ^off <the> {name light}
 */
import { INTENTS, type Intent } from '../intent.ts';
import { framed } from './frame.ts';
import { parseTemplate } from './parse.ts';
import { type Block, type Grammar, GrammarError, type Node, type Place, type Template } from './template.ts';

/** One file, as its format's parser left it. */
export interface Source {
  readonly file: string;
  readonly content: unknown;
  /** Line of what lies under a path: `['blocks', 3, 'sentences']`; the first line of a text of several lines. */
  readonly lineOf: (path: readonly (string | number)[]) => number;
}

/** All files of a language as one grammar: rules are known in all of them. */
export function grammarOf(sources: readonly Source[]): Grammar {
  const rules = new Map<string, Template>();
  const blocks: Block[] = [];
  for (const source of sources) {
    const at = (path: readonly (string | number)[]): Place => ({ file: source.file, line: source.lineOf(path) });
    const content = record(source.content, at([]));
    for (const key of Object.keys(content))
      if (key !== 'rules' && key !== 'blocks') throw new GrammarError(at([key]), `unknown key '${key}'`);
    for (const [name, text] of Object.entries(record(content['rules'] ?? {}, at(['rules'])))) {
      const place = at(['rules', name]);
      if (typeof text !== 'string') throw new GrammarError(place, `rule '${name}' is no text`);
      if (rules.has(name)) throw new GrammarError(place, `rule '${name}' is already in ${rules.get(name)?.place.file}`);
      rules.set(name, { node: parseTemplate(oneLine(text), place), place });
    }
    const listed = content['blocks'] ?? [];
    if (!Array.isArray(listed)) throw new GrammarError(at(['blocks']), 'blocks are a list');
    for (const [n, block] of listed.entries()) blocks.push(blockOf(block, n, at));
  }
  const grammar = { rules, blocks };
  for (const { node, place } of [...rules.values(), ...blocks.flatMap(({ templates }) => templates)]) checkRules(node, place, grammar);
  return framed(grammar);
}

function blockOf(value: unknown, n: number, at: (path: readonly (string | number)[]) => Place): Block {
  const block = record(value, at(['blocks', n]));
  const place = at(['blocks', n, 'intent']);
  const { intent, group = '', weight = 1, sentences } = block;
  for (const key of Object.keys(block))
    if (!['intent', 'group', 'weight', 'sentences'].includes(key)) throw new GrammarError(at(['blocks', n, key]), `unknown key '${key}'`);
  if (typeof intent !== 'string' || !(INTENTS as readonly string[]).includes(intent))
    throw new GrammarError(place, `no intent '${String(intent)}' in intent.ts`);
  if (typeof group !== 'string') throw new GrammarError(place, 'group is no text');
  if (typeof weight !== 'number' || !(weight > 0)) throw new GrammarError(place, 'weight is no number above 0');
  if (typeof sentences !== 'string') throw new GrammarError(place, 'sentences are a text, one a line');
  const first = at(['blocks', n, 'sentences']);
  const templates = sentences
    .split('\n')
    .map((text, i): [string, Place] => [text.trim(), { file: first.file, line: first.line + i }])
    .filter(([text]) => text !== '' && !text.startsWith('#'))
    .map(([text, where]): Template => ({ node: parseTemplate(text, where), place: where }));
  if (templates.length === 0) throw new GrammarError(place, 'a block without sentences');
  return { intent: intent as Intent, group, weight, templates };
}

function checkRules(node: Node, place: Place, grammar: Grammar): void {
  if (node.kind === 'rule' && !grammar.rules.has(node.name)) throw new GrammarError(place, `no rule <${node.name}>`);
  if (node.kind === 'sequence') for (const item of node.items) checkRules(item.node, place, grammar);
  if (node.kind === 'permutation') for (const part of node.parts) checkRules(part, place, grammar);
  if (node.kind === 'choice') for (const option of node.options) checkRules(option.node, place, grammar);
  if (node.kind === 'role') checkRules(node.node, place, grammar);
}

function record(value: unknown, place: Place): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new GrammarError(place, 'keys and values are expected here');
  return value as Readonly<Record<string, unknown>>;
}

/** A rule may be written over several lines. */
const oneLine = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .join(' ');
