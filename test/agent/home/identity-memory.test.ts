import { expect, it } from 'vitest';
import { HomeDevices } from '../../../src/agent/home/devices.ts';
import { IdentityMemory } from '../../../src/agent/home/identity-memory.ts';
import type { Notes } from '../../../src/agent/ports.ts';
import { Sensors } from '../../../src/core/home/index.ts';
import { FakeClock, MemoryNotes, RecordingObserver } from '../../support/fakes.ts';
import { START } from '../../support/sensors.ts';

const list = (count: number) => Array.from({ length: count }, (_, i) => [`u${i}`, `light.l${i}`] as const);

/** The devices of one life of Kinglet, which ends with `end`. */
function life(identities: IdentityMemory) {
  const clock = new FakeClock(START);
  const stop = new AbortController();
  const devices = new HomeDevices({
    options: { discovery: 'on', prefix: 'homeassistant', allow: [], deny: [], answer_within: 5 },
    own: 'kinglet',
    timezone: 'UTC',
    written: { floors: [], areas: [], entities: [] },
    sensors: new Sensors({ max: 100 }),
    clock,
    observer: new RecordingObserver(),
    signal: stop.signal,
    identities,
  });
  const running = devices.run();
  const announce = (unique: string, name: string): void =>
    void devices.keeper.take(
      `homeassistant/switch/${unique}/config`,
      Buffer.from(JSON.stringify({ name, unique_id: unique, state_topic: unique, command_topic: `${unique}/set` })),
      true,
    );
  const ids = (): string[] => [...devices.keeper.registry.items()].map(({ entity }) => entity.id);
  const end = async (): Promise<void> => {
    stop.abort();
    await clock.advance(1_000);
    await running;
  };
  return { clock, announce, ids, end };
}

it('What was renamed has the id that it had, also after a restart', async () => {
  const notes = new MemoryNotes();
  const first = life(new IdentityMemory(notes, new RecordingObserver()));
  first.announce('a', 'Heater');
  await first.end();
  const second = life(new IdentityMemory(notes, new RecordingObserver()));
  second.announce('a', 'Cellar fan');
  expect(second.ids()).toEqual(['switch.heater']);
  await second.end();
});

it('Ids are kept within the minute, for a power cut', async () => {
  const notes = new MemoryNotes();
  const { announce, clock, end } = life(new IdentityMemory(notes, new RecordingObserver()));
  announce('a', 'Heater');
  for (let second = 0; second < 60; second++) await clock.advance(1_000);
  expect(new IdentityMemory(notes, new RecordingObserver()).recall().map(([, id]) => id)).toEqual(['switch.heater']);
  await end();
});

it('One more of a thousand writes its own page only', () => {
  const notes = new MemoryNotes();
  const memory = new IdentityMemory(notes, new RecordingObserver());
  memory.keep(list(1_000));
  expect(notes.writes).toBe(4);
  memory.keep(list(1_001));
  memory.keep(list(1_001));
  expect(notes.writes).toBe(5);
  const next = new IdentityMemory(notes, new RecordingObserver());
  expect(next.recall()).toEqual(list(1_001));
  next.keep(list(10));
  expect(new IdentityMemory(notes, new RecordingObserver()).recall()).toEqual(list(10));
});

it('Without a store they last as long as the process', () => {
  const memory = new IdentityMemory(undefined, new RecordingObserver());
  expect(memory.recall()).toEqual([]);
  memory.keep(list(2));
  expect(memory.recall()).toEqual(list(2));
});

it.each([
  ['{', 1, 0],
  ['{"a": 1}', 1, 0],
  ['[["u", "light.x; drop"], ["v", 3], "w", ["y", "light.y"]]', 0, 1],
])('Notes that say %s are told once and cost only themselves', (text, faults, left) => {
  const notes = new MemoryNotes();
  notes.keepNote('identities', { id: '0', text });
  const observer = new RecordingObserver();
  expect(new IdentityMemory(notes, observer).recall()).toHaveLength(left);
  expect(observer.faults).toHaveLength(faults);
});

it('A store that is full is said, and tried again', () => {
  const notes = new MemoryNotes();
  const observer = new RecordingObserver();
  let full = true;
  const broken: Notes = {
    notes: (kind) => notes.notes(kind),
    keepNote: (kind, note) =>
      full ? { ok: false, fault: { code: 'store/full', detail: 'The disk is full.' } } : notes.keepNote(kind, note),
    dropNote: (kind, id) => notes.dropNote(kind, id),
  };
  const memory = new IdentityMemory(broken, observer);
  memory.keep(list(1));
  expect(observer.faults).toHaveLength(1);
  full = false;
  memory.keep(list(1));
  expect(new IdentityMemory(notes, observer).recall()).toEqual(list(1));
});
