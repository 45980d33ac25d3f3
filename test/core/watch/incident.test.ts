/** What belongs together: joining, ranking, telling and ending. */
import { describe, expect, it } from 'vitest';
import { incidentSentence } from '../../../src/core/alert/index.ts';
import { hours, minutes, timestamp } from '../../../src/core/base/index.ts';
import type { Episode, EpisodeChange, IncidentChange, Pattern, Sibling } from '../../../src/core/domain/index.ts';
import { evidenceOf, Incidents, joinWindow, scoreOf } from '../../../src/core/watch/index.ts';
import { homeSensor } from '../../support/home.ts';
import { START } from '../../support/sensors.ts';

const MINUTE = 60_000;

/** An episode of "Pump/flow", opened so many minutes after the start, with so much evidence. */
function episode(words: string, at = 0, evidence = 6, more: Partial<Episode> = {}): Episode {
  return {
    sensor: homeSensor(words),
    pattern: 'rise',
    opened: timestamp(START + at * MINUTE),
    since: timestamp(START + at * MINUTE),
    value: 3,
    worst: 3,
    expected: { low: 0, middle: 1, high: 2, basis: 'always' },
    rarity: 10 ** evidence,
    score: scoreOf(evidence),
    facts: { cadence: minutes(1) },
    ...more,
  };
}
const silence = (words: string, since: number, at: number, more: Partial<Episode> = {}): Episode =>
  episode(words, at, 76, { pattern: 'silent', since: timestamp(START + since * MINUTE), rarity: Number.POSITIVE_INFINITY, ...more });
const opened = (it: Episode, siblings: readonly Sibling[] = []): EpisodeChange => ({ kind: 'opened', episode: it, siblings });
const worsened = (it: Episode): EpisodeChange => ({ kind: 'worsened', episode: it, siblings: [] });
const closed = (it: Episode, at: number, ending: Episode['ending'] = 'recovered'): EpisodeChange => ({
  kind: 'closed',
  episode: { ...it, closed: timestamp(START + at * MINUTE), ending: ending ?? 'recovered' },
});
const lived = (incidents: Incidents, ...changes: readonly EpisodeChange[]): IncidentChange[] =>
  changes.flatMap((change) => [...incidents.note(change)]);
const kinds = (changes: readonly IncidentChange[]): string[] => changes.map(({ kind, told }) => (told ? kind : `(${kind})`));
const ids = (change: IncidentChange | undefined): string[] => change?.incident.episodes.map(({ sensor }) => sensor.id) ?? [];
const sibling: Sibling = { sensor: homeSensor('Attic/humidity %'), value: 50, low: 49, high: 51, troubled: false };

