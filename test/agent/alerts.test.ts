import { beforeEach, describe, expect, it } from 'vitest';
import { AlertDesk } from '../../src/agent/alerts.ts';
import { timestamp } from '../../src/core/base/index.ts';
import type { Alert, Episode, EpisodeChange } from '../../src/core/domain/index.ts';
import { Incidents } from '../../src/core/watch/index.ts';
import { FakeClock, quietLog, RecordingPublisher } from '../support/fakes.ts';
import { freezer, MINUTE } from '../support/freezer.ts';
import { START, sensor } from '../support/sensors.ts';

const episode = (more: Partial<Episode> = {}): Episode => ({
  sensor: freezer,
  pattern: 'rise',
  opened: timestamp(START),
  since: timestamp(START - 5 * MINUTE),
  value: -9.5,
  worst: -9.5,
  expected: { low: -19, middle: -18, high: -17, basis: 'hour' },
  rarity: 1e4,
  score: 0.8,
  ...more,
});
const opened = (more: Partial<Episode> = {}): EpisodeChange => ({ kind: 'opened', episode: episode(more) });
const worsened = (value: number): EpisodeChange => ({ kind: 'worsened', episode: episode({ worst: value, value }) });
const closed = (more: Partial<Episode> = {}): EpisodeChange => ({
  kind: 'closed',
  episode: episode({ closed: timestamp(START + 30 * MINUTE), ending: 'recovered', value: -18, ...more }),
});

let publisher: RecordingPublisher;
let alerts: Map<string, Alert>;
let log: ReturnType<typeof quietLog>;
let said: string[];
let desk: AlertDesk;
beforeEach(() => {
  publisher = new RecordingPublisher();
  alerts = new Map();
  log = quietLog();
  said = [];
  const clock = new FakeClock(START);
  desk = new AlertDesk({ publisher, clock, log, timeZone: 'UTC', alerts, say: ({ text }) => void said.push(text) });
});
const ID = 'freezer.temperature-20260105T080000Z';

