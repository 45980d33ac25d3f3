/** Times and conditions, as they are found in a sentence. */
import { describe, expect, it } from 'vitest';
import type { Home } from '../../../../src/core/domain/home.ts';
import { indexHome } from '../../../../src/core/language/mention/index.ts';
import { whenIn } from '../../../../src/core/language/read/index.ts';
import { saidIn, sentenceOf } from '../../../../src/core/language/sentence.ts';

const HOME: Home = {
  floors: [],
  areas: [],
  entities: [
    { id: 'light.lamp', domain: 'light', name: 'Lamp', aliases: [], state: 'off', attributes: {} },
    { id: 'scene.tonight', domain: 'scene', name: 'Tonight at Eight', aliases: [], state: 'unknown', attributes: {} },
  ],
};
const index = indexHome(HOME);

/** What is found, and its words. */
function found(text: string): readonly [words: string, said: unknown] | undefined {
  const sentence = sentenceOf(text, index);
  const when = whenIn(sentence, 0, sentence.tokens.length);
  if (when === undefined) return undefined;
  const { from, to, ...said } = when;
  return [saidIn(sentence, from, to), said];
}
const WEEK = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

describe('A time', () => {
  it.each<[text: string, words: string, said: object]>([
    ['turn it off in ten minutes', 'in ten minutes', { kind: 'after', seconds: 600 }],
    ['half an hour from now turn it off', 'half an hour from now', { kind: 'after', seconds: 1_800 }],
    ['turn it off at 11 pm', 'at 11 pm', { kind: 'at', minutes: 1_380 }],
    ['turn it off at 7 a.m. please', 'at 7 a.m.', { kind: 'at', minutes: 420 }],
    ['turn it off at 12 am', 'at 12 am', { kind: 'at', minutes: 0 }],
    ['turn it off at 07:30', 'at 07:30', { kind: 'at', minutes: 450 }],
    ['turn it off at 7:30', 'at 7:30', { kind: 'at', minutes: 450, half: true }],
    ['turn it off at 22:15', 'at 22:15', { kind: 'at', minutes: 1_335 }],
    ['turn it off at half past six', 'at half past six', { kind: 'at', minutes: 390, half: true }],
    ['turn it off at a quarter to eight', 'at a quarter to eight', { kind: 'at', minutes: 465, half: true }],
    ['turn it off at twenty past nine in the evening', 'at twenty past nine in the evening', { kind: 'at', minutes: 1_280 }],
    ['turn it off at six thirty', 'at six thirty', { kind: 'at', minutes: 390, half: true }],
    ['turn it off at noon', 'at noon', { kind: 'at', minutes: 720 }],
    ['turn it off at midnight', 'at midnight', { kind: 'at', minutes: 0 }],
    ['turn it off at ten', 'at ten', { kind: 'at', minutes: 600, half: true }],
    ['open it tomorrow at eight', 'tomorrow at eight', { kind: 'at', minutes: 480, day: 'tomorrow' }],
    ['open it at seven tomorrow morning', 'at seven tomorrow morning', { kind: 'at', minutes: 420, day: 'tomorrow' }],
    ['open it tomorrow at three', 'tomorrow at three', { kind: 'at', minutes: 900, day: 'tomorrow' }],
    ['on friday at noon open it', 'on friday at noon', { kind: 'at', minutes: 720, day: 'friday' }],
    ['turn it off tonight at ten', 'tonight at ten', { kind: 'at', minutes: 1_320, day: 'today' }],
    ['turn it off this evening at half past five', 'this evening at half past five', { kind: 'at', minutes: 1_050, day: 'today' }],
    ['turn it on every day at 7', 'every day at 7', { kind: 'at', minutes: 420, every: WEEK }],
    ['turn it on every night at ten', 'every night at ten', { kind: 'at', minutes: 1_320, every: WEEK }],
    ['turn it on every weekday at 6.45', 'every weekday at 6.45', { kind: 'at', minutes: 405, every: WEEK.slice(1, 6) }],
    ['on weekends at nine turn it on', 'on weekends at nine', { kind: 'at', minutes: 540, every: ['sunday', 'saturday'] }],
    [
      'every monday and thursday at 7 pm turn it on',
      'every monday and thursday at 7 pm',
      { kind: 'at', minutes: 1_140, every: ['monday', 'thursday'] },
    ],
    [
      'turn it on every morning at 7 except on sundays',
      'every morning at 7 except on sundays',
      { kind: 'at', minutes: 420, every: WEEK.slice(1) },
    ],
    ['turn it on every two hours', 'every two hours', { kind: 'after', seconds: 7_200, every: true }],
    ['turn it on every hour', 'every hour', { kind: 'after', seconds: 3_600, every: true }],
    ['turn it on at sunset', 'at sunset', { kind: 'sun', event: 'sunset', offset: 0 }],
    ['half an hour before sunset turn it on', 'half an hour before sunset', { kind: 'sun', event: 'sunset', offset: -1_800 }],
    ['turn it on ten minutes after sunrise', 'ten minutes after sunrise', { kind: 'sun', event: 'sunrise', offset: 600 }],
    ['every day at dusk turn it on', 'every day at dusk', { kind: 'sun', event: 'sunset', offset: 0, every: WEEK }],
    ['turn it off tomorrow', 'tomorrow', { kind: 'vague', day: 'tomorrow' }],
    ['turn it on every other day at 7', 'every other day at 7', { kind: 'unkept' }],
    ['turn it on once a week', 'once a week', { kind: 'unkept' }],
  ])('%s', (text, words, said) => expect(found(text)).toEqual([words, said]));

  it.each([
    'set the thermostat at 20',
    'turn on the fan at 3',
    'dim the lamp at 50 percent',
    'volume at 20',
    'turn on tonight at eight', // a scene of that name
    'turn on the lamp',
    'set it to 7',
    'turn on lamp 2',
    '',
    'at',
    'every',
    'until',
    'at at at at',
    'every every every day',
    'before',
  ])('is none in “%s”', (text) =>
    expect(found(text)?.[1]).toSatisfy((said) => said === undefined || (said as { kind: string }).kind === 'vague'),
  );

  it('is found soon in the longest sentence there may be', () => {
    for (const word of ['every', 'at', 'when', 'until', 'the', '7', 'at 7', 'when it is'])
      expect(() => found(`${word} `.repeat(256))).not.toThrow();
  });
});

