import { beforeEach, describe, expect, it } from 'vitest';
import { LanguagePath, type LanguagePathParts, modelGone, type Understander } from '../../../src/agent/language/path.ts';
import type { Request } from '../../../src/agent/understanding.ts';
import { fail, ok } from '../../../src/core/base/index.ts';
import type { Action, Answer, Home } from '../../../src/core/domain/home.ts';
import type { Sensor } from '../../../src/core/domain/index.ts';
import { FakeClock, RecordingObserver } from '../../support/fakes.ts';
import { START, sensor } from '../../support/sensors.ts';

const LAMP: Action = { entity: 'light.hall', service: 'light.turn_on', data: {} };
const answerOf = (outcome: Answer['outcome'], more: Partial<Answer> = {}): Answer => ({
  id: 'a',
  outcome,
  actions: outcome === 'act' || outcome === 'confirm' ? [LAMP] : [],
  reply: `said ${outcome}`,
  confidence: 0.9,
  ...more,
});

/** Understands that the text is the outcome, and writes down what it was asked of which home. */
let asked: Request[];
let homes: { by: string; home: Home }[];
let monotonic: number;
let seen: { sensor: Sensor; value: number }[];
let observer: RecordingObserver;
let broken: unknown;
let stop: AbortController;
beforeEach(() => {
  [asked, homes, seen, monotonic, broken] = [[], [], [], 0, undefined];
  observer = new RecordingObserver();
  stop = new AbortController();
});

const understander = (by: string): Understander => ({
  async ask(request) {
    if (by === 'network' && broken !== undefined) throw broken;
    asked.push(request);
    return answerOf(request.text as Answer['outcome']);
  },
  move: (home) => void homes.push({ by: 'move', home }),
});
const pathOf = (more: Partial<LanguagePathParts> = {}): LanguagePath =>
  new LanguagePath({
    async open(home, by) {
      homes.push({ by, home });
      return understander(by);
    },
    home: { floors: [], areas: [], entities: [] },
    sensors: () => seen,
    isSilent: () => () => false,
    clock: new FakeClock(START),
    observer,
    signal: stop.signal,
    monotonic: () => monotonic,
    ...more,
  });
const say = (path: LanguagePath, text: Answer['outcome'], conversation = 'c') => path.ask({ id: 'a', text, conversation });

describe('What people say', () => {
  it.each(['answer', 'ask', 'refuse'] as const)('that comes to %s is answered as it was understood', async (outcome) => {
    expect(await say(pathOf(), outcome)).toEqual(answerOf(outcome));
  });

  it.each(['act', 'confirm'] as const)('that comes to %s is not said to be done where nothing can be switched', async (outcome) => {
    expect(await say(pathOf(), outcome)).toEqual({
      id: 'a',
      outcome: 'refuse',
      actions: [],
      refused: [{ text: outcome, reason: 'no_capability' }],
      reply: expect.stringMatching(/nothing here that Kinglet can switch yet, so nothing was done/),
      confidence: 0.9,
    });
  });

  it('is done by whoever switches devices, after it was confirmed and not before', async () => {
    const done: (readonly Action[])[] = [];
    const path = pathOf({ actuator: { perform: async (actions) => ok(void done.push(actions)) } });
    expect(await say(path, 'confirm')).toEqual(answerOf('confirm'));
    expect(done).toEqual([]);
    expect(await say(path, 'act')).toEqual(answerOf('act'));
    expect(done).toEqual([[LAMP]]);
  });

  it('and could not be done is not asked to be confirmed', async () => {
    const path = pathOf({
      actuator: { perform: async () => ok(undefined), check: async () => fail('home/denied', 'The door: I may only read it.') },
    });
    expect(await say(path, 'confirm')).toMatchObject({ outcome: 'refuse', actions: [], reply: 'The door: I may only read it.' });
    expect(await say(path, 'act')).toMatchObject({ outcome: 'act' });
  });

  it('and cannot be done is told in the words of whoever tried, and the talk forgets that it was', async () => {
    const path = pathOf({ actuator: { perform: async () => fail('hub/away', 'The hub does not answer.', 'Plug it in.') } });
    for (const outcome of ['answer', 'act', 'answer', 'act', 'answer'] as const) await say(path, outcome);
    expect(await say(path, 'act')).toMatchObject({ outcome: 'refuse', actions: [], reply: 'The hub does not answer. Plug it in.' });
    await say(path, 'answer', 'another');
    const talks = asked.map(({ conversation }) => conversation);
    expect(talks).toEqual(['c', 'c', 'c\u00001', 'c\u00001', 'c\u00002', 'c\u00002', 'another']);
  });

  it('is given up by whoever switches devices when Kinglet stops', async () => {
    let given: AbortSignal | undefined;
    const path = pathOf({
      actuator: {
        perform: (_, signal) => {
          given = signal;
          return new Promise((resolve) => signal.addEventListener('abort', () => resolve(fail('hub/stopped', 'Not done.'))));
        },
      },
    });
    const answer = say(path, 'act');
    await expect.poll(() => given).toBeDefined();
    stop.abort();
    expect(await answer).toMatchObject({ outcome: 'refuse' });
  });
});

