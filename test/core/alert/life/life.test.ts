import { describe, expect, it } from 'vitest';
import { AlertLives, type LifeSettings, LONGEST, type Once, type Weekly } from '../../../../src/core/alert/life/index.ts';
import { later, millis, minutes, type Timestamp, timestamp } from '../../../../src/core/base/index.ts';
import type { AlertEvent, DeviceId, IncidentChange, Severity } from '../../../../src/core/domain/index.ts';

/** Monday 5 January 2026, 20:00 UTC. */
const EVENING = timestamp(Date.UTC(2026, 0, 5, 20));
const MINUTE = 60_000;

const settings = (more: Partial<LifeSettings> = {}): LifeSettings => ({
  escalateAfter: minutes(15),
  escalations: 3,
  escalateFrom: 'critical',
  weekly: [],
  timeZone: 'UTC',
  ...more,
});
const quiet = (more: Partial<Weekly> = {}): Weekly => ({ what: 'quiet', scope: {}, days: [], from: 22 * 60, to: 7 * 60, ...more });

/** Lives through minutes after 20:00; says what was told, and when. */
class Tale {
  readonly lives: AlertLives;
  readonly told: string[] = [];
  #minute = 0;
  constructor(more: Partial<LifeSettings> = {}) {
    this.lives = new AlertLives(settings(more));
  }
  get at(): Timestamp {
    return timestamp(EVENING + this.#minute * MINUTE);
  }
  /** Ticks each minute until then. */
  until(minute: number): this {
    while (this.#minute < minute) {
      this.#minute++;
      for (const { id, event } of this.lives.tick(this.at)) this.#say(id, event);
    }
    return this;
  }
  change(kind: IncidentChange['kind'], severity: Severity = 'warning', { id = 'freezer-1', told = true, area = '' } = {}): this {
    const place = { device: id.split('-')[0] as DeviceId, ...(area === '' ? {} : { area }) };
    return this.#say(id, this.lives.note({ id, severity, ...place }, kind, told, this.at));
  }
  acknowledge(id = 'freezer-1'): this {
    return this.#say(id, this.lives.acknowledge(id, this.at));
  }
  snooze(span: number, id = 'freezer-1'): this {
    return this.#say(id, this.lives.snooze(id, later(this.at, minutes(span)), this.at));
  }
  wake(id = 'freezer-1'): this {
    return this.#say(id, this.lives.wake(id, this.at));
  }
  maintain(scope: Once['scope'], span: number): this {
    this.lives.maintain(scope, 'it', later(this.at, minutes(span)), this.at);
    return this;
  }
  #say(id: string, event: AlertEvent | undefined): this {
    if (event !== undefined) this.told.push(`${this.#minute} ${id === 'freezer-1' ? '' : `${id} `}${event}`);
    return this;
  }
}

describe('An alert', () => {
  it('is raised, updated and resolved', () => {
    const tale = new Tale()
      .change('opened')
      .until(3)
      .change('worsened')
      .until(5)
      .change('joined', 'warning', { told: false })
      .change('closed');
    expect(tale.told).toEqual(['0 raised', '3 updated', '5 resolved']);
    expect(tale.lives.size).toBe(0);
  });

  it.each<[string, (t: Tale) => Tale, string[]]>([
    [
      'acknowledged is told only when it changes',
      (t) => t.acknowledge().until(600).change('worsened').change('closed'),
      ['0 acknowledged', '600 updated', '600 resolved'],
    ],
    ['snoozed is quiet until then, and told again', (t) => t.snooze(60).until(30).change('worsened').until(90), ['0 snoozed', '60 woken']],
    ['snoozed that is over says so at once', (t) => t.snooze(60).until(30).change('closed').until(90), ['0 snoozed', '30 resolved']],
    [
      'snoozed that becomes dangerous is told',
      (t) => t.snooze(60).until(30).change('worsened', 'critical').until(31),
      ['0 snoozed', '30 updated'],
    ],
    [
      'snoozed twice is quiet until the later time',
      (t) => t.snooze(60).until(30).snooze(60).until(100),
      ['0 snoozed', '30 snoozed', '90 woken'],
    ],
    ['is woken by hand', (t) => t.snooze(60).until(10).wake().until(100), ['0 snoozed', '10 woken']],
    ['that is not snoozed cannot be woken', (t) => t.wake(), []],
    ['acknowledged is no longer snoozed', (t) => t.snooze(60).acknowledge().until(100), ['0 snoozed', '0 acknowledged']],
    ['that is over can be neither acknowledged nor snoozed', (t) => t.change('closed').acknowledge().snooze(5), ['0 resolved']],
  ])('%s', (_, live, told) => {
    expect(live(new Tale().change('opened')).told).toEqual(['0 raised', ...told]);
  });

  it('of which nobody needs to hear has a life all the same', () => {
    const tale = new Tale().change('opened', 'notice', { told: false });
    expect(tale.told).toEqual([]);
    expect(tale.change('joined').told).toEqual(['0 raised']);
  });
});

