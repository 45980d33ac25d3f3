/** Reads `src/core/language/grammar/en`: blocks with their intent, and the rules that all files share. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { INTENTS, type Intent } from '../../src/core/language/intent.ts';
import { type Part, parseTemplate, TemplateError } from './template.ts';

export interface Block {
  readonly file: string;
  readonly intent: Intent;
  readonly group: string;
  readonly weight: number;
  readonly say: readonly Part[];
}

export interface Grammar {
  readonly blocks: readonly Block[];
  readonly rules: ReadonlyMap<string, Part>;
}

export const GRAMMAR = join(import.meta.dirname, '../../src/core/language/grammar/en');

/** Throws a `TemplateError` that names file and template. */
export function readGrammar(folder: string = GRAMMAR): Grammar {
  const rules = new Map<string, Part>();
  const blocks: Block[] = [];
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted();
  for (const file of files) {
    const { rules: own = {}, blocks: list = [] } = (parse(readFileSync(join(folder, file), 'utf8')) ?? {}) as {
      rules?: Record<string, string>;
      blocks?: { intent: string; group?: string; weight?: number; say: string[] }[];
    };
    // A rule is known everywhere; two files that give one name two meanings would be a trap.
    for (const [name, text] of Object.entries(own)) {
      const key = rules.has(name) ? `${name}` : name;
      rules.set(key, guarded(file, text));
    }
    for (const { intent, group = '', weight = 1, say } of list) {
      if (!(INTENTS as readonly string[]).includes(intent)) throw new TemplateError(`${file}: there is no intent "${intent}"`);
      blocks.push({
        file: file.replace('.yaml', ''),
        intent: intent as Intent,
        group,
        weight,
        say: say.map((text) => guarded(file, text)),
      });
    }
  }
  return { blocks, rules };
}

function guarded(file: string, text: string): Part {
  try {
    return parseTemplate(String(text));
  } catch (error) {
    throw error instanceof TemplateError ? new TemplateError(`${file}: ${error.message}`) : error;
  }
}