describe('What is said to an alert', () => {
  const request = { intent: 'alert_ack', text: 'acknowledge it', entities: [] } as const;
  const open = async (): Promise<Understander> => ({ ask: async () => ({ ...answerOf('refuse'), alert: request }), move: () => undefined });

  it('is answered by whoever keeps alerts, and nothing of the request is in the answer', async () => {
    const heard: unknown[] = [];
    const path = pathOf({
      open,
      alerts(given) {
        heard.push(given);
        return { outcome: 'act', reply: 'Acknowledged.' };
      },
    });
    expect(await say(path, 'act')).toEqual({ ...answerOf('refuse'), outcome: 'act', reply: 'Acknowledged.' });
    expect(heard).toEqual([request]);
  });

  it('is refused where nobody keeps alerts', async () => {
    expect(await say(pathOf({ open }), 'act')).toEqual(answerOf('refuse'));
  });
});

describe('The home', () => {
  it('is opened at the first request and not before, with what the sensors say', async () => {
    seen = [{ sensor: sensor('freezer.temperature'), value: -18 }];
    const path = pathOf();
    expect(homes).toEqual([]);
    await Promise.all([say(path, 'answer'), say(path, 'answer')]);
    expect(homes).toMatchObject([{ by: 'network', home: { entities: [{ id: 'sensor.freezer.temperature', state: '-18' }] } }]);
  });

  it('is brought up to date once a second at most', async () => {
    let looked = 0;
    const path = pathOf({
      sensors() {
        looked++;
        return seen;
      },
    });
    for (monotonic of [0, 10, 999, 1_000, 1_500]) await say(path, 'answer');
    expect(looked).toBe(2);
  });

  it('is another one when sensors come or go, not when they say something', async () => {
    const path = pathOf();
    await say(path, 'answer');
    for (const value of [1, 2, 3]) {
      seen = [{ sensor: seen[0]?.sensor ?? sensor('hall.humidity'), value }];
      monotonic += 1_000;
      await say(path, 'answer');
    }
    expect(homes.map(({ by, home }) => `${by} ${home.entities.length}`)).toEqual(['network 0', 'move 1']);
    expect(homes[1]?.home.entities[0]?.state).toBe('3');
  });
});

describe('Without the network', () => {
  it('that breaks, this request and all later ones are understood by rules, and it is said', async () => {
    const path = pathOf();
    await say(path, 'answer');
    broken = modelGone(new Error('the worker ended'));
    expect(await say(path, 'ask')).toEqual(answerOf('ask'));
    expect(await say(path, 'answer')).toEqual(answerOf('answer'));
    expect(homes.map(({ by }) => by)).toEqual(['network', 'rules']);
    expect(observer.faults.map(({ fault }) => fault.code)).toEqual(['language/model-gone']);
  });

  it('a mistake over one sentence takes nothing away from the others', async () => {
    const path = pathOf();
    broken = new Error('a bug');
    await expect(say(path, 'answer')).rejects.toThrow('a bug');
    broken = undefined;
    expect(await say(path, 'answer')).toEqual(answerOf('answer'));
    expect(homes.map(({ by }) => by)).toEqual(['network']);
  });

  it('what cannot be opened is tried again at the next request', async () => {
    let tries = 0;
    const path = pathOf({
      async open(_, by) {
        if (tries++ === 0) throw new Error('no file');
        return understander(by);
      },
    });
    await expect(say(path, 'answer')).rejects.toThrow('no file');
    expect(await say(path, 'answer')).toEqual(answerOf('answer'));
  });
});