describe('A critical alert that nobody answers', () => {
  it('is told again, a few times', () => {
    expect(new Tale().change('opened', 'critical').until(300).told).toEqual(['0 raised', '15 escalated', '30 escalated', '45 escalated']);
  });

  it.each<[string, (t: Tale) => Tale, string[]]>([
    ['not once it is acknowledged', (t) => t.until(20).acknowledge().until(300), ['15 escalated', '20 acknowledged']],
    ['not while it is snoozed', (t) => t.snooze(40).until(60), ['0 snoozed', '40 woken', '55 escalated']],
    ['not once it is over', (t) => t.until(16).change('closed').until(300), ['15 escalated', '16 resolved']],
    ['in the night as well', (t) => t.until(120).until(121), ['15 escalated', '30 escalated', '45 escalated']],
  ])('%s', (_, live, told) => {
    expect(live(new Tale({ weekly: [quiet({ from: 0, to: 0 })] }).change('opened', 'critical')).told).toEqual(['0 raised', ...told]);
  });

  it('does not count as known when it was acknowledged as a warning', () => {
    expect(new Tale().change('opened').acknowledge().change('worsened', 'critical').until(15).told).toEqual([
      '0 raised',
      '0 acknowledged',
      '0 updated',
      '15 escalated',
    ]);
  });

  it.each<[Partial<LifeSettings>, Severity, number]>([
    [{ escalateAfter: millis(0) }, 'critical', 0],
    [{ escalations: 1 }, 'critical', 1],
    [{}, 'warning', 0],
    [{ escalateFrom: 'warning' }, 'warning', 3],
    [{ escalateFrom: 'warning' }, 'notice', 0],
  ])('with %o and %s is told %i times again', (more, severity, times) => {
    expect(new Tale(more).change('opened', severity).until(300).told).toHaveLength(1 + times);
  });
});

describe('In quiet hours', () => {
  const night = () => new Tale({ weekly: [quiet()] }).until(180);
  it.each<[string, (t: Tale) => Tale, string[]]>([
    ['what goes on is told in the morning', (t) => t.change('opened').until(300).change('worsened').until(700), ['660 raised']],
    ['what is over by then is not told', (t) => t.change('opened').until(300).change('closed').until(700), []],
    ['danger is told at once', (t) => t.change('opened', 'critical'), ['180 raised']],
    ['what becomes dangerous is told then', (t) => t.change('opened').until(300).change('worsened', 'critical').until(301), ['300 raised']],
    ['a snooze that ends waits for the morning', (t) => t.change('opened').snooze(60).until(700), ['180 snoozed', '660 raised']],
    ['who has seen it need not be told', (t) => t.change('opened').until(200).acknowledge().until(700), ['200 acknowledged']],
  ])('%s', (_, live, told) => {
    expect(live(night()).told).toEqual(told);
  });

  it('the end of what was told before waits as well', () => {
    const tale = new Tale({ weekly: [quiet()] }).change('opened').until(180).change('closed').until(700);
    expect(tale.told).toEqual(['0 raised', '660 resolved']);
    expect(tale.lives.size).toBe(0);
  });

  it('of one room the others are told', () => {
    const tale = new Tale({ weekly: [quiet({ scope: { area: 'bedroom' } })] }).until(180);
    tale.change('opened', 'warning', { id: 'lamp-1', area: 'bedroom' }).change('opened', 'warning', { id: 'pump-1', area: 'cellar' });
    tale.change('opened', 'warning', { id: 'attic-1' });
    expect(tale.told).toEqual(['180 pump-1 raised', '180 attic-1 raised']);
  });

  it('of certain days begin on those', () => {
    // The night from Monday to Tuesday is Monday's.
    expect(new Tale({ weekly: [quiet({ days: [1] })] }).until(60 * 9).change('opened').told).toEqual([]);
    expect(new Tale({ weekly: [quiet({ days: [2] })] }).until(60 * 9).change('opened').told).toEqual(['540 raised']);
  });

  it('are those of the owner, wherever the machine thinks it is', () => {
    // 20:00 UTC is 05:00 on the next morning in Tokyo.
    expect(new Tale({ weekly: [quiet()], timeZone: 'Asia/Tokyo' }).change('opened').told).toEqual([]);
    expect(new Tale({ weekly: [quiet()], timeZone: 'Asia/Tokyo' }).until(121).change('opened').told).toEqual(['121 raised']);
  });

  it('end by the clock on the wall in the night in which it is set forward', () => {
    // 29 March 2026 in Berlin: 02:00 becomes 03:00, so 07:00 is six hours after midnight.
    const lives = new AlertLives(settings({ weekly: [quiet()], timeZone: 'Europe/Berlin' }));
    const midnight = timestamp(Date.UTC(2026, 2, 28, 23));
    lives.note({ id: 'a', device: 'a' as DeviceId, severity: 'warning' }, 'opened', true, midnight);
    expect(lives.tick(timestamp(midnight + 6 * 3_600_000 - 1))).toEqual([]);
    expect(lives.tick(timestamp(midnight + 6 * 3_600_000))).toEqual([{ id: 'a', event: 'raised' }]);
  });
});

