import { beforeEach, describe, expect, it } from 'vitest';
import { readWords } from '../../../src/adapters/onnx/index.ts';
import { MEMORY, openStore } from '../../../src/adapters/store/index.ts';
import { LanguagePath } from '../../../src/agent/language/path.ts';
import { PlanBook } from '../../../src/agent/language/plan-book.ts';
import { type PlanEvent, Planner } from '../../../src/agent/language/planner.ts';
import type { Actuator, Notes } from '../../../src/agent/ports.ts';
import { type StateOverlay, Understanding } from '../../../src/agent/understanding.ts';
import { fail, ok } from '../../../src/core/base/index.ts';
import type { Action, Answer, Entity, Home } from '../../../src/core/domain/home.ts';
import type { Sensor } from '../../../src/core/domain/index.ts';
import { FakeClock, MemoryNotes, quietLog, RecordingObserver, RecordingPublisher, settle } from '../../support/fakes.ts';
import { MINUTE } from '../../support/freezer.ts';
import { sensor } from '../../support/sensors.ts';

const thing = (id: string, name: string, area?: string): Entity => ({
  id,
  domain: id.slice(0, id.indexOf('.')),
  name,
  aliases: [],
  ...(area === undefined ? {} : { area }),
  state: 'off',
  attributes: id.startsWith('light.') ? { supported_color_modes: ['brightness'] } : {},
});
const HOME: Home = {
  floors: [],
  areas: [
    { id: 'hall', name: 'Hall', aliases: [] },
    { id: 'kitchen', name: 'Kitchen', aliases: [] },
  ],
  entities: [
    thing('light.lamp', 'Lamp', 'hall'),
    thing('light.kitchen', 'Kitchen Light', 'kitchen'),
    thing('lock.front', 'Front Door', 'hall'),
  ],
};
const LAMP_ON: Action = { entity: 'light.lamp', service: 'light.turn_on', data: {} };
/** A Monday, 08:00. */
const START = Date.parse('2026-01-05T08:00:00Z');
const HOUR = 60 * MINUTE;
const freezer: Sensor = { ...sensor('freezer.temperature'), name: 'Freezer temperature', quantity: 'temperature', unit: '°C' };

let clock: FakeClock;
let notes: Notes;
let done: Action[];
let refuses: boolean;
let value: number;
let publisher: RecordingPublisher;
let observer: RecordingObserver;
let broken: Error | undefined;
beforeEach(() => {
  [clock, notes, done, refuses, value, broken] = [new FakeClock(START), new MemoryNotes(), [], false, -18, undefined];
  publisher = new RecordingPublisher();
  observer = new RecordingObserver();
});
const words = await readWords();
const hub: Actuator = {
  async perform(actions) {
    if (refuses) return fail('hub/away', 'The hub does not answer.');
    done.push(...actions);
    return ok(undefined);
  },
};

/** A daemon from its start to its end: what it says, and its end. */
function daemon({ switches = true, home = HOME, pin = undefined as string | undefined } = {}) {
  const stop = new AbortController();
  const book = new PlanBook({ notes, observer });
  let monotonic = 0;
  const path = new LanguagePath({
    async open(now) {
      const understanding = new Understanding(now, {
        words,
        timezone: 'UTC',
        keeping: book,
        place: { latitude: 52.5, longitude: 13.4 },
        pin,
      });
      return {
        ask: (request, at) => (broken === undefined ? understanding.ask(request, at) : Promise.reject(broken)),
        move: (other) => understanding.move(other),
      };
    },
    home,
    sensors: () => [{ sensor: freezer, value }],
    isSilent: () => () => false,
    actuator: switches ? hub : undefined,
    plans: book,
    clock,
    observer,
    signal: stop.signal,
    monotonic: () => (monotonic += 1_000),
  });
  const planner = new Planner({
    book,
    carryOut: (job) => path.carryOut(job),
    home: () => path.now(),
    publisher,
    clock,
    log: quietLog(),
    observer,
    timeZone: 'UTC',
    place: { latitude: 52.5, longitude: 13.4 },
  });
  const running = planner.run(stop.signal);
  return {
    book,
    say: async (text: string, area?: string, state: StateOverlay = {}): Promise<Answer> => {
      const answer = await path.ask({ id: 'a', text, conversation: 'c', state, ...(area === undefined ? {} : { area }) });
      await settle();
      return answer;
    },
    async end() {
      stop.abort();
      await running;
    },
  };
}
const events = (): PlanEvent[] => publisher.on(/^event$/).map(({ payload }) => JSON.parse(payload) as PlanEvent);
const told = (): string[] => events().map(({ plan, text }) => `${plan}: ${text}`);

