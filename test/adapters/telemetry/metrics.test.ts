import { expect, it } from 'vitest';
import { Metrics } from '../../../src/adapters/telemetry/index.ts';

it("writes Prometheus' text format, with help and type before the series", () => {
  const metrics = new Metrics();
  metrics.counter('kinglet_faults_total', 'Refused.', ['where', 'code']).add(2, { where: 'mqtt', code: 'payload/json' });
  metrics.gauge('kinglet_sensors', 'Watched.').set(12);
  expect(metrics.text()).toBe(
    [
      '# HELP kinglet_faults_total Refused.',
      '# TYPE kinglet_faults_total counter',
      'kinglet_faults_total{where="mqtt",code="payload/json"} 2',
      '# HELP kinglet_sensors Watched.',
      '# TYPE kinglet_sensors gauge',
      'kinglet_sensors 12',
      '',
    ].join('\n'),
  );
});

it.each([
  ['quotes, backslashes and line ends', 'a"b\\c\nd', 'a\\"b\\\\c\\nd'],
  ['what looks like the end of the labels', '"} 1\nfake 2', '\\"} 1\\nfake 2'],
  ['other letters as they are', 'Kühlschrank', 'Kühlschrank'],
])('escapes %s in the value of a label', (_, value, written) => {
  const metrics = new Metrics();
  metrics.gauge('x', 'h', ['name']).set(1, { name: value });
  expect(metrics.text()).toContain(`x{name="${written}"} 1\n`);
  expect(metrics.text().trimEnd().split('\n')).toHaveLength(3);
});

it('escapes backslashes and line ends in the help', () => {
  const metrics = new Metrics();
  metrics.gauge('x', 'a\\b\nc');
  expect(metrics.text()).toBe('# HELP x a\\\\b\\nc\n# TYPE x gauge\n');
});

it.each([
  [Infinity, '+Inf'],
  [-Infinity, '-Inf'],
  [NaN, 'NaN'],
  [1e21, '1e+21'],
  [-0.5, '-0.5'],
])('writes %d as %s', (value, written) => {
  const metrics = new Metrics();
  metrics.gauge('x', 'h').set(value);
  expect(metrics.text()).toContain(`\nx ${written}\n`);
});

it('keeps a bounded number of series: later ones are added up under "other"', () => {
  const metrics = new Metrics(2);
  const counter = metrics.counter('x_total', 'h', ['topic']);
  for (let i = 0; i < 1000; i++) counter.add(1, { topic: `t${i}` });
  counter.add(1, { topic: 't0' });
  expect(metrics.text().split('\n').slice(2, -1)).toEqual(['x_total{topic="t0"} 2', 'x_total{topic="t1"} 1', 'x_total{topic="other"} 998']);
});

it('the same name is the same metric; with another type it is a mistake', () => {
  const metrics = new Metrics();
  metrics.counter('x_total', 'h').add();
  metrics.counter('x_total', 'h').add();
  expect(metrics.text()).toContain('x_total 2');
  expect(() => metrics.gauge('x_total', 'h')).toThrow('is a counter already');
});

it.each(['', '1x', 'a-b', 'a b', 'ä'])('refuses %j as a name', (name) => {
  expect(() => new Metrics().counter(name, 'h')).toThrow('not a name');
  expect(() => new Metrics().counter('x', 'h', [name])).toThrow('not a name');
});

it.each([-1, NaN])('a counter cannot go up by %d', (by) => {
  expect(() => new Metrics().counter('x', 'h').add(by)).toThrow(RangeError);
});

it('reads a value when it is asked for, not before', () => {
  const metrics = new Metrics();
  let value = 1;
  metrics.gauge('x', 'h').read(() => value);
  value = 2;
  expect(metrics.text()).toContain('\nx 2\n');
});