describe('Maintenance', () => {
  it.each<[string, Once['scope'], Severity, string[]]>([
    ['on the device holds back everything of it', { device: 'freezer' }, 'critical', ['60 raised']],
    ['on another device nothing', { device: 'pump' }, 'warning', ['0 raised']],
    ['on everything holds it back', {}, 'warning', ['60 raised']],
    ['on everything never holds back danger', {}, 'critical', ['0 raised']],
    ['in its room holds it back', { area: 'cellar' }, 'warning', ['60 raised']],
    ['in its room never holds back danger', { area: 'cellar' }, 'critical', ['0 raised']],
    ['in another room nothing', { area: 'attic' }, 'warning', ['0 raised']],
  ])('%s', (_, scope, severity, told) => {
    const tale = new Tale({ escalateAfter: millis(0) }).maintain(scope, 60).change('opened', severity, { area: 'cellar' }).until(61);
    expect(tale.told).toEqual(told);
  });

  it('ended by hand tells what still goes on', () => {
    const tale = new Tale().maintain({ device: 'freezer' }, 60).change('opened').until(5);
    expect(tale.lives.endMaintenance({ device: 'freezer' })).toMatchObject({ scope: { device: 'freezer' } });
    expect(tale.lives.endMaintenance({ device: 'freezer' })).toBeUndefined();
    expect(tale.until(7).told).toEqual(['6 raised']);
  });

  it('of every week is like that which is announced', () => {
    const weekly = [quiet({ what: 'maintenance', scope: { device: 'freezer' }, days: [1], from: 20 * 60, to: 21 * 60 })];
    expect(new Tale({ weekly }).change('opened', 'critical').until(61).told).toEqual(['60 raised']);
  });

  it('of every week in a room never holds back danger', () => {
    const weekly = [quiet({ what: 'maintenance', scope: { area: 'cellar' }, from: 0, to: 0 })];
    const tale = new Tale({ weekly }).change('opened', 'warning', { area: 'cellar' });
    expect(tale.told).toEqual([]);
    expect(tale.change('worsened', 'critical', { area: 'cellar' }).told).toEqual(['0 raised']);
  });

  it('announced again takes the place of the other; a hundred things at once are too many', () => {
    const { lives, at } = new Tale();
    for (let n = 0; n < 100; n++) expect(lives.maintain({ device: `d${n}` }, 'it', later(at, minutes(5)), at)).toMatchObject({ ok: true });
    expect(lives.maintain({ device: 'd7' }, 'it', later(at, minutes(9)), at)).toMatchObject({ ok: true });
    expect(lives.maintain({ device: 'more' }, 'it', later(at, minutes(9)), at)).toMatchObject({
      fault: { code: 'alert/maintenance-full' },
    });
    expect(lives.maintenance(at)).toHaveLength(100);
    lives.tick(later(at, minutes(6)));
    expect(lives.maintenance(later(at, minutes(6)))).toMatchObject([{ scope: { device: 'd7' } }]);
  });
});

describe('Whatever comes', () => {
  it('lives are bounded, and those that fell off are counted', () => {
    const lives = new AlertLives(settings(), { lives: 3 });
    for (let n = 0; n < 5; n++) lives.note({ id: `a${n}`, device: 'd' as DeviceId, severity: 'notice' }, 'opened', true, EVENING);
    expect([lives.list().map(({ id }) => id), lives.evicted]).toEqual([['a2', 'a3', 'a4'], 2]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -1e300, 1e300])('a snooze until %s ends within a month', (until) => {
    const { lives, at } = new Tale().change('opened');
    lives.snooze('freezer-1', timestamp(until), at);
    expect(lives.tick(timestamp(at + LONGEST))).toEqual([{ id: 'freezer-1', event: 'woken' }]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -8.65e15])('at %s nothing breaks', (at) => {
    const lives = new AlertLives(settings({ weekly: [quiet()] }));
    lives.note({ id: 'a', device: 'd' as DeviceId, severity: 'warning' }, 'opened', true, timestamp(at));
    expect(() => lives.tick(timestamp(at))).not.toThrow();
  });

  it('what was done can be taken back, as long as it is not over', () => {
    const tale = new Tale().change('opened');
    const before = tale.lives.of('freezer-1');
    if (!before) throw new Error('it has no life');
    tale.snooze(60).acknowledge();
    expect(tale.lives.revert('freezer-1', before)).toBe(true);
    expect(tale.lives.of('freezer-1')).toEqual(before);
    expect(tale.change('closed').lives.revert('freezer-1', before)).toBe(false);
  });
});
