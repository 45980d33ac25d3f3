/**
 * What people say around a command: "hey", "could you please", "thanks". Kept out of the templates, which would drown in it: three rules of
 * the grammar, by these names, are said now and then around what fits.
 *
 *     hello   before anything                  "hey", "um", "alexa"
 *     polite  before a verb that commands      "could you maybe"
 *     thanks  after whatever has a command     "please", "for me"
 */
import type { Block, Grammar, Item, Node, Template } from './template.ts';

/** Shares of sentences that get each; spoken commands of the licensed sets have about these. */
const SHARE = { hello: 0.1, polite: 0.2, thanks: 0.12 } as const;
/** Marked as an action, and yet nothing that "could you" goes before. */
const NO_VERB = new Set(['on', 'off', 'out', 'up', 'down', 'next', 'previous', 'last', 'back', 'open', 'closed', 'shut', 'half', 'time']);
const MAX_DEPTH = 12;

export function framed(grammar: Grammar): Grammar {
  const around = (template: Template): Template => ({ ...template, node: frame(template.node, grammar) });
  return { ...grammar, blocks: grammar.blocks.map((block): Block => ({ ...block, templates: block.templates.map(around) })) };
}

function frame(node: Node, grammar: Grammar): Node {
  const items: readonly Item[] = node.kind === 'sequence' ? node.items : [{ node, glued: false }];
  const lead = items[0]?.node.kind === 'clause' ? 1 : 0;
  const said = items.slice(lead);
  const first = said[0]?.node;
  if (first === undefined) return node;
  const before: Node[] = [];
  const after: Node[] = [];
  if (grammar.rules.has('hello')) before.push(maybe('hello'));
  if (grammar.rules.has('polite') && commands(first, grammar, 0)) before.push(maybe('polite'));
  if (grammar.rules.has('thanks') && items.some((item) => acts(item.node, grammar, 0))) after.push(maybe('thanks'));
  if (before.length + after.length === 0) return node;
  return { kind: 'sequence', items: [...items.slice(0, lead), ...before.map(spaced), ...said, ...after.map(spaced)] };
}

const spaced = (node: Node): Item => ({ node, glued: false });
const maybe = (name: keyof typeof SHARE): Node => ({
  kind: 'choice',
  options: [{ node: { kind: 'rule', name, argument: '' }, weight: 1 }],
  total: 1,
  chance: SHARE[name],
});

/** Whether all that may be said first is a verb that commands. */
function commands(node: Node, grammar: Grammar, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  if (node.kind === 'role') return node.role === 'action' && firstWords(node.node).every((word) => !NO_VERB.has(word));
  if (node.kind === 'choice') return node.chance === 1 && node.options.every((option) => commands(option.node, grammar, depth + 1));
  if (node.kind === 'sequence') return node.items[0] !== undefined && commands(node.items[0].node, grammar, depth + 1);
  if (node.kind !== 'rule') return false;
  const rule = grammar.rules.get(node.name);
  return rule !== undefined && commands(rule.node, grammar, depth + 1);
}

/** The first word of everything a node may say; '' where that is a slot or a rule. */
function firstWords(node: Node): readonly string[] {
  if (node.kind === 'text') return [node.text];
  if (node.kind === 'choice') return node.options.flatMap((option) => firstWords(option.node));
  if (node.kind === 'sequence') return node.items[0] === undefined ? [''] : firstWords(node.items[0].node);
  return node.kind === 'role' ? firstWords(node.node) : [''];
}

/** Whether a command's verb may be in it. */
function acts(node: Node, grammar: Grammar, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  if (node.kind === 'role') return node.role === 'action';
  if (node.kind === 'choice') return node.options.some((option) => acts(option.node, grammar, depth + 1));
  if (node.kind === 'sequence') return node.items.some((item) => acts(item.node, grammar, depth + 1));
  if (node.kind === 'permutation') return node.parts.some((part) => acts(part, grammar, depth + 1));
  if (node.kind !== 'rule') return false;
  const rule = grammar.rules.get(node.name);
  return rule !== undefined && acts(rule.node, grammar, depth + 1);
}
