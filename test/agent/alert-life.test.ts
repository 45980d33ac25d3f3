/** What becomes of alerts at the desk: what people tell it to do with them, what time does, and what is left after a restart. */
import { beforeEach, describe, expect, it } from 'vitest';
import { emptyBooks } from '../../src/agent/alert-books.ts';
import { AlertMemory } from '../../src/agent/alert-memory.ts';
import { AlertVerbs, type Answer, type Named } from '../../src/agent/alert-verbs.ts';
import { AlertDesk } from '../../src/agent/alerts.ts';
import { Feedback } from '../../src/agent/feedback.ts';
import { AlertLives, type LifeSettings, SETTINGS } from '../../src/core/alert/life/index.ts';
import { hours, minutes, timestamp } from '../../src/core/base/index.ts';
import type { Alert, DeviceId, Episode, EpisodeChange, Sensor } from '../../src/core/domain/index.ts';
import { Watch } from '../../src/core/watch/index.ts';
import { FakeClock, MemoryNotes, quietLog, RecordingObserver, RecordingPublisher } from '../support/fakes.ts';
import { freezer, MINUTE } from '../support/freezer.ts';
import { START, sensor } from '../support/sensors.ts';

const pump = sensor('pump.vibration');
const NIGHT: LifeSettings = { ...SETTINGS, weekly: [{ what: 'quiet', scope: {}, days: [], from: 22 * 60, to: 7 * 60 }] };

let clock: FakeClock;
let notes: MemoryNotes;
let observer: RecordingObserver;
let publisher: RecordingPublisher;
let desk: AlertDesk;
let verbs: AlertVerbs;
let said: string[];

const PLACES: readonly Named[] = [
  { scope: { device: 'freezer' }, called: 'Freezer', names: ['freezer', 'Freezer'] },
  { scope: { device: 'pump' }, called: 'Pump', names: ['pump', 'Pump'] },
  { scope: { area: 'cellar' }, called: 'Cellar', names: ['cellar', 'Cellar', 'basement'] },
];

/** A process with nothing in its memory but what was kept. */
function start(settings: LifeSettings = { ...SETTINGS, escalateAfter: minutes(15), escalations: 2 }): void {
  publisher = new RecordingPublisher();
  said = [];
  const books = { ...emptyBooks(), lives: new AlertLives(settings) };
  const memory = new AlertMemory(notes, observer);
  memory.restore(books);
  desk = new AlertDesk({
    ...books,
    publisher,
    clock,
    log: quietLog(),
    timeZone: 'UTC',
    memory,
    areaOf: (id) => (id === freezer.id ? 'cellar' : undefined),
    say: ({ text }, event) => void said.push(`${event}: ${text}`),
  });
  verbs = new AlertVerbs({ desk, clock, timeZone: 'UTC', places: () => PLACES, memory });
}
beforeEach(() => {
  clock = new FakeClock(START);
  notes = new MemoryNotes();
  observer = new RecordingObserver();
  start();
});

const episode = (of: Sensor = freezer, more: Partial<Episode> = {}): Episode => ({
  sensor: of,
  pattern: 'rise',
  opened: clock.now(),
  since: clock.now(),
  value: -9.5,
  worst: -9.5,
  expected: { low: -19, middle: -18, high: -17, basis: 'hour' },
  rarity: 1e4,
  score: 0.8,
  ...more,
});
/** So far outside and so rare that it is critical. */
const DANGER: Partial<Episode> = { value: 200, worst: 200, rarity: 1e9 };
async function raise(of: Sensor = freezer, more: Partial<Episode> = {}): Promise<EpisodeChange> {
  const change: EpisodeChange = { kind: 'opened', episode: episode(of, more) };
  await desk.tell(change);
  return change;
}
const end = (change: EpisodeChange): Promise<void> =>
  desk.tell({ kind: 'closed', episode: { ...change.episode, closed: clock.now(), ending: 'recovered', value: -18 } });
