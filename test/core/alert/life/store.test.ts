import { describe, expect, it } from 'vitest';
import { toAlert } from '../../../../src/core/alert/index.ts';
import { type KeptAlert, type Once, onceKey, readAlert, readOnce, writeAlert, writeOnce } from '../../../../src/core/alert/life/index.ts';
import { timestamp } from '../../../../src/core/base/index.ts';
import { episode, incident, NOW, sensorNamed } from '../episodes.ts';

const alert = toAlert(
  {
    kind: 'opened',
    incident: incident([episode(sensorNamed('Freezer temperature', 'temperature', '°C'), 'rise', -9.5, -19, -17, 'hour')]),
  },
  { timeZone: 'UTC', now: NOW },
);
const kept: KeptAlert = {
  alert,
  life: {
    id: alert.id,
    device: alert.device,
    severity: 'warning',
    told: NOW,
    loud: NOW,
    snoozed: timestamp(NOW + 1),
    escalated: 2,
    held: 'quiet',
    area: 'cellar',
  },
  called: 'Freezer',
};
const window: Once = { scope: { device: 'pump' }, from: NOW, until: timestamp(NOW + 1), called: 'Pump' };

describe('What is kept of an alert', () => {
  it('is read as it was written', () => {
    expect(readAlert(writeAlert(kept))).toEqual(kept);
    expect(readOnce(writeOnce(window))).toEqual(window);
  });

  it.each(['', '{', 'null', '[]', '{}', '"x"', '{"__proto__": {"alert": {}}}', `{"alert": ${'['.repeat(70_000)}`, 'x'.repeat(100_000)])(
    'is left out where it is %.30j',
    (text) => {
      expect(readAlert(text)).toBeUndefined();
      expect(readOnce(text)).toBeUndefined();
    },
  );

  it.each<[string, 'alert' | 'life', object]>([
    ['has another id than its life', 'alert', { id: 'other' }],
    ['has no sensors', 'alert', { sensors: 'none' }],
    ['has a sensor that is none', 'alert', { sensors: [null] }],
    ['has a severity that is none', 'life', { severity: '__proto__' }],
    ['was opened at no time', 'alert', { opened: 1e300 }],
    ['expects nothing', 'alert', { expected: null }],
  ])('is left out where it %s', (_, part, more) => {
    const spoilt = { ...kept, [part]: { ...kept[part], ...more } };
    expect(readAlert(JSON.stringify(spoilt))).toBeUndefined();
  });

  it('has only times that are some', () => {
    const value = JSON.parse(writeAlert(kept)) as { life: Record<string, unknown> };
    Object.assign(value.life, { snoozed: 'soon', acknowledged: 1e300, escalated: -1, held: 'always', over: 'yes' });
    const { snoozed: _, escalated: __, held: ___, ...rest } = kept.life;
    expect(readAlert(JSON.stringify(value))?.life).toEqual(rest);
  });

  it.each<[Once['scope'], string]>([
    [{ device: 'pump' }, 'device pump'],
    [{ area: 'cellar' }, 'area cellar'],
    [{}, 'all'],
  ])('of maintenance on %o is one for "%s"', (scope, key) => {
    expect(onceKey({ ...window, scope })).toBe(key);
  });
});
