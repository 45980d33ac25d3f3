import { describe, expect, it } from 'vitest';
import { type BoardEvent, BoardSession, type Measured, type SessionSettings, STREAM } from '../../../src/core/board/index.ts';
import { type BoardMake, corrupted, randomOf, VirtualBoard } from '../../support/board.ts';

const START = Date.UTC(2026, 4, 1);
const stream = { flags: STREAM.on | STREAM.everyWindow, window: 9, heartbeat: 10, hold: 8, delta: 16, threshold: 0 };

/** A gateway and a board, in virtual time, joined by a line on which bytes may be corrupted (from the board to the gateway and back). */
class Bench {
  readonly session: BoardSession;
  readonly measured: Measured[] = [];
  readonly events: BoardEvent[] = [];
  readonly faults = new Map<string, number>();
  readonly passed: string[] = [];
  board: VirtualBoard;
  now = START;
  noise = 0;
  random = randomOf(1);
  /** Bytes on their way up and down arrive after this. */
  readonly delay_ms = 2;

  constructor(make: BoardMake = {}, settings: Partial<SessionSettings> = {}) {
    this.board = new VirtualBoard(make);
    this.session = new BoardSession(
      { stream, foreign: 'trouble', time: 'gateway', ...settings },
      {
        send: (bytes) => this.board.hear(this.noise > 0 ? corrupted(bytes, this.noise, this.random) : bytes, this.now + this.delay_ms),
        pass: (message) => this.passed.push(Buffer.from(message).toString('hex')),
        measured: (window) => this.measured.push(window),
        fault: ({ code }, count) => this.faults.set(code, (this.faults.get(code) ?? 0) + count),
        event: (event) => this.events.push(event),
      },
    );
  }

  deliver(): void {
    const bytes = this.board.take();
    if (bytes.length > 0)
      this.session.take(this.noise > 0 ? corrupted(bytes, this.noise, this.random) : bytes, this.now + 2 * this.delay_ms);
  }
  /** Lets time pass; a window every 512 ms while the board streams, a STATUS every 10 s. */
  run(seconds: number, window?: (i: number) => readonly number[] | undefined): void {
    const end = this.now + seconds * 1_000;
    for (let i = 0; this.now < end; i++) {
      this.now += 256;
      if (i % 2 === 1 && this.board.streams) {
        const samples = window ? window(i >> 1) : tone(i);
        if (samples) this.board.window(samples, this.now);
        else this.board.skip();
      }
      if (i % 40 === 39 && this.board.streams) this.board.status(this.now);
      this.deliver();
      this.session.tick(this.now + 4);
      this.deliver();
    }
  }
  open(): this {
    this.board.start(this.now);
    this.session.open(this.now);
    this.run(2, () => undefined);
    return this;
  }
  rms(): number[] {
    return this.measured.map(({ features }) => features.find(({ name }) => name === 'rms')?.value ?? Number.NaN);
  }
  kinds(): string[] {
    return this.events.map(({ kind }) => kind);
  }
}
const tone = (seed: number, amplitude = 100) => Array.from({ length: 512 }, (_, k) => Math.round(512 + amplitude * Math.sin(k / 2 + seed)));

