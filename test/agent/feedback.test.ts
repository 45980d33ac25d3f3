import { beforeEach, describe, expect, it } from 'vitest';
import { Feedback, type Reply } from '../../src/agent/feedback.ts';
import type { Order, Store } from '../../src/agent/ports.ts';
import { understand } from '../../src/agent/saying.ts';
import { fail, ok, timestamp } from '../../src/core/base/index.ts';
import type { Alert, Episode, Pardon } from '../../src/core/domain/index.ts';
import { Watch } from '../../src/core/watch/index.ts';
import { FakeClock, noNotes, quietLog, RecordingObserver } from '../support/fakes.ts';
import { freezer, MINUTE } from '../support/freezer.ts';
import { START, sensor } from '../support/sensors.ts';

describe('What is said', () => {
  it.each<[string, string, string]>([
    ['this is normal', 'pardon', ''],
    ["That's normal!", 'pardon', ''],
    ['  THIS   is\tnormal. ', 'pardon', ''],
    ['normal', 'pardon', ''],
    ['it’s ok', 'pardon', ''],
    ['this is normal freezer.temperature-20260105T080000Z', 'pardon', 'freezer.temperature-20260105t080000z'],
    ['This is normal for the freezer.', 'pardon', 'freezer'],
    ['not normal', 'undo', ''],
    ['That is not normal after all!', 'undo', ''],
    ['undo', 'undo', ''],
    ['Undo normal', 'undo', ''],
    ['undo freezer.temperature-20260105T080000Z', 'undo', 'freezer.temperature-20260105t080000z'],
    ['take that back', 'undo', ''],
    ['What is normal?', 'list', ''],
    ["what's normal", 'list', ''],
    ['help', 'help', ''],
  ])('%j means %s %j', (text, verb, about) => {
    expect(understand(text)).toEqual({ verb, about });
  });

  it.each([
    '',
    'turn on the light',
    'abnormal',
    'normally',
    'this is',
    '__proto__',
    'undoing',
    '\u0000',
    '💥',
    `this is normal ${'x'.repeat(9_000)}`,
  ])('%j is none of it', (text) => {
    expect(understand(text)).toBeUndefined();
  });
});

const episodeOf = (of = freezer, n = 0, more: Partial<Episode> = {}): Episode => ({
  sensor: of,
  pattern: 'rise',
  opened: timestamp(START + n),
  since: timestamp(START + n),
  value: -9,
  worst: -9,
  expected: { low: -19, middle: -18, high: -17, basis: 'hour' },
  rarity: 1e4,
  score: 0.8,
  ...more,
});

/** As far as feedback looks at it. */
const alertOf = (episode: Episode, state: Alert['state'] = 'open'): Alert =>
  ({
    id: `${episode.sensor.id}-${episode.opened - START}`,
    state,
    sensor: episode.sensor.id,
    device: episode.sensor.device,
    opened: episode.opened,
    text: `${episode.sensor.name} is ${state === 'open' ? 'warm' : 'well again'}.`,
  }) as unknown as Alert;

let book: { alert: Alert; episodes: readonly Episode[] }[];
let watch: Watch;
let observer: RecordingObserver;
let kept: Map<string, Pardon>;
let refusing: boolean;
let feedback: Feedback;
beforeEach(() => {
  book = [];
  watch = new Watch({ threshold: 0.6, maxSensors: 10 });
  observer = new RecordingObserver();
  kept = new Map();
  refusing = false;
  const attempt = (work: () => void) => {
    if (refusing) return fail('store/full', 'There is no room left.', 'Make room.');
    work();
    return ok(undefined);
  };
  const store: Store = {
    path: 'here',
    readOnly: undefined,
    pardons: () => ok({ pardons: [...kept.values()] }),
    keepPardon: (p) => attempt(() => kept.set(p.id, p)),
    dropPardon: (id) => attempt(() => kept.delete(id)),
    ...noNotes,
    async [Symbol.asyncDispose]() {},
  };
  const alerts = {
    list: () => book.map(({ alert }) => alert),
    find: (id: string) => book.find(({ alert }) => alert.id === id),
  };
  feedback = new Feedback({ alerts, watch, clock: new FakeClock(START), log: quietLog(), observer, timeZone: 'UTC', store });
});

const happened = (episode: Episode, state: Alert['state'] = 'open', ...others: Episode[]): Alert => {
  const alert = alertOf(episode, state);
  book.push({ alert, episodes: [episode, ...others] });
  return alert;
};
const say = (text: string, alert?: string): Reply => feedback.answer({ text, ...(alert === undefined ? {} : { alert }) });

const fridge = sensor('fridge.temperature');

