import { describe, expect, it } from 'vitest';
import { timestamp } from '../../../src/core/base/index.ts';
import type { EpisodeChange, Reading, Verdict } from '../../../src/core/domain/index.ts';
import type { Loudness } from '../../../src/core/home/hints/index.ts';
import { Watch } from '../../../src/core/watch/index.ts';
import { PersistenceScorer } from '../../support/fakes.ts';
import { random, reading, START, sensor } from '../../support/sensors.ts';

const MINUTE = 60_000;

async function play(readings: readonly Reading[], batch = 100, options: { maxSensors?: number; loudness?: Loudness } = {}) {
  const { maxSensors = 100, loudness = 'normal' } = options;
  const watch = new Watch({ threshold: 0.6, maxSensors, loudnessOf: () => loudness });
  const scorer = new PersistenceScorer();
  const verdicts: Verdict[] = [];
  const changes: EpisodeChange[] = [];
  for (let i = 0; i < readings.length; i += batch) {
    for (const r of readings.slice(i, i + batch)) watch.push(r);
    const { data, rows } = watch.takeBatch();
    const settled = watch.settle(await scorer.run(data, rows));
    verdicts.push(...settled.verdicts);
    changes.push(...settled.changes);
  }
  return { watch, verdicts, changes };
}

const freezer = sensor();
function freezerLife(n: number, seed = 1): Reading[] {
  const noise = random(seed);
  return Array.from({ length: n }, (_, i) => reading(freezer, START + i * MINUTE, -18 + Math.sin(i / 5) + 0.2 * noise()));
}
const opened = (changes: readonly EpisodeChange[]) => changes.filter((c) => c.kind === 'opened').map((c) => c.episode);

