/** What an episode is told of the other sensors of its device. */
import { expect, it } from 'vitest';
import { type Course, live } from '../../support/home.ts';

const T = 700;
const calm =
  (level: number, swing: number): Course =>
  (m, noise) =>
    level + swing * Math.sin(m / 9) + 0.1 * swing * noise();

it('an episode that opens sees its siblings as they are then: last value, swing, habits and trouble', async () => {
  const { changes } = await live(T + 60, {
    'Cellar/humidity %': (m, noise) => (m < T ? calm(60, 3)(m, noise) : 150),
    'Cellar/temperature °C': (m, noise) => (m < T ? calm(12, 1)(m, noise) : -300),
    'Cellar/setpoint °C': () => 11,
    'Attic/temperature °C': calm(20, 1),
  });
  const opened = changes.filter(({ kind, episode }) => kind === 'opened' && episode.pattern === 'impossible');
  expect(opened.map(({ siblings }) => siblings?.map(({ sensor, troubled }) => [sensor.id, troubled]))).toEqual([
    [
      ['cellar.temperature', false],
      ['cellar.setpoint', false],
    ],
    [
      ['cellar.humidity', true],
      ['cellar.setpoint', false],
    ],
  ]);
  const [temperature, setpoint] = opened[0]?.siblings ?? [];
  expect(temperature?.usual?.middle).toBeCloseTo(12, 0);
  expect((temperature?.high ?? 0) - (temperature?.low ?? 0)).toBeGreaterThan(0.02);
  expect(setpoint).toMatchObject({ value: 11, low: 11, high: 11 });
});

it('of a device with hundreds of sensors a few dozen stand for all', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 100 }, (_, i): [string, Course] => [`Rack/s${i}`, (m) => (m < 60 ? m % 7 : Number.NaN)]),
  );
  const { changes, alerts } = await live(64, many);
  expect(changes).toHaveLength(100);
  for (const { siblings } of changes) expect(siblings?.length).toBe(24);
  expect(alerts).toHaveLength(1);
  expect(alerts[0]?.text).toMatch(/and 96 more have left their habits too\./);
});

it('nothing is looked at when a trouble is over', async () => {
  const { changes } = await live(T, { 'Cellar/humidity %': (m, noise) => (m < 300 || m > 310 ? calm(60, 3)(m, noise) : 150) });
  expect(changes.map(({ kind, siblings }) => [kind, siblings])).toEqual([
    ['opened', []],
    ['closed', undefined],
  ]);
});
