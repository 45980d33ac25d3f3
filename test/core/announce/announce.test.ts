import { describe, expect, it } from 'vitest';
import { understand } from '../../../src/agent/saying.ts';
import { toAlert } from '../../../src/core/alert/index.ts';
import { readAlertOrder } from '../../../src/core/alert/words/index.ts';
import {
  type AnnounceSetup,
  childConfig,
  childOf,
  configTopic,
  deviceState,
  EVENTS,
  nodeOf,
  ownConfig,
  ownState,
  readOwn,
  STATE_LIMIT,
  stateTopic,
} from '../../../src/core/announce/index.ts';
import { timestamp } from '../../../src/core/base/index.ts';
import type { Alert, AlertEvent, DeviceId } from '../../../src/core/domain/index.ts';
import { episode, incident, NOW, sensorNamed } from '../alert/episodes.ts';
import { misfit, wrongs } from './documented.ts';

const setup: AnnounceSetup = { discovery: 'homeassistant', prefix: 'kinglet', version: '0.1.0', interval: 60 };
const freezer = { device: 'freezer' as DeviceId, name: 'Freezer' };
const HOSTILE = ['', '__proto__', 'a.b', 'a/b', '+', '#', 'x'.repeat(5_000), '\u202e\u0000\n', '💥', '{{ value_json.x }}', 'constructor'];

