import { describe, expect, it } from 'vitest';
import { timestamp } from '../../../src/core/base/index.ts';
import type { Episode, EpisodeChange, Pardon, Pattern, Reading, Verdict } from '../../../src/core/domain/index.ts';
import { isPardoned, pardonOf, Watch } from '../../../src/core/watch/index.ts';
import { Pardons } from '../../../src/core/watch/pardon.ts';
import { PersistenceScorer } from '../../support/fakes.ts';
import { freezer, freezerLife, MINUTE } from '../../support/freezer.ts';
import { reading, START, sensor } from '../../support/sensors.ts';

const THRESHOLD = 0.6;

/** A freezer between -19 and -17 °C that has left its habits. */
const episode = (pattern: Pattern, value: number, more: Partial<Episode> = {}): Episode => ({
  sensor: freezer,
  pattern,
  opened: timestamp(START),
  since: timestamp(START),
  value,
  worst: value,
  expected: { low: -19, middle: -18, high: -17, basis: 'hour' },
  rarity: 1e4,
  score: 0.8,
  ...more,
});
const given = (of: Episode): Pardon => pardonOf(of, timestamp(START), 'an-alert', 'A sentence.');

describe('What is pardoned', () => {
  it.each<[string, Episode, Episode, boolean]>([
    ['the same again', episode('rise', -9), episode('rise', -9), true],
    ['a little more of it', episode('rise', -9), episode('rise', -7.1), true],
    ['clearly more of it', episode('rise', -9), episode('rise', -6.9), false],
    ['less of it', episode('rise', -9), episode('rise', -15), true],
    ['as a jump', episode('rise', -9), episode('spike', -9), true],
    ['as an unusual course on the way there', episode('rise', -9), episode('shape', -14, { facts: { low: -18, high: -14 } }), true],
    ['as a swing beyond it', episode('rise', -9), episode('noisier', -9, { facts: { low: -30, high: -9 } }), false],
    ['a drop where a rise is', episode('rise', -9), episode('drop', -25), false],
    ['a fall that ends where the rise began', episode('rise', -9), episode('fall', -18), false],
    ['a drop again', episode('drop', -25), episode('fall', -26.4), true],
    ['a drop much further', episode('drop', -25), episode('fall', -26.6), false],
    ['a slight rise, and one that is slight too', episode('rise', -16.9), episode('rise', -16.5), true],
    ['what it had become before it was pardoned', episode('rise', -12, { worst: -9 }), episode('rise', -8), true],
    [
      'swings of the same size',
      episode('noisier', -15, { facts: { low: -21, high: -15 } }),
      episode('noisier', -16, { facts: { low: -21.4, high: -14.6 } }),
      true,
    ],
    [
      'larger swings',
      episode('noisier', -15, { facts: { low: -21, high: -15 } }),
      episode('noisier', -12, { facts: { low: -21, high: -12 } }),
      false,
    ],
    ['a jump within the swings', episode('noisier', -15, { facts: { low: -21, high: -15 } }), episode('spike', -15.2), true],
    ['a lasting rise within the swings', episode('noisier', -15, { facts: { low: -21, high: -15 } }), episode('rise', -15.2), false],
    ['quiet again', episode('quieter', -18), episode('quieter', -18.2), true],
    ['stuck where noise is', episode('noisier', -18), episode('stuck', -18), false],
    ['stuck within its habits again', episode('stuck', -18), episode('stuck', -17.6), true],
    ['stuck at nothing again', episode('stuck', 0), episode('stuck', 0), true],
    ['stuck elsewhere', episode('stuck', 0), episode('stuck', -18), false],
    ['silent again', episode('silent', -18), episode('silent', -12), true],
    ['stuck where silence is', episode('silent', -18), episode('stuck', -18), false],
    ['the silence of its whole device', episode('silent', -18), episode('silent', -18, { facts: { extent: 'device' } }), false],
    ['impossible again', episode('impossible', -127), episode('impossible', -127), true],
    ['impossible otherwise', episode('impossible', -127), episode('impossible', 850), false],
    ['no number again', episode('impossible', Number.NaN), episode('impossible', Number.NaN), true],
    ['a number where none is', episode('impossible', Number.NaN), episode('impossible', -127), false],
    ['an endless number', episode('impossible', Number.POSITIVE_INFINITY), episode('impossible', Number.POSITIVE_INFINITY), true],
    ['another sensor', episode('rise', -9), episode('rise', -9, { sensor: sensor('fridge.temperature') }), false],
    ['another sensor of the device', episode('rise', -9), episode('rise', -9, { sensor: sensor('freezer.door') }), false],
  ])('%s', (_, pardoned, again, included) => {
    expect(isPardoned(given(pardoned), again)).toBe(included);
  });

  it('the silence of a device is that of any of its sensors', () => {
    const whole = given(episode('silent', -18, { facts: { extent: 'device' } }));
    for (const id of ['freezer.temperature', 'freezer.door', 'freezer.battery'])
      expect(isPardoned(whole, episode('silent', 1, { sensor: sensor(id), facts: { extent: 'device' } }))).toBe(true);
    expect(isPardoned(whole, episode('silent', 1, { sensor: sensor('fridge.door') }))).toBe(false);
  });

  it('a meter that only counts up is not out of range for having counted on', () => {
    const meter = sensor('house.energy', 'energy', 'kWh');
    expect(isPardoned(given(episode('rise', 4_000, { sensor: meter })), episode('rise', 9_000, { sensor: meter }))).toBe(true);
  });

  it('survives being nothing that a range can be made of', () => {
    const nowhere = { low: Number.NaN, middle: Number.NaN, high: Number.NaN, basis: 'always' as const };
    for (const pattern of ['rise', 'shape', 'stuck', 'silent', 'impossible'] as const)
      expect(given(episode(pattern, Number.NaN, { expected: nowhere })).pattern).toBe(pattern);
  });
});

