/** What is said to alerts in the course of other sentences: handed out as a request, or told that there is none. */
import { describe, expect, it } from 'vitest';
import { readWords } from '../../../../src/adapters/onnx/index.ts';
import type { AlertRecord } from '../../../../src/agent/alerts.ts';
import { type Heard, Understanding } from '../../../../src/agent/understanding.ts';
import { timestamp } from '../../../../src/core/base/index.ts';
import { homeNamed } from '../manual/read.ts';

const words = await readWords();
const now = timestamp(Date.parse('2026-03-02T18:30:00Z'));
const alert = (state: 'open' | 'cleared'): AlertRecord =>
  ({
    id: 'p101.bearing-1',
    state,
    since: timestamp(now - 60_000),
    value: 71.4,
    unit: '°C',
    expected: { low: 40, high: 60 },
    causes: [],
    sensors: [{ id: 'p101_bearing', name: 'Pump P-101 bearing temperature' }],
    text: 'Pump P-101 bearing temperature has risen to 71.4 °C.',
    entities: ['sensor.p101_bearing'],
  }) as unknown as AlertRecord;
const say = (text: string, alerts: readonly AlertRecord[]): Promise<Heard> =>
  new Understanding(homeNamed('plant'), { words, timezone: 'UTC', alerts: () => alerts }).ask({ id: 'a', text }, now);

describe('Said to an open alert', () => {
  it.each<[text: string, request: object]>([
    ['acknowledge the alarm', { intent: 'alert_ack', text: 'acknowledge the alarm', entities: [] }],
    ['snooze the alarm for an hour', { intent: 'alert_snooze', seconds: 3_600, entities: [] }],
    ['ignore that sensor for ten minutes', { intent: 'alert_snooze', seconds: 600, entities: [] }],
    ['that is normal', { intent: 'alert_normal', entities: [] }],
  ])('“%s” is handed to whoever keeps alerts', async (text, request) => {
    const heard = await say(text, [alert('open')]);
    expect(heard.alert).toMatchObject(request);
    expect(heard.actions).toEqual([]);
    expect(heard.alert?.target).toBeUndefined();
  });

  it('and its name is handed on, with the entities of that name', async () => {
    const { alert: request } = await say('acknowledge the pump P-101 bearing temperature alarm', [alert('open')]);
    expect(request?.target).toMatch(/P-101 bearing temperature/i);
    expect(request?.entities).toContain('sensor.p101_bearing');
  });

  it('for later is refused: nobody sees to alerts then', async () => {
    const heard = await say('acknowledge the alarm in ten minutes', [alert('open')]);
    expect(heard).toMatchObject({ outcome: 'refuse', actions: [], reply: expect.stringMatching(/at once only/) });
    expect(heard.alert).toBeUndefined();
  });
});

describe('Where no alert is open', () => {
  it.each(['acknowledge the alarm', 'snooze the alarm for an hour', 'that is normal'])('“%s” is told so', async (text) =>
    expect(await say(text, [])).toMatchObject({ outcome: 'answer', actions: [], reply: 'No alert is open.' }),
  );
  it('what is over may still be called normal, not acknowledged', async () => {
    expect((await say('that is normal', [alert('cleared')])).alert).toMatchObject({ intent: 'alert_normal' });
    expect((await say('acknowledge the alarm', [alert('cleared')])).alert).toBeUndefined();
  });
});

it('questions are answered from the alerts’ own records', async () => {
  expect((await say('why did you alarm', [alert('open')])).reply).toMatch(/^Pump P-101 bearing temperature has risen/);
  expect((await say('what alarms are open', [alert('open')])).reply).toMatch(/^There is one alert\./);
  expect((await say('what alarms are open', [])).reply).toBe('There are no open alerts.');
});