describe('What Kinglet announces', () => {
  it('is as Home Assistant documents it', () => {
    expect(wrongs(JSON.stringify(ownConfig(setup)))).toEqual([]);
    expect(wrongs(JSON.stringify(childConfig(setup, { ...freezer, area: 'Cellar' })))).toEqual([]);
    expect(wrongs(JSON.stringify(ownConfig({ ...setup, prefix: 'house/upstairs' })))).toEqual([]);
  });

  it.each(HOSTILE)('is so for a device that is called %.20j', (name) => {
    const config = childConfig(setup, { device: (name || 'x') as DeviceId, name, area: name });
    expect(wrongs(JSON.stringify(config))).toEqual([]);
    expect(childOf(setup, name as DeviceId)).toMatch(/^[a-zA-Z0-9_-]{1,120}$/);
    expect(JSON.stringify(config).length).toBeLessThan(20_000);
  });

  it('has an identity of its own for each device, the same in every life', () => {
    const ids = [...HOSTILE, 'a_b', 'a-b'].map((name) => childOf(setup, name as DeviceId));
    expect(new Set(ids).size).toBe(ids.length);
    expect(childOf(setup, 'garage.freezer' as DeviceId)).toBe(childOf(setup, 'garage.freezer' as DeviceId));
    expect(childOf(setup, 'freezer' as DeviceId)).toBe('kinglet_freezer');
    expect(configTopic(setup, 'kinglet_freezer')).toBe('homeassistant/device/kinglet_freezer/config');
    expect([nodeOf(setup), nodeOf({ ...setup, prefix: 'upstairs' })]).toEqual(['kinglet', 'kinglet_upstairs']);
  });

  it('is found again as its own, and only by the Kinglet whose it is', () => {
    const payload = JSON.stringify(childConfig(setup, freezer));
    const topic = configTopic(setup, childOf(setup, freezer.device));
    expect(readOwn(topic, payload, setup)).toEqual({ id: 'kinglet_freezer', state: stateTopic(freezer.device) });
    expect(readOwn(configTopic(setup, 'kinglet'), JSON.stringify(ownConfig(setup)), setup)).toEqual({ id: 'kinglet', state: undefined });
    expect(readOwn(topic, payload, { ...setup, prefix: 'upstairs' })).toBeUndefined();
    expect(readOwn(topic, payload, { ...setup, discovery: 'other' })).toBeUndefined();
  });

  it('knows every event there is', () => {
    const all: Readonly<Record<AlertEvent, true>> = {
      raised: true,
      updated: true,
      acknowledged: true,
      snoozed: true,
      woken: true,
      escalated: true,
      resolved: true,
      feedback: true,
    };
    expect([...EVENTS].toSorted()).toEqual(Object.keys(all).toSorted());
  });

  it('has buttons that Kinglet understands', () => {
    const clock = { now: NOW, timezone: 'UTC' };
    const pressed = [ownConfig(setup), childConfig(setup, freezer)].flatMap(({ components }) =>
      Object.values(components).flatMap(({ payload_press: payload }) =>
        typeof payload === 'string' ? [JSON.parse(payload) as { text: string }] : [],
      ),
    );
    expect(pressed.map(({ text }) => readAlertOrder(text, clock)?.order ?? understand(text))).toEqual([
      { verb: 'acknowledge', about: '', all: true },
      { verb: 'snooze', about: '', all: true },
      { verb: 'acknowledge', about: 'freezer', all: true },
      { verb: 'pardon', about: 'freezer' },
      { verb: 'snooze', about: 'freezer', all: true },
    ]);
  });

  it.each<[string, string, (config: string) => string]>([
    [
      'a key that nobody knows',
      'problem.device_klass is not documented',
      (c) => c.replace('"device_class":"problem"', '"device_klass":"problem"'),
    ],
    ['a missing topic', 'acknowledge has no command_topic', (c) => c.replace(/"command_topic":"[^"]*",/, '')],
    ['two with one id', 'score has no unique_id of its own', (c) => c.replace('kinglet_freezer_score', 'kinglet_freezer_problem')],
    ['a wildcard', 'problem.state_topic must be a topic to publish to', (c) => c.replace('"state_topic":"kinglet/', '"state_topic":"#/')],
  ])('would be found out with %s', (_, wrong, spoil) => {
    expect(wrongs(spoil(JSON.stringify(childConfig(setup, freezer))))).toEqual([wrong]);
    expect(misfit('seconds', 1.5)).toBeDefined();
  });
});

const made = (more: Partial<Alert> = {}): Alert => ({
  ...toAlert(
    {
      kind: 'opened',
      incident: incident([episode(sensorNamed('Freezer temperature', 'temperature', '°C'), 'rise', -9.5, -19, -17, 'hour')]),
    },
    { timeZone: 'UTC', now: NOW },
  ),
  ...more,
});

describe('A state', () => {
  it('has what is short as its values and the rest beside them', () => {
    const alert = made({ acknowledged: NOW, snoozed: timestamp(NOW + 60_000), text: 'Freezer temperature has risen.' });
    expect(JSON.parse(deviceState(0.123456789, [alert]))).toEqual({
      problem: 'ON',
      score: 0.123457,
      last_alert: 'Freezer temperature has risen.',
      about: {
        alert: alert.id,
        state: 'open',
        reason: 'Freezer temperature has risen.',
        severity: 'warning',
        score: 0.9,
        value: -9.5,
        unit: '°C',
        expected: { low: -19, high: -17 },
        since: '2025-03-03T14:02:00.000Z',
        sensors: ['Freezer temperature'],
        causes: [],
        acknowledged: '2025-03-03T14:05:00.000Z',
        snoozed_until: '2025-03-03T14:06:00.000Z',
        open: 1,
      },
    });
  });

  it.each<[string, readonly Alert[], string, string]>([
    ['of no alert', [], 'OFF', 'No alert yet'],
    ['of one that is over', [made({ state: 'cleared', text: 'It is back.' })], 'OFF', 'It is back.'],
    ['of one that only concerns what is watched quietly', [made({ quietly: true, text: 'Hush.' })], 'OFF', 'No alert yet'],
    ['of one that is held back', [made({ held: 'quiet', text: 'Held.' })], 'OFF', 'Held.'],
    [
      'of several is that of the gravest',
      [made({ severity: 'critical', text: 'Grave.' }), made({ text: 'Newer.', opened: timestamp(NOW + 9) })],
      'ON',
      'Grave.',
    ],
    [
      'of several that are as grave is that of the newest',
      [made({ text: 'Old.' }), made({ text: 'New.', opened: timestamp(NOW + 9) })],
      'ON',
      'New.',
    ],
  ])('%s', (_, alerts, problem, text) => {
    expect(JSON.parse(deviceState(0, alerts))).toMatchObject({ problem, last_alert: text });
  });

  it('is short enough for Home Assistant, and JSON, whatever the numbers are', () => {
    const odd = made({ text: 'x'.repeat(5_000), value: Number.NaN, score: Number.POSITIVE_INFINITY, since: timestamp(1e300) });
    const health = { sensors: 1, uptime: 1, memory: Number.NaN, queue: 0, dropped: 0, inferenceMs: Number.NaN };
    for (const text of [deviceState(Number.NaN, [odd]), ownState([odd], health, 0)]) {
      const state = JSON.parse(text) as { last_alert: string; about: Record<string, unknown> };
      expect(state.last_alert).toHaveLength(STATE_LIMIT);
      expect(state.about).toMatchObject({ score: null, since: null });
    }
  });

  it('counts what is open', () => {
    const health = { sensors: 84, uptime: 5, memory: 51.23456789, queue: 3, dropped: 2, inferenceMs: 4.5 };
    expect(JSON.parse(ownState([made(), made(), made({ state: 'cleared' })], health, 7))).toMatchObject({
      problem: 'ON',
      open: 2,
      sensors: 84,
      memory: 51.2346,
      inference_ms: 4.5,
      unannounced: 7,
    });
  });
});