describe('Pardons', () => {
  it('have a limit for each sensor and for all, told with the cure', () => {
    const pardons = new Pardons({ all: 5, sensor: 3 });
    const of = (id: string, n: number): Pardon => given(episode('rise', -9, { sensor: sensor(id), opened: timestamp(START + n) }));
    for (let n = 0; n < 3; n++) expect(pardons.add(of('a.x', n)).ok).toBe(true);
    const full = { ok: false, fault: { code: 'watch/too-many-pardons', hint: expect.stringContaining('not normal') } };
    expect(pardons.add(of('a.x', 3))).toMatchObject(full);
    expect(pardons.add(of('a.x', 2)).ok).toBe(true); // the same again takes no room
    for (let n = 0; n < 2; n++) expect(pardons.add(of('b.x', n)).ok).toBe(true);
    expect(pardons.add(of('c.x', 0))).toMatchObject(full);
    pardons.remove(of('a.x', 0).id);
    expect(pardons.add(of('c.x', 0)).ok).toBe(true);
    expect(pardons.list()).toHaveLength(5);
  });
});

type Said = Reading | ((watch: Watch, changes: readonly EpisodeChange[]) => void);

/** Readings, and what somebody says in between. */
async function live(said: readonly Said[], batch = 40) {
  const watch = new Watch({ threshold: THRESHOLD, maxSensors: 100 });
  const scorer = new PersistenceScorer();
  const changes: EpisodeChange[] = [];
  const verdicts: Verdict[] = [];
  const settle = async (): Promise<void> => {
    const { data, rows } = watch.takeBatch();
    const settled = watch.settle(await scorer.run(data, rows));
    changes.push(...settled.changes);
    verdicts.push(...settled.verdicts);
  };
  for (const it of said) {
    if (typeof it === 'function') {
      await settle();
      it(watch, changes);
    } else watch.push(it);
    if (watch.waiting >= batch) await settle();
  }
  await settle();
  return { watch, changes, verdicts };
}
const told = (changes: readonly EpisodeChange[]): string[] =>
  changes.filter((c) => c.kind !== 'worsened').map(({ kind, episode: e }) => `${e.sensor.id} ${kind}${e.ending ? ` ${e.ending}` : ''}`);

/** The freezer's life with its temperature set, from one minute to another. */
const during = (life: readonly Reading[], from: number, to: number, value: (i: number) => number): Reading[] =>
  life.map((r, i) => (i >= from && i < to ? { ...r, value: value(i) } : r));
const warm = (i: number): number => -9.5 + 0.1 * Math.sin(i);

/** Says of whatever is open that it is normal. */
const normal: Said = (watch) => {
  for (const open of watch.openEpisodes(freezer.id)) watch.pardon(given(open));
};
const undo: Said = (watch) => {
  for (const { id } of watch.pardons) watch.unpardon(id);
};