describe('An alert', () => {
  it('is retained while it is open, and its message is emptied when it is cleared', async () => {
    await desk.tell(opened());
    expect(publisher.on(/^alert\//)).toMatchObject([{ topic: `alert/${ID}`, qos: 1, retain: true }]);
    expect(JSON.parse(publisher.on(/^alert\//)[0]?.payload ?? '')).toMatchObject({ id: ID, state: 'open', sensor: 'freezer.temperature' });
    await desk.tell(closed());
    expect(publisher.on(/^alert\//)[1]).toEqual({ topic: `alert/${ID}`, payload: '', qos: 1, retain: true });
  });

  it('is an event at each change, with the sentence a person reads, confirmed and not retained', async () => {
    for (const change of [opened(), worsened(-3), closed()]) await desk.tell(change);
    const events = publisher.on(/^event$/);
    for (const event of events) expect(event).toMatchObject({ qos: 1, retain: false });
    const told = events.map((e) => JSON.parse(e.payload) as Alert);
    expect(told.map((a) => a.state)).toEqual(['open', 'open', 'cleared']);
    expect(told.map((a) => a.text)).toEqual(said);
    expect(said[0]).toMatch(
      /^Freezer temperature has risen to -9\.5 °C since 07:55; around this hour it is normally between -19 and -17 °C\. Perhaps its door was left open \(possible\)\.$/,
    );
    expect(log.lines.map((l) => l.message)).toEqual(said);
  });

  it('keeps its identity when it gets worse, and shows the worse value', async () => {
    await desk.tell(opened());
    await desk.tell(worsened(-3));
    expect(desk.list().map((a) => [a.id, a.value])).toEqual([[ID, -3]]);
    expect(new Set(publisher.on(/^alert\//).map((m) => m.topic))).toEqual(new Set([`alert/${ID}`]));
    expect(desk.open).toBe(1);
  });

  it('stays on the list after it was cleared', async () => {
    await desk.tell(opened());
    await desk.tell(closed());
    expect(desk.open).toBe(0);
    expect(desk.list()).toMatchObject([{ id: ID, state: 'cleared', closed: START + 30 * MINUTE }]);
  });

  it('of a sensor that reports no number is still JSON', async () => {
    await desk.tell(opened({ pattern: 'impossible', value: Number.NaN, worst: Number.NaN, rarity: Number.POSITIVE_INFINITY }));
    expect(JSON.parse(publisher.on(/^event$/)[0]?.payload ?? '')).toMatchObject({ value: null, pattern: 'impossible' });
  });

  it('is logged and said although the broker never confirms it', () => {
    publisher.publish = () => new Promise(() => {});
    void desk.tell(opened());
    expect(said).toHaveLength(1);
    expect(log.lines[0]?.fields).toMatchObject({ alert: ID, state: 'open' });
  });
});

describe('Episodes that belong together', () => {
  const power = sensor('freezer.power', 'power', 'W');
  const second = { sensor: power, opened: timestamp(START + MINUTE), since: timestamp(START) };
  const retained = (): Alert[] => publisher.on(/^alert\//).flatMap(({ payload }) => (payload === '' ? [] : [JSON.parse(payload) as Alert]));

  it('are one alert under the name of the first, told again when the second joins', async () => {
    await desk.tell(opened());
    await desk.tell(opened(second));
    expect(desk.list().map(({ id, sensors }) => [id, sensors.map((s) => s.id)])).toEqual([[ID, ['freezer.temperature', 'freezer.power']]]);
    expect(said[1]).toMatch(/^Freezer temperature .* Power has left its habits too\./);
    expect(new Set(publisher.on(/^alert\//).map((m) => m.topic))).toEqual(new Set([`alert/${ID}`]));
  });

  it('clear their alert when the last of them is over; what is no news only brings the retained message up to date', async () => {
    for (const change of [opened(), opened(second), closed()]) await desk.tell(change);
    expect(said).toHaveLength(2);
    expect(publisher.on(/^event$/)).toHaveLength(2);
    expect(retained().at(-1)).toMatchObject({
      state: 'open',
      sensors: [{ id: 'freezer.power' }, { id: 'freezer.temperature', closed: START + 30 * MINUTE }],
    });
    await desk.tell(closed(second));
    expect(publisher.on(/^alert\//).at(-1)?.payload).toBe('');
    expect(said).toHaveLength(3);
  });

  it('that change at one moment are told of once, but never an end together with a beginning', async () => {
    const third = { sensor: sensor('freezer.humidity', 'humidity', '%') };
    await desk.tell(opened(), opened(second), opened(third));
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/(?:Power and humidity|Humidity and power) have left their habits too\./);
    expect(desk.find(ID)?.episodes).toHaveLength(3);
    await desk.tell(closed(), closed(second), closed(third), opened({ opened: timestamp(START + 60 * MINUTE) }));
    expect(desk.list().map(({ state }) => state)).toEqual(['cleared', 'open']);
    expect(publisher.on(/^alert\//).map(({ payload }) => payload !== '')).toEqual([true, true, false, true]);
    expect(said).toHaveLength(3);
  });

  it('of hundreds of sensors do not flood the broker', async () => {
    for (let n = 0; n < 500; n++) await desk.tell(opened({ sensor: sensor(`rack.s${n}`) }));
    expect(desk.open).toBe(1);
    expect(retained().length).toBeLessThan(40);
    expect(Math.max(...publisher.messages.map(({ payload }) => payload.length))).toBeLessThan(16_000);
    expect(desk.list()[0]?.more).toBe(484);
  });

  it('are found by the id of their alert, as long as that is on the list', async () => {
    await desk.tell(opened());
    await desk.tell(opened(second));
    expect(desk.find(ID)).toMatchObject({ alert: { id: ID, state: 'open' }, episodes: [{ sensor: freezer }, { sensor: power }] });
    for (const change of [closed(second), closed()]) await desk.tell(change);
    expect(desk.find(ID)).toMatchObject({ alert: { state: 'cleared' }, episodes: [{ ending: 'recovered' }, { ending: 'recovered' }] });
    for (let n = 0; n < 600; n++) {
      await desk.tell(opened({ sensor: sensor(`room${n}.temperature`) }));
      await desk.tell(closed({ sensor: sensor(`room${n}.temperature`) }));
    }
    expect(desk.find(ID)).toBeUndefined();
    expect(desk.find('__proto__')).toBeUndefined();
  });

  it('outlive their desk', async () => {
    const episodes = new Map<string, readonly Episode[]>();
    const incidents = new Incidents();
    const shared = { publisher, clock: new FakeClock(START), log, timeZone: 'UTC', alerts, episodes, incidents };
    await new AlertDesk(shared).tell(opened());
    const next = new AlertDesk(shared);
    await next.tell(opened(second));
    await next.tell(closed());
    await next.tell(closed(second));
    expect(next.list().map(({ id, state }) => [id, state])).toEqual([[ID, 'cleared']]);
    expect(next.find(ID)?.episodes).toHaveLength(2);
  });
});

describe('The list of alerts', () => {
  const of = (n: number): Partial<Episode> => ({ sensor: sensor(`room${n}.temperature`) });

  it('forgets the oldest cleared ones first', async () => {
    for (let n = 0; n < 400; n++) await desk.tell(opened(of(n)));
    for (let n = 100; n < 400; n++) await desk.tell(closed(of(n)));
    for (let n = 1_000; n < 1_200; n++) await desk.tell(opened(of(n)));
    expect(desk.list()).toHaveLength(500);
    expect(desk.open).toBe(300); // none of the open ones was forgotten
    expect(desk.list()[0]?.sensor).toBe('room0.temperature');
    expect(desk.list()[100]?.sensor).toBe('room200.temperature');
  });

  it('never forgets an open one: there are no more of those than sensors', async () => {
    for (let n = 0; n < 700; n++) await desk.tell(opened(of(n)));
    expect(desk.open).toBe(700);
    expect(publisher.on(/^alert\//)).toHaveLength(700);
  });

  it('outlives its desk', async () => {
    await desk.tell(opened());
    const next = new AlertDesk({ publisher, clock: new FakeClock(START), log, timeZone: 'UTC', alerts });
    expect(next.open).toBe(1);
  });
});

describe('For questions', () => {
  it('alerts are plain data with the entities that took part, latest first', async () => {
    await desk.tell(opened());
    await desk.tell({ kind: 'opened', episode: episode({ sensor: sensor('pump.flow'), opened: timestamp(START + MINUTE) }) });
    const records = desk.records();
    expect(records.map(({ entities }) => entities)).toEqual([['sensor.pump.flow'], ['sensor.freezer.temperature']]);
    expect(JSON.parse(JSON.stringify(records))).toEqual(records);
  });

  it.each<[string, Partial<Episode>, boolean, boolean]>([
    ['a sensor that is silent is, the others of its device are not', { pattern: 'silent' }, true, false],
    ['all of a device that is silent are', { pattern: 'silent', facts: { extent: 'device' } }, true, true],
    ['a sensor that is too warm is not', {}, false, false],
  ])('%s', async (_, more, itself, sibling) => {
    await desk.tell(opened(more));
    const isSilent = desk.silence();
    expect([isSilent(freezer), isSilent({ ...freezer, id: sensor('freezer.humidity').id }), isSilent(sensor('pump.flow'))]).toEqual([
      itself,
      sibling,
      false,
    ]);
    await desk.tell(closed(more));
    expect(desk.silence()(freezer)).toBe(false);
  });
});
