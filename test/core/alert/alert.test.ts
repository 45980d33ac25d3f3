/** What is published of an episode. */
import { describe, expect, it } from 'vitest';
import { alertId, severity, toAlert } from '../../../src/core/alert/index.ts';
import { timestamp } from '../../../src/core/base/index.ts';
import type { SensorId } from '../../../src/core/domain/index.ts';
import { closedAfter, episode, incident, NOW, sensorNamed } from './episodes.ts';

const freezer = sensorNamed('Freezer temperature', 'temperature', '°C');
const open = episode(freezer, 'rise', -9.5, -19, -17, 'hour');
const context = { timeZone: 'UTC', now: NOW };

describe('the id of an alert', () => {
  it('is the same when the episode opens and when it closes', () => {
    const closed = closedAfter(42, 'recovered', open);
    expect(toAlert({ kind: 'closed', incident: incident([closed]) }, context).id).toBe(
      toAlert({ kind: 'opened', incident: incident([open]) }, context).id,
    );
    expect(alertId(open)).toBe('device.leaf-20250303T140500Z');
  });

  it('tells two episodes of one sensor apart by the millisecond', () => {
    expect(alertId({ ...open, opened: timestamp(NOW + 1) })).toBe('device.leaf-20250303T140500-001Z');
  });

  it.each(['a/b', 'a+b#', '../x', 'A b', 'x'.repeat(5_000)])('is one safe topic level whatever the sensor is called: %.10s', (id) => {
    expect(alertId({ sensor: { ...freezer, id: id as SensorId }, opened: timestamp(Number.NaN) })).toMatch(/^[a-z0-9_.-]{1,202}$/);
  });
});

it('an alert carries the episode, its sentence and its state', () => {
  const alert = toAlert({ kind: 'closed', incident: incident([closedAfter(42, 'recovered', open)]) }, context);
  expect(alert).toMatchObject({
    state: 'cleared',
    sensor: 'device.leaf',
    device: 'device',
    unit: '°C',
    pattern: 'rise',
    severity: 'warning',
    opened: NOW,
  });
  expect(alert.text).toMatch(/^Freezer temperature is back to normal after 42 minutes/);
  expect(toAlert({ kind: 'opened', incident: incident([open]) }, context)).not.toHaveProperty('closed');
});

describe('the sensors of an alert', () => {
  const of = (leaf: string, more = {}) => ({
    ...open,
    sensor: { ...freezer, id: `device.${leaf}` as SensorId, name: `Device ${leaf}` },
    ...more,
  });

  it('are those of its incident, leading first, each once with its share of the evidence', () => {
    const episodes = [
      of('flow', { value: 29, pattern: 'fall' as const }),
      of('current'),
      of('flow', { pattern: 'stuck' as const }),
    ] as const;
    const alert = toAlert({ kind: 'joined', incident: incident([...episodes], { shares: [0.5, 0.3, 0.2], unlisted: 4 }) }, context);
    expect(alert.sensors.map(({ id, share, pattern, value }) => [id, share, pattern, value])).toEqual([
      ['device.flow', 0.7, 'fall', 29],
      ['device.current', 0.3, 'rise', -9.5],
    ]);
    expect(alert.more).toBe(4);
  });

  it('may change places, but the alert keeps the name of the one that opened it', () => {
    const [flow, current] = [of('flow'), of('current')];
    const alert = toAlert({ kind: 'joined', incident: incident([current, flow], { first: flow }) }, context);
    expect([alert.sensor, alert.id, alert.sensors[0]?.id]).toEqual(['device.flow', alertId(flow), 'device.current']);
    expect(alert.text).toMatch(/^Device current has risen/);
  });

  it('say when they were back', () => {
    const alert = toAlert({ kind: 'eased', incident: incident([of('flow'), closedAfter(5, 'recovered', of('current'))]) }, context);
    expect(alert.sensors.map(({ closed }) => closed === undefined)).toEqual([true, false]);
  });
});

it('an alert carries its causes with what speaks for them, by their codes', () => {
  const causes = [{ cause: 'door-open', text: 'its door was left open', likelihood: 0.8, because: ['its power has not fallen'] }];
  expect(toAlert({ kind: 'opened', incident: incident([open], { causes }) }, context).causes).toEqual([
    { cause: 'door-open', likelihood: 0.8, because: ['its power has not fallen'] },
  ]);
});

describe('severity', () => {
  it.each([
    ['a slight excursion that happens now and then', { ...open, value: -16.9, worst: -16.9, rarity: 500 }, 'notice'],
    ['a clear one', open, 'warning'],
    ['far outside and never seen', { ...open, worst: 20, rarity: 1e7 }, 'critical'],
    ['far outside but not that rare', { ...open, worst: 20 }, 'warning'],
    ['a sensor that nobody hears any more', episode(freezer, 'silent', -18, -19, -17, 'hour', { rarity: 0 }), 'warning'],
    ['a smoke alarm that turns on', episode(sensorNamed('Hall smoke', 'switch', ''), 'spike', 1, 0, 0, 'always'), 'critical'],
    ['a smoke alarm that turns off', episode(sensorNamed('Hall smoke', 'switch', ''), 'drop', 0, 0, 0, 'always', { rarity: 1 }), 'notice'],
    ['air that should not be breathed', episode(sensorNamed('Cellar CO2', 'co2', 'ppm'), 'rise', 6_000, 400, 5_500, 'hour'), 'critical'],
  ] as const)('%s', (_title, e, expected) => {
    expect(severity(e)).toBe(expected);
  });
});
