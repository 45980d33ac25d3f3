import { beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../../src/agent/feedback.ts';
import { Gate, type GateAnswer } from '../../../src/agent/language/gate.ts';
import type { Said } from '../../../src/agent/language/request.ts';
import { describe as sentenceOf } from '../../../src/core/base/index.ts';
import type { Answer } from '../../../src/core/domain/home.ts';
import { FakeClock, RecordingObserver, RecordingPublisher, settle } from '../../support/fakes.ts';
import { MINUTE } from '../../support/freezer.ts';
import { START } from '../../support/sensors.ts';

/** The language path understands that the text is the outcome; texts on alerts are "normal", "undo" and "ok". */
let heard: { text: string; conversation: string; area?: string }[];
let answers: ((text: string) => Promise<Answer>) | undefined;
let publisher: RecordingPublisher;
let observer: RecordingObserver;
let clock: FakeClock;
let gate: Gate;
let counted: string[];
beforeEach(() => {
  [heard, answers, counted] = [[], undefined, []];
  publisher = new RecordingPublisher();
  observer = new RecordingObserver();
  clock = new FakeClock(START);
  const reply = ({ id }: Said, outcome: Reply['outcome'], text: string): Reply => ({ id, outcome, actions: [], reply: text });
  gate = new Gate({
    feedback: {
      isMeant: ({ text, alert }) =>
        alert !== undefined || text === 'normal' ? 'surely' : ['undo', 'ok'].includes(text) ? 'perhaps' : 'no',
      obey: (said) => reply(said, 'act', `feedback took ${said.text}`),
      refuse: (said, fault) => reply(said, 'refuse', sentenceOf(fault)),
    },
    language: {
      async ask({ id, text, conversation, area }) {
        heard.push({ text, conversation, ...(area === undefined ? {} : { area }) });
        if (answers) return answers(text);
        const actions = text === 'act' ? [{ entity: 'light.hall', service: 'light.turn_on', data: {} }] : [];
        return { id, outcome: text as Answer['outcome'], actions, reply: `language took ${text}`, confidence: 0.5 };
      },
    },
    publisher,
    clock,
    observer,
    answered: (channel, outcome) => void counted.push(`${channel} ${outcome}`),
  });
});

const replies = (): GateAnswer[] => publisher.on(/^reply$/).map(({ payload }) => JSON.parse(payload) as GateAnswer);
async function order(text: string, alert?: string): Promise<GateAnswer | undefined> {
  gate.take({ text, ...(alert === undefined ? {} : { alert }) });
  await settle();
  return replies().at(-1);
}
async function ask(value: unknown): Promise<GateAnswer> {
  const answered = await gate.ask(value);
  if (!answered.ok) throw new Error(answered.fault.code);
  return answered.value;
}

describe('An order over MQTT', () => {
  it('is answered on `reply`, confirmed and not retained, with id, outcome, actions and reply', async () => {
    await order('{"id": 7, "text": "act", "area": "hall", "conversation": "mine"}');
    expect(publisher.messages).toEqual([{ topic: 'reply', payload: expect.any(String), qos: 1, retain: false }]);
    expect(replies()).toEqual([
      { id: 7, outcome: 'act', actions: [{ entity: 'light.hall', service: 'light.turn_on', data: {} }], reply: 'language took act' },
    ]);
    expect(heard).toEqual([{ text: 'act', conversation: 'mine', area: 'hall' }]);
    expect(counted).toEqual(['mqtt act']);
  });

  it.each([
    ['plain words', 'answer', undefined, 'language took answer'],
    ['what is normal', 'normal', undefined, 'feedback took normal'],
    ['the topic of an alert', 'act', 'freezer-1', 'feedback took act'],
    ['"undo" out of the blue', 'undo', undefined, 'feedback took undo'],
    ['JSON that is none', '{"text"', undefined, 'The order begins like JSON and is none.'],
    ['JSON without a text', '{"id":1}', undefined, 'The request has no "text" that is a string.'],
  ])('with %s goes where it belongs', async (_, text, alert, reply) => {
    expect((await order(text, alert))?.reply).toBe(reply);
  });
});

describe('A request over HTTP', () => {
  it('is answered as `kinglet understand` answers', async () => {
    expect(await ask({ id: 'x', text: 'answer' })).toEqual({
      id: 'x',
      outcome: 'answer',
      actions: [],
      reply: 'language took answer',
      confidence: 0.5,
      ms: expect.any(Number),
    });
    expect(await ask({ text: 'normal' })).toMatchObject({ id: null, outcome: 'act', reply: 'feedback took normal' });
  });

  it.each([[null], ['text'], [{ id: 1 }], [{ text: 7 }]])('%j is none', async (value) => {
    expect(await gate.ask(value)).toMatchObject({ ok: false, fault: { code: 'order/request' } });
    expect(heard).toEqual([]);
  });
});

describe('"Undo" and "ok"', () => {
  it.each([
    [['act', 'undo'], 'language'],
    [['ask', 'ok'], 'language'],
    [['confirm', 'ok'], 'language'],
    [['answer', 'undo'], 'feedback'],
    [['refuse', 'ok'], 'feedback'],
    [['act', 'normal', 'undo'], 'feedback'],
    [['normal', 'act', 'undo'], 'language'],
  ])('%j: the last word belongs to %s', async (texts, whose) => {
    let last: GateAnswer | undefined;
    for (const text of texts) last = await order(text);
    expect(last?.reply).toBe(`${whose} took ${texts.at(-1)}`);
  });

  it('two minutes later are about alerts again', async () => {
    await order('act');
    await clock.advance(3 * MINUTE);
    expect((await order('undo'))?.reply).toBe('feedback took undo');
  });

  it('in another talk, or on another channel, are not about this one', async () => {
    await order('act');
    expect((await ask({ text: 'undo' })).reply).toBe('feedback took undo');
    expect((await ask({ text: 'undo', conversation: 'mqtt' })).reply).toBe('language took undo');
    expect((await order('{"text": "undo", "conversation": "other"}'))?.reply).toBe('feedback took undo');
  });
});

describe('Who names no talk', () => {
  it('talks in that of his channel', async () => {
    await order('answer');
    await ask({ text: 'answer' });
    expect(heard.map(({ conversation }) => conversation)).toEqual(['mqtt', 'http']);
  });
});

describe('Many requests', () => {
  const slow = () => {
    const waiting: (() => void)[] = [];
    answers = (text) =>
      new Promise((resolve) => waiting.push(() => resolve({ id: '', outcome: 'answer', actions: [], reply: text, confidence: 1 })));
    return waiting;
  };

  it('of one talk are taken in turn, those of others at once', async () => {
    const waiting = slow();
    for (const [text, conversation] of [
      ['a', '1'],
      ['b', '1'],
      ['c', '2'],
    ])
      void gate.ask({ text, conversation });
    await settle();
    expect(heard.map(({ text }) => text)).toEqual(['a', 'c']);
    waiting[0]?.();
    await settle();
    expect(heard.map(({ text }) => text)).toEqual(['a', 'c', 'b']);
  });

  it('beyond thirty-two are turned away and counted, and later ones are heard again', async () => {
    const waiting = slow();
    for (let n = 0; n < 32; n++) void gate.ask({ text: 'x', conversation: `${n}` });
    expect(await gate.ask({ text: 'y' })).toMatchObject({ ok: false, fault: { code: 'language/busy' } });
    expect(await order('z')).toMatchObject({ outcome: 'refuse', reply: expect.stringContaining('in a moment') });
    expect(observer.faults.map(({ fault }) => fault.code)).toEqual(['language/busy', 'language/busy']);
    await settle();
    for (const finish of waiting) finish();
    await settle();
    answers = undefined;
    expect((await ask({ text: 'answer' })).reply).toBe('language took answer');
  });

  it('are answered before it closes, and none is taken afterwards', async () => {
    const waiting = slow();
    const asked = ask({ text: 'x' });
    await settle();
    const closed = gate[Symbol.asyncDispose]();
    waiting[0]?.();
    await closed;
    expect((await asked).reply).toBe('x');
    expect(await gate.ask({ text: 'y' })).toMatchObject({ ok: false, fault: { code: 'language/busy' } });
  });
});

it('A mistake over a sentence is answered as one, reported, and stops nothing', async () => {
  answers = () => Promise.reject(new Error('secret inside'));
  const answer = await ask({ id: 1, text: 'x' });
  expect(answer).toMatchObject({ id: 1, outcome: 'refuse', actions: [], reply: expect.stringContaining('nothing was done') });
  expect(answer.reply).not.toContain('secret');
  expect(observer.faults).toMatchObject([{ where: 'language', fault: { code: 'language/bug' } }]);
  answers = undefined;
  expect((await ask({ text: 'answer' })).outcome).toBe('answer');
});