describe('A talk with a board', () => {
  it('asks who it is, has it send, learns its constants and its clock, and gives its features', () => {
    const bench = new Bench().open();
    bench.run(5);
    expect(bench.events).toMatchObject([
      { kind: 'identified', firmware: 'kinglet/virtual 1.0', ours: true },
      { kind: 'ready', constants: { rate: 1_000, channels: [{ name: 'x', unit: 'm/s2' }] } },
    ]);
    expect(bench.measured.length).toBeGreaterThanOrEqual(9);
    for (const rms of bench.rms()) expect(rms).toBeCloseTo(10 / Math.SQRT2, 1);
    expect(bench.session.clock.known).toBe(true);
    expect([...bench.faults]).toEqual([]);
  });

  it("gives times of the gateway's clock, evenly apart, however late frames arrive", () => {
    const bench = new Bench().open();
    bench.run(10);
    bench.measured.length = 0;
    const late = randomOf(5);
    const began = bench.now;
    for (let i = 1; i <= 40; i++) {
      bench.board.window(tone(i), began + 512 * i);
      bench.session.take(bench.board.take(), began + 512 * i + 300 * late());
    }
    const times = bench.measured.map(({ at }) => at);
    expect(times).toHaveLength(40);
    for (const [i, at] of times.entries()) expect(Math.abs(at - (began + 512 * (i + 1)))).toBeLessThan(5);
  });

  it('takes no frame for measured later than it arrived, and none twice', () => {
    const bench = new Bench().open();
    bench.run(10);
    bench.measured.length = 0;
    bench.board.window(tone(1), bench.now + 5_000);
    const bytes = bench.board.take();
    bench.session.take(bytes, bench.now);
    bench.session.take(bytes, bench.now + 1);
    expect(bench.measured.map(({ at }) => at)).toEqual([bench.now]);
  });

  it('asks a board that says unasked who it is for its STATUS, not more than now and then', () => {
    const bench = new Bench().open();
    bench.run(10);
    bench.board.asked.length = 0;
    for (let i = 0; i < 100; i++) bench.session.take(Uint8Array.of(0xf9, 2, 5), bench.now + i);
    expect(bench.board.asked).toEqual([5]);
    expect(bench.kinds()).toEqual(['identified', 'ready']);
  });

  it('counts what is missing and leaves it a gap', () => {
    const bench = new Bench().open();
    bench.run(2);
    const before = bench.measured.length;
    bench.faults.clear();
    bench.run(3, (i) => (i === 2 || i === 3 ? undefined : tone(i)));
    expect(bench.measured.length - before).toBe(4);
    expect(bench.faults.get('board/gap')).toBe(2);
    const times = bench.measured.slice(before).map(({ at }) => at);
    expect(Math.max(...times.map((at, i) => at - (times[i - 1] ?? at)))).toBeGreaterThan(1_500);
  });

  it('counts what the board says it has lost', () => {
    const bench = new Bench().open();
    bench.run(11);
    bench.board.lost = 7;
    bench.run(11);
    expect(bench.faults.get('board/lost')).toBe(7);
  });

  it('goes on after a start of the board: said once, a new epoch, and everything is set up again', () => {
    const bench = new Bench().open();
    bench.run(10);
    bench.board.start(bench.now);
    bench.run(10);
    expect(bench.kinds()).toEqual(['identified', 'ready', 'restarted']);
    expect(bench.faults.get('board/restarted')).toBe(1);
    const times = bench.measured.map(({ at }) => at);
    expect(times.every((at, i) => i === 0 || at > (times[i - 1] ?? 0))).toBe(true);
    expect(times.at(-1)).toBeGreaterThan(bench.now - 1_000);
  });

  it('notices a start whose hello was lost by the times that went back', () => {
    const bench = new Bench().open();
    bench.run(10);
    bench.board.start(bench.now);
    bench.board.take();
    bench.board.streams = true;
    bench.run(10);
    expect(bench.kinds()).toEqual(['identified', 'ready', 'restarted']);
  });

  it('leaves a board that starts again and again alone until it stays up, and says so once', () => {
    const bench = new Bench().open();
    for (let i = 0; i < 20; i++) {
      bench.run(2);
      bench.board.start(bench.now, 4);
    }
    bench.deliver();
    bench.board.asked.length = 0;
    bench.run(2);
    expect(bench.board.asked).toEqual([]);
    expect(bench.faults.get('board/reset-loop')).toBe(1);
    expect(bench.faults.get('board/restarted')).toBeLessThan(4);
    const before = bench.measured.length;
    bench.run(20);
    expect(bench.measured.length).toBeGreaterThan(before + 10);
  });

  it('asks for the constants again when frames have another schema, and reads none by the wrong ones', () => {
    const bench = new Bench().open();
    bench.run(3);
    bench.measured.length = 0;
    const other = new VirtualBoard({ channels: ['x', 'y'] });
    other.start(bench.now - 100_000);
    other.take();
    other.streams = true;
    bench.board = other;
    bench.run(5);
    expect(bench.faults.get('board/schema')).toBeGreaterThan(0);
    expect(bench.kinds().filter((kind) => kind === 'ready')).toHaveLength(2);
    expect(bench.measured.length).toBeGreaterThan(5);
  });

  it('of tomorrow, whose frames it cannot read, says so', () => {
    const bench = new Bench({ layout: 2 }).open();
    bench.run(20);
    expect(bench.faults.get('board/version')).toBeGreaterThan(0);
    expect(bench.measured).toEqual([]);
  });

  it('of yesterday says that it is old', () => {
    const bench = new Bench({ major: 0 }).open();
    expect(bench.faults.get('board/old-firmware')).toBe(1);
  });

  it('whose build has no model to wake it goes on without', () => {
    const bench = new Bench({}, { stream: { ...stream, flags: STREAM.on | STREAM.everyWindow | STREAM.gate } }).open();
    bench.run(3);
    expect([...bench.faults]).toEqual([]);
    expect(bench.measured.length).toBeGreaterThan(3);
  });

  it('whose time is simulated can be the clock itself, over its starts', () => {
    const bench = new Bench({}, { time: 'board' }).open();
    bench.run(5);
    const times = () => bench.measured.map(({ at }) => at);
    const steps = times().map((at, i) => at - (times()[i - 1] ?? at - 512));
    expect(new Set(steps)).toEqual(new Set([512]));
    bench.board.start(bench.now);
    bench.run(5);
    expect(times().every((at, i) => i === 0 || at > (times()[i - 1] ?? 0))).toBe(true);
  });

  it('whose stream was ended by a corrupted byte is set again', () => {
    const bench = new Bench().open();
    bench.run(5);
    bench.board.streams = false;
    bench.run(30);
    expect(bench.measured.at(-1)?.at).toBeGreaterThan(bench.now - 1_000);
    expect([...bench.faults]).toEqual([]);
  });

  it('that has fallen silent is asked again who it is', () => {
    const bench = new Bench().open();
    bench.run(2);
    const board = bench.board;
    bench.board = new VirtualBoard();
    bench.board.hear = () => {};
    bench.now += 40_000;
    bench.session.tick(bench.now);
    expect(bench.faults.get('board/quiet')).toBe(1);
    bench.board = board;
    bench.run(5);
    expect(bench.measured.at(-1)?.at).toBeGreaterThan(bench.now - 1_000);
  });
});

