import { describe, expect, it } from 'vitest';
import { hours, type Millis, millis, minutes, seconds } from '../../../src/core/base/index.ts';
import { alertDues, type Life, openingDues, pulseDues } from '../../../src/core/watch/dues.ts';

const GROWN = 100_000;

describe('What evidence has to pay before somebody is told', () => {
  it.each([
    ['five minutes', minutes(5)],
    ['an hour', hours(1)],
    ['a day', hours(24)],
  ])('is nothing for a well-known sensor that reports every %s', (_, step) => {
    expect(alertDues(step)).toBe(0);
    expect(pulseDues(step, GROWN)).toBe(0);
  });

  const steps: readonly Millis[] = [
    hours(24),
    hours(1),
    minutes(5),
    minutes(1),
    seconds(10),
    seconds(1),
    millis(100),
    millis(1),
    millis(0),
  ];
  it('is more for a sensor that reports more often', () => {
    for (let i = 1; i < steps.length; i++) {
      const [slow, fast] = [steps[i - 1] ?? millis(0), steps[i] ?? millis(0)];
      expect(alertDues(fast)).toBeGreaterThanOrEqual(alertDues(slow));
      expect(pulseDues(fast, GROWN)).toBeGreaterThanOrEqual(pulseDues(slow, GROWN));
    }
    expect(alertDues(seconds(1))).toBeGreaterThan(alertDues(minutes(1)) + 0.3);
  });

  it('is not so much more as if its readings were independent', () => {
    expect(alertDues(seconds(3))).toBeLessThan(2); // a hundred times as often as every five minutes
  });

  it('is less for the state of a device that is well known, which wakes nobody', () => {
    for (const step of steps) expect(pulseDues(step, GROWN)).toBeLessThanOrEqual(alertDues(step));
    expect(pulseDues(seconds(1), GROWN)).toBeLessThan(alertDues(seconds(1)));
  });

  it('is a number whatever the clock says', () => {
    for (const step of [0, 1, 1e15]) {
      const dues = alertDues(millis(step));
      expect(Number.isFinite(dues) && dues >= 0).toBe(true);
    }
  });
});

describe('What opening an alert asks for beyond the threshold', () => {
  const grown: Life = { step: minutes(5), windows: GROWN, age: hours(200), crossings: 1_000 };

  it('is more for a sensor that has shown little, and nothing once it is known', () => {
    const asked = [1, 10, 129, 500, 1_000, 10_000].map((windows) => openingDues({ ...grown, windows }));
    for (let i = 1; i < asked.length; i++) expect(asked[i]).toBeLessThanOrEqual(asked[i - 1] ?? 0);
    expect(asked.at(2)).toBeGreaterThan(asked.at(-1) ?? 0);
    expect(asked.at(-2)).toBe(0);
  });

  it('is more for a sensor that has lived for minutes and hardly come back to where it was, however much it has said', () => {
    const ages = [0, minutes(1), minutes(30), hours(6), hours(8), hours(200)];
    const asked = ages.map((age) => openingDues({ ...grown, age, crossings: 10 }));
    for (let i = 1; i < asked.length; i++) expect(asked[i]).toBeLessThanOrEqual(asked[i - 1] ?? 0);
    expect(asked.at(2)).toBeGreaterThan(2);
    expect(asked.at(-2)).toBe(0);
  });

  it('is more for one that reports more often, however well it is known', () => {
    expect(openingDues(grown)).toBe(0);
    expect(openingDues({ ...grown, step: seconds(1) })).toBeGreaterThan(openingDues({ ...grown, step: minutes(1) }));
  });

  it('is less for a young one whose siblings find the moment odd as well, the less the more they are', () => {
    const young: Life = { ...grown, windows: 180, age: minutes(15), crossings: 40 };
    const asked = [4, 5, 8, 20, 40].map((witnesses) => openingDues({ ...young, witnesses }));
    for (let i = 1; i < asked.length; i++) expect(asked[i]).toBeLessThan(asked[i - 1] ?? 0);
    expect(asked.at(-1)).toBeGreaterThan(0);
    expect(asked.at(-2)).toBeLessThan(0.3 * openingDues(young));
  });

  // One cause is seen by several: a door that opens, a knock.
  it.each([0, 1, 2, 3, 4])('is all of it with %i witnesses', (witnesses) => {
    const young: Life = { ...grown, windows: 180, age: minutes(15), crossings: 40 };
    expect(openingDues({ ...young, witnesses })).toBe(openingDues(young));
  });

  it('is not less for its pace, whatever its siblings say', () => {
    const fast: Life = { ...grown, step: seconds(1) };
    expect(openingDues({ ...fast, witnesses: 40 })).toBe(openingDues(fast));
  });

  it('is nothing for one that has come back often, however young', () => {
    const looks = [0, 10, 100, 500, 1_000];
    const asked = looks.map((crossings) => openingDues({ ...grown, age: minutes(10), crossings }));
    for (let i = 1; i < asked.length; i++) expect(asked[i]).toBeLessThanOrEqual(asked[i - 1] ?? 0);
    expect(asked.at(1)).toBeGreaterThan(2);
    expect(asked.at(-1)).toBe(0);
  });

  it('is a number whatever the clock says', () => {
    for (const age of [-1e12, 0, 1e15]) {
      for (const crossings of [0, 1e9]) {
        const asked = openingDues({ ...grown, age, crossings });
        expect(Number.isFinite(asked) && asked >= 0).toBe(true);
      }
    }
  });
});