describe('an episode joins its device’s incident', () => {
  it.each<[string, number, Partial<Episode>, boolean]>([
    ['at the same reading', 0, {}, true],
    ['ten minutes later', 10, {}, true],
    ['an hour later: news of its own', 60, {}, false],
    ['thirty readings later, on a sensor that reports every ten minutes', 299, { facts: { cadence: minutes(10) } }, true],
    ['two days later, however seldom it reports', 2 * 24 * 60, { facts: { cadence: hours(24) } }, false],
    ['when its clock is a little behind', -5, {}, true],
    ['not when its clock is years behind', -1e6, {}, false],
  ])('%s', (_title, at, more, joins) => {
    const changes = lived(new Incidents(), opened(episode('Pump/flow')), opened(episode('Pump/current', at, 6, more)));
    expect(kinds(changes)).toEqual(['opened', joins ? 'joined' : 'opened']);
  });

  it('an hour later, when its incident got worse in the meantime', () => {
    const flow = episode('Pump/flow');
    const changes = lived(
      new Incidents(),
      opened(flow),
      { ...worsened({ ...flow, value: 9 }), at: timestamp(START + 55 * MINUTE) },
      opened(episode('Pump/current', 60)),
    );
    expect(kinds(changes)).toEqual(['opened', 'worsened', 'joined']);
  });

  it('hours later, when that makes a likely cause more likely', () => {
    const vibration = (at: number) => episode('Pump/vibration mm/s', at, 6, { since: timestamp(START + (at - 2) * MINUTE) });
    const knocks = episode('Pump/kurtosis', 0, 6, { since: timestamp(START - MINUTE) });
    const light = episode('Pump/light lx', 240);
    expect(kinds(lived(new Incidents(), opened(knocks), opened(vibration(240))))).toEqual(['opened', 'joined']);
    expect(kinds(lived(new Incidents(), opened(knocks), opened(light)))).toEqual(['opened', 'opened']);
    expect(kinds(lived(new Incidents(), opened(knocks), opened(vibration(24 * 60))))).toEqual(['opened', 'opened']);
  });

  it('counts from the last joining, not from the first trouble', () => {
    const chain = [0, 9, 18, 27].map((at, i) => opened(episode(`Pump/sensor${i}`, at)));
    expect(kinds(lived(new Incidents(), ...chain)).map((kind) => kind.replace(/[()]/g, ''))).toEqual([
      'opened',
      'joined',
      'joined',
      'joined',
    ]);
  });

  it('never that of another device', () => {
    expect(kinds(lived(new Incidents(), opened(episode('Pump/flow')), opened(episode('Fan/flow'))))).toEqual(['opened', 'opened']);
  });

  it('not once that is over', () => {
    const flow = episode('Pump/flow');
    expect(kinds(lived(new Incidents(), opened(flow), closed(flow, 5), opened(episode('Pump/current', 6))))).toEqual([
      'opened',
      'closed',
      'opened',
    ]);
  });

  it('the newest one, where an old one is still open', () => {
    const old = episode('Pump/flow');
    const changes = lived(new Incidents(), opened(old), opened(episode('Pump/current', 300)), opened(episode('Pump/pressure', 305)));
    expect(changes.map(({ incident }) => incident.first.sensor.id)).toEqual(['pump.flow', 'pump.current', 'pump.current']);
  });

  it.each([
    [undefined, 10],
    [-5, 10],
    [Number.NaN, 10],
    [60_000, 30],
    [Number.POSITIVE_INFINITY, 24 * 60],
  ])('a cadence of %s ms asks for a joining within %d minutes', (cadence, window) => {
    expect(joinWindow(cadence as never)).toBe(window * MINUTE);
  });
});

describe('the sensors of an incident are ranked', () => {
  it.each<[string, readonly Episode[], readonly string[]]>([
    ['by their evidence', [episode('P/a', 0, 4), episode('P/b', 1, 8), episode('P/c', 2, 6)], ['p.b', 'p.c', 'p.a']],
    ['in a tie by who was first', [episode('P/a', 1, 6), episode('P/b', 2, 6.1), episode('P/c', 0, 6)], ['p.c', 'p.a', 'p.b']],
    [
      'with what can hurt somebody before everything',
      [episode('P/a', 0, 12), episode('P/smoke alarm', 1, 3, { sensor: homeSensor('P/smoke alarm', 'switch'), value: 1, worst: 1 })],
      ['p.smoke', 'p.a'],
    ],
    [
      'with a plain rule as certain, but no more than that',
      [episode('P/a', 0, 76, { pattern: 'stuck' }), episode('P/b', 1, 13)],
      ['p.a', 'p.b'],
    ],
  ])('%s', (_title, episodes, order) => {
    const incidents = new Incidents();
    expect(ids(lived(incidents, ...episodes.map((e) => opened(e))).at(-1))).toEqual(order);
  });

  it('and their shares of the evidence add up to one', () => {
    const last = lived(new Incidents(), opened(episode('P/a', 0, 9)), opened(episode('P/b', 0, 3))).at(-1);
    expect(last?.incident.shares.map((share) => Math.round(100 * share))).toEqual([75, 25]);
    for (const score of [0, 1, Number.NaN, -3]) {
      const shares = lived(new Incidents(), opened(episode('P/a', 0, 6, { score }))).at(-1)?.incident.shares;
      expect(shares).toEqual([1]);
    }
    expect(evidenceOf(scoreOf(6))).toBeCloseTo(6);
  });

  it('with those that are back after those that are not', () => {
    const strong = episode('P/a', 0, 12);
    const changes = lived(new Incidents(), opened(strong), opened(episode('P/b', 1, 5)), closed(strong, 3));
    expect(ids(changes.at(-1))).toEqual(['p.b', 'p.a']);
  });
});

