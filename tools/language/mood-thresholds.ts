/**
 * How well the shipped network's embedding tells moods from everything else: the table from which NEAR and LEAD of
 * `core/language/understand/mood.ts` are read. Positives are the wishes of the tests (`tune` and the manual's), negatives the development
 * sentences of CLINC, SNIPS and SLURP that are not a home's (the optional `../shared/data`).
 *
 *     node tools/node.mjs tools/language/mood-thresholds.ts [--list]
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parse } from 'yaml';
import { openLanguageModel, readMoods, readWords } from '../../src/adapters/onnx/index.ts';
import { featuresOf } from '../../src/core/language/features.ts';
import { spellingTargets } from '../../src/core/language/lexicon/targets.ts';
import { indexHome } from '../../src/core/language/mention/index.ts';
import { nearestMood } from '../../src/core/language/mood/index.ts';
import { proposeByNetwork } from '../../src/core/language/propose/index.ts';
import { bitsOfSentence, sentenceOf } from '../../src/core/language/sentence.ts';
import { createSpeller } from '../../src/core/language/text/index.ts';
import { homeNamed } from '../../test/core/language/manual/read.ts';

const data = process.env['KINGLET_DATA'] ?? join(import.meta.dirname, '../../../shared/data');
const tests = join(import.meta.dirname, '../../test/core/language');
const json = (path: string): unknown => JSON.parse(readFileSync(join(data, 'language', path), 'utf8'));

interface Said {
  readonly text: string;
  readonly home: string;
}
function positives(): Said[] {
  const wishes = parse(readFileSync(join(tests, 'mood/wishes.yaml'), 'utf8')) as { tune: { say: string; home: string }[] };
  const manual = parse(readFileSync(join(tests, 'manual/mood.yaml'), 'utf8')) as {
    home: string;
    sentences: { say?: string; home?: string }[];
  };
  return [
    ...wishes.tune.map(({ say, home }) => ({ text: say, home })),
    ...manual.sentences.flatMap(({ say, home }) => (say === undefined ? [] : [{ text: say, home: home ?? manual.home }])),
  ];
}

/** Sentences at which nothing in a home is meant. */
function negatives(): Said[] {
  const out: Said[] = [];
  if (!existsSync(join(data, 'language'))) return out;
  const clinc = json('clinc150/data_train_val.json') as Record<string, [string, string][]>;
  const home =
    /^(?:smart_home|play_music|next_song|update_playlist|change_volume|timer|alarm|todo_list|todo_list_update|shopping_list|shopping_list_update|reminder|reminder_update)$/;
  for (const set of ['val', 'oos_val', 'oos_train'])
    for (const [text, intent] of clinc[set] ?? []) if (!home.test(intent)) out.push({ text, home: 'flat' });
  for (const line of readFileSync(join(data, 'language/slurp/devel.jsonl'), 'utf8').split('\n')) {
    if (line === '') continue;
    const { sentence, scenario } = JSON.parse(line) as { sentence: string; scenario: string };
    if (!/^(?:iot|audio|music|play|lists)$/.test(scenario)) out.push({ text: sentence, home: 'flat' });
  }
  for (const intent of ['AddToPlaylist', 'BookRestaurant', 'GetWeather', 'RateBook', 'SearchCreativeWork', 'SearchScreeningEvent']) {
    const path = `snips/2017-06-custom-intent-engines/${intent}/validate_${intent}.json`;
    if (!existsSync(join(data, 'language', path))) continue;
    const sets = json(path) as Record<string, { data: { text: string }[] }[]>;
    for (const one of sets[intent] ?? []) out.push({ text: one.data.map(({ text }) => text).join(''), home: 'flat' });
  }
  return out;
}

const opened = await openLanguageModel();
if (!opened.ok) throw new Error(opened.fault.detail);
const { model, manifest } = opened.value;
const prototypes = await readMoods(manifest.sha256);
const words = await readWords();
const homes = new Map(
  ['flat', 'family', 'cottage', 'villa', 'plant'].map((name) => {
    const index = indexHome(homeNamed(name));
    return [name, { index, speller: createSpeller(spellingTargets(index), words) }] as const;
  }),
);

interface Seen extends Said {
  readonly mood: string;
  readonly score: number;
  readonly margin: number;
  readonly scope: number;
  /** The network finds a mood in every clause. */
  readonly isMood: boolean;
}
async function see({ text, home }: Said): Promise<Seen | undefined> {
  const own = homes.get(home);
  if (own === undefined) return undefined;
  const sentence = sentenceOf(text, own.index, own.speller);
  if (sentence.tokens.length === 0 || sentence.tokens.length > 40) return undefined;
  const proposal = proposeByNetwork(
    sentence,
    await model.run(
      featuresOf(
        sentence.tokens.map(({ text: word }) => word),
        bitsOfSentence(sentence),
      ),
    ),
  );
  const nearest = proposal.embedding === undefined ? undefined : nearestMood(proposal.embedding, prototypes);
  if (nearest === undefined) return undefined;
  return {
    text,
    home,
    mood: nearest.mood,
    score: nearest.score,
    margin: nearest.margin,
    scope: proposal.scope,
    isMood: proposal.clauses.every(({ intent, probability }) => intent === 'mood' && probability >= 0.8),
  };
}
const seen = async (list: readonly Said[]): Promise<Seen[]> => {
  const out: Seen[] = [];
  for (const one of list) {
    const s = await see(one);
    if (s !== undefined) out.push(s);
  }
  return out;
};
const [yes, no] = [await seen(positives()), await seen(negatives())];
await model[Symbol.asyncDispose]();

const share = (list: readonly Seen[], taken: (s: Seen) => boolean): string =>
  `${((100 * list.filter(taken).length) / Math.max(1, list.length)).toFixed(2).padStart(6)} %`;
const print = (line: string): void => void process.stdout.write(`${line}\n`);
print(`${yes.length} wishes, ${no.length} other sentences; taken for some mood:`);
print('intent is mood  near  lead  wishes    others');
for (const isMood of [false, true])
  for (const lead of [0, 0.02, 0.04, 0.1])
    for (const near of [0.6, 0.65, 0.7, 0.72, 0.75, 0.8, 0.9]) {
      const taken = (s: Seen): boolean => s.score >= near && s.margin >= lead && s.scope >= 0.5 && (!isMood || s.isMood);
      print(
        `${isMood ? 'yes           ' : 'does not count'}  ${near.toFixed(2)}  ${lead.toFixed(2)}  ${share(yes, taken)}  ${share(no, taken)}`,
      );
    }
if (process.argv.includes('--list'))
  for (const s of [...yes, ...no.filter(({ score, isMood }) => isMood && score >= 0.65)])
    print(
      `${s.text.padEnd(60)} ${s.mood.padEnd(10)} ${s.score.toFixed(2)} ${s.margin.toFixed(2)} ${s.scope.toFixed(2)} ${s.isMood ? 'mood' : ''}`,
    );