describe('"This is normal"', () => {
  it('means the only open alert, is kept, and is answered in a sentence', () => {
    const alert = happened(episodeOf());
    happened(episodeOf(fridge), 'cleared');
    expect(say('this is normal')).toEqual({
      id: null,
      outcome: 'act',
      actions: [],
      reply: 'Taken as normal: freezer temperature is warm. The like of it stays quiet from now on; say "undo" to take it back.',
    });
    expect(watch.pardons).toMatchObject([{ sensor: freezer.id, pattern: 'rise', alert: alert.id, at: START, text: alert.text }]);
    expect([...kept.values()]).toEqual(watch.pardons);
  });

  it('asks which where several are open, and names them', () => {
    const [a, b] = [happened(episodeOf()), happened(episodeOf(fridge))];
    const { outcome, reply } = say('this is normal');
    expect(outcome).toBe('ask');
    for (const { text, id } of [a, b]) expect(reply).toContain(`${text} (${id})`);
    expect(watch.pardons).toEqual([]);
  });

  it('names five at most, and says how many more there are', () => {
    for (let n = 0; n < 12; n++) happened(episodeOf(sensor(`room${n}.temperature`), n));
    const { reply } = say('this is normal');
    expect(reply.match(/is warm/g)).toHaveLength(5);
    expect(reply).toContain('And 7 more.');
  });

  it.each([
    ['its id', 'this is normal fridge.temperature-0'],
    ['its id in capitals', 'This is normal FRIDGE.temperature-0!'],
    ['its sensor', 'this is normal for fridge.temperature'],
    ['the name of its sensor', 'this is normal for the Fridge temperature'],
    ['its device', "that's normal for the fridge"],
    ['its id beside the words', '{"text": "this is normal", "alert": "fridge.temperature-0"}'],
  ])('may name the alert by %s', (_, text) => {
    happened(episodeOf());
    const fridges = happened(episodeOf(fridge));
    expect(say(text).outcome).toBe('act');
    expect(watch.pardons.map((p) => p.alert)).toEqual([fridges.id]);
  });

  it("may come on the alert's own topic, from a button", () => {
    happened(episodeOf());
    const alert = happened(episodeOf(fridge));
    expect(say('normal', alert.id).outcome).toBe('act');
    expect(watch.pardons.map((p) => p.sensor)).toEqual([fridge.id]);
    expect(say('undo', alert.id).outcome).toBe('act');
    expect(watch.pardons).toEqual([]);
  });

  it('offers the last alert where none is open, and means it when it is named', () => {
    happened(episodeOf(fridge), 'cleared');
    const last = happened(episodeOf(freezer, 5 * MINUTE), 'cleared');
    expect(say('this is normal')).toMatchObject({ outcome: 'ask', reply: expect.stringContaining(`"this is normal ${last.id}"`) });
    expect(watch.pardons).toEqual([]);
    expect(say(`this is normal ${last.id}`).outcome).toBe('act');
    // What it was about, not that it is over.
    expect(watch.pardons[0]?.text).toMatch(/^Freezer temperature has risen to -9 °C/);
    expect(say(`this is normal ${last.id}`)).toMatchObject({ outcome: 'answer', reply: expect.stringMatching(/already/) });
  });

  it('says so when there is nothing that could be meant', () => {
    expect(say('this is normal')).toMatchObject({
      outcome: 'refuse',
      reply: expect.stringMatching(/^No alert is open, and there was none lately\./),
    });
    expect(say('this is normal ghost')).toMatchObject({
      outcome: 'refuse',
      reply: expect.stringMatching(/^There is no alert called "ghost"\./),
    });
    expect(say('normal', '../\u0000x')).toMatchObject({ outcome: 'refuse' });
  });

  it('pardons every sensor of an alert, and takes all of them back at once', () => {
    const pump = sensor('pump.vibration');
    happened(episodeOf(pump, 1), 'open', episodeOf(sensor('pump.flow'), 0, { pattern: 'fall' }), episodeOf(sensor('pump.current'), 2));
    expect(say('this is normal').outcome).toBe('act');
    expect(watch.pardons.map((p) => `${p.sensor} ${p.pattern}`)).toEqual(['pump.flow fall', 'pump.vibration rise', 'pump.current rise']);
    expect(kept.size).toBe(3);
    expect(say('undo').outcome).toBe('act');
    expect([watch.pardons, kept.size]).toEqual([[], 0]);
  });

  it('is obeyed but not for ever where nothing can be written', () => {
    happened(episodeOf());
    refusing = true;
    expect(say('this is normal')).toMatchObject({
      outcome: 'act',
      reply: expect.stringMatching(/holds until Kinglet stops: There is no room left\. Make room\.$/),
    });
    expect(watch.pardons).toHaveLength(1);
    expect(observer.faults.map((f) => f.fault.code)).toEqual(['store/full']);
    expect(say('undo')).toMatchObject({ outcome: 'act', reply: expect.stringMatching(/normal again after a restart/) });
  });

  it('is refused with the cure where too much is normal already', () => {
    for (let n = 0; n < 33; n++) happened(episodeOf(freezer, n), 'cleared');
    for (let n = 0; n < 32; n++) expect(say(`normal freezer.temperature-${n}`).outcome).toBe('act');
    expect(say('normal freezer.temperature-32')).toMatchObject({ outcome: 'refuse', reply: expect.stringContaining('Take one back') });
    expect(kept.size).toBe(32);
    happened(episodeOf(fridge, 40), 'open', episodeOf(freezer, 41));
    expect(say('normal fridge').outcome).toBe('refuse');
    expect(watch.pardons.filter((p) => p.sensor === fridge.id)).toEqual([]); // not the half of an alert
  });
});