describe('The watcher, told that something is normal', () => {
  const life = freezerLife(1_800);

  it('closes the episode at once and is quiet while it lasts, on its way back, and when it comes again', async () => {
    const thrice = during(during(during(life, 700, 760, warm), 1_000, 1_060, warm), 1_400, 1_460, warm);
    const { changes, verdicts } = await live([...thrice.slice(0, 730), normal, ...thrice.slice(730)]);
    expect(told(changes)).toEqual(['freezer.temperature opened', 'freezer.temperature closed accepted']);
    expect(changes.at(-1)?.episode.closed).toBe(thrice[729]?.at);
    for (const v of verdicts.slice(731)) expect([v.score < THRESHOLD, v.device < THRESHOLD]).toEqual([true, true]);
  });

  it('still alarms when it goes much further, and for a drop where a rise was normal', async () => {
    for (const trouble of [(i: number) => -2 + 0.1 * Math.sin(i), (i: number) => -28 + 0.1 * Math.sin(i)]) {
      const days = during(during(life, 700, 760, warm), 1_200, 1_230, trouble);
      const { changes } = await live([...days.slice(0, 730), normal, ...days.slice(730)]);
      expect(told(changes).slice(0, 3)).toEqual([
        'freezer.temperature opened',
        'freezer.temperature closed accepted',
        'freezer.temperature opened',
      ]);
      expect(changes[2]?.episode.opened).toBeLessThan(START + 1_230 * MINUTE);
    }
  });

  it('still alarms when a pardoned trouble gets much worse while it lasts', async () => {
    const worse = during(during(life, 700, 760, warm), 760, 800, (i) => 5 + 0.1 * Math.sin(i));
    const { changes } = await live([...worse.slice(0, 730), normal, ...worse.slice(730, 800)]);
    expect(told(changes)).toEqual(['freezer.temperature opened', 'freezer.temperature closed accepted', 'freezer.temperature opened']);
    expect(changes[2]?.episode.value).toBeGreaterThan(0);
  });

  it('is as watchful as ever of other sensors', async () => {
    const fridge = sensor('fridge.temperature');
    const both = during(life, 700, 760, warm).flatMap((r, i) => {
      const other = during(life, 1_000, 1_060, warm)[i] as Reading;
      return [r, { ...other, sensor: fridge }];
    });
    const { changes } = await live([...both.slice(0, 1_460), normal, ...both.slice(1_460)]);
    expect(told(changes)).toContain('fridge.temperature opened');
  });

  it('tells again what still goes on when that is taken back, as the same alert', async () => {
    const days = during(life, 700, 780, warm);
    const { changes } = await live([...days.slice(0, 730), normal, ...days.slice(730, 740), undo, ...days.slice(740)]);
    const first = changes[0]?.episode;
    expect(told(changes).slice(0, 4)).toEqual([
      'freezer.temperature opened',
      'freezer.temperature closed accepted',
      'freezer.temperature opened',
      'freezer.temperature closed recovered',
    ]);
    const again = changes.filter((c) => c.kind === 'opened')[1]?.episode;
    expect(again).toMatchObject({ opened: first?.opened, pattern: first?.pattern });
  });

  it('alarms at the next time when it was taken back in between', async () => {
    const days = during(during(life, 700, 730, warm), 1_400, 1_460, warm);
    const quiet = await live([...days.slice(0, 720), normal, ...days.slice(720)]);
    expect(told(quiet.changes)).toHaveLength(2);
    const { changes } = await live([...days.slice(0, 720), normal, ...days.slice(720, 1_000), undo, ...days.slice(1_000)]);
    expect(told(changes)[2]).toBe('freezer.temperature opened');
  });

  it('knows what was pardoned before it has heard of the sensor', async () => {
    const pardon = given(episode('rise', -9));
    const days = during(life, 700, 760, warm);
    expect(told((await live(days)).changes)).toContain('freezer.temperature opened');
    const { changes } = await live([(watch) => void watch.pardon(pardon), ...days]);
    expect(told(changes)).toEqual([]);
  });

  it('gives the same verdicts whatever the batches', async () => {
    const days = during(during(life, 700, 760, warm), 1_000, 1_060, warm);
    const pardon = given(episode('rise', -9));
    const said: Said[] = [
      ...days.slice(0, 730),
      (watch) => void watch.pardon(pardon),
      ...days.slice(730, 1_030),
      undo,
      ...days.slice(1_030),
    ];
    const [a, b] = [await live(said, 1), await live(said, 500)];
    expect(a.verdicts).toEqual(b.verdicts);
    expect(a.changes).toEqual(b.changes);
  });
});

