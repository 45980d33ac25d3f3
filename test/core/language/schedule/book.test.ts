/** The schedule book: what it keeps, refuses, tells and forgets. */
import { describe, expect, it } from 'vitest';
import { timestamp } from '../../../../src/core/base/index.ts';
import type { Action } from '../../../../src/core/domain/home.ts';
import {
  add,
  type Book,
  cancel,
  emptyBook,
  MAX_JOBS,
  nextDue,
  onStateChange,
  parse,
  sayBook,
  serialise,
  takeDue,
  type When,
} from '../../../../src/core/language/schedule/index.ts';
import { entity, house } from '../reply/house.ts';

const now = timestamp(Date.parse('2025-03-04T13:02:00Z'));
const at = (minutes: number) => timestamp(now + minutes * 60_000);
const calendar = { now, timezone: 'Europe/Berlin', home: house };
const off = (id: string): Action => ({ entity: id, service: `${id.split('.')[0]}.turn_off`, data: {} });
const hall = { when: { kind: 'at', minutesOfDay: 1140 }, actions: [off('light.kitchen')], text: 'turn off the kitchen light' } as const;
const soon = { when: { kind: 'after', seconds: 600 }, actions: [off('light.desk')], text: 'turn off the desk lamp' } as const;
const washed = {
  when: { kind: 'state', entity: 'sensor.washer', word: 'done' },
  actions: [],
  text: 'tell me to hang up the laundry',
} as const;

type Wanted = Parameters<typeof add>[1];
const bookOf = (...wanted: readonly Wanted[]): Book =>
  wanted.reduce<Book>((book, one) => {
    const added = add(book, one, calendar);
    if (!added.ok) throw new Error(added.detail);
    return added.book;
  }, emptyBook);
const texts = (jobs: readonly { readonly text: string }[]) => jobs.map(({ text }) => text);

describe('keeping', () => {
  it('is said as it is kept', () => {
    expect(add(emptyBook, hall, calendar)).toMatchObject({ ok: true, said: 'at 19:00: turn off the kitchen light', already: false });
    expect(add(emptyBook, washed, calendar)).toMatchObject({ said: 'when the washing machine is done: tell me to hang up the laundry' });
  });
  it('is listed by time, then by what it waits for', () => {
    expect(sayBook(bookOf(washed, hall, soon), calendar)).toBe(
      '3 plans. At 14:12: turn off the desk lamp. At 19:00: turn off the kitchen light. When the washing machine is done: tell me to hang up the laundry.',
    );
    expect(sayBook(emptyBook, calendar)).toBe('Nothing is planned.');
  });
  it('says when what is waited for is so already', () => {
    const locked = { ...washed, when: { kind: 'state', entity: 'lock.front', word: 'locked' } } as const;
    expect(add(emptyBook, locked, calendar)).toMatchObject({ ok: true, already: true });
  });
  it.each<[string, When, string]>([
    ['a time that has passed', { kind: 'at', minutesOfDay: 780, day: 'today' }, 'past'],
    ['the sun of an unknown place', { kind: 'sun', event: 'sunset', offset: 0 }, 'no_sun'],
    ['a device that is not there', { kind: 'state', entity: 'sensor.gone', word: 'done' }, 'no_device'],
    ['a state that device never has', { kind: 'state', entity: 'light.desk', word: 'unlocked' }, 'no_state'],
    ['a year that is too far', { kind: 'after', seconds: 1e12 }, 'too_far'],
  ])('refuses %s, with the reason', (_, when, reason) =>
    expect(add(emptyBook, { ...hall, when }, calendar)).toMatchObject({ ok: false, reason }),
  );
  it('has a limit', () => {
    const full = bookOf(...Array.from({ length: MAX_JOBS }, () => soon));
    expect(add(full, soon, calendar)).toMatchObject({ ok: false, reason: 'full' });
  });
});

describe('what is due', () => {
  const book = bookOf(hall, soon, washed);
  it('comes once, in order of time', () => {
    expect(nextDue(book)).toBe(at(10));
    expect(takeDue(book, at(9), calendar).due).toEqual([]);
    const taken = takeDue(book, at(10), calendar);
    expect(texts(taken.due)).toEqual(['turn off the desk lamp']);
    expect(takeDue(taken.book, at(10), calendar).due).toEqual([]);
  });
  it('is missed rather than done hours late', () => {
    const { due, missed, book: left } = takeDue(book, at(10 + 11), calendar);
    expect(due).toEqual([]);
    expect(texts(missed)).toEqual(['turn off the desk lamp']);
    expect(left.jobs).toHaveLength(2);
  });
});

