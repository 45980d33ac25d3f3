/** The whole bench with somebody in the product's place. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Given } from '../../../src/bench/bench.ts';
import type { Contestants } from '../../../src/bench/language/contestants.ts';
import { run } from '../../../src/bench/language/index.ts';
import type { Understander } from '../../../src/bench/language/understander.ts';

/** Turns on whatever light it is told to switch on, whoever says so. */
const eager: Understander = {
  name: 'kinglet',
  open: ({ entities }) => ({
    ask: async ({ id, text }) => {
      const light = entities.find(({ domain }) => domain === 'light');
      const acts = /\bon\b/.test(text) && light !== undefined;
      const actions = acts ? [{ entity: light.id, service: 'light.turn_on', data: {} }] : [];
      return { id, outcome: acts ? 'act' : 'refuse', actions, reply: '', confidence: 1, ms: 0.5 };
    },
  }),
};
const silent: Understander = {
  name: 'rules',
  open: () => ({ ask: async ({ id }) => ({ id, outcome: 'refuse', actions: [], reply: '', confidence: 1, ms: 1 }) }),
};
const contestants = async (): Promise<Contestants> => ({ list: [eager, silent], notes: [], async [Symbol.asyncDispose]() {} });

let folder: string;
const before = process.env['KINGLET_DATA'];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kinglet-test-'));
  process.env['KINGLET_DATA'] = folder;
});
afterEach(() => {
  if (before === undefined) delete process.env['KINGLET_DATA'];
  else process.env['KINGLET_DATA'] = before;
  rmSync(folder, { recursive: true });
});

const bench = (given: Given) => run({ progress: () => {}, signal: new AbortController().signal, given }, contestants);

const HOME = `
areas: [{id: den, name: Den}]
entities:
- {id: light.den_light, name: Den Light, area: den, state: 'off', attributes: {supported_color_modes: [onoff]}}
`;
const TESTS = `
category: light
tests:
- {device: Den Light, area: Den, entity_id: light.den_light, sentences: [Den light on, Den light off, "Den light [STATE]"]}
`;

function write(path: string, text: string): void {
  const whole = join(folder, 'language', path);
  mkdirSync(join(whole, '..'), { recursive: true });
  writeFileSync(whole, text);
}

it('without the data it says so and measures what needs none', async () => {
  const { figures, notes } = await bench({});
  expect(notes[0]).toMatch(/^skipped: the language sets are not here/);
  expect(figures.every(({ key }) => key.startsWith('latency.'))).toBe(true);
  expect(figures[0]?.measured).toEqual({ kinglet: 0.5, rules: 1 });
});

it('a set that is there is measured for each contestant, what is not there is named, and figures and failures are written', async () => {
  write('ha-datasets/datasets/device-actions-v2-fixtures/small/_fixtures.yaml', HOME);
  write('ha-datasets/datasets/device-actions-v2-fixtures/small/light.yaml', TESTS);
  const out = join(folder, 'figures.json');
  const failures = join(folder, 'failures.jsonl');
  const { figures, rows, notes } = await bench({ only: ['device-actions,clinc'], out, failures });
  expect(figures.find(({ key }) => key === 'device-actions.exact')?.measured).toEqual({ kinglet: 50, rules: 0 });
  expect(rows[0]).toMatchObject({ measured: 50, beside: { what: 'rules', measured: 0 }, reached: false });
  expect(notes).toContain('clinc: skipped, clinc150 is not here.');
  expect(notes).toContain('device-actions: 2 sentences; 1 dropped: 1 with a placeholder.');
  const written = JSON.parse(readFileSync(out, 'utf8')) as { figures: { key: string }[] };
  expect(written.figures.map(({ key }) => key)).toContain('all.wrong');
  const lines = readFileSync(failures, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { contestant: string; text: string });
  expect(lines.map(({ contestant, text }) => `${contestant}: ${text}`)).toEqual([
    'kinglet: Den light off',
    'rules: Den light on',
    'rules: Den light off',
  ]);
});

it('an action at a sentence out of scope is a wrong action', async () => {
  write(
    'clinc150/data_train_val.json',
    JSON.stringify({
      val: [
        ['what is on tv in paris', 'translate'],
        ['turn on the lamp', 'smart_home'],
      ],
      oos_val: [['how are you', 'oos']],
    }),
  );
  const { figures } = await bench({ only: ['clinc'] });
  const by = Object.fromEntries(figures.map(({ key, measured }) => [key, measured]));
  expect(by['clinc.acted']).toEqual({ kinglet: 50, rules: 0 });
  expect(by['all.wrong']).toEqual({ kinglet: 50, rules: 0 });
  expect(by['clinc.smart_home']).toEqual({ kinglet: 100, rules: 0 });
});