describe('a person hears', () => {
  it('of the opening, the first joining, and the end', () => {
    const all = ['a', 'b', 'c', 'd'].map((leaf, i) => episode(`Pump/${leaf}`, i));
    const changes = lived(new Incidents(), ...all.map((e) => opened(e)), ...all.map((e, i) => closed(e, 20 + i)));
    expect(kinds(changes)).toEqual(['opened', 'joined', '(joined)', '(joined)', '(eased)', '(eased)', '(eased)', 'closed']);
    expect(changes.at(-1)?.incident.closed).toBe(START + 23 * MINUTE);
  });

  it('of a higher severity', () => {
    const notice = { rarity: 100, value: 2.1, worst: 2.1 };
    const changes = lived(
      new Incidents(),
      opened(episode('Pump/a', 0, 4, notice)),
      opened(episode('Pump/b', 1, 4, notice)),
      opened(episode('Pump/c', 2, 4, notice)),
      opened(episode('Pump/d', 3, 4, { rarity: 1e5 })),
    );
    expect(kinds(changes)).toEqual(['opened', 'joined', '(joined)', 'joined']);
    expect(changes.map(({ incident }) => incident.severity)).toEqual(['notice', 'notice', 'notice', 'warning']);
  });

  it('of the leading sensor getting much worse, not of the others', () => {
    const [lead, other] = [episode('Pump/a', 0, 9), episode('Pump/b', 1, 5)];
    const changes = lived(new Incidents(), opened(lead), opened(other), worsened({ ...other, value: 9 }), worsened({ ...lead, value: 9 }));
    expect(kinds(changes)).toEqual(['opened', 'joined', '(worsened)', 'worsened']);
  });

  it('at most three times more, unless it becomes dangerous', () => {
    const lead = episode('Hall/temperature °C', 0, 9);
    const smoke = episode('Hall/smoke', 5, 9, { sensor: homeSensor('Hall/smoke', 'switch'), value: 1, worst: 1 });
    const again = [4, 5, 6, 7, 8].map((value) => worsened({ ...lead, value }));
    expect(kinds(lived(new Incidents(), opened(lead), ...again, opened(smoke)))).toEqual([
      'opened',
      'worsened',
      'worsened',
      'worsened',
      '(worsened)',
      '(worsened)',
      'joined',
    ]);
  });
});

