/**
 * Sentences to train the language network on, as the product itself sees them: drawn from the grammar and the licensed sets over invented
 * homes, joined, spoilt, then tokenised, mended and marked by the product's own code.
 *
 *     node tools/node.mjs tools/language/sample.ts --out models/.cache/language --seed 1 --count 300000
 *     node tools/node.mjs tools/language/sample.ts --show 40
 */
import { createWriteStream, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { readWords } from '../../src/adapters/onnx/words.ts';
import { expand, type Piece as Said } from '../../src/core/language/grammar/index.ts';
import { INTENTS, type Intent, ROLES } from '../../src/core/language/intent.ts';
import { spellingTargets } from '../../src/core/language/lexicon/targets.ts';
import { indexHome } from '../../src/core/language/mention/index.ts';
import { moodOf } from '../../src/core/language/mood/index.ts';
import { createSpeller } from '../../src/core/language/text/index.ts';
import { type FileBlock, readGrammar } from './grammar-files.ts';
import { fillGrammar } from './grammar-slots.ts';
import { type Invented, inventHome } from './homes.ts';
import { type Spoiling, spoil } from './noise.ts';
import { type ClauseMark, type Drawn, type Line, project, type RoleMark } from './project.ts';
import { type Random, randomOf } from './random.ts';
import { clinc, deviceActions, deviceNames, hassil, homeLlm, homeLlmStatus, hwu, type SetSentence, snips } from './sets.ts';
import { fill } from './slots.ts';
import { draw, type Part, type Piece } from './template.ts';

/** Sentences drawn over one home before the next is invented. */
const PER_HOME = 40;

/** Parts of the whole. Joined sentences are made of grammar blocks that command something. */
const SHARES: readonly (readonly [string, number])[] = [
  ['grammar', 0.44], // our own words, everything the product knows
  ['joined', 0.14], // several clauses: where people notice
  ['ha-intents-en', 0.09], // what Home Assistant's users are told to say
  ['home-llm', 0.06],
  ['ha-datasets', 0.03],
  ['hwu64', 0.06],
  ['clinc150', 0.1], // mostly what must be refused
  ['snips', 0.08],
];

const COMMANDS: ReadonlySet<Intent> = new Set<Intent>([
  'on',
  'off',
  'open',
  'close',
  'set',
  'raise',
  'lower',
  'lock',
  'unlock',
  'start',
  'stop',
  'dock',
  'clean',
  'activate',
  'play',
  'pause',
  'next',
  'mute',
  'search',
  'press',
  'timer_start',
  'toggle',
]);
const CONNECTORS = [
  ' and ',
  ' and ',
  ' and ',
  ', ',
  ', and ',
  ' and then ',
  ' then ',
  '. ',
  ', then ',
  ' also ',
  ' and also ',
  '; ',
  ' plus ',
];

const clean: Spoiling = { typos: 0, misheard: 0, fillers: 0, drops: 0 };
const spoilings: readonly (readonly [number, Spoiling])[] = [
  [0.68, clean],
  [0.82, { typos: 0.12, misheard: 0, fillers: 0, drops: 0.05 }],
  [0.9, { typos: 0, misheard: 0.06, fillers: 0.04, drops: 0.15 }],
  [1, { typos: 0.03, misheard: 0, fillers: 0.06, drops: 0.2 }],
];

interface Source {
  readonly name: string;
  draw(invented: Invented, r: Random): Drawn | undefined;
}

/** Builds the text of a template with its marks. */
function build(
  pieces: readonly Piece[],
  invented: Invented,
  r: Random,
  how: Spoiling,
  offset: number,
): { text: string; roles: RoleMark[] } | undefined {
  let text = '';
  const roles: RoleMark[] = [];
  const put = (piece: string): void => {
    // One space between pieces whatever optionals left behind.
    const tidy = piece.replace(/\s+/g, ' ');
    text += text === '' || text.endsWith(' ') ? tidy.replace(/^ /, '') : tidy;
  };
  for (const piece of pieces) {
    if (piece.slot === undefined) {
      put(spoil(piece.text, how, r));
      continue;
    }
    const filled = fill(piece.slot, invented, r);
    if (filled === undefined) return undefined;
    for (const { text: value, role } of filled) {
      const from = text.length;
      put(spoil(value, { ...how, fillers: 0 }, r));
      if (role !== undefined) roles.push({ from: offset + from, to: offset + text.length, role });
    }
  }
  return { text: text.trimEnd(), roles };
}

/** Pieces as one text, spoilt, with where each stands. */
function spoken(
  pieces: readonly Said[],
  how: Spoiling,
  r: Random,
): { text: string; spans: (readonly [number, number])[]; roles: RoleMark[] } {
  let text = '';
  const spans: (readonly [number, number])[] = [];
  const roles: RoleMark[] = [];
  for (const piece of pieces) {
    const own = spoil(piece.text, how, r).replace(/\s+/g, ' ').trim();
    if (own !== '' && text !== '' && piece.glued !== true && !text.endsWith(' ')) text += ' ';
    spans.push([text.length, text.length + own.length]);
    if (own !== '') roles.push({ from: text.length, to: text.length + own.length, role: piece.role });
    text += own;
  }
  return { text, spans, roles };
}

const howOf = (r: Random): Spoiling => {
  const x = r.next();
  return (spoilings.find(([upTo]) => x < upTo) as (typeof spoilings)[number])[1];
};

/** Capitals and full stops come and go. */
function dress(text: string, r: Random): string {
  const style = r.below(10);
  if (style < 4) return text;
  const big = text.charAt(0).toUpperCase() + text.slice(1);
  return style < 7 ? big : `${big}${/[.?!]$/.test(text) ? '' : r.pick(['.', '.', '!', '.'])}`;
}

function one(
  part: Part,
  rules: ReadonlyMap<string, Part>,
  intent: Intent | undefined,
  group: string,
  source: string,
  scope: Drawn['scope'],
  invented: Invented,
  r: Random,
): Drawn | undefined {
  const made = build(draw(part, rules, r.next), invented, r, howOf(r), 0);
  if (made === undefined || made.text === '') return undefined;
  return {
    text: dress(made.text, r),
    clauses: [{ from: 0, to: made.text.length, ...(intent === undefined ? {} : { intent }) }],
    roles: made.roles,
    labelled: true,
    scope,
    group,
    source,
  };
}

const scopeOf = (intent: Intent): Drawn['scope'] => (intent === 'other' || intent === 'statement' ? 0 : 1);

function weighted<T extends { readonly weight: number }>(list: readonly T[], r: Random): T {
  const total = list.reduce((sum, { weight }) => sum + weight, 0);
  let x = r.next() * total;
  for (const item of list) {
    x -= item.weight;
    if (x < 0) return item;
  }
  return list.at(-1) as T;
}

function sources(folder: string | undefined): Map<string, Source> {
  const out = new Map<string, Source>();
  const { grammar, blocks } = readGrammar(folder);
  const byFile = new Map<string, { weight: number; blocks: { weight: number; block: FileBlock }[] }>();
  for (const block of blocks) {
    // A file's share grows with its templates, less than they do: thirty ways to say "next" are not thirty times as important.
    const own = byFile.get(block.file) ?? { weight: 0, blocks: [] };
    const weight = block.block.weight * Math.sqrt(block.block.templates.length);
    own.blocks.push({ weight, block });
    own.weight += weight;
    byFile.set(block.file, own);
  }
  const files = [...byFile.values()].map((f) => ({ ...f, weight: f.weight ** 0.7 }));
  const pick = (r: Random): FileBlock => weighted(weighted(files, r).blocks, r).block;
  const say = (block: FileBlock['block'], invented: Invented, r: Random) =>
    expand(r.pick(block.templates), block, grammar, r.next, (slot, argument) => fillGrammar(slot, argument, invented, r));
  out.set('grammar', {
    name: 'grammar',
    draw(invented, r) {
      const { file, block } = pick(r);
      const said = say(block, invented, r);
      const made = spoken(said.pieces, howOf(r), r);
      const clauses = said.clauses.map(({ intent, from }, i) => ({
        from: made.spans[from]?.[0] ?? 0,
        to: made.spans[(said.clauses[i + 1]?.from ?? said.pieces.length) - 1]?.[1] ?? made.text.length,
        intent,
      }));
      const scope = clauses.every(({ intent }) => scopeOf(intent) === 0) ? 0 : 1;
      return made.text === ''
        ? undefined
        : {
            text: dress(made.text, r),
            clauses,
            roles: made.roles,
            labelled: true,
            scope,
            group: moodOf(block.group)?.id ?? block.group,
            source: `grammar/${file}`,
          };
    },
  });
  const commands = blocks
    .filter(({ block }) => COMMANDS.has(block.intent))
    .map((b) => ({ weight: b.block.weight * Math.sqrt(b.block.templates.length), block: b }));
  out.set('joined', {
    name: 'grammar',
    draw(invented, r) {
      const count = r.pick([2, 2, 2, 2, 3, 3, 4]);
      const how = howOf(r);
      let text = '';
      const clauses: ClauseMark[] = [];
      const roles: RoleMark[] = [];
      const unpunctuated = r.chance(0.12);
      for (let i = 0; i < count; i++) {
        const { block } = weighted(commands, r).block;
        if (i > 0) text += unpunctuated ? ' ' : i < count - 1 && count > 2 ? r.pick([', ', ', ', ' and ', ' then ']) : r.pick(CONNECTORS);
        const said = say(block, invented, r);
        const made = spoken(said.pieces, how, r);
        if (made.text === '') return undefined;
        const offset = text.length;
        for (const [n, { intent, from }] of said.clauses.entries())
          clauses.push({
            from: offset + (made.spans[from]?.[0] ?? 0),
            to: offset + (made.spans[(said.clauses[n + 1]?.from ?? said.pieces.length) - 1]?.[1] ?? made.text.length),
            intent,
          });
        roles.push(...made.roles.map((mark) => ({ ...mark, from: mark.from + offset, to: mark.to + offset })));
        text += made.text.replace(/[.?!]$/, '');
      }
      return { text: dress(text, r), clauses, roles, labelled: true, scope: 1, group: '', source: 'grammar/joined' };
    },
  });
  const hass = hassil();
  if (hass.templates.length > 0)
    out.set('ha-intents-en', {
      name: 'ha-intents-en',
      draw(invented, r) {
        const { part, intent } = r.pick(hass.templates);
        return one(part, hass.rules, intent, '', 'ha-intents-en', scopeOf(intent), invented, r);
      },
    });
  const llm = [...homeLlm(), ...homeLlm(), ...homeLlmStatus()];
  if (llm.length > 0)
    out.set('home-llm', {
      name: 'home-llm',
      draw(invented, r) {
        const { part, intent } = r.pick(llm);
        return one(part, new Map(), intent, '', intent === 'ask_state' ? 'home-llm/status' : 'home-llm', 1, invented, r);
      },
    });
  const set = (name: string, list: readonly SetSentence[]): void => {
    if (list.length === 0) return;
    out.set(name, {
      name,
      draw(_, r) {
        const { text, intent, scope } = r.pick(list);
        const said = r.chance(0.2) ? spoil(text, { typos: 0.08, misheard: 0, fillers: 0, drops: 0.1 }, r) : text;
        return {
          text: said,
          clauses: [{ from: 0, to: said.length, ...(intent === undefined ? {} : { intent }) }],
          roles: [],
          labelled: false,
          scope: scope === undefined ? -1 : scope ? 1 : 0,
          group: '',
          source: name,
        };
      },
    });
  };
  set('ha-datasets', deviceActions());
  set('hwu64', hwu());
  set('clinc150', clinc());
  set('snips', snips());
  return out;
}

function show(line: Line, drawn: Drawn): string {
  const words = line.t.map(
    (t, i) => `${line.c[i] === 1 && i > 0 ? '‖ ' : ''}${t}${(line.r[i] ?? -1) > 0 ? `/${ROLES[line.r[i] as number]}` : ''}`,
  );
  return `${drawn.source} s=${line.s} [${[...new Set(line.i)].map((i) => INTENTS[i] ?? '-').join(', ')}]${line.g === '' ? '' : ` (${line.g})`}\n   ${drawn.text}\n   ${words.join(' ')}`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      grammar: { type: 'string' },
      seed: { type: 'string', default: '1' },
      count: { type: 'string', default: '300000' },
      show: { type: 'string' },
    },
  });
  const r = randomOf(Number(values.seed));
  const all = sources(values.grammar);
  const shares = SHARES.filter(([name]) => all.has(name));
  const known = await readWords();
  const names = deviceNames();
  const count = values.show === undefined ? Number(values.count) : Number(values.show);
  const file = values.out === undefined ? undefined : join(values.out, 'train.jsonl');
  if (values.out !== undefined) mkdirSync(values.out, { recursive: true });
  const stream = file === undefined || values.show !== undefined ? undefined : createWriteStream(`${file}.new`);
  const counts = new Map<string, number>();
  let written = 0;
  for (let home = 0; written < count; home++) {
    const invented = inventHome(r, names);
    const index = indexHome(invented.home);
    const speller = createSpeller(spellingTargets(index), known);
    for (let i = 0; i < PER_HOME && written < count; i++) {
      const name = weighted(
        shares.map(([source, weight]) => ({ source, weight })),
        r,
      ).source;
      const drawn = (all.get(name) as Source).draw(invented, r);
      const line = drawn === undefined ? undefined : project(drawn, index, speller, `h${home}`);
      if (drawn === undefined || line === undefined) continue;
      written++;
      counts.set(drawn.source, (counts.get(drawn.source) ?? 0) + 1);
      if (stream === undefined) process.stdout.write(`${show(line, drawn)}\n`);
      else if (!stream.write(`${JSON.stringify(line)}\n`)) await new Promise((resolve) => stream.once('drain', resolve));
    }
    if (process.stderr.isTTY || home % 250 === 0) process.stderr.write(`\r${written} of ${count} sentences, ${home + 1} homes `);
  }
  if (stream !== undefined && file !== undefined) {
    await new Promise<void>((resolve) => stream.end(resolve));
    renameSync(`${file}.new`, file);
  }
  process.stderr.write(
    `\n${[...counts]
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([source, n]) => `${source.padEnd(28)} ${n}`)
      .join('\n')}\n`,
  );
}

await main();