describe('The watcher', () => {
  it('gives every reading exactly one verdict, in order', async () => {
    const life = freezerLife(500);
    const { verdicts } = await play(life);
    expect(verdicts.map((v) => v.at)).toEqual(life.map((r) => r.at));
    for (const v of verdicts) expect(v.score >= 0 && v.score <= 1 && v.device >= 0 && v.device <= 1).toBe(true);
  });

  it('gives the same scores whatever the batches', async () => {
    const life = freezerLife(600);
    const [a, b] = [await play(life, 1), await play(life, 599)];
    expect(a.verdicts).toEqual(b.verdicts);
  });

  it('gives the same whatever the batches where a sensor turns out to be a counter', async () => {
    const meter = sensor('cellar.value', 'other', '');
    const noise = random(9);
    let count = 1_000;
    const life = Array.from({ length: 500 }, (_, i) => {
      count += i > 400 && i < 410 ? 40 : Math.round(3 * noise());
      return reading(meter, START + i * 15 * MINUTE, count);
    });
    const [a, b] = [await play(life, 1), await play(life, 499)];
    expect(a.verdicts).toEqual(b.verdicts);
    expect(a.changes).toEqual(b.changes);
    expect(opened(a.changes).some(({ facts }) => facts?.growth !== undefined)).toBe(true);
  });

  it('gives a prefix the same scores as the whole', async () => {
    const life = freezerLife(600);
    const [whole, prefix] = [await play(life), await play(life.slice(0, 350))];
    expect(whole.verdicts.slice(0, 350)).toEqual(prefix.verdicts);
  });

  it('opens one episode when a freezer warms up, and says what was expected', async () => {
    const life = freezerLife(900);
    const warm = life.map((r, i) => (i < 700 ? r : reading(freezer, r.at, -9.5 + 0.1 * Math.sin(i))));
    const { changes } = await play(warm);
    expect(opened(changes)).toHaveLength(1);
    const [episode] = opened(changes);
    expect(['rise', 'spike']).toContain(episode?.pattern);
    expect(episode?.expected.high).toBeLessThan(-15);
    expect(episode?.opened).toBeLessThan(START + 720 * MINUTE);
  });

  it('has nothing to say of an ordinary life', async () => {
    const { changes } = await play(freezerLife(3000));
    expect(opened(changes).length).toBeLessThanOrEqual(1);
  });

  it('notices a sensor that says the impossible, is stuck, or falls silent', async () => {
    const life = freezerLife(400);
    const impossible = [...life, reading(freezer, START + 400 * MINUTE, -300), reading(freezer, START + 401 * MINUTE, -300)];
    expect(opened((await play(impossible)).changes).map((e) => e.pattern)).toEqual(['impossible']);

    const stuck = [...life, ...Array.from({ length: 60 }, (_, i) => reading(freezer, START + (400 + i) * MINUTE, -17.7))];
    expect(opened((await play(stuck)).changes).map((e) => e.pattern)).toContain('stuck');

    const cellar = sensor('cellar.humidity', 'humidity', '%');
    const others = Array.from({ length: 600 }, (_, i) => reading(cellar, START + i * MINUTE, 50 + (i % 7)));
    const silent = [...life, ...others].sort((a, b) => a.at - b.at);
    const episodes = opened((await play(silent)).changes);
    expect(episodes.map((e) => [e.pattern, e.sensor.id])).toEqual([['silent', 'freezer.temperature']]);
    expect(episodes[0]?.since).toBe(START + 399 * MINUTE);
  });

  it('tells the silence of a whole device once, under its name', async () => {
    const humidity = sensor('freezer.humidity', 'humidity', '%');
    const cellar = sensor('cellar.humidity', 'humidity', '%');
    const rows = freezerLife(400).flatMap((r, i) => [r, reading(humidity, r.at, 40 + (i % 5))]);
    const others = Array.from({ length: 500 }, (_, i) => reading(cellar, START + i * MINUTE + 1, 50 + (i % 7)));
    const back = [reading(freezer, START + 500 * MINUTE, -18), reading(humidity, START + 500 * MINUTE, 41)];
    const { changes } = await play([...[...rows, ...others].sort((a, b) => a.at - b.at), ...back]);
    const silences = changes.filter((c) => c.episode.pattern === 'silent');
    expect(silences.map((c) => [c.kind, c.episode.sensor.name])).toEqual([
      ['opened', 'freezer'],
      ['closed', 'freezer'],
    ]);
  });

  it('gives the same verdicts in any batches when the cadence changes on the way', async () => {
    const quick = Array.from({ length: 300 }, (_, i) => reading(freezer, START + 600 * MINUTE + i * 1000, -18 + Math.sin(i / 5)));
    const life = [...freezerLife(600), ...quick, ...freezerLife(300, 5).map((r) => reading(freezer, r.at + 700 * MINUTE, r.value))];
    const [a, b] = [await play(life, 1), await play(life, 700)];
    expect(a.verdicts).toEqual(b.verdicts);
    expect(a.changes).toEqual(b.changes);
  });

  it('never lets the impossible into what it learns', async () => {
    const life = freezerLife(600);
    const junk = life.flatMap((r, i) => (i % 50 === 49 ? [reading(freezer, r.at, Number.NaN), r] : [r]));
    const { verdicts } = await play(junk);
    for (const v of verdicts) expect(Number.isFinite(v.score)).toBe(true);
    expect(verdicts.filter((v) => !Number.isNaN(v.value)).map((v) => v.score)).toEqual((await play(life)).verdicts.map((v) => v.score));
  });

  it('keeps the device up while the trouble of one of its sensors lasts', async () => {
    const humidity = sensor('freezer.humidity', 'humidity', '%');
    const rows = freezerLife(420).flatMap((r, i) => [
      reading(freezer, r.at, i >= 400 ? -300 : r.value),
      reading(humidity, r.at, 40 + (i % 5)),
    ]);
    const { verdicts } = await play(rows);
    expect(verdicts.at(-1)?.sensor).toBe(humidity);
    expect(verdicts.at(-1)?.device).toBeGreaterThanOrEqual(0.6);
    expect(verdicts.at(-1)?.score).toBeLessThan(0.6);
  });

  it('tells of a slight drift only where it is watched loudly', async () => {
    const life = freezerLife(800).map((r, i) => reading(freezer, r.at, r.value + 0.02 * Math.max(0, i - 600)));
    const told = async (loudness: Loudness) => opened((await play(life, 100, { loudness })).changes);
    expect(await told('normal')).toEqual([]);
    expect(await told('quiet')).toEqual([]);
    const [loud] = await told('loud');
    expect(loud).toMatchObject({ pattern: 'rise', facts: { loudness: 'loud' } });
  });

  it('marks every change of what is watched quietly, its end as well', async () => {
    const life = freezerLife(900).map((r, i) => (i >= 700 && i < 760 ? reading(freezer, r.at, -9.5) : r));
    const { changes } = await play(life, 100, { loudness: 'quiet' });
    expect(changes.map(({ kind }) => kind)).toContain('closed');
    expect(new Set(changes.map(({ episode }) => episode.facts?.loudness))).toEqual(new Set(['quiet']));
  });

  it('refuses sensors beyond its limit, counts them and goes on', async () => {
    const many = Array.from({ length: 50 }, (_, i) => reading(sensor(`s${i}.value`, 'other', ''), START, i));
    const { watch, verdicts } = await play(many, 10, { maxSensors: 20 });
    expect(verdicts).toHaveLength(50);
    expect(watch.sensors).toBe(20);
    expect(watch.refused).toBe(30);
    expect(watch.full?.code).toBe('watch/too-many-sensors');
  });

  it('survives a clock that jumps years ahead and back', async () => {
    const life = freezerLife(300);
    const jumped = life.map((r, i) => (i >= 200 && i < 210 ? { ...r, at: timestamp(r.at + 5e11) } : r));
    const { verdicts } = await play(jumped);
    expect(verdicts).toHaveLength(300);
  });
});
