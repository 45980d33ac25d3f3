import { describe, expect, it } from 'vitest';
import { timestamp } from '../../../src/core/base/index.ts';
import { EpisodeMachine, evidenceOf, type Step, scoreOf } from '../../../src/core/watch/episode.ts';

const THRESHOLD = 0.5; // evidence 4

function play(
  evidence: readonly number[],
  { settled = true as boolean | ((i: number) => boolean), step = 60_000, purpose = 'alert' as 'alert' | 'state' } = {},
): { steps: Step[]; scores: number[]; machine: EpisodeMachine } {
  const machine = new EpisodeMachine(THRESHOLD, purpose);
  const steps: Step[] = [];
  const scores: number[] = [];
  evidence.forEach((e, i) => {
    steps.push(machine.step(e, typeof settled === 'boolean' ? settled : settled(i), true, timestamp(i * step)));
    scores.push(machine.score);
  });
  return { steps, scores, machine };
}
const calm = (n: number): number[] => Array<number>(n).fill(0.3);

describe('An episode', () => {
  it('opens once for one trouble, however long it lasts', () => {
    const { steps } = play([...calm(20), 5, 6, 5, 7, 5, 6, 5, ...Array<number>(50).fill(5)]);
    expect(steps.filter((s) => s === 'opened')).toHaveLength(1);
  });

  it('closes after a while of calm within its habits', () => {
    const { steps } = play([...calm(20), 6, ...calm(30)]);
    expect(steps.indexOf('recovered') - steps.indexOf('opened')).toBe(12);
  });

  it('stays open while the sensor has not come back to its habits', () => {
    const { steps } = play([...calm(20), 6, ...calm(100)], { settled: false });
    expect(steps).not.toContain('recovered');
  });

  it('accepts a new habit after six hours or three hundred readings, whichever is later', () => {
    const { steps } = play([...calm(20), 6, ...calm(700)], { settled: false });
    expect(steps.indexOf('accepted') - steps.indexOf('opened')).toBe(360);
    expect(play([...calm(20), 6, ...calm(700)], { settled: false, step: 1000 }).steps).not.toContain('accepted');
  });

  it('accepts it after two hundred readings of a sensor that reports seldom, and never before a day has passed', () => {
    const taken = (step: number): number => {
      const { steps } = play([...calm(20), 6, ...calm(700)], { settled: false, step });
      return steps.indexOf('accepted') - steps.indexOf('opened');
    };
    expect(taken(600_000)).toBe(200);
    expect(taken(3_600_000)).toBe(200);
    expect(taken(300_000)).toBe(288);
  });

  const away = (i: number): boolean => i < 20 || i >= 60;

  it('is over when the level is back, though its shape goes on looking odd', () => {
    const odd = [...calm(20), 6, ...Array<number>(100).fill(3)];
    const { steps } = play(odd, { settled: away });
    expect(steps.indexOf('recovered')).toBe(60 + 17);
    expect(steps.filter((s) => s === 'opened')).toHaveLength(1);
    expect(play(odd, { settled: away, purpose: 'state' }).steps).not.toContain('recovered');
  });

  it('that never left its level goes on as long as it looks odd', () => {
    expect(play([...calm(20), 6, ...Array<number>(100).fill(3)]).steps).not.toContain('recovered');
  });

  it('that has faded is another when it comes again: told of anew, without a calm between', () => {
    const lull = (n: number): number[] => Array<number>(n).fill(2);
    const { steps } = play([...calm(20), 6, ...lull(20), 6, 6]);
    expect(steps.slice(-2)).toEqual(['recovered', 'opened']);
    expect(play([...calm(20), 6, ...lull(15), 6, 6]).steps).not.toContain('recovered');
    expect(play([...calm(20), 6, ...lull(15), 9, 9]).steps.slice(-2)).toEqual(['recovered', 'opened']);
  });

  it('tells a trouble by its score once and then falls back', () => {
    const { scores } = play([...calm(20), 6, ...Array<number>(40).fill(5.5)]);
    expect(scores.filter((s) => s >= THRESHOLD)).toHaveLength(1);
  });

  it('opens only for so much more as is asked for, and its evidence stays what it is', () => {
    const machine = new EpisodeMachine(THRESHOLD);
    expect(machine.step(5, true, true, timestamp(0), { asked: 2, owed: 0 })).toBe('none');
    expect(machine.score).toBeLessThan(THRESHOLD);
    expect(machine.step(6.5, true, true, timestamp(1), { asked: 2, owed: 0 })).toBe('opened');
    expect(machine.score).toBe(scoreOf(6.5));
  });

  it('says how rare it is, whatever was taken off before it was told', () => {
    const machine = new EpisodeMachine(THRESHOLD);
    const below = evidenceOf(THRESHOLD) - 0.1;
    expect(machine.step(below, true, true, timestamp(0), { asked: 0, owed: 1.5 })).toBe('none');
    expect(machine.score).toBe(scoreOf(below)); // nobody is told, so the score stays below the threshold
    expect(machine.step(5, true, true, timestamp(1), { asked: 0, owed: 1.5 })).toBe('opened');
    expect(machine.score).toBe(scoreOf(6.5));
  });

  it('keeps quiet while the sensor is new', () => {
    const machine = new EpisodeMachine(THRESHOLD);
    expect(machine.step(50, true, false, timestamp(0))).toBe('none');
    expect(machine.score).toBeLessThan(THRESHOLD);
  });

  it('knows since when it has been stirring', () => {
    const { machine } = play([...calm(20), 2, 2, 3, 5]);
    expect(machine.since).toBe(20 * 60_000);
  });

  it.each([0, 0.1, 1, 4, 12, 300])('turns evidence %s into a score and back', (e) => {
    expect(evidenceOf(scoreOf(e))).toBeCloseTo(e, 8);
  });
});