describe('what comes again', () => {
  const daily = { ...hall, every: { days: ['tuesday', 'wednesday'] } } as const satisfies Wanted;
  const hourly = { ...soon, when: { kind: 'after', seconds: 3_600 }, every: { seconds: 3_600 } } as const satisfies Wanted;
  it('is said with how often', () =>
    expect(sayBook(bookOf(daily, hourly, { ...daily, every: { days: ['saturday', 'sunday'] } }), calendar)).toBe(
      '3 plans. Every hour, next at 15:02: turn off the desk lamp. Every Tuesday and Wednesday at 19:00: turn off the kitchen light. At weekends at 19:00: turn off the kitchen light.',
    ));
  it('is kept for its next time when it is done', () => {
    const { due, book: left } = takeDue(bookOf(daily), at(298), calendar);
    expect(texts(due)).toEqual(['turn off the kitchen light']);
    expect(left.jobs).toMatchObject([{ id: 1, at: at(298 + 24 * 60) }]);
    expect(takeDue(left, at(298 + 24 * 60), calendar).book.jobs).toMatchObject([{ at: at(298 + 7 * 24 * 60) }]);
  });
  it('is told once, however often it was missed, and keeps its beat', () => {
    const { due, missed, book: left } = takeDue(bookOf(hourly), at(60 * 5 + 30), calendar);
    expect([due, texts(missed)]).toEqual([[], ['turn off the desk lamp']]);
    expect(left.jobs).toMatchObject([{ at: at(60 * 6) }]);
  });
  it('fires each time that it happens', () => {
    const each = bookOf({ ...washed, every: { times: true } });
    const washer = (state: string) => ({ ...entity('sensor.washer'), state });
    let book = each;
    let fired = 0;
    for (const state of ['finished', 'finished', 'running', 'finished', 'unavailable', 'finished']) {
      const change = onStateChange(book, undefined, washer(state));
      book = change.book;
      fired += change.fired.length;
    }
    expect([fired, book.jobs.length]).toEqual([2, 1]);
    expect(sayBook(each, calendar)).toMatch(/^Each time the washing machine is done: /);
  });
  it('is a timer that rings, with or without a name', () => {
    const ring = { ...soon, actions: [], text: '', rings: true } as const satisfies Wanted;
    expect(sayBook(bookOf(ring, { ...ring, text: 'pasta' }), calendar)).toBe('2 plans. At 14:12: the timer. At 14:12: the pasta timer.');
  });
  it.each([
    [daily],
    [hourly],
    [{ ...washed, every: { times: true } } as const],
    [{ ...soon, text: '', actions: [], rings: true } as const],
  ])('comes back after a restart: %j', (wanted) =>
    expect(parse(JSON.stringify(serialise(bookOf(wanted))))).toEqual({ book: bookOf(wanted), skipped: 0 }),
  );
  it.each([[{ days: [] }], [{ days: 'monday' }], [{ seconds: 1 }], [{ seconds: Number.NaN }], [{}], ['daily'], [null]])(
    'never comes back as %j, which is no way to come again',
    (every) => expect(parse({ jobs: [{ ...bookOf(daily).jobs[0], every }] })).toMatchObject({ book: { jobs: [] }, skipped: 1 }),
  );
});

describe('what waits for a state', () => {
  const book = bookOf(washed, hall);
  const washer = (state: string) => ({ ...entity('sensor.washer'), state });
  it('fires when it turns so, once', () => {
    expect(onStateChange(book, washer('running'), washer('spinning')).fired).toEqual([]);
    const { fired, book: left } = onStateChange(book, washer('running'), washer('finished'));
    expect(texts(fired)).toEqual(['tell me to hang up the laundry']);
    expect(onStateChange(left, washer('running'), washer('finished')).fired).toEqual([]);
  });
  it('does not fire for others', () =>
    expect(onStateChange(book, entity('light.desk'), { ...entity('light.desk'), state: 'off' }).fired).toEqual([]));
  it('does not fire because a device came back', () => {
    const waiting = bookOf({ ...washed, when: { kind: 'state', entity: 'lock.front', word: 'locked' } });
    const lock = (state: string) => ({ ...entity('lock.front'), state });
    const gone = onStateChange(waiting, lock('locked'), lock('unavailable')).book;
    expect(onStateChange(gone, lock('unavailable'), lock('locked')).fired).toEqual([]);
    const opened = onStateChange(gone, lock('unavailable'), lock('unlocked')).book;
    expect(onStateChange(opened, lock('unlocked'), lock('locked')).fired).toHaveLength(1);
  });
  it('does not fire on the first that is ever known of a device', () => {
    const lost = { ...house, entities: house.entities.map((e) => (e.id === 'lock.front' ? { ...e, state: 'unavailable' } : e)) };
    const added = add(emptyBook, { ...washed, when: { kind: 'state', entity: 'lock.front', word: 'locked' } }, { ...calendar, home: lost });
    if (!added.ok) throw new Error(added.detail);
    expect(onStateChange(added.book, { ...entity('lock.front'), state: 'unavailable' }, entity('lock.front')).fired).toEqual([]);
  });
  it('fires for what happened while nothing was known, also across a restart', () => {
    const again = parse(JSON.stringify(serialise(book))).book;
    expect(texts(onStateChange(again, undefined, washer('finished')).fired)).toEqual(['tell me to hang up the laundry']);
  });
});

