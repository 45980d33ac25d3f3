import { expect, it } from 'vitest';
import { createObserver, Metrics } from '../../../src/adapters/telemetry/index.ts';
import { fault, minutes, timestamp } from '../../../src/core/base/index.ts';
import { quietLog } from '../../support/fakes.ts';

function observed() {
  const log = quietLog();
  const metrics = new Metrics();
  let now = 1_000_000;
  const observer = createObserver({ log, metrics, clock: { now: () => timestamp(now) }, repeat: minutes(10) });
  return { observer, metrics, lines: log.lines, pass: (ms: number) => (now += ms) };
}
const tooLong = fault('payload/too-long', 'A message of 102400 bytes was dropped.', 'Raise the limit.');

it('counts every fault and logs the first of its kind from a source', () => {
  const { observer, metrics, lines } = observed();
  observer.fault('mqtt', tooLong);
  observer.fault('mqtt', tooLong, 5);
  observer.fault('serial', tooLong);
  expect(metrics.text()).toContain('kinglet_faults_total{where="mqtt",code="payload/too-long"} 6');
  expect(lines).toEqual([
    { message: 'trouble', fields: { where: 'mqtt', code: 'payload/too-long', detail: tooLong.detail, hint: tooLong.hint } },
    { message: 'trouble', fields: { where: 'serial', code: 'payload/too-long', detail: tooLong.detail, hint: tooLong.hint } },
  ]);
});

it('tells of a limit that refuses nothing, and counts no fault: a gauge of its own does', () => {
  const { observer, metrics, lines } = observed();
  observer.fault('announce', fault('announce/too-many', 'More than 250 devices are watched.'));
  expect(lines).toMatchObject([{ message: 'trouble', fields: { code: 'announce/too-many' } }]);
  expect([metrics.text().includes('announce/too-many'), observer.lost]).toEqual([false, 0]);
});

it('sums up trouble that goes on, at most once in ten minutes', () => {
  const { observer, lines, pass } = observed();
  for (let minute = 0; minute < 25; minute++, pass(minutes(1))) observer.fault('mqtt', tooLong, 100);
  expect(lines.map((l) => [l.message, (l.fields as { times?: number }).times])).toEqual([
    ['trouble', 100],
    ['the same trouble again', 1000],
    ['the same trouble again', 1000],
  ]);
});

it('tells at the end what has not been told', () => {
  const { observer, lines, pass } = observed();
  observer.fault('mqtt', tooLong);
  observer.fault('mqtt', tooLong, 3);
  observer.flush();
  expect(lines).toHaveLength(1);
  pass(minutes(10));
  observer.flush();
  expect(lines.at(-1)).toMatchObject({ message: 'the same trouble again', fields: { times: 3 } });
  observer.flush(true);
  expect(lines).toHaveLength(2);
});

it('is not silenced by a clock that is set back', () => {
  const { observer, lines, pass } = observed();
  observer.fault('mqtt', tooLong);
  pass(-minutes(600));
  observer.fault('mqtt', tooLong);
  expect(lines).toHaveLength(2);
});

it('remembers a bounded number of kinds, and still counts the others', () => {
  const { observer, metrics, lines } = observed();
  for (let i = 0; i < 3000; i++) observer.fault(`source${i}`, tooLong);
  expect(lines).toHaveLength(1000);
  const counted = [...metrics.text().matchAll(/^kinglet_faults_total\S+ (\d+)$/gm)].reduce((sum, m) => sum + Number(m[1]), 0);
  expect(counted).toBe(3000);
});

it('logs a link when it changes, not when it is only reported again', () => {
  const { observer, metrics, lines } = observed();
  observer.link('mqtt', true, 'MQTT 5');
  observer.link('mqtt', true, 'MQTT 5');
  observer.link('mqtt', false, 'connection refused');
  expect(lines).toEqual([
    { message: 'connected', fields: { where: 'mqtt', about: 'MQTT 5' } },
    { message: 'not connected', fields: { where: 'mqtt', about: 'connection refused' } },
  ]);
  expect(metrics.text()).toContain('kinglet_link_up{where="mqtt"} 0');
  expect(metrics.text()).toContain('kinglet_link_changes_total{where="mqtt"} 2');
  expect([observer.isUp('mqtt'), observer.isUp('serial')]).toEqual([false, undefined]);
});
