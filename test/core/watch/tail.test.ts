import { describe, expect, it } from 'vitest';
import { Tail } from '../../../src/core/watch/tail.ts';
import { random } from '../../support/sensors.ts';

const prior = { median: 1, exponent: 3, weight: 40 };
const gaussian = (noise: () => number): number => Math.sqrt(-2 * Math.log(1 - noise())) * Math.cos(2 * Math.PI * noise());

describe('The tail of a witness', () => {
  it('grows with the value', () => {
    const tail = new Tail(prior);
    const noise = random(3);
    for (let i = 0; i < 3000; i++) tail.learn(Math.abs(gaussian(noise)));
    let last = -1;
    for (let v = 0.01; v < 1e6; v *= 1.1) {
      const s = tail.surprise(v);
      expect(s).toBeGreaterThanOrEqual(last);
      last = s;
    }
  });

  it.each([
    ['one in ten', 1.645, 1],
    ['one in a hundred', 2.576, 2],
  ])('knows what happens %s times', (_, v, expected) => {
    const tail = new Tail(prior);
    const noise = random(5);
    for (let i = 0; i < 20_000; i++) tail.learn(Math.abs(gaussian(noise)));
    expect(Math.abs(tail.surprise(v) - expected)).toBeLessThan(0.25);
  });

  it('is not sure of anything before it has seen something', () => {
    expect(new Tail(prior).surprise(10)).toBeLessThan(4);
  });

  it('takes what recurs as usual', () => {
    const tail = new Tail(prior);
    const noise = random(1);
    for (let i = 0; i < 4000; i++) tail.learn(i % 50 === 0 ? 40 : Math.abs(gaussian(noise)));
    expect(tail.surprise(40)).toBeLessThan(2.5);
  });

  it.each([0, -1, Number.NaN])('finds nothing unusual in %s', (v) => {
    expect(new Tail(prior).surprise(v)).toBe(0);
  });
});
