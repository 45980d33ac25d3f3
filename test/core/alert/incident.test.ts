/** What a person reads of a trouble that shows in several sensors, or devices. */
import { describe, expect, it } from 'vitest';
import { incidentSentence, likelihoodWord, sentenceLimit } from '../../../src/core/alert/index.ts';
import { later, minutes, seconds } from '../../../src/core/base/index.ts';
import type { CauseHint, Episode, Incident, IncidentChange, SensorId } from '../../../src/core/domain/index.ts';
import { closedAfter, episode, incident, NOW, sensorNamed } from './episodes.ts';

const context = { timeZone: 'Europe/London', now: NOW };
const say = (of: Incident, kind: IncidentChange['kind'] = 'joined'): string => incidentSentence(of, kind, context);

const pump = (leaf: string, more: Partial<Episode> = {}): Episode => ({
  ...episode(
    { ...sensorNamed(`Pump ${leaf}`, 'other', ''), id: `pump.${leaf}` as SensorId, deviceName: 'Pump' },
    'fall',
    29,
    31,
    33,
    'always',
  ),
  ...more,
});
const silent = (device: string, after = 0): Episode => {
  const sensor = { ...sensorNamed(device, 'temperature', '°C'), id: `${device}.t` as SensorId, deviceName: device };
  const it = episode(sensor, 'silent', 20, 19, 21, 'always', { facts: { cadence: minutes(1) } });
  return { ...it, since: later(it.since, seconds(after)) };
};
const guess = (text: string, likelihood: number): CauseHint => ({ cause: 'a-cause', text, likelihood, because: [] });

const FLOW = 'Pump flow has fallen to 29 since 14:02; it is normally between 31 and 33.';

describe('the other sensors of the device are named in one short clause', () => {
  it.each<[string, Incident, string]>([
    ['one alone is the sentence it always was', incident([pump('flow')]), FLOW],
    ['one other', incident([pump('flow'), pump('pressure')]), `${FLOW} Pressure has left its habits too.`],
    ['two others', incident([pump('flow'), pump('current'), pump('pressure')]), `${FLOW} Current and pressure have left their habits too.`],
    [
      'four others are all named, because "1 more" is no shorter',
      incident([pump('flow'), pump('a'), pump('b'), pump('c'), pump('d')]),
      `${FLOW} A, b, c and d have left their habits too.`,
    ],
    [
      'many others are counted after three',
      incident([pump('flow'), pump('current'), pump('pressure'), pump('speed'), pump('noise'), pump('heat')], { unlisted: 2 }),
      `${FLOW} Current, pressure, speed and 4 more have left their habits too.`,
    ],
    ['those nobody lists count', incident([pump('flow')], { unlisted: 3 }), `${FLOW} 3 more have left their habits too.`],
    ['those that are back are not named', incident([pump('flow'), closedAfter(5, 'recovered', pump('current'))]), FLOW],
    ['a sensor is named once', incident([pump('flow'), pump('flow', { pattern: 'stuck' })]), FLOW],
    ['those that only fell silent', incident([pump('flow'), pump('current', { pattern: 'silent' })]), `${FLOW} Current is silent too.`],
  ])('%s', (_title, of, text) => {
    expect(say(of)).toBe(text);
  });
});

describe('a guess at the cause', () => {
  it.each<[string, readonly CauseHint[], string]>([
    ['is said as a likelihood', [guess('its door was left open', 0.7)], ' Perhaps its door was left open (likely).'],
    ['as a very high one', [guess('its door was left open', 0.85)], ' Perhaps its door was left open (very likely).'],
    ['as a low one', [guess('its door was left open', 0.5)], ' Perhaps its door was left open (possible).'],
    [
      'with its rival where the two are close',
      [guess('something leaks', 0.6), guess('a filter is blocked', 0.55)],
      ' Perhaps either something leaks or a filter is blocked (possible).',
    ],
    ['is not said where there is none', [], ''],
  ])('%s', (_title, causes, text) => {
    expect(say(incident([pump('flow')], { causes }))).toBe(`${FLOW}${text}`);
  });

  it('is not said where the sentence itself gives the cause', () => {
    const broken = episode(sensorNamed('Boiler temperature', 'temperature', '°C'), 'impossible', -127, 40, 60, 'always');
    expect(say(incident([broken], { causes: [guess('the sensor or its cable is broken', 0.9)] }))).toMatch(
      /says when it is disconnected\.$/,
    );
  });

  it('is never said as a fact, however sure', () => {
    for (let p = 0.5; p <= 1; p += 0.01) expect(['possible', 'likely', 'very likely']).toContain(likelihoodWord(p));
  });

  it('is not said of what is over', () => {
    expect(say(incident([closedAfter(42, 'recovered', pump('flow'), 32)], { causes: [guess('something leaks', 0.9)] }), 'closed')).toBe(
      'Pump flow is back to normal (32) after 42 minutes; it had fallen to 29.',
    );
  });
});

