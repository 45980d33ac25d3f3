import { describe, expect, it } from 'vitest';
import { HabitMemory } from '../../src/agent/habit-memory.ts';
import { hours, minutes, type Timestamp, timestamp } from '../../src/core/base/index.ts';
import type { Sensor } from '../../src/core/domain/index.ts';
import { type Described, hintOf } from '../../src/core/home/hints/index.ts';
import { Special } from '../../src/core/watch/special/index.ts';
import { MemoryNotes, RecordingObserver } from '../support/fakes.ts';
import { reading, START, sensor } from '../support/sensors.ts';

const pump = sensor('cellar.pump', 'switch', '');
const battery = sensor('cellar.battery', 'battery', '%');
const link = sensor('cellar.linkquality', 'signal', 'lqi');
const described: Readonly<Record<string, Described>> = {
  [pump.id]: { domain: 'binary_sensor', deviceClass: 'running' },
  [battery.id]: { domain: 'sensor', deviceClass: 'battery', unit: '%' },
  [link.id]: { domain: 'sensor', unit: 'lqi', category: 'diagnostic' },
};

/** The rules of one life, with what was kept of the one before. */
function life(notes: MemoryNotes, now: Timestamp, inverted = false) {
  const observer = new RecordingObserver();
  const special = new Special({
    timezone: 'UTC',
    max: 100,
    mannerOf: ({ id }: Sensor) => {
      const said = described[id];
      return said === undefined ? undefined : { ...hintOf(said), inverted };
    },
  });
  const memory = new HabitMemory(notes, observer, 0);
  memory.recall(special, now);
  let at: number = now;
  const pass = (span: number): string[] => {
    const told: string[] = [];
    for (const end = at + span; at < end; ) {
      at = Math.min(at + minutes(1), end);
      told.push(...special.tick(timestamp(at)).map(({ kind, episode }) => `${kind} ${episode.pattern}`));
    }
    return told;
  };
  const say = (of: Sensor, value: number): string[] =>
    (special.note(reading(of, at, value))?.changes ?? []).map(({ kind, episode }) => `${kind} ${episode.pattern}`);
  /** Two minutes of each hour. */
  const pumps = (times: number): void => {
    for (let i = 0; i < times; i++) {
      say(pump, 1);
      pass(minutes(2));
      say(pump, 0);
      pass(minutes(58));
    }
  };
  return { special, memory, observer, pass, say, pumps, now: () => timestamp(at) };
}
/** A pump that has run for four days, and what was kept of it. */
function learned(): { readonly notes: MemoryNotes; readonly at: Timestamp } {
  const notes = new MemoryNotes();
  const first = life(notes, timestamp(START));
  first.pumps(96);
  first.memory.keep(first.special);
  return { notes, at: first.now() };
}

describe('After a restart', () => {
  it('a pump is told when it runs for longer than it ever did, as if there had been none', () => {
    const { notes, at } = learned();
    for (const [kept, told] of [
      [notes, ['opened rise']],
      [new MemoryNotes(), []],
    ] as const) {
      const next = life(kept, timestamp(at + minutes(5)));
      next.say(pump, 0);
      next.pass(minutes(10));
      next.say(pump, 1);
      expect(next.pass(hours(1))).toEqual(told);
    }
  });

  it('of a rule that is another now nothing is taken over', () => {
    const { notes, at } = learned();
    const next = life(notes, at, true);
    next.say(pump, 1);
    next.pass(minutes(10));
    next.say(pump, 0);
    expect(next.pass(hours(1))).toEqual([]);
  });

  it('what was learned is the same when it is kept again, and is not written then', () => {
    const { notes, at } = learned();
    const before = new Map(notes.kept.get('habits'));
    const { writes } = notes;
    const next = life(notes, at);
    next.memory.keep(next.special);
    next.say(pump, 0); // met now, nothing learned yet
    next.memory.keep(next.special);
    expect([notes.writes, notes.kept.get('habits')]).toEqual([writes, before]);
  });

  it('a battery is known to be one that is charged, and a link by its usual quality', () => {
    const notes = new MemoryNotes();
    const first = life(notes, timestamp(START));
    for (const level of [90, 20, 90, 20, 90]) for (let i = 0; i < 5; i++) first.say(battery, level);
    for (let i = 0; i < 80; i++) {
      first.say(link, 200);
      first.pass(hours(1));
    }
    first.memory.keep(first.special);
    const next = life(notes, first.now());
    expect(Array.from({ length: 5 }, () => next.say(battery, 12)).flat()).toEqual([]);
    const fresh = life(new MemoryNotes(), timestamp(START));
    expect(Array.from({ length: 5 }, () => fresh.say(battery, 12)).flat()).toEqual(['opened fall']);
    const told: string[] = [];
    for (let i = 0; i < 30; i++) {
      told.push(...next.say(link, 20));
      next.pass(hours(1));
    }
    expect(told).toEqual(['opened fall']);
  });

  it('what has not been met for a month is forgotten; before that it is kept for the next life as well', () => {
    const { notes, at } = learned();
    const early = life(notes, timestamp(at + hours(24 * 20)));
    early.memory.keep(early.special);
    expect([...early.special.learned()].map(([id]) => id)).toEqual([pump.id]);
    const late = life(notes, timestamp(at + hours(24 * 32)));
    late.memory.keep(late.special);
    expect([...late.special.learned()]).toEqual([]);
    expect(notes.kept.get('habits')?.size).toBe(0);
  });

  it('what its owner does not want to be watched is forgotten', () => {
    const { notes, at } = learned();
    const next = life(notes, at);
    next.special.forget((id) => id === pump.id, at);
    expect([...next.special.learned()]).toEqual([]);
  });
});

it('It is written every hour, for a power cut', () => {
  const notes = new MemoryNotes();
  const { special, memory, say } = life(notes, timestamp(START));
  say(pump, 1);
  for (let now = 0; now < hours(1); now += 1_000) memory.tick(special, now);
  expect(notes.writes).toBe(0);
  for (let now: number = hours(1); now < hours(2); now += 1_000) memory.tick(special, now);
  expect(notes.writes).toBe(1);
});

it.each(['{', '{"version": 1, "sensors": []}', '{"version": 9, "sensors": {}}', '{"version": 1, "sensors": {"a.b": {"as": 7}}}'])(
  'A note that says %s is told once and costs only itself',
  (text) => {
    const { notes, at } = learned();
    notes.keepNote('habits', { id: 'foreign', text });
    const { special, observer } = life(notes, at);
    expect([...special.learned()].map(([id]) => id)).toEqual([pump.id]);
    expect(observer.faults.map(({ fault: { code } }) => code)).toEqual(['store/nonsense']);
  },
);

it.each([
  ['off', [1, 2]],
  ['off', Array.from({ length: 41 }, () => 499)],
  ['days', Array.from({ length: 48 }, () => -1)],
  ['days', Array.from({ length: 48 }, () => 1e9)],
  ['happened', Array.from({ length: 48 }, () => 33)],
])('Numbers that nobody can have learned (%s) are as if nothing was', (name, list) => {
  const { notes, at } = learned();
  for (const [id, text] of notes.kept.get('habits') ?? []) {
    const page = JSON.parse(text) as { sensors: Record<string, { learned: Record<string, unknown> }> };
    for (const one of Object.values(page.sensors)) one.learned[name] = list;
    notes.keepNote('habits', { id, text: JSON.stringify(page) });
  }
  const next = life(notes, at);
  next.say(pump, 0);
  next.pass(minutes(10));
  next.say(pump, 1);
  expect(next.pass(hours(1))).toEqual([]);
});