async function wait(span: number): Promise<void> {
  await clock.advance(span);
  await desk.tick();
}
function tell(text: string, alert?: string): Answer {
  const read = verbs.read(text);
  if (!read) throw new Error(`"${text}" is no order to an alert`);
  return verbs.perform(read.order, alert);
}
const onBroker = (id: string): Alert | undefined => {
  const payload = publisher.on(/^alert\//).findLast(({ topic }) => topic === `alert/${id}`)?.payload;
  return payload ? (JSON.parse(payload) as Alert) : undefined;
};
const events = (): (Alert & { event_type: string })[] => publisher.on(/^event$/).map(({ payload }) => JSON.parse(payload));
const only = (): Alert => desk.list().at(-1) as Alert;

describe('What people tell an alert', () => {
  it('is on the broker, an event with its own sentence, and answered', async () => {
    await raise();
    expect(tell('acknowledge the freezer alarm')).toEqual(['act', 'The freezer alarm is acknowledged.']);
    expect(onBroker(only().id)).toMatchObject({
      state: 'open',
      acknowledged: START,
      text: expect.stringMatching(/^freezer temperature has risen/i),
    });
    expect(events().map(({ event_type, text }) => [event_type, text])).toEqual([
      ['raised', only().text],
      ['acknowledged', 'The freezer alarm is acknowledged.'],
    ]);
    expect(publisher.on(/^event$/)).toMatchObject([{ retain: false }, { retain: false }]);
  });

  it('may be to be quiet until a time, and then it is told again if it goes on', async () => {
    await raise();
    expect(tell('snooze the freezer alarm for an hour')).toEqual(['act', 'The freezer alarm is snoozed until 09:00.']);
    expect(onBroker(only().id)).toMatchObject({ snoozed: START + 60 * MINUTE });
    await wait(59 * MINUTE);
    expect(said.map((line) => line.split(':')[0])).toEqual(['raised', 'snoozed']);
    await wait(MINUTE);
    expect(said.at(-1)).toMatch(/^woken: The freezer alarm is no longer snoozed\. freezer temperature has risen/i);
    expect(onBroker(only().id)).not.toHaveProperty('snoozed');
  });

  it.each<[string, string, RegExp]>([
    ['acknowledge', 'ask', /^2 alarms are meant: .*freezer.* and .*pump.*\. Which one\? Say its name, or "acknowledge all"\.$/i],
    ['acknowledge all', 'act', /^The freezer alarm and the pump alarm are acknowledged\.$/],
    ['acknowledge the pump', 'act', /^The pump alarm is acknowledged\.$/],
    ['acknowledge pump.vibration', 'act', /^The pump alarm is acknowledged\.$/],
    ['acknowledge the vibration alarm', 'act', /^The pump alarm is acknowledged\.$/],
    ['acknowledge the cellar alarm', 'act', /^The freezer alarm is acknowledged\.$/],
    ['acknowledge the alarms in the basement', 'act', /^The freezer alarm is acknowledged\.$/],
    ['acknowledge the attic alarm', 'refuse', /^There is no open alarm called "attic"\.$/],
    ['snooze all for 10 minutes', 'act', /^The freezer alarm and the pump alarm are snoozed until 08:10\.$/],
    ['snooze', 'ask', /^2 alarms are meant/],
    ['snooze the pump for 40 days', 'refuse', /a month at most/],
    ['snooze the pump until it rains', 'ask', /^Until when\? "until it rains" is no time I understand/],
    ['stop snoozing', 'answer', /^No such alarm is snoozed\.$/],
    ['what alarms are open?', 'answer', /^2 alarms are open\. pump vibration .* freezer temperature /i],
    ['what alarms are acknowledged?', 'answer', /^No alarm is acknowledged\.$/],
  ])('%j is answered with "%s"', async (text, outcome, reply) => {
    await raise();
    await raise(pump);
    expect(tell(text)).toEqual([outcome, expect.stringMatching(reply)]);
  });

  it('is refused where nothing is open, and needs no name where only one is left', async () => {
    expect(tell('acknowledge')).toEqual(['refuse', 'No alarm is open.']);
    await raise();
    await raise(pump);
    tell('acknowledge the pump');
    expect(tell('acknowledge')).toEqual(['act', 'The freezer alarm is acknowledged.']);
    expect(tell('acknowledge the pump')).toEqual(['answer', 'The pump alarm is acknowledged already.']);
    expect(tell('what alarms are open?')[1]).toMatch(/\(Acknowledged\.\).*\(Acknowledged\.\)$/);
  });

  it('by the id in the address, whatever the words are', async () => {
    await raise();
    const { id } = only();
    await raise(pump);
    expect(tell('snooze 1h', id)).toEqual(['act', 'The freezer alarm is snoozed until 09:00.']);
    expect(tell('acknowledge', '../\u0000')).toEqual(['refuse', 'There is no open alarm called "../".']);
  });

  it('can be taken back', async () => {
    await raise();
    expect(verbs.undo()).toEqual(['refuse', 'There is nothing to take back.']);
    tell('snooze for an hour');
    expect(verbs.undo()).toEqual(['act', 'Taken back: the freezer alarm is as before.']);
    expect(onBroker(only().id)).not.toHaveProperty('snoozed');
    tell('maintenance on the pump until 17:00');
    expect(verbs.undo()).toEqual(['act', 'Maintenance on the pump is over.']);
    expect(tell('what is in maintenance')).toEqual(['answer', 'Nothing is in maintenance.']);
  });

  it('calls alarms by their sensors where a device has two', async () => {
    await raise();
    await wait(hours(13));
    await raise(sensor('freezer.humidity'));
    expect(tell('acknowledge the freezer humidity alarm')).toEqual(['act', 'The freezer humidity alarm is acknowledged.']);
    expect(tell('acknowledge all of the freezer')).toEqual(['act', 'The freezer temperature alarm is acknowledged.']);
  });
});

describe('Beside feedback', () => {
  const make = (): { feedback: Feedback; watch: Watch } => {
    const watch = new Watch({ threshold: 0.6, maxSensors: 10 });
    return { watch, feedback: new Feedback({ alerts: desk, verbs, watch, clock, log: quietLog(), observer, timeZone: 'UTC' }) };
  };

  it.each<[string, string]>([
    ['acknowledge', 'surely'],
    ['what alarms are open?', 'surely'],
    ['snooze the toaster', 'surely'],
    ['put the pump into maintenance', 'surely'],
    ['put the car into maintenance', 'no'],
    ['turn off the pump', 'no'],
  ])('%j is %s said to an alert', (text, meant) => {
    expect(make().feedback.isMeant({ id: null, text })).toBe(meant);
  });

  it('"undo" takes back what was done last, whichever it was', async () => {
    await raise();
    const { feedback, watch } = make();
    const say = (text: string, alert?: string): string =>
      feedback
        .answer({ text, ...(alert === undefined ? {} : { alert }) })
        .reply.split(' ')
        .slice(0, 3)
        .join(' ');
    expect(say('snooze 1h')).toBe('The freezer alarm');
    await clock.advance(MINUTE);
    expect(say('this is normal')).toBe('Taken as normal:');
    expect(events().at(-1)).toMatchObject({ event_type: 'feedback', text: 'The freezer alarm is taken as normal.' });
    expect(say('undo')).toBe('Not normal any');
    expect(events().at(-1)).toMatchObject({ event_type: 'feedback', text: 'The freezer alarm is not taken as normal any more.' });
    expect([watch.pardons, only().snoozed]).toEqual([[], expect.any(Number)]);
    expect(say('undo', 'other-alert')).toBe('Nothing called "other-alert"');
    expect(say('undo')).toBe('Taken back: the');
    expect(only().snoozed).toBeUndefined();
    expect(say('acknowledge', only().id)).toBe('The freezer alarm');
    expect(say('undo', only().id)).toBe('Taken back: the');
  });
});

describe('A critical alert', () => {
  it('is told again until somebody answers', async () => {
    await raise(freezer, DANGER);
    await wait(15 * MINUTE);
    expect(said.at(-1)).toMatch(/^escalated: Nobody has answered since 08:00: freezer temperature/i);
    expect(onBroker(only().id)).toMatchObject({ escalated: 1 });
    tell('acknowledge');
    await wait(60 * MINUTE);
    expect(said).toHaveLength(3);
  });
});

describe('Maintenance', () => {
  it.each([
    ['maintenance on the freezer until 10', 'Maintenance on the freezer until 10:00: its alarms wait until then.'],
    [
      'maintenance in the basement for an hour',
      'Maintenance on the cellar until 09:00: its alarms wait until then, but what is critical is told.',
    ],
    ['maintenance on everything', 'Maintenance on everything until 10:00: its alarms wait until then, but what is critical is told.'],
  ])('%j holds back what is raised', async (text, reply) => {
    expect(tell(text)).toEqual(['act', reply]);
    await raise();
    expect(said).toEqual([]);
    expect(onBroker(only().id)).toMatchObject({ state: 'open', held: 'maintenance' });
    expect(tell('what alarms are open?')[1]).toMatch(/\(Waiting for the end of maintenance\.\)$/);
    await wait(121 * MINUTE);
    expect(said).toEqual([expect.stringMatching(/^raised: freezer temperature has risen/i)]);
    expect(onBroker(only().id)).not.toHaveProperty('held');
  });

  it('is over when somebody says so', async () => {
    tell('maintenance on the freezer until 10');
    expect(tell('what is in maintenance')).toEqual(['answer', 'In maintenance: the freezer until 10:00.']);
    await raise();
    expect(tell('the maintenance on the freezer is over')).toEqual(['act', 'Maintenance on the freezer is over.']);
    await wait(1_000);
    expect(said).toHaveLength(1);
  });

  it.each([
    ['maintenance', 'ask', /^Maintenance on what\?/],
    ['maintenance on the moon', 'refuse', /no device or area called "moon"/],
    ['end maintenance', 'refuse', /^Nothing is in maintenance/],
    ['end maintenance on the pump', 'refuse', /^There is no maintenance on "pump"/],
  ])('%j is answered with "%s"', (text, outcome, reply) => {
    expect(tell(text)).toEqual([outcome, expect.stringMatching(reply)]);
  });
});

describe('In quiet hours', () => {
  it('the end of an alert is told in the morning, though it is off the broker at once', async () => {
    start(NIGHT);
    const change = await raise();
    await wait(hours(15)); // 23:00
    await end(change);
    expect(publisher.on(/^alert\//).at(-1)).toMatchObject({ payload: '', retain: true });
    expect(said).toHaveLength(1);
    await wait(hours(8));
    expect(said.at(-1)).toMatch(/^resolved: freezer temperature is back to normal/i);
  });
});

describe('After a restart', () => {
  it('an alert has its id, its snooze and its maintenance, and is not told again', async () => {
    await raise();
    const { id, text } = only();
    tell('snooze until 10');
    tell('maintenance on the pump until 11');
    await clock.advance(10 * MINUTE);
    start();
    expect(desk.list()).toMatchObject([{ id, state: 'open', text, snoozed: START + 120 * MINUTE }]);
    expect(tell('what is in maintenance')).toEqual(['answer', 'In maintenance: the pump until 11:00.']);
    await wait(0);
    // The watcher finds it anew, by another time.
    const change = await raise();
    expect(desk.list()).toMatchObject([{ id, state: 'open', opened: START }]);
    expect(said).toEqual([]);
    await wait(111 * MINUTE);
    expect(said).toEqual([expect.stringMatching(/^woken: The freezer alarm/)]);
    await end(change);
    expect(said.at(-1)).toMatch(/^resolved: /);
    expect(events().map((event) => event.id)).toEqual([id, id]);
    expect([...(notes.kept.get('alert') ?? [])]).toEqual([]);
  });

  it.each<[string, Partial<Episode>, string, boolean]>([
    ['that has become graver is told, as the same', DANGER, 'updated', true],
    ['the other way round is another one', { pattern: 'fall', value: -30, worst: -30 }, 'raised', false],
  ])('an alert %s', async (_, more, event, same) => {
    await raise();
    const { id } = only();
    await clock.advance(10 * MINUTE);
    start();
    await raise(freezer, more);
    expect(events().map((told) => [told.event_type, told.id === id])).toEqual([[event, same]]);
  });

  it('an alert that is not seen again is closed after six hours, in honest words', async () => {
    await raise();
    const { id } = only();
    start();
    await wait(0);
    await wait(hours(5.9));
    expect(said).toEqual([]);
    await wait(hours(0.2));
    expect(said).toEqual(['resolved: The freezer alarm is from before a restart; nothing of it has been seen since, so it is closed.']);
    expect(publisher.on(/^alert\//).at(-1)).toMatchObject({ topic: `alert/${id}`, payload: '' });
    start();
    expect(desk.list()).toEqual([]);
  });

  it('what was kept and makes no sense is left out, and said once', () => {
    notes.keepNote('alert', { id: 'a', text: '{"__proto__": 1}' });
    notes.keepNote('alert', { id: 'b', text: 'x'.repeat(100) });
    start();
    expect(desk.list()).toEqual([]);
    expect(observer.faults).toMatchObject([{ where: 'store', fault: { code: 'store/nonsense' }, count: 2 }]);
    expect([...(notes.kept.get('alert') ?? [])]).toEqual([]);
  });

  it('nothing was written for what has not changed', async () => {
    await raise();
    const { writes } = notes;
    for (let n = 0; n < 10; n++) await wait(MINUTE);
    expect(notes.writes).toBe(writes);
    const memory = new AlertMemory(notes, observer);
    const life = desk.lives.of(only().id);
    for (let n = 0; n < 10; n++) memory.note(only(), life, 'Freezer');
    expect(notes.writes).toBe(writes + 1);
  });

  it('two thousand open alerts are kept, and no more', async () => {
    const many = Array.from({ length: 2_050 }, (_, n): EpisodeChange => {
      const of: Sensor = { ...sensor(`d${n}.temperature`), device: `d${n}` as DeviceId };
      return { kind: 'opened', episode: { ...episode(of), opened: timestamp(START + n) } };
    });
    for (const change of many) await desk.tell(change);
    expect(notes.kept.get('alert')?.size).toBe(2_000);
    expect(observer.faults.filter(({ fault }) => fault.code === 'store/too-many-alerts')).toHaveLength(50);
  });
});
