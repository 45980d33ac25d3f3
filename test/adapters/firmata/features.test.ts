import { describe, expect, it } from 'vitest';
import { distinctNames } from '../../../src/adapters/firmata/names.ts';
import { type BoardMake, VirtualBoard } from '../../support/board.ts';
import { FakeClock } from '../../support/fakes.ts';
import { boardOf, boardsOn } from './bench.ts';

const wave = Array.from({ length: 512 }, (_, i) => Math.round(512 + 100 * Math.sin(i / 3)));

/** A virtual board on the line of one of the boards; answers at once. */
function plug(it: ReturnType<typeof boardsOn>, name: string, clock: FakeClock, make: BoardMake = {}) {
  const board = new VirtualBoard(make);
  const line = it.line(name);
  const say = (): void => {
    const bytes = board.take();
    if (bytes.length > 0) line.data(bytes);
  };
  board.start(clock.now());
  line.opened((bytes) => {
    board.hear(bytes, clock.now());
    queueMicrotask(say);
    return true;
  });
  say();
  return { board, say, line };
}
/** Lets the talk go on until the board streams. */
async function streaming(board: VirtualBoard, clock: FakeClock): Promise<void> {
  for (let i = 0; i < 40 && !board.streams; i++) await clock.advance(250);
  await clock.advance(1_000);
}

describe("What a board measures becomes its device's sensors", () => {
  it('in the units of its constants, each feature of each channel', async () => {
    const clock = new FakeClock(Date.UTC(2026, 4, 1));
    await using it = boardsOn([boardOf({ name: 'Pump' })], clock);
    const { board, say } = plug(it, 'Pump', clock, { channels: ['vibration'] });
    await streaming(board, clock);
    board.window(wave, clock.now());
    say();
    await clock.advance(250);
    expect(it.sensors.list().map(({ id, unit, quantity }) => `${id} ${quantity} ${unit}`.trim())).toEqual([
      'pump.vibration.mean vibration m/s²',
      'pump.vibration.rms vibration m/s²',
      'pump.vibration.peak vibration m/s²',
      'pump.vibration.crest vibration',
      'pump.vibration.kurtosis vibration',
      ...[16, 47, 78, 109, 156, 219, 313, 438].map((hz) => `pump.vibration.band_${hz}hz vibration m/s²`),
    ]);
    expect(it.sensors.find('pump.vibration.rms')?.name).toBe('Pump vibration rms');
    expect(it.values('pump.vibration.rms')[0]).toBeCloseTo(7.07, 1);
    expect(it.values('pump.vibration.kurtosis')[0]).toBeCloseTo(1.5, 1);
    expect(it.observer.faults).toEqual([]);
  });

  it('by the names, units and scales of the configuration, where it gives any', async () => {
    const clock = new FakeClock(Date.UTC(2026, 4, 1));
    const channels = [{ name: 'motor side', unit: 'g', scale: 0.5 }];
    await using it = boardsOn([boardOf({ name: 'Pump', channels })], clock);
    const { board, say } = plug(it, 'Pump', clock);
    await streaming(board, clock);
    board.window(wave, clock.now());
    say();
    await clock.advance(250);
    expect(it.sensors.find('pump.motor_side.rms')).toMatchObject({ unit: 'g', name: 'Pump motor side rms' });
    expect(it.values('pump.motor_side.rms')[0]).toBeCloseTo(3.53, 1);
    expect(it.values('pump.motor_side.crest')[0]).toBeCloseTo(1.41, 1);
  });

  it('also after it was unplugged and plugged in again, or was exchanged', async () => {
    const clock = new FakeClock(Date.UTC(2026, 4, 1));
    await using it = boardsOn([boardOf({ name: 'Pump' })], clock);
    const first = plug(it, 'Pump', clock);
    await streaming(first.board, clock);
    first.board.window(wave, clock.now());
    first.say();
    first.line.closed();
    await clock.advance(60_000);
    const second = plug(it, 'Pump', clock, { unit: 'g' });
    await streaming(second.board, clock);
    second.board.window(wave, clock.now());
    second.say();
    await clock.advance(250);
    expect(it.values('pump.x.rms')).toHaveLength(2);
  });

  it('loses the oldest readings, counted, when nobody takes them', async () => {
    const clock = new FakeClock(Date.UTC(2026, 4, 1));
    await using it = boardsOn([boardOf({ name: 'Pump' })], clock, { queue: 20 });
    const { board, say } = plug(it, 'Pump', clock);
    await streaming(board, clock);
    for (let i = 0; i < 100; i++) board.window(wave, clock.now() + i);
    say();
    await clock.advance(500);
    expect(it.observer.count('serial/overflow')).toBe(100 * 13 - 20);
  });

  it('says that a board takes nothing', async () => {
    const clock = new FakeClock(Date.UTC(2026, 4, 1));
    await using it = boardsOn([boardOf({ name: 'Pump' })], clock);
    it.line('Pump').opened(() => false);
    expect(it.observer.count('board/deaf')).toBe(3);
  });
});

describe('Two boards of one name', () => {
  it('are told apart, always in the same way, and it is said', async () => {
    const clock = new FakeClock(Date.UTC(2026, 4, 1));
    await using it = boardsOn([boardOf({ name: 'Pump' }), boardOf({ name: 'pump', port: '/dev/ttyOTHER' })], clock);
    expect(it.boards.sources.map(({ name }) => name)).toEqual(['board:Pump', 'board:pump 2']);
    expect(it.observer.faults.map(({ where, fault }) => `${where} ${fault.code}`)).toEqual(['board:pump 2 board/same-name']);
    for (const name of ['Pump', 'pump 2']) {
      const { board, say } = plug(it, name, clock);
      await streaming(board, clock);
      board.window(wave, clock.now());
      say();
    }
    await clock.advance(250);
    expect(it.values('pump.x.rms')).toHaveLength(1);
    expect(it.values('pump_2.x.rms')).toHaveLength(1);
  });

  it.each([
    [['A', 'B'], [], ['A', 'B']],
    [['A', 'A', 'A'], [], ['A', 'A 2', 'A 3']],
    [['Press', 'press 2', 'PRESS'], [], ['Press', 'press 2', 'PRESS 3']],
    [['Pump'], ['pump'], ['Pump 2']],
  ])('%j beside %j are called %j', (wanted, taken, called) => {
    expect(distinctNames(wanted, taken).map(({ name }) => name)).toEqual(called);
  });
});
