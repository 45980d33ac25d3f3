/**
 * Vague wishes of `wishes.yaml`, spoken in the manual's homes with the shipped network: judged by what the home is like afterwards, not by
 * one list of actions. Where a mood asks first, because it is about many devices, it is told yes.
 *
 *     WISHES_REPORT=1 npm test -- test/core/language/mood/wishes.test.ts       # the ones of `tune` that fail
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ARTIFACTS, openLanguageModel, readMoods, readWords } from '../../../../src/adapters/onnx/index.ts';
import { type StateOverlay, Understanding } from '../../../../src/agent/understanding.ts';
import { riskOf } from '../../../../src/core/authority/index.ts';
import { timestamp } from '../../../../src/core/base/index.ts';
import type { Action, Entity } from '../../../../src/core/domain/home.ts';
import { apply } from '../../../../src/core/language/plan/index.ts';
import { homeNamed } from '../manual/read.ts';

interface Wish {
  readonly say: string;
  readonly home: string;
  readonly area: string;
  readonly state?: StateOverlay;
  /** Predicates with | between them; any will do. "airier at bathroom": in another room than the speaker's. */
  readonly want: string;
}
const wishes = parse(readFileSync(join(import.meta.dirname, 'wishes.yaml'), 'utf8')) as { readonly tune: Wish[]; readonly kept: Wish[] };

interface Case {
  /** Each entity before and after. */
  readonly changed: readonly (readonly [Entity, Entity])[];
  readonly all: readonly Entity[];
  readonly actions: readonly Action[];
  readonly area: string;
}
const num = (entity: Entity, key: string): number => Number(entity.attributes[key] ?? Number.NaN);
const bright = (entity: Entity): number =>
  entity.state !== 'on' ? 0 : Number.isNaN(num(entity, 'brightness')) ? 1 : num(entity, 'brightness') / 255;
const of = ({ changed, area }: Case, domain: string): readonly (readonly [Entity, Entity])[] =>
  changed.filter(([before]) => before.domain === domain && before.area === area);
const any = (pairs: readonly (readonly [Entity, Entity])[], test: (before: Entity, after: Entity) => boolean): boolean =>
  pairs.some(([before, after]) => test(before, after));
const level = (c: Case, at: 0 | 1): number => of(c, 'light').reduce((sum, pair) => sum + bright(pair[at]), 0);
const lamps = (c: Case): number[] => of(c, 'light').flatMap(([, after]) => (after.state === 'on' ? [bright(after)] : []));
const done = (c: Case, id: RegExp): boolean => c.actions.some(({ entity }) => id.test(entity));
const climates = ({ changed }: Case): readonly (readonly [Entity, Entity])[] => changed.filter(([before]) => before.domain === 'climate');
const volume = (entity: Entity): number => (entity.state === 'playing' || entity.state === 'on' ? num(entity, 'volume_level') : 0);

const WANTED: Readonly<Record<string, (c: Case) => boolean>> = {
  lighter: (c) => level(c, 1) > level(c, 0),
  darker: (c) => level(c, 1) < level(c, 0),
  lit: (c) => c.actions.length > 0 && lamps(c).some((share) => share >= 0.3),
  screened: (c) =>
    any(
      of(c, 'cover'),
      (before, after) =>
        before.state === 'open' && (after.state === 'closed' || num(after, 'current_position') < num(before, 'current_position')),
    ),
  warmer: (c) =>
    any(
      climates(c),
      (before, after) => (after.state !== 'off' && before.state === 'off') || num(after, 'temperature') > num(before, 'temperature'),
    ),
  cooler: (c) =>
    any(
      climates(c),
      (before, after) => (before.state === 'off' && after.state === 'cool') || num(after, 'temperature') < num(before, 'temperature'),
    ) ||
    any(
      of(c, 'fan'),
      (before, after) => (before.state === 'off' && after.state === 'on') || num(after, 'percentage') > num(before, 'percentage'),
    ),
  airier: (c) =>
    any(
      of(c, 'fan'),
      (before, after) => (before.state === 'off' && after.state === 'on') || num(after, 'percentage') > num(before, 'percentage'),
    ),
  moister: (c) => any(of(c, 'humidifier'), (before, after) => before.state === 'off' && after.state === 'on'),
  quieter: (c) => any(of(c, 'media_player'), (before, after) => volume(after) < volume(before)),
  louder: (c) => any(of(c, 'media_player'), (before, after) => volume(after) > volume(before)),
  cinema: (c) =>
    done(c, /^scene\.movie/) ||
    level(c, 1) < level(c, 0) ||
    (level(c, 0) === 0 && any(of(c, 'media_player'), (b, a) => b.state === 'off' && a.state !== 'off')),
  dinner: (c) => done(c, /^scene\.dinner/) || level(c, 1) > level(c, 0),
  working: (c) => done(c, /^scene\.focus/) || lamps(c).some((share) => share >= 0.75),
  night: (c) =>
    done(c, /^scene\.bedtime/) ||
    (c.actions.length > 0 && c.all.filter(({ domain, state }) => domain === 'light' && state === 'on').length === 0),
  morning: (c) =>
    done(c, /^scene\.good_morning/) || any(of(c, 'cover'), (before, after) => before.state === 'closed' && after.state === 'open'),
  away: (c) => c.actions.length > 0 && c.all.filter(({ domain, state }) => domain === 'light' && state === 'on').length === 0,
  saving: (c) => any(climates(c), (before, after) => num(after, 'temperature') < num(before, 'temperature')),
  cosy: (c) =>
    c.actions.length > 0 &&
    of(c, 'light').length > 0 &&
    lamps(c).some((share) => share > 0.04) &&
    lamps(c).every((share) => share <= 0.62 || lamps(c).length === 1),
  party: (c) =>
    any(of(c, 'light'), (_, after) => after.attributes['color_name'] !== undefined || after.attributes['rgb_color'] !== undefined) ||
    any(of(c, 'media_player'), (before, after) => before.state !== 'playing' && after.state === 'playing'),
};