describe('"Undo"', () => {
  it('takes back what was called normal last, then what was before it', () => {
    happened(episodeOf());
    happened(episodeOf(fridge));
    say('normal freezer');
    say('normal fridge');
    expect(say('undo').reply).toBe('Not normal any more: fridge temperature is warm. The like of it is told again.');
    expect([...kept.values()].map((p) => p.sensor)).toEqual([freezer.id]);
    expect(say('not normal').outcome).toBe('act');
    expect(say('undo')).toMatchObject({ outcome: 'refuse', reply: expect.stringMatching(/nothing to take back/) });
  });

  it('may name what is meant', () => {
    happened(episodeOf());
    happened(episodeOf(fridge));
    say('normal freezer');
    say('normal fridge');
    expect(say('undo freezer').outcome).toBe('act');
    expect(watch.pardons.map((p) => p.sensor)).toEqual([fridge.id]);
    expect(say('undo freezer')).toMatchObject({ outcome: 'refuse', reply: expect.stringContaining('"freezer"') });
  });
});

describe('"What is normal"', () => {
  it('lists the latest five, and how many more', () => {
    expect(say('what is normal').reply).toBe('Nothing has been called normal yet.');
    for (let n = 0; n < 7; n++) {
      happened(episodeOf(sensor(`room${n}.temperature`), n));
      say(`normal room${n}`);
    }
    const { outcome, reply } = say('what is normal?');
    expect(outcome).toBe('answer');
    expect(reply).toMatch(/^7 things are taken as normal\. 08:00: room6 temperature is warm\. \(room6\.temperature-6\) .* And 2 more\.$/);
  });
});

describe('Whether something is said to an alert', () => {
  it.each([
    ['this is normal', 'surely'],
    ['not normal freezer', 'surely'],
    ['normal ghost', 'surely'],
    ['what is normal', 'surely'],
    ['help', 'surely'],
    ['okay freezer', 'surely'],
    ['undo freezer.temperature-0', 'surely'],
    ['  ', 'surely'],
    ['undo', 'perhaps'],
    ['ok', 'perhaps'],
    ['take that back', 'perhaps'],
    ['okay turn off the lights', 'no'],
    ['undo the blinds', 'no'],
    ['what is the freezer temperature', 'no'],
    ['turn off the normal light', 'no'],
  ] as const)('%j: %s', (text, meant) => {
    happened(episodeOf());
    expect(feedback.isMeant({ id: null, text })).toBe(meant);
  });

  it('is sure where the address says so, whatever the words are', () => {
    expect(feedback.isMeant({ id: null, text: 'turn on the light', alert: 'x' })).toBe('surely');
  });

  it('is still sure of what is taken as normal when its alert is forgotten', () => {
    const alert = happened(episodeOf());
    say('this is normal');
    book = [];
    expect(feedback.isMeant({ id: null, text: `undo ${alert.id}` })).toBe('surely');
  });
});

describe('An order from the wire', () => {
  const orders: [string, Order, Partial<Reply>][] = [
    ['with an id is answered with it', { text: '{"id": "a-7", "text": "what is normal"}' }, { id: 'a-7', outcome: 'answer' }],
    ['with a number for an id too', { text: '{"id": 7, "text": "undo"}' }, { id: 7, outcome: 'refuse' }],
    [
      'with an endless id gets the beginning of it',
      { text: JSON.stringify({ id: 'x'.repeat(5_000), text: 'undo' }) },
      { id: 'x'.repeat(200) },
    ],
    ['with an id that is none gets null', { text: '{"id": {"__proto__": 1}, "text": "undo"}' }, { id: null }],
    ['that begins like JSON and is none is refused', { text: '{"text": "this is normal"' }, { outcome: 'refuse' }],
    ['nested without end is refused', { text: '{"a":'.repeat(2_000) }, { outcome: 'refuse' }],
    ['without a text is refused', { text: '{"id": 1}' }, { id: 1, outcome: 'refuse' }],
    ['with a text that is none is refused', { text: '{"id": 1, "text": ["this is normal"]}' }, { id: 1, outcome: 'refuse' }],
    ['with an inherited text is refused', { text: '{"__proto__": {"text": "this is normal"}}' }, { outcome: 'refuse' }],
    [
      'that is not about alerts is refused with what can be said',
      { text: 'turn on the kitchen light' },
      { outcome: 'refuse', reply: expect.stringContaining('"this is normal"') },
    ],
    ['with nothing in it is refused', { text: '   ' }, { outcome: 'refuse' }],
  ];
  it.each(orders)('%s', (_, order, expected) => {
    happened(episodeOf());
    expect(feedback.answer(order)).toMatchObject({ actions: [], ...expected });
    expect(watch.pardons).toEqual([]);
  });
});
