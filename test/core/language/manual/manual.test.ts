/**
 * The manual of the language: every sentence in the files beside this one, spoken in its home. README.md says how to read and run them.
 */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { ARTIFACTS, openLanguageModel, readMoods, readWords } from '../../../../src/adapters/onnx/index.ts';
import { Understanding } from '../../../../src/agent/understanding.ts';
import { timestamp } from '../../../../src/core/base/index.ts';
import type { Answer } from '../../../../src/core/domain/home.ts';
import { judge } from './judge.ts';
import { homeNamed, KNOWN_FILE, type Known, NOW, readKnown, readManual, type Talk } from './read.ts';

const { MANUAL_REPORT: report, MANUAL_PRUNE: prune } = process.env;

const manual = readManual();
const known = readKnown();
const words = await readWords();
const opened = existsSync(join(ARTIFACTS, 'language.json')) ? await openLanguageModel() : undefined;
if (opened !== undefined && !opened.ok) throw new Error(opened.fault.detail);
const model = opened?.value.model;
const prototypes = opened?.ok === true ? await readMoods(opened.value.manifest.sha256) : [];
const understandings = new Map<string, Understanding>();
const works: Known[] = [];
let conversations = 0;

function understandingOf(home: string): Understanding {
  const have = understandings.get(home) ?? new Understanding(homeNamed(home), { model, words, prototypes, timezone: 'UTC' });
  understandings.set(home, have);
  return have;
}

/** The sentence, and where it is said: "Turn on the desk lamp (family, emma)". */
function titleOf({ home, turns }: Talk, until: number): string {
  const said = turns.slice(0, until + 1);
  const last = said.at(-1);
  const where = [home, last?.area, last?.now === NOW ? undefined : last?.now.slice(0, 19).replace('T', ' ')];
  return `${said.map(({ say }) => say).join(' → ')} (${where.filter((part) => part !== undefined).join(', ')})`;
}

/** Says the turns, one after the other, and answers to the last. */
async function say({ home, turns }: Talk, until: number, together: boolean): Promise<Answer> {
  const conversation = together ? `manual ${conversations++}` : undefined;
  let answer: Answer | undefined;
  for (const { say: text, area, state, now } of turns.slice(0, until + 1)) {
    const request = {
      id: '1',
      text,
      ...(area === undefined ? {} : { area }),
      ...(state === undefined ? {} : { state }),
      ...(conversation === undefined ? {} : { conversation }),
    };
    answer = await understandingOf(home).ask(request, timestamp(Date.parse(now)));
  }
  if (answer === undefined) throw new Error('nothing was said');
  return answer;
}

if (report !== undefined) writeFileSync(report, '');

for (const [file, talks] of manual) {
  describe(file.replace('.yaml', ''), () => {
    const titles = new Set<string>();
    for (const talk of talks) {
      for (const [i, turn] of talk.turns.entries()) {
        const title = titleOf(talk, i);
        // Talks may begin alike.
        if (titles.has(title) && i < talk.turns.length - 1) continue;
        if (titles.has(title)) throw new Error(`${file} says twice: ${title}`);
        titles.add(title);
        const expected = known.find((one) => one.file === file && one.say === title);
        const test = expected === undefined || prune !== undefined ? it : it.fails;
        test(title, async () => {
          // Alone a sentence starts from the home as it is described; only talks of several turns remember.
          const answer = await say(talk, i, talk.turns.length > 1);
          const wrong = judge(answer, turn.wanted);
          if (wrong.length === 0 && expected !== undefined) works.push(expected);
          if (wrong.length > 0 && report !== undefined) {
            const { outcome, actions, refused, reply } = answer;
            const got = { outcome, actions, refused, reply };
            const line = { file, say: title, known: expected?.why, wrong, wanted: turn.wanted, got };
            appendFileSync(report, `${JSON.stringify(line)}\n`);
          }
          if (prune === undefined || expected === undefined) expect(wrong).toEqual([]);
        });
      }
    }
  });
}

describe('the list of what does not work yet', () => {
  const titles = new Set(
    [...manual].flatMap(([file, talks]) => talks.flatMap((talk) => talk.turns.map((_, i) => `${file} ${titleOf(talk, i)}`))),
  );
  it('names only sentences of the manual, each once, with a reason', () => {
    expect(known.filter(({ file, say: said }) => !titles.has(`${file} ${said}`))).toEqual([]);
    expect(known.filter(({ why }) => typeof why !== 'string' || why === '')).toEqual([]);
    expect(new Set(known.map(({ file, say: said }) => `${file} ${said}`)).size).toBe(known.length);
  });
});

afterAll(async () => {
  // MANUAL_PRUNE=1: what works by now is no longer listed.
  if (prune !== undefined && works.length > 0) {
    const head = /^(?:#.*\n)*/.exec(readFileSync(KNOWN_FILE, 'utf8'))?.[0] ?? '';
    writeFileSync(
      KNOWN_FILE,
      `${head}${stringify(
        known.filter((one) => !works.includes(one)),
        { lineWidth: 0 },
      )}`,
    );
  }
  await model?.[Symbol.asyncDispose]();
});
