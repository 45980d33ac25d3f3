/** The confirmation of what is risky. */
import { describe, expect, it } from 'vitest';
import { type Confirmation, confirm, confirmed, type Pending, pending } from '../../../src/core/authority/index.ts';
import { timestamp } from '../../../src/core/base/index.ts';

const at = timestamp(1_000_000);
const past = (ms: number) => timestamp(at + ms);
const unlock = [{ entity: 'lock.front', service: 'lock.unlock', data: {} }];
const waiting = pending(unlock, at);
const kind = (said: string, pin?: string, ms = 5_000): Confirmation['kind'] =>
  confirm(waiting, said, past(ms), pin === undefined ? {} : { pin }).kind;

describe('without a PIN', () => {
  it.each([
    ['yes', 'confirmed'],
    ['Yes, please!', 'confirmed'],
    ['ok, do it', 'confirmed'],
    ['sure go ahead', 'confirmed'],
    ['no', 'declined'],
    ["no, don't", 'declined'],
    ['cancel that', 'declined'],
    ['never mind', 'declined'],
    ['turn off the light', 'other'],
    ['yesterday it rained', 'other'],
    ['yes and unlock the back door too', 'other'],
    ['1234', 'other'],
    ['', 'other'],
  ])('“%s” is %s', (said, outcome) => expect(kind(said)).toBe(outcome));

  it('does what was asked', () => expect(confirm(waiting, 'yes', past(1))).toEqual({ kind: 'confirmed', actions: unlock }));
  it('expires after 30 seconds', () => {
    expect(kind('yes', undefined, 30_000)).toBe('confirmed');
    expect(kind('yes', undefined, 30_001)).toBe('expired');
    expect(confirmed(waiting, past(30_001)).kind).toBe('expired');
    expect(confirmed(waiting, past(10)).kind).toBe('confirmed');
  });
  it('does not outlive a clock that is set back', () => expect(kind('yes', undefined, -60_000)).toBe('expired'));
});

describe('with a PIN', () => {
  it.each([
    ['4711', 'confirmed'],
    ['four seven one one', 'confirmed'],
    ['my PIN is 4 7 1 1', 'confirmed'],
    ['yes, 4711', 'confirmed'],
    ['yes', 'pin-wanted'],
    ['4712', 'wrong'],
    ['47110', 'wrong'],
    ['471', 'wrong'],
    ['4711 4712', 'wrong'],
    ['no', 'declined'],
    ['turn off the light', 'other'],
  ])('“%s” is %s', (said, outcome) => expect(kind(said, '4711')).toBe(outcome));

  it('may be a word', () => {
    expect(kind('the code is open sesame', 'Open Sesame')).toBe('confirmed');
    expect(kind('close sesame', 'Open Sesame')).toBe('wrong');
    expect(kind('turn off the lamp in the hall', 'Open Sesame')).toBe('other');
  });
  it('is not needed where the owner says that yes is enough', () =>
    expect(confirm(waiting, 'yes', past(1), { pin: '4711', yesSuffices: true }).kind).toBe('confirmed'));
  it('ends after three wrong ones, and the right one comes too late', () => {
    let now: Pending = waiting;
    for (const tried of ['1', '2']) {
      const outcome = confirm(now, tried, past(1), { pin: '4711' });
      if (outcome.kind !== 'wrong') throw new Error(outcome.kind);
      now = outcome.pending;
    }
    expect(now.wrong).toBe(2);
    expect(confirm(now, '3', past(2), { pin: '4711' })).toEqual({ kind: 'ended' });
  });
  it('counts for nothing when it is empty', () => expect(kind('', '')).toBe('other'));
});