describe('devices that fell silent together', () => {
  const of = (...devices: readonly [string, ...string[]]): Incident => {
    const [first, ...rest] = devices.map((name, i) => silent(name, 10 * i));
    return incident([first as Episode, ...rest], { devices });
  };
  it.each<[Incident, string]>([
    [of('Attic', 'Garage'), 'Attic and Garage fell silent within 10 seconds, at about 14:02.'],
    [of('Attic', 'Garage', 'Hall'), 'Attic, Garage and Hall fell silent within 20 seconds, at about 14:02.'],
    [of('A', 'B', 'C', 'D', 'E'), '5 devices fell silent within 40 seconds, at about 14:02: A, B, C and 2 more.'],
    [incident([silent('Attic')], { devices: ['Attic'] }), 'Attic has sent nothing since 14:02; it normally reports every minute.'],
  ])('%#', (it, text) => {
    expect(say(it)).toBe(text);
  });
});

describe('the end of it all', () => {
  const [flow, current, speed] = ['flow', 'current', 'speed'].map((leaf) => pump(leaf)) as [Episode, Episode, Episode];
  const back = 'Pump flow is back to normal after 42 minutes; it had fallen to 29.';
  it.each<[string, Incident, string]>([
    [
      'tells who else is back',
      incident([closedAfter(42, 'recovered', flow), closedAfter(40, 'recovered', current), closedAfter(30, 'recovered', speed)]),
      `${back} Current and speed are back too.`,
    ],
    [
      'tells who else has a new habit',
      incident([closedAfter(600, 'accepted', flow), closedAfter(600, 'accepted', current)]),
      'Pump flow has stayed low for 10 hours: this is now taken as normal. The same goes for current.',
    ],
    [
      'says nothing of the others where they ended otherwise',
      incident([closedAfter(42, 'recovered', flow), closedAfter(600, 'accepted', current)]),
      back,
    ],
    [
      'names devices by their names',
      incident([closedAfter(42, 'recovered', silent('Attic')), closedAfter(42, 'recovered', silent('Garage'))]),
      'Attic reports again after 42 minutes of silence. Garage is back too.',
    ],
  ])('%s', (_title, of, text) => {
    expect(say(of, 'closed')).toBe(text);
  });
});

describe('whatever the wire calls things, it stays one line below Home Assistant’s 255 characters', () => {
  const names = ['', 'x'.repeat(10_000), 'a\nb\u0000c\u202edcba', '🧊'.repeat(500), '   ', '__proto__'];
  it.each(names)('%.20j', (name) => {
    const odd = (i: number, pattern: Episode['pattern']): Episode => ({
      ...episode(
        { ...sensorNamed(name, 'other', '\u0007°'.repeat(90)), id: `d.${i}` as SensorId, deviceName: name },
        pattern,
        29,
        31,
        33,
        'hour',
      ),
    });
    const causes = [
      guess('there is a power cut, or the radio stick has failed', 0.9),
      guess('a filter is blocked or a valve is closing', 0.85),
    ];
    for (const pattern of ['rise', 'silent', 'stuck', 'noisier'] as const) {
      const many: [Episode, ...Episode[]] = [odd(0, pattern), ...Array.from({ length: 15 }, (_, i) => odd(i + 1, pattern))];
      for (const of of [
        incident(many, { causes, unlisted: 484 }),
        incident(many, { causes, devices: many.map(() => name) }),
        incident([many[0]], { causes }),
      ]) {
        for (const kind of ['opened', 'joined', 'worsened', 'eased', 'closed'] as const) {
          const text = say(of, kind);
          expect(text.length).toBeLessThanOrEqual(sentenceLimit);
          expect(text).toMatch(/^\S.*[.…]$/);
          expect(text).not.toMatch(/[\p{Cc}\p{Cf}\n]|undefined|NaN|Infinity/u);
        }
      }
    }
  });

  it('the others’ names go first, then what is normal, and the hint stays as long as it can', () => {
    const long = (leaf: string): Episode => pump(leaf.repeat(12));
    const causes = [guess('a filter is blocked or a valve is closing', 0.7)];
    const text = say(
      incident([pump('inlet water volume flow rate of the second circuit'), long('abcd'), long('efgh'), long('ijkl')], { causes }),
    );
    expect(text).toMatch(
      /; it is normally between 31 and 33\. 3 other sensors of it have left their habits too\. Perhaps a filter .* \(likely\)\.$/,
    );
  });
});