describe('A plain rule, told that it is normal', () => {
  const life = freezerLife(900);
  const said = (from: number, values: readonly number[]): Reading[] =>
    values.map((v, i) => reading(freezer, START + (from + i) * MINUTE, v));
  const broken = said(400, [-127, -127, -127]);

  it('is quiet about the same impossible value, and about no other', async () => {
    const { changes, verdicts } = await live([
      ...life.slice(0, 400),
      ...broken,
      normal,
      ...life.slice(403, 500),
      ...said(500, [-127, -127, -127]),
      ...life.slice(503, 600),
      ...said(600, [-300, -300]),
    ]);
    expect(changes.map((c) => `${c.kind} ${c.episode.value}`)).toEqual(['opened -127', 'closed -127', 'opened -300']);
    for (const v of verdicts.slice(404, 600)) expect(v.score < THRESHOLD && v.device < THRESHOLD).toBe(true);
    expect(verdicts.at(-1)).toMatchObject({ score: 0.95, device: 0.95 });
  });

  it('tells it again when that is taken back while it lasts', async () => {
    const { changes, watch } = await live([...life.slice(0, 400), ...broken, normal, ...said(403, [-127]), undo, ...said(404, [-127])]);
    expect(told(changes)).toEqual(['freezer.temperature opened', 'freezer.temperature closed accepted', 'freezer.temperature opened']);
    expect(changes[2]?.episode.opened).toBe(changes[0]?.episode.opened);
    expect(watch.openEpisodes(freezer.id)).toHaveLength(1);
  });

  it('is quiet about a sensor that is silent for a winter, and watches it when it is back', async () => {
    const cellar = sensor('cellar.humidity', 'humidity', '%');
    const others = (from: number, to: number): Reading[] =>
      Array.from({ length: to - from }, (_, i) => reading(cellar, START + (from + i) * MINUTE, 50 + (i % 7)));
    const winter: Said[] = [...life.slice(0, 200), ...others(200, 300), normal, ...others(300, 500)];
    const spring = others(500, 800).flatMap((other, i) => [other, life[500 + i] as Reading]);
    const { changes } = await live([...winter, ...spring, ...others(800, 900), ...said(900, [-127, -127])]);
    expect(changes.map((c) => `${c.episode.pattern} ${c.kind}`)).toEqual(['silent opened', 'silent closed', 'impossible opened']);
  });

  it('takes the silence of a whole device as normal, whichever of its sensors is missed first', async () => {
    const door = sensor('freezer.door', 'switch', '');
    const cellar = sensor('cellar.humidity', 'humidity', '%');
    const house = (from: number, to: number, on: boolean): Reading[] =>
      Array.from({ length: to - from }, (_, i) => from + i).flatMap((m) => {
        const at = START + m * MINUTE;
        return [
          reading(cellar, at, 50 + (m % 7)),
          ...(on ? [reading(freezer, at + 1, -18 + Math.sin(m / 5)), reading(door, at + (m < 300 ? 2 : 0), m % 2)] : []),
        ];
      });
    const days: Said[] = [...house(0, 200, true), ...house(200, 260, false)];
    const say: Said = (watch, changes) => {
      const [silent] = changes.filter((c) => c.episode.pattern === 'silent');
      if (silent) watch.pardon(given(silent.episode));
    };
    const next = [...house(260, 500, true), ...house(500, 600, false)];
    const silences = (of: readonly EpisodeChange[]): string[] =>
      of.filter((c) => c.episode.pattern === 'silent').map((c) => `${c.episode.sensor.name} ${c.kind}`);
    expect(silences((await live([...days, ...next])).changes)).toEqual(['freezer opened', 'freezer closed', 'freezer opened']);
    const { changes, verdicts } = await live([...days, say, ...next]);
    expect(silences(changes)).toEqual(['freezer opened', 'freezer closed']);
    expect(verdicts.at(-1)?.device).toBeLessThan(THRESHOLD);
  });
});