describe('What is planned', () => {
  it('is done when it is due and not before, and told', async () => {
    const it = daemon();
    expect(await it.say('turn on the lamp in 10 minutes')).toMatchObject({
      outcome: 'act',
      reply: 'In 10 minutes (08:10) I will turn on the lamp.',
    });
    await clock.advance(9 * MINUTE);
    expect([done, told()]).toEqual([[], []]);
    await clock.advance(2 * MINUTE);
    expect(done).toEqual([LAMP_ON]);
    expect(events()).toMatchObject([{ plan: 'done', id: 1, actions: [LAMP_ON], text: 'As planned: Turned on the lamp.' }]);
    expect((await it.say('what is planned')).reply).toBe('Nothing is planned.');
    await it.end();
  });

  it('is understood where it was said', async () => {
    const it = daemon();
    await it.say('turn on the light in 10 minutes', 'kitchen');
    await clock.advance(11 * MINUTE);
    expect(done.map(({ entity }) => entity)).toEqual(['light.kitchen']);
    await it.end();
  });

  it('can be listed, cancelled and undone in any conversation', async () => {
    const it = daemon();
    await it.say('turn on the lamp at 9 am');
    await it.say('turn off the kitchen light at 10 am');
    expect((await it.say('what is planned')).reply).toBe('2 plans. At 09:00: turn on the lamp. At 10:00: turn off the kitchen light.');
    expect((await it.say('cancel the plan for the lamp')).reply).toBe('Cancelled: at 09:00: turn on the lamp.');
    await clock.advance(3 * HOUR);
    expect(done.map(({ service }) => service)).toEqual(['light.turn_off']);
    await it.end();
  });

  it('comes again on its days', async () => {
    const it = daemon();
    await it.say('turn on the lamp every weekday at 9 am');
    for (let day = 0; day < 7; day++) await clock.advance(24 * HOUR);
    expect(done).toHaveLength(5);
    expect((await it.say('what is planned')).reply).toBe('On weekdays at 09:00: turn on the lamp.');
    await it.end();
  });

  it('waits for the sun', async () => {
    const it = daemon();
    expect((await it.say('turn on the lamp half an hour before sunset')).reply).toBe(
      '30 minutes before sunset (14:37) I will turn on the lamp.',
    );
    await clock.advance(8 * HOUR);
    expect(done).toEqual([LAMP_ON]);
    await it.end();
  });

  it('waits for what a sensor says, and is done once', async () => {
    const it = daemon();
    expect((await it.say('when the freezer temperature rises above -10 turn on the lamp')).reply).toBe(
      'When the freezer temperature is above -10 °C I will turn on the lamp.',
    );
    for (value of [-12, -9, -12, -9]) await clock.advance(MINUTE);
    expect(done).toEqual([LAMP_ON]);
    expect(told()).toEqual(['done: As planned: Turned on the lamp.']);
    await it.end();
  });

  it('rings, where it is a timer', async () => {
    const it = daemon({ switches: false });
    await it.say('set a pasta timer for 10 minutes');
    await clock.advance(4 * MINUTE);
    expect((await it.say('how long is left on the pasta timer')).reply).toBe('The pasta timer has 6 minutes left.');
    await clock.advance(7 * MINUTE);
    expect(told()).toEqual(['over: The pasta timer is over.']);
    await it.end();
  });
});