describe('A condition', () => {
  it.each<[text: string, words: string, link: string]>([
    ['when the washing machine is done, turn it on', 'when the washing machine is done', 'when'],
    ['when Ben comes home turn it on', 'when Ben comes home', 'when'],
    ['turn it off as soon as the film ends', 'as soon as the film ends', 'when'],
    ['if the window is open turn the heating off', 'if the window is open', 'if'],
    ['turn it off if it is dark', 'if it is dark', 'if'],
    ['whenever the door opens turn it on', 'whenever the door opens', 'each'],
    ['each time the door opens turn it on', 'each time the door opens', 'each'],
    ['after the film turn it on', 'after the film', 'after'],
    ['turn it off unless Ben is home', 'unless Ben is home', 'unless'],
    ['turn it off before we leave', 'before we leave', 'before'],
    ['when I open the door turn it on', 'when I open the door', 'when'],
    ['when the heating is set to 20 turn it on', 'when the heating is set to 20', 'when'],
  ])('%s', (text, words, link) => expect(found(text)).toMatchObject([words, { kind: 'event', link }]));

  it.each([
    'when did the pump last run',
    'when is the bus',
    'turn it off if you can',
    'turn it on if possible',
    'as soon as possible turn it off',
    'turn it off once more',
    'after that turn it off',
  ])('is none in “%s”', (text) => expect(found(text)).toBeUndefined());

  it('may be how long something lasts', () => {
    expect(found('turn it on until ten')).toMatchObject(['until ten', { kind: 'until', end: { kind: 'at', minutes: 600, half: true } }]);
    expect(found('turn it on until sunset')).toMatchObject(['until sunset', { kind: 'until', end: { kind: 'sun' } }]);
    expect(found('turn it on until the washing machine is done')).toMatchObject([
      'until the washing machine is done',
      { kind: 'until', end: { kind: 'event', link: 'until' } },
    ]);
  });
});

/** Both ends and the days, without their places in the sentence. */
function range(text: string): unknown {
  const said = found(text)?.[1] as { kind: string; begin?: object; end?: object } | undefined;
  if (said?.kind !== 'range') return said?.kind;
  const bare = ({ from: _, to: __, ...time }: Record<string, unknown>): object => time;
  const { begin = {}, end = {}, kind: _, ...days } = said;
  return [bare(begin as Record<string, unknown>), bare(end as Record<string, unknown>), days];
}

describe('From one time to another', () => {
  const at = (minutes: number): object => ({ kind: 'at', minutes });
  const hour = (minutes: number): object => ({ kind: 'at', minutes, half: true });
  it.each<[text: string, words: string, said: unknown]>([
    ['turn it on from 5 pm to 10 pm', 'from 5 pm to 10 pm', [at(1_020), at(1_320), {}]],
    ['turn it on between 5 and 10 pm', 'between 5 and 10 pm', [hour(300), at(1_320), {}]],
    ['turn it on from 9 to 12 every day', 'from 9 to 12 every day', [hour(540), hour(720), { every: WEEK }]],
    ['every day from 9 to half past six turn it on', 'every day from 9 to half past six', [hour(540), hour(390), { every: WEEK }]],
    ['turn it on tomorrow from 6 to 8', 'tomorrow from 6 to 8', [hour(360), hour(480), { day: 'tomorrow' }]],
    ['turn it on from 5 pm until midnight', 'from 5 pm until midnight', [at(1_020), at(0), {}]],
    ['turn it on from sunset to 11 pm', 'from sunset to 11 pm', [{ kind: 'sun', event: 'sunset', offset: 0 }, at(1_380), {}]],
  ])('%s: %s', (text, words, said) => {
    expect(found(text)?.[0]).toBe(words);
    expect(range(text)).toEqual(said);
  });

  it.each(['dim it from 100 to 20', 'move it from 20 to 80 percent', 'set it between 20 and 22 degrees'])('%s: values are none', (text) => {
    expect(range(text)).not.toBeInstanceOf(Array);
  });
});