describe('what waits for a number', () => {
  const cold = {
    when: { kind: 'level', entity: 'sensor.kitchen_temperature', side: 'below', value: 18 },
    actions: [],
    text: 'tell me',
  } as const;
  const kitchen = (state: string) => ({ ...entity('sensor.kitchen_temperature'), state });
  const book = bookOf(cold);
  it('is said with its unit', () => expect(sayBook(book, calendar)).toBe('When the kitchen temperature is below 18 °C: tell me.'));
  it('fires when it crosses, not while it stays there', () => {
    expect(onStateChange(book, kitchen('21'), kitchen('18')).fired).toEqual([]);
    expect(onStateChange(book, kitchen('18'), kitchen('17.9')).fired).toHaveLength(1);
    const already = bookOf({ ...cold, when: { ...cold.when, value: 25 } });
    expect(onStateChange(already, kitchen('21.5'), kitchen('20')).fired).toEqual([]);
  });
  it('may be of an attribute', () => {
    const heated = {
      ...cold,
      when: { kind: 'level', entity: 'climate.living', attribute: 'temperature', side: 'above', value: 20 },
    } as const;
    const { fired } = onStateChange(bookOf(heated), undefined, { ...entity('climate.living'), attributes: { current_temperature: 20.5 } });
    expect(fired).toHaveLength(1);
    expect(parse(serialise(bookOf(heated)))).toEqual({ book: bookOf(heated), skipped: 0 });
  });
  it('is refused where there is no number', () =>
    expect(add(emptyBook, { ...cold, when: { ...cold.when, entity: 'lock.front' } }, calendar)).toMatchObject({
      ok: false,
      reason: 'no_state',
    }));
});

describe('cancelling', () => {
  const book = bookOf(hall, soon, washed);
  it.each<[string, Parameters<typeof cancel>[1], string, number]>([
    ['by words', { words: ['the', 'desk', 'lamp'] }, 'Cancelled: at 14:12: turn off the desk lamp.', 2],
    ['by its time', { words: ['at', '19:00'] }, 'Cancelled: at 19:00: turn off the kitchen light.', 2],
    [
      'by what it waits for',
      { words: ['washing', 'machine'] },
      'Cancelled: when the washing machine is done: tell me to hang up the laundry.',
      2,
    ],
    ['the first', { index: 1 }, 'Cancelled: at 14:12: turn off the desk lamp.', 2],
    ['the last', { index: -1 }, 'Cancelled: when the washing machine is done: tell me to hang up the laundry.', 2],
    ['by id', { ids: [1, 2] }, 'Cancelled 2 plans.', 1],
    ['all', { all: true }, 'Cancelled 3 plans.', 0],
    ['what is not there', { words: ['garden'] }, 'I have planned no such thing.', 3],
    ['the seventh', { index: 7 }, 'I have planned no such thing.', 3],
  ])('%s', (_, which, said, left) => {
    const done = cancel(book, which, calendar);
    expect(done.said).toBe(said);
    expect(done.kind === 'cancelled' ? done.book.jobs.length : book.jobs.length).toBe(left);
  });
  it('asks when more than one fits', () =>
    expect(cancel(book, { words: ['off'] }, calendar)).toMatchObject({
      kind: 'ambiguous',
      said: 'Which one: at 14:12: turn off the desk lamp or at 19:00: turn off the kitchen light?',
    }));
});

describe('a restart', () => {
  const book = bookOf(hall, soon, washed);
  it('brings back what was kept', () => expect(parse(JSON.stringify(serialise(book)))).toEqual({ book, skipped: 0 }));
  it.each<[string, unknown, number]>([
    ['nothing', undefined, 0],
    ['no JSON', '{', 0],
    ['a list', [], 0],
    ['jobs that are none', { jobs: [null, 7, 'x', {}, { id: 1 }] }, 5],
    ['a time that is none', { jobs: [{ ...book.jobs[0], at: Number.NaN }] }, 1],
    ['a state with a time', { jobs: [{ ...book.jobs[2], at: 5 }] }, 1],
    ['one bad action of two', { jobs: [{ ...book.jobs[0], actions: [off('light.desk'), { entity: 'x' }] }] }, 1],
    ['a service that is none', { jobs: [{ ...book.jobs[0], actions: [{ entity: 'light.x', service: 'rm -rf /', data: {} }] }] }, 1],
  ])('skips and counts %s', (_, stored, skipped) => expect(parse(stored)).toMatchObject({ book: { jobs: [] }, skipped }));
  it('keeps the good among the bad, each id once, and never uses an id again', () => {
    const stored = { next: 'x', jobs: [book.jobs[1], {}, book.jobs[1], book.jobs[2]] };
    const { book: back, skipped } = parse(stored);
    expect(back.jobs.map(({ id }) => id)).toEqual([2, 3]);
    expect(back.next).toBe(4);
    expect(skipped).toBe(2);
  });
});
