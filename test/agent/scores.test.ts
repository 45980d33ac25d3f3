import { beforeEach, describe, expect, it } from 'vitest';
import { ScoreBoard } from '../../src/agent/scores.ts';
import { timestamp } from '../../src/core/base/index.ts';
import { RecordingPublisher } from '../support/fakes.ts';
import { START, sensor } from '../support/sensors.ts';

const SECOND = 1_000;
let publisher: RecordingPublisher;
let board: ScoreBoard;
beforeEach(() => {
  publisher = new RecordingPublisher();
  board = new ScoreBoard(publisher, 0.6);
});
const note = (score: number, after: number, id = 'freezer.temperature'): void =>
  board.note({ sensor: sensor(id), at: timestamp(START + after), value: -18, score, device: 0 });
const told = (): string[] => publisher.messages.map((m) => m.payload);

describe('The score of a sensor', () => {
  it('is told when it is first known: below its name, with three decimals, not retained and not confirmed', () => {
    note(0.12345, 0);
    expect(publisher.messages).toEqual([{ topic: 'sensor/freezer.temperature/score', payload: '0.123', qos: 0, retain: false }]);
  });

  it('is told again when it has clearly changed', () => {
    note(0.1, 0);
    note(0.15, 40 * SECOND);
    note(0.19, 80 * SECOND);
    note(0.21, 120 * SECOND);
    expect(told()).toEqual(['0.100', '0.210']);
  });

  it('is told at most twice a minute, however it moves', () => {
    for (let second = 0; second < 120; second++) note(second % 2 === 0 ? 0.1 : 0.5, second * SECOND);
    expect(told().length).toBeGreaterThan(2);
    expect(told().length).toBeLessThanOrEqual(4);
  });

  it('is told at once when it crosses the threshold, up or down', () => {
    note(0.1, 0);
    note(0.61, SECOND);
    note(0.99, 2 * SECOND);
    note(0.59, 3 * SECOND);
    expect(told()).toEqual(['0.100', '0.610', '0.590']);
  });

  it('is told anew after the clock has jumped back', () => {
    note(0.1, 0);
    note(0.4, -3_600 * SECOND);
    expect(told()).toEqual(['0.100', '0.400']);
  });

  it('is counted for each sensor on its own', () => {
    note(0.1, 0);
    note(0.1, 0, 'cellar.humidity');
    note(0.1, SECOND);
    expect(publisher.messages.map((m) => m.topic)).toEqual(['sensor/freezer.temperature/score', 'sensor/cellar.humidity/score']);
  });
});
