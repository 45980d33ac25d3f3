/** Reads the grammar of `src/core/language/grammar/en`, file by file, with the line of every template for its errors. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { type Block, type Grammar, grammarOf, type Source } from '../../src/core/language/grammar/index.ts';

export const GRAMMAR = join(import.meta.dirname, '../../src/core/language/grammar/en');

export interface FileBlock {
  /** Name of its file, without the ending. */
  readonly file: string;
  readonly block: Block;
}

/** Throws a `GrammarError` that names file and line. */
export function readGrammar(folder: string = GRAMMAR): { readonly grammar: Grammar; readonly blocks: readonly FileBlock[] } {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted();
  const grammar = grammarOf(files.map((name) => sourceOf(name, readFileSync(join(folder, name), 'utf8'))));
  const blocks = grammar.blocks.map((block) => ({
    file: (block.templates[0]?.place.file ?? '').replace(/^.*\//, '').replace('.yaml', ''),
    block,
  }));
  return { grammar, blocks };
}

function sourceOf(name: string, text: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const error = document.errors[0];
  if (error !== undefined) throw new Error(`${name}: ${error.message}`);
  return {
    file: `en/${name}`,
    content: document.toJS(),
    lineOf(path) {
      let node: unknown = document.contents;
      let at = 0;
      for (const key of path) {
        if (isMap(node)) {
          const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
          node = pair?.value;
        } else if (isSeq(node) && typeof key === 'number') node = node.items[key];
        const range = (node as Node | null | undefined)?.range;
        if (range) at = range[0];
      }
      // A text of several lines begins under its key.
      const block = isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
      return lines.linePos(at).line + (block ? 1 : 0);
    },
  };
}
