import { describe, expect, it } from 'vitest';
import { sentence, severity } from '../../../../src/core/alert/index.ts';
import { hours, minutes, seconds, timestamp } from '../../../../src/core/base/index.ts';
import type { EpisodeChange } from '../../../../src/core/domain/index.ts';
import { type BinaryKind, BinaryWatch, Slots } from '../../../../src/core/watch/binary/index.ts';
import { random, sensor } from '../../../support/sensors.ts';

const DAY = hours(24);
/** A Monday, 00:00 in Berlin. */
const MONDAY = Date.parse('2026-01-05T00:00:00+01:00');
const context = { now: timestamp(MONDAY), locale: 'en-GB', timeZone: 'Europe/Berlin' };

/** A home in which time passes by minutes. */
class Life {
  readonly watch: BinaryWatch;
  readonly changes: EpisodeChange[] = [];
  readonly #slots = new Slots('Europe/Berlin');
  now: number = MONDAY;

  constructor(kind: BinaryKind, name = 'thing') {
    this.watch = new BinaryWatch(sensor(`${name}.state`, 'switch', ''), kind);
  }
  say(value: number): this {
    const at = timestamp(this.now);
    this.changes.push(...this.watch.note(value, at, this.#slots.at(at)));
    return this;
  }
  wait(ms: number): this {
    for (const end = this.now + ms; this.now < end; ) {
      this.now = Math.min(end, this.now + minutes(1));
      const at = timestamp(this.now);
      this.changes.push(...this.watch.tick(at, this.#slots.at(at)));
    }
    return this;
  }
  /** On at that hour of the day that goes on now, for so long; then to the end of the day. */
  on(hour: number, length: number): this {
    return this.to(hour).say(1).wait(length).say(0);
  }
  to(hour: number): this {
    const into = (this.now - MONDAY) % DAY;
    return this.wait(hours(hour) - into);
  }
  night(): this {
    return this.wait(DAY - ((this.now - MONDAY) % DAY));
  }
  /** What has been told since it was asked last. */
  told(): string[] {
    return this.changes
      .splice(0)
      .map(({ kind, episode }) =>
        `${kind} ${episode.pattern} ${((episode.opened - MONDAY) % DAY) / hours(1)}`.replace(/(\.\d{2})\d*/, '$1'),
      );
  }
}

describe('a door', () => {
  const used = (days: number) => {
    const life = new Life('door').say(0);
    for (let day = 0; day < days; day++) life.on(7, minutes(1)).on(12, minutes(2)).on(18.5, minutes(3)).night();
    return life;
  };

  it('that stands open for longer than doors do is told of, on the first day too', () => {
    const life = new Life('door').say(0).wait(hours(1)).say(1).wait(hours(2));
    expect(life.told()).toEqual(['opened rise 1.33']);
    expect(life.say(0).told()).toEqual(['closed rise 1.33']);
  });

  it('that is used as ever is not', () => {
    expect(used(30).told()).toEqual([]);
  });

  it('that is left open every day is told of once or twice, and no more', () => {
    const life = new Life('door').say(0);
    for (let day = 0; day < 60; day++) life.on(9, hours(6)).night();
    const told = life.told().filter((what) => what.startsWith('opened rise'));
    expect(told.length).toBeGreaterThan(0);
    expect(told.length).toBeLessThan(3);
  });

  it('that is opened at an hour at which nobody does is told of, once a night, and it is over when all is quiet again', () => {
    const life = used(42);
    expect(life.to(3.2).say(1).told()).toEqual(['opened spike 3.2']);
    life.wait(minutes(1)).say(0).wait(minutes(5)).say(1).wait(minutes(1)).say(0);
    expect(life.told()).toEqual([]);
    expect(life.wait(hours(1)).told()).toEqual(['closed spike 3.2']);
  });

  it('that is opened at night and stays open is one trouble that gets worse', () => {
    const life = used(42);
    expect(life.to(3).say(1).wait(hours(1)).told()).toEqual(['opened spike 3', 'worsened rise 3']);
    expect(life.say(0).told()).toEqual(['closed rise 3']);
    expect(life.watch.open).toEqual([]);
  });

  it('is not strange to be opened an hour early, nor in the first weeks', () => {
    expect(used(42).to(6.1).say(1).told()).toEqual([]);
    expect(used(9).to(3).say(1).told()).toEqual([]);
  });

  it('knows weekends apart', () => {
    const life = new Life('door').say(0);
    for (let day = 0; day < 70; day++) (day % 7 < 5 ? life.on(7, minutes(1)) : life.on(11, minutes(1))).night();
    expect(life.told()).toEqual([]);
    // 70 days later it is a Monday again.
    expect(life.to(11).say(1).told()).toEqual(['opened spike 11']);
  });
});

describe('a pump', () => {
  it('that runs every few hours and then does not is told of, and it is over when it runs', () => {
    const life = new Life('running', 'pump').say(0);
    const noise = random(3);
    for (let i = 0; i < 30 * 8; i++)
      life
        .wait(hours(2.5 + noise()))
        .say(1)
        .wait(minutes(4))
        .say(0);
    expect(life.told()).toEqual([]);
    life.wait(hours(20));
    const [told] = life.changes;
    expect(told?.episode).toMatchObject({ pattern: 'stuck', value: 0 });
    expect((told?.episode.opened ?? 0) - (told?.episode.since ?? 0)).toBeLessThan(hours(12));
    expect(life.told()).toHaveLength(1);
    expect(life.say(1).told()).toHaveLength(1);
  });

  it('that runs on and on is told of once its lengths are known', () => {
    const life = new Life('running', 'pump').say(0);
    const noise = random(4);
    for (let i = 0; i < 120; i++)
      life
        .wait(hours(3))
        .say(1)
        .wait(minutes(3 + 2 * noise()))
        .say(0);
    life.told();
    expect(
      life
        .wait(hours(3))
        .say(1)
        .wait(hours(1))
        .told()
        .map((what) => what.replace(/ [\d.]+$/, '')),
    ).toEqual(['opened rise']);
  });

  it('that runs once a week by itself is not missed after a few days', () => {
    const life = new Life('running', 'pump').say(0);
    for (let week = 0; week < 12; week++)
      life
        .on(6, minutes(5))
        .wait(7 * DAY - hours(7))
        .night();
    expect(life.told()).toEqual([]);
  });
});

describe('what is trouble by itself', () => {
  it('a leak is told at once and is critical', () => {
    const life = new Life('danger').say(0).wait(hours(1)).say(1);
    const [change] = life.changes;
    expect(change?.episode.opened).toBe(life.now);
    expect(change === undefined ? '' : severity(change.episode)).toBe('critical');
    expect(change === undefined ? '' : sentence(change.episode, 'opened', context)).toMatch(/^Thing state has been on since 01:00\.$/i);
    expect(life.say(0).told()).toHaveLength(2);
  });

  it('so is one that goes on when Kinglet starts', () => {
    expect(new Life('danger').say(1).told()).toHaveLength(1);
  });

  it.each<[BinaryKind, number, number, number, string]>([
    ['trouble', 1, minutes(2), seconds(30), 'warning'],
    ['low-battery', 1, hours(2), minutes(30), 'notice'],
    ['connection', 0, minutes(20), minutes(5), 'notice'],
  ])('%s in state %i is told after a while, as %s', (kind, state, long, short, grave) => {
    const life = new Life(kind)
      .say(1 - state)
      .wait(hours(1))
      .say(state)
      .wait(short);
    expect(life.told()).toEqual([]);
    life.wait(long);
    expect(life.changes.map(({ episode }) => severity(episode))).toEqual([grave]);
    expect(
      life
        .say(1 - state)
        .told()
        .map((what) => what.split(' ')[0]),
    ).toEqual(['opened', 'closed']);
  });
});

it('lamps, sockets and people who come and go are nobody’s trouble', () => {
  for (const kind of ['operated', 'presence'] as const) {
    const life = new Life(kind).say(0);
    for (let day = 0; day < 30; day++) life.on(18, hours(3)).night();
    expect(
      life
        .to(3)
        .say(1)
        .wait(3 * DAY)
        .told(),
    ).toEqual([]);
  }
});

it('a door is said to be open, not on', () => {
  const life = new Life('garage-door', 'garage_door').say(0).wait(hours(1)).say(1).wait(hours(2));
  const [change] = life.changes;
  expect(change === undefined ? '' : sentence(change.episode, 'opened', context)).toBe(
    'Garage_door state has been open since 01:00, which is unusual.',
  );
});

describe('what cannot be trusted', () => {
  it('numbers that are no state, and times that go back, change nothing', () => {
    const life = new Life('door').say(0).wait(hours(1));
    for (const odd of [0.5, 2, -1, Number.NaN, Number.POSITIVE_INFINITY]) life.say(odd);
    life.now -= hours(2);
    expect(life.say(1).told()).toEqual([]);
    expect(life.watch.open).toEqual([]);
  });

  it('a length nobody saw the beginning of teaches nothing, and neither does one that was lost from sight', () => {
    const life = new Life('running', 'pump').say(0);
    for (let i = 0; i < 200; i++) {
      life.wait(hours(1)).say(1).wait(minutes(2));
      life.watch.lose();
      life.say(0);
    }
    expect(life.say(1).wait(hours(12)).told()).toEqual([]);
  });

  it('what is no longer watched closes what was open', () => {
    const life = new Life('danger').say(1);
    expect(life.watch.leave(timestamp(life.now)).map(({ episode }) => episode.ending)).toEqual(['gone']);
    expect(life.watch.score).toBe(0);
  });
});