describe('silence', () => {
  it('of several devices at one moment is one incident, told again when the cause shows and when it gets likelier, three times at most', () => {
    const devices = ['Attic', 'Garage', 'Hall', 'Shed', 'Porch', 'Cellar'].map((name, i) =>
      silence(`${name}/temperature °C`, i / 10, 10 + i),
    );
    const changes = lived(new Incidents(), ...devices.map((e) => opened(e)));
    expect(kinds(changes)).toEqual(['opened', 'joined', 'joined', 'joined', '(joined)', '(joined)']);
    expect(changes.at(-1)?.incident.devices).toEqual(['Attic', 'Garage', 'Hall', 'Shed', 'Porch', 'Cellar']);
  });

  it.each<[string, Episode, readonly Sibling[], boolean]>([
    ['a device that went at another time', silence('Attic/temperature °C', 8, 18), [], false],
    ['a device that reports too seldom to say when', silence('Attic/temperature °C', 0, 50, { facts: { cadence: hours(1) } }), [], false],
    ['a device missed only hours later', silence('Attic/temperature °C', 0, 200), [], false],
    ['one sensor of a device that goes on', silence('Attic/temperature °C', 0, 11), [sibling], false],
    [
      'a whole device of several sensors',
      silence('Attic/temperature °C', 0, 11, { facts: { cadence: minutes(1), extent: 'device' } }),
      [sibling],
      true,
    ],
    [
      'a device that reports less often, and may have gone just then',
      silence('Attic/temperature °C', -5, 40, { facts: { cadence: minutes(10) } }),
      [],
      true,
    ],
  ])('%s', (_title, it, siblings, joins) => {
    const changes = lived(new Incidents(), opened(silence('Garage/temperature °C', 0, 10)), opened(it, siblings));
    expect(kinds(changes)).toEqual(['opened', joins ? 'joined' : 'opened']);
  });

  it('of several devices ends with the last of them, and who is back is on his own again', () => {
    const [attic, garage] = [silence('Attic/temperature °C', 0, 10), silence('Garage/temperature °C', 0, 11)];
    const changes = lived(
      new Incidents(),
      opened(attic),
      opened(garage),
      closed(attic, 12),
      opened(episode('Attic/temperature °C', 13)),
      closed(garage, 14),
    );
    expect(changes.map(({ kind, incident }) => [kind, incident.first.sensor.id])).toEqual([
      ['opened', 'attic.temperature'],
      ['joined', 'attic.temperature'],
      ['eased', 'attic.temperature'],
      ['opened', 'attic.temperature'],
      ['closed', 'attic.temperature'],
    ]);
  });

  it('of forty devices ends one by one, whoever is back first', () => {
    const all = Array.from({ length: 40 }, (_, i) => silence(`D${i}/value`, 0, 10));
    const changes = lived(new Incidents(), ...all.map((e) => opened(e)), ...all.map((e) => closed(e, 20)));
    expect(changes.slice(40).map(({ kind }) => kind)).toEqual([...Array(39).fill('eased'), 'closed']);
    for (const { kind, incident } of changes) {
      expect(incidentSentence(incident, kind, { timeZone: 'UTC', now: timestamp(START) })).toMatch(/^\S.*[.…]$/);
    }
  });

  it('keeps its last guess when it is over', () => {
    const all = ['A', 'B', 'C', 'D'].map((name) => silence(`${name}/value`, 0, 10));
    const changes = lived(new Incidents(), ...all.map((e) => opened(e)), ...all.map((e) => closed(e, 20)));
    expect(changes[3]?.incident.causes[0]?.cause).toBe('power-cut');
    expect(changes.at(-2)?.incident.causes).toEqual([]); // one silent device alone is no power cut
    expect(changes.at(-1)?.incident.causes).toEqual(changes[3]?.incident.causes);
  });

  it('takes no other trouble in while several devices are part of it', () => {
    const changes = lived(
      new Incidents(),
      opened(silence('Attic/temperature °C', 0, 10)),
      opened(silence('Garage/temperature °C', 0, 11)),
      opened(episode('Garage/battery %', 12)),
    );
    expect(kinds(changes)).toEqual(['opened', 'joined', 'opened']);
  });
});