describe('A reminder', () => {
  it('is told at its time, also where nothing can be switched', async () => {
    const it = daemon({ switches: false });
    expect((await it.say('remind me in 10 minutes to call my mum')).reply).toMatch(/ I will remind you: call your mum\.$/);
    await clock.advance(11 * MINUTE);
    expect(told()).toEqual(['reminder: Reminder: call your mum.']);
    await it.end();
  });

  it('of something that happens says that it has happened, each time where that was asked for', async () => {
    const it = daemon({ switches: false });
    await it.say('tell me each time the freezer temperature rises above -10');
    for (value of [-12, -9, -12, -9]) await clock.advance(MINUTE);
    expect(told()).toEqual(['reminder: The freezer temperature rises above -10.', 'reminder: The freezer temperature rises above -10.']);
    await it.end();
  });

  it('asks when, and takes the time for an answer', async () => {
    const it = daemon({ switches: false });
    expect((await it.say('remind me to lock up')).reply).toBe('When?');
    await it.say('in five minutes');
    await clock.advance(6 * MINUTE);
    expect(told()).toEqual(['reminder: Reminder: lock up.']);
    await it.end();
  });
});

describe('What cannot be done', () => {
  it('is not kept where nothing can be switched', async () => {
    const it = daemon({ switches: false });
    expect(await it.say('turn on the lamp in 10 minutes')).toMatchObject({
      outcome: 'refuse',
      reply: expect.stringMatching(/nothing here that Kinglet can switch/),
    });
    expect((await it.say('what is planned')).reply).toBe('Nothing is planned.');
    await it.end();
  });

  it('when it is due is told with the reason', async () => {
    const it = daemon();
    await it.say('turn on the lamp in 10 minutes');
    refuses = true;
    await clock.advance(11 * MINUTE);
    expect(told()).toEqual(['refused: “turn on the lamp” was planned and is not done. The hub does not answer.']);
    await it.end();
  });

  it('because of a mistake of ours is told and counted, and later plans are done', async () => {
    const it = daemon();
    await it.say('turn on the lamp in 10 minutes');
    await it.say('turn on the lamp in 20 minutes');
    broken = new Error('a bug');
    await clock.advance(11 * MINUTE);
    broken = undefined;
    await clock.advance(11 * MINUTE);
    expect(told().map((line) => line.slice(0, 8))).toEqual(['refused:', 'done: As']);
    expect(observer.faults.map(({ fault }) => fault.code)).toEqual(['language/bug']);
    await it.end();
  });

  it('now takes what was planned with it off the book', async () => {
    const it = daemon();
    refuses = true;
    expect(await it.say('turn on the lamp for 10 minutes')).toMatchObject({ outcome: 'refuse', reply: 'The hub does not answer.' });
    expect(it.book.book.jobs).toEqual([]);
    await it.end();
  });
});

describe('What is risky', () => {
  it('is confirmed when it is planned, and done then without being asked again', async () => {
    const it = daemon({ pin: '1234' });
    expect(await it.say('unlock the front door in 10 minutes')).toMatchObject({ outcome: 'confirm' });
    expect(it.book.book.jobs).toEqual([]);
    expect(await it.say('1234')).toMatchObject({ outcome: 'act' });
    await clock.advance(11 * MINUTE);
    expect(done).toEqual([{ entity: 'lock.front', service: 'lock.unlock', data: {} }]);
    await it.end();
  });

  it('is not done when the words mean another door by then', async () => {
    const first = daemon();
    await first.say('unlock the front door in 10 minutes');
    await first.say('yes');
    await first.end();
    const home = { ...HOME, entities: [...HOME.entities.slice(0, 2), thing('lock.safe', 'Front Door', 'hall')] };
    const second = daemon({ home });
    await clock.advance(11 * MINUTE);
    expect([done, told()]).toEqual([
      [],
      [
        'refused: “unlock the front door” was planned and is not done. It is risky and would have to be confirmed now; please say it again.',
      ],
    ]);
    await second.end();
  });
});