describe('A port behind which is', () => {
  it('nothing: said once, and asked for ever', () => {
    const bench = new Bench();
    bench.board.hear = () => void asked++;
    let asked = 0;
    bench.session.open(bench.now);
    for (let i = 0; i < 400; i++) {
      bench.now += 250;
      bench.session.tick(bench.now);
    }
    expect(bench.faults.get('board/silent')).toBe(1);
    expect(asked).toBeGreaterThan(30);
    expect(asked).toBeLessThan(120);
  });

  it('garbage, as a half-flashed board or a wrong baud rate give it: said once, and nothing is taken for a reading', () => {
    const bench = new Bench();
    bench.board.hear = () => {};
    bench.session.open(bench.now);
    const random = randomOf(9);
    for (let i = 0; i < 2_000; i++) {
      bench.now += 10;
      bench.session.take(
        Uint8Array.from({ length: 100 }, () => Math.floor(random() * 256)),
        bench.now,
      );
      bench.session.tick(bench.now);
    }
    expect(bench.faults.get('board/garbage')).toBe(1);
    expect(bench.measured).toEqual([]);
    expect(bench.events.filter(({ kind }) => kind === 'ready')).toEqual([]);
  });

  const report = (name: string) => [0xf9, 2, 5, 0xf0, 0x79, 2, 5, ...[...Buffer.from(name)].flatMap((c) => [c & 127, c >> 7]), 0xf7];

  it('a foreign firmware: named, and its messages go to whoever speaks Firmata', () => {
    const bench = new Bench();
    bench.board.hear = () => void bench.board.said.push(...report('StandardFirmata.ino'));
    bench.session.open(bench.now);
    bench.run(3);
    expect(bench.events).toEqual([{ kind: 'identified', firmware: 'StandardFirmata.ino 2.5', ours: false }]);
    expect(bench.faults.get('board/foreign')).toBe(1);
    expect(bench.passed).toContain('f90205');
    bench.run(60);
    bench.board.said.push(...report('StandardFirmata.ino'));
    bench.run(1);
    expect(bench.kinds()).toEqual(['identified', 'restarted']);
  });

  it('a foreign firmware whose pins are all that is wanted: no trouble at all', () => {
    const bench = new Bench({}, { foreign: 'fine' });
    bench.board.hear = () => void bench.board.said.push(...report('StandardFirmata.ino'));
    bench.session.open(bench.now);
    bench.run(3);
    expect(bench.kinds()).toEqual(['identified']);
    expect([...bench.faults]).toEqual([]);
  });
});

describe('On a line that corrupts bytes both ways for ten minutes', () => {
  it.each([0.001, 0.01, 0.05])('at a rate of %s only what was sent is read, and the talk goes on', (rate) => {
    const bench = new Bench().open();
    bench.run(2);
    bench.noise = rate;
    bench.random = randomOf(rate * 1e5 + 4);
    const values = new Set<string>();
    const amplitudes = randomOf(2);
    bench.measured.length = 0;
    let sent = 0;
    bench.run(600, () => {
      const amplitude = Math.round(20 + 400 * amplitudes());
      const samples = tone(sent, amplitude);
      const d = samples.map((x) => x - 512);
      const [m, m2] = [d.reduce((s, x) => s + x, 0) / 512, d.reduce((s, x) => s + x * x, 0) / 512];
      values.add((Math.sqrt(m2 - m * m) * Math.fround(0.1)).toFixed(6));
      sent++;
      return samples;
    });
    const wrong = bench.rms().filter((rms) => !values.has(rms.toFixed(6)));
    expect(wrong).toEqual([]);
    const share = bench.measured.length / sent;
    // Without an error in its 61 bytes: (1 - rate)^61; the restarts of the talk that noise can cause take some more.
    expect(share).toBeGreaterThan(0.9 * (1 - rate) ** 61);
    expect(bench.faults.get('board/restarted')).toBeUndefined();
    const times = bench.measured.map(({ at }) => at);
    expect(times.every((at, i) => i === 0 || at > (times[i - 1] ?? 0))).toBe(true);
    bench.noise = 0;
    bench.measured.length = 0;
    bench.run(5);
    expect(bench.measured.length).toBeGreaterThanOrEqual(9);
  });
});