describe('limits', () => {
  it('five hundred sensors that all open are one incident that lists the strongest and counts the rest', () => {
    const incidents = new Incidents();
    const all = Array.from({ length: 500 }, (_, i) => episode(`Rack/s${i}`, 0, i === 400 ? 11 : 5));
    const changes = lived(incidents, ...all.map((e) => opened(e)));
    const last = changes.at(-1)?.incident;
    expect(ids(changes.at(-1))[0]).toBe('rack.s400');
    expect([last?.episodes.length, last?.unlisted, incidents.open]).toEqual([16, 484, 1]);
    expect(changes.filter(({ told }) => told)).toHaveLength(2);
    const ends = lived(incidents, ...all.map((e) => closed(e, 5)));
    // Whatever has ended, what is listed first is still open.
    for (const { kind, incident } of ends) expect(incident.episodes[0]?.closed === undefined).toBe(kind === 'eased');
    expect(ends[250]?.incident.unlisted).toBe(500 - 251 - 16);
    expect(kinds(ends).filter((kind) => kind !== '(eased)')).toEqual(['closed']);
    expect(incidents.open).toBe(0);
  });

  it('a sensor that flaps for ever in an incident that never ends takes one place', () => {
    const incidents = new Incidents();
    lived(incidents, opened(episode('Pump/stuck', 0)));
    for (let i = 0; i < 1_000; i++) {
      const flap = episode('Pump/flap', i);
      expect(kinds(lived(incidents, opened(flap), closed(flap, i)))[1]).toBe('(eased)');
    }
    const last = lived(incidents, opened(episode('Pump/flap', 1_000))).at(-1)?.incident;
    expect([last?.episodes.length, last?.unlisted]).toEqual([2, 0]);
  });

  it('of incidents that never close the oldest is closed, and its sensors are let go', () => {
    const incidents = new Incidents({ incidents: 3 });
    const all = Array.from({ length: 10 }, (_, i) => episode(`D${i}/value`, i));
    const changes = lived(incidents, ...all.map((e) => opened(e)));
    expect([incidents.open, incidents.evicted]).toEqual([3, 7]);
    expect(changes.filter(({ kind }) => kind === 'closed').map(({ incident }) => incident.first.ending)).toEqual(Array(7).fill('gone'));
    expect(lived(incidents, closed(all[0] as Episode, 20))).toEqual([]);
    expect(incidents.strays).toBe(1);
    expect(kinds(lived(incidents, closed(all[9] as Episode, 20)))).toEqual(['closed']);
  });

  it('so it is when open episodes are too many', () => {
    const incidents = new Incidents({ episodes: 4 });
    lived(incidents, ...Array.from({ length: 10 }, (_, i) => opened(episode(`D${i % 2}/s${i}`, 0))));
    expect(incidents.evicted).toBeGreaterThan(0);
    expect(incidents.open).toBeLessThanOrEqual(4);
  });

  it('the end of what never began, a second beginning and a worsening of the unknown are no crash', () => {
    const incidents = new Incidents();
    const one = episode('Pump/flow');
    expect(lived(incidents, closed(one, 1))).toEqual([]);
    expect(kinds(lived(incidents, worsened(one), opened(one)))).toEqual(['opened', 'worsened']);
    expect(incidents.open).toBe(1);
  });

  it.each<Pattern>(['silent', 'stuck', 'impossible', 'rise'])('times that are no times are no crash: %s', (pattern) => {
    const incidents = new Incidents();
    const odd = episode('Pump/flow', Number.NaN, 5, { pattern, facts: { cadence: Number.NaN as never } });
    expect(kinds(lived(incidents, opened(odd), opened(episode('Pump/b', 1)), closed(odd, Number.NaN)))).toHaveLength(3);
  });
});

describe('what is watched quietly', () => {
  const QUIET: Partial<Episode> = { facts: { cadence: minutes(1), loudness: 'quiet' } };
  const signal = episode('Pump/signal', 0, 6, QUIET);

  it('is kept, and not told by itself: not as it begins, gets worse, or ends', () => {
    const incidents = new Incidents();
    const delay = episode('Pump/delay', 1, 12, QUIET);
    const changes = lived(incidents, opened(signal), opened(delay), worsened({ ...signal, worst: 99 }));
    expect([kinds(changes), incidents.open]).toEqual([['(opened)', '(joined)', '(worsened)'], 1]);
    expect(kinds(lived(incidents, closed(signal, 3), closed(delay, 4)))).toEqual(['(eased)', '(closed)']);
  });

  it('is told together with what is not, from then on and at its end', () => {
    const flow = episode('Pump/flow', 1);
    const changes = lived(new Incidents(), opened(signal), opened(flow), closed(flow, 2), closed(signal, 3));
    expect(kinds(changes)).toEqual(['(opened)', 'joined', '(eased)', 'closed']);
    expect(changes.map(({ incident }) => incident.quietly)).toEqual([true, undefined, undefined, undefined]);
    expect(ids(changes[1])).toHaveLength(2);
  });

  it('joins what has been told, and may be told with it', () => {
    expect(kinds(lived(new Incidents(), opened(episode('Pump/flow')), opened(signal)))).toEqual(['opened', 'joined']);
  });

  it('makes room for others without a word', () => {
    const changes = lived(new Incidents({ incidents: 1 }), opened(signal), opened(episode('Fan/speed', 60)));
    expect(kinds(changes)).toEqual(['(opened)', '(closed)', 'opened']);
  });
});