describe('A restart', () => {
  it('loses nothing of what is planned', async () => {
    const first = daemon();
    await first.say('turn on the lamp in 10 minutes');
    await first.say('turn off the kitchen light every day at 9 am');
    await first.end();
    await clock.advance(9 * MINUTE);
    const second = daemon();
    await clock.advance(2 * MINUTE);
    expect(done).toEqual([LAMP_ON]);
    expect((await second.say('what is planned')).reply).toBe('Every day at 09:00: turn off the kitchen light.');
    await second.end();
  });

  it('that took too long makes a plan missed: it is told and not done', async () => {
    const first = daemon();
    await first.say('turn on the lamp in 10 minutes');
    await first.end();
    await clock.advance(2 * HOUR);
    const second = daemon();
    await clock.advance(MINUTE);
    expect([done, told()]).toEqual([[], ['missed: At 08:10: turn on the lamp. Kinglet was not there in time, so it was not done.']]);
    await second.end();
  });

  it('knows that what is waited for has happened meanwhile', async () => {
    const first = daemon();
    await first.say('when the freezer temperature rises above -10 turn on the lamp');
    await first.end();
    value = -5;
    const second = daemon();
    await clock.advance(MINUTE);
    expect(done).toEqual([LAMP_ON]);
    await second.end();
  });

  it('does not do a plan twice that was being done when it ended', async () => {
    const first = daemon();
    await first.say('turn on the lamp in 10 minutes');
    await clock.advance(11 * MINUTE);
    const second = daemon(); // the first has not ended: it was killed
    await clock.advance(11 * MINUTE);
    expect(done).toEqual([LAMP_ON]);
    await Promise.all([first.end(), second.end()]);
  });

  it('is survived in the file of the store, too', async () => {
    const opened = await openStore(MEMORY);
    if (!opened.ok) throw new Error(opened.fault.detail);
    await using store = opened.value;
    notes = store;
    const first = daemon();
    await first.say('turn on the lamp in 10 minutes');
    await first.end();
    const second = daemon();
    expect((await second.say('what is planned')).reply).toBe('At 08:10: turn on the lamp.');
    await second.end();
  });

  it.each(['', '{', '[]', '{"jobs":[{}]}', '{"jobs":[{"id":1,"when":{"kind":"__proto__"}}]}', 'null'])(
    'with %j for a book goes on without',
    async (text) => {
      notes.keepNote('language', { id: 'plans', text });
      notes.keepNote('language', { id: 'preferences', text });
      const it = daemon();
      expect((await it.say('what is planned')).reply).toBe('Nothing is planned.');
      await it.end();
    },
  );
});

describe('What the owner wants of a mood', () => {
  const LIT = { 'light.lamp': { state: 'on' } };
  it('is remembered from the correction, across a restart, until it is forgotten', async () => {
    const first = daemon();
    await first.say('make it cozy', 'hall', LIT);
    expect((await first.say('set the lamp to 40 percent')).reply).toMatch(/I will remember that for “.*” in the hall\.$/);
    await first.end();
    done = [];
    const second = daemon();
    await second.say('make it cozy', 'hall', LIT);
    expect(done).toEqual([{ entity: 'light.lamp', service: 'light.turn_on', data: { brightness_pct: 40 } }]);
    expect((await second.say('forget that')).reply).toMatch(/^I have forgotten that for “/);
    expect((await second.say('what do you remember')).reply).toMatch(/^I remember no wishes/);
    await second.end();
  });

  it('is not remembered when the correction could not be done', async () => {
    const it = daemon();
    await it.say('make it cozy', 'hall', LIT);
    refuses = true;
    await it.say('set the lamp to 40 percent');
    expect(it.book.preferences).toEqual([]);
    await it.end();
  });
});

describe('Writing', () => {
  it('is done when something is planned or done, not while time passes or values change', async () => {
    const counting = new MemoryNotes();
    notes = counting;
    const it = daemon();
    await it.say('when the freezer temperature rises above -10 turn on the lamp');
    await it.say('turn on the lamp every day at 9 pm');
    await it.say('what is planned');
    expect(counting.writes).toBe(2);
    for (let n = 0; n < 100; n++) {
      value = n % 2 === 0 ? -18 : -19;
      await clock.advance(MINUTE);
    }
    expect(counting.writes).toBe(2);
    await it.end();
  });
});