const opened = existsSync(join(ARTIFACTS, 'language.json')) ? await openLanguageModel() : undefined;
if (opened?.ok === false) throw new Error(opened.fault.detail);
const model = opened?.value.model;
const prototypes = opened?.ok === true ? await readMoods(opened.value.manifest.sha256) : [];
const words = await readWords();
const homes = new Map<string, Understanding>();
const NOW = timestamp(Date.parse('2026-03-02T18:30:00Z'));
let conversations = 0;

/** What the wish came to: the actions, and what was said. */
async function spoken({ say: text, home, area, state }: Wish): Promise<{ readonly actions: readonly Action[]; readonly said: string }> {
  const own = homes.get(home) ?? new Understanding(homeNamed(home), { model, words, prototypes, timezone: 'UTC' });
  homes.set(home, own);
  const conversation = `wish ${conversations++}`;
  const overlay = state === undefined ? {} : { state };
  const answer = await own.ask({ id: '1', text, area, conversation, ...overlay }, NOW);
  if (answer.outcome === 'act') return { actions: answer.actions, said: answer.reply };
  if (answer.outcome !== 'ask') return { actions: [], said: `${answer.outcome}: ${answer.reply}` };
  const agreed = await own.ask({ id: '2', text: 'yes', area, conversation, ...overlay }, NOW);
  return { actions: agreed.outcome === 'act' ? agreed.actions : [], said: `${answer.reply} / ${agreed.reply}` };
}

interface Judged {
  readonly wish: Wish;
  readonly right: boolean;
  readonly risky: readonly string[];
  readonly said: string;
}

async function judged(wish: Wish): Promise<Judged> {
  const { actions, said } = await spoken(wish);
  const home = homeNamed(wish.home);
  const before = new Map(
    home.entities.map((entity) => [
      entity.id,
      { ...entity, ...wish.state?.[entity.id], attributes: { ...entity.attributes, ...wish.state?.[entity.id]?.attributes } },
    ]),
  );
  const after = new Map(before);
  const risky: string[] = [];
  for (const action of actions) {
    const entity = after.get(action.entity);
    if (entity === undefined) continue;
    if (
      riskOf(action, entity) === 'security' ||
      /^(?:switch|valve|siren|button|script|alarm_control_panel)\./.test(entity.id) ||
      /\.(?:unlock|open_garage)/.test(action.service)
    )
      risky.push(`${action.entity} ${action.service}`);
    after.set(entity.id, apply(action, entity));
  }
  const changed = [...before].map(([id, entity]) => [entity, after.get(id) ?? entity] as const);
  const right = wish.want.split('|').some((want) => {
    const [predicate = '', , area = wish.area] = want.split(' ');
    return WANTED[predicate]?.({ changed, all: [...after.values()], actions, area }) ?? false;
  });
  return { wish, right, risky, said };
}

describe.skipIf(model === undefined)('vague wishes', () => {
  it.each([
    ['those that were tuned on', wishes.tune, 0.75],
    ['those that were kept apart', wishes.kept, 0.75],
  ] as const)('get a sensible plan, and nothing risky is done: %s', async (title, list, least) => {
    const results: Judged[] = [];
    for (const wish of list) results.push(await judged(wish));
    expect(results.flatMap(({ risky }) => risky)).toEqual([]);
    const right = results.filter((one) => one.right).length;
    if (process.env['WISHES_REPORT'] !== undefined) {
      process.stdout.write(`${title}: ${right} of ${list.length}\n`);
      for (const one of results.filter((r) => !r.right && (list === wishes.tune || process.env['WISHES_REPORT'] === 'all')))
        process.stdout.write(`  ${one.wish.say} (${one.wish.home}, ${one.wish.area}): ${one.wish.want} | ${one.said}\n`);
    }
    expect(right / list.length).toBeGreaterThanOrEqual(least);
  });

  it('each wants something that is known, of a home that is there', () => {
    for (const { want, home, area } of [...wishes.tune, ...wishes.kept]) {
      for (const one of want.split('|')) expect(Object.keys(WANTED)).toContain(one.split(' ')[0]);
      expect(homeNamed(home).areas.map(({ id }) => id)).toContain(area);
    }
  });
});

afterAll(async () => model?.[Symbol.asyncDispose]());
