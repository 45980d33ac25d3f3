/**
 * Words that exist, for the speller: `node tools/node.mjs tools/language/words.ts > models/artifacts/language-words.txt`.
 *
 * The words of the licensed training sets that occur at least twice, and those of the American word list of SCOWL (Debian's
 * wamerican-small) that one might otherwise take for a mistyped word of the lexicon: "lamb" is not "lamp". The rest of the language is
 * never near enough to matter.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { spellingTargets } from '../../src/core/language/lexicon/targets.ts';
import { indexHome } from '../../src/core/language/mention/index.ts';
import { createSpeller } from '../../src/core/language/text/index.ts';
import { GRAMMAR } from './grammar-files.ts';

const data = join(process.env['KINGLET_DATA'] ?? join(import.meta.dirname, '../../../shared/data'), 'language');
const dictionary = '/usr/share/dict/american-english-small';
const counts = new Map<string, number>();
const add = (text: string): void => {
  for (const [word] of text.toLowerCase().matchAll(/\p{L}+(?:'\p{L}+)?/gu)) counts.set(word, (counts.get(word) ?? 0) + 1);
};
const read = (...path: string[]): string => (existsSync(join(data, ...path)) ? readFileSync(join(data, ...path), 'utf8') : '');

const clinc = JSON.parse(read('clinc150', 'data_train_val.json') || '{}') as Record<string, [string, string][] | undefined>;
for (const part of ['train', 'oos_train']) for (const [text] of clinc[part] ?? []) add(text);
for (const line of read('hwu64', 'train.csv').split('\n').slice(1)) add(line.slice(0, line.lastIndexOf(',')));
for (const line of read('slurp', 'devel.jsonl').split('\n')) if (line !== '') add((JSON.parse(line) as { sentence: string }).sentence);
const snips = join(data, 'snips', '2017-06-custom-intent-engines');
for (const intent of existsSync(snips) ? readdirSync(snips, { withFileTypes: true }).filter((d) => d.isDirectory()) : []) {
  const file = readdirSync(join(snips, intent.name)).find((name) => /^train_(?!.*full).*\.json$/.test(name));
  if (file === undefined) continue;
  const rows = Object.values(
    JSON.parse(readFileSync(join(snips, intent.name, file), 'utf8')) as Record<string, { data: { text: string }[] }[]>,
  ).flat();
  for (const row of rows) add(row.data.map(({ text }) => text).join(''));
}

// The grammar's own words exist, whatever they look like.
const grammar = new Set<string>();
for (const file of readdirSync(GRAMMAR).filter((name) => name.endsWith('.yaml')))
  for (const [word] of readFileSync(join(GRAMMAR, file), 'utf8')
    .replaceAll(/[<{][^>}]*[>}]|^\s*[a-z_]+:|#.*$/gm, ' ')
    .matchAll(/(?<![a-z])[a-z]{3,}(?![a-z])/g))
    grammar.add(word);

const speller = createSpeller(spellingTargets(indexHome({ floors: [], areas: [], entities: [] })), new Set());
const near = (word: string): boolean => speller.mend(word) !== undefined;
const listed = new Set(existsSync(dictionary) ? readFileSync(dictionary, 'utf8').toLowerCase().split('\n') : []);
const words = new Set<string>();
// A word of the sets that looks like a slip must be in the dictionary too: people mistype there as well.
for (const [word, count] of counts)
  if (count >= 2 && word.length > 2 && !word.includes("'") && (!near(word) || listed.has(word))) words.add(word);
for (const word of grammar) words.add(word);
for (const word of listed) if (/^[a-z]{3,}$/.test(word) && near(word)) words.add(word);
process.stdout.write(`${[...words].toSorted().join('\n')}\n`);
