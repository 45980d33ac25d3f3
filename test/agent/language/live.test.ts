/** The gate, the language path and understanding together, on what the sensors have said: questions people ask a running Kinglet. */
import { beforeEach, describe, expect, it } from 'vitest';
import { AlertDesk } from '../../../src/agent/alerts.ts';
import { History } from '../../../src/agent/language/history.ts';
import { LanguagePath } from '../../../src/agent/language/path.ts';
import { Understanding } from '../../../src/agent/understanding.ts';
import { timestamp } from '../../../src/core/base/index.ts';
import type { Episode, Sensor, SensorId } from '../../../src/core/domain/index.ts';
import { FakeClock, quietLog, RecordingObserver, RecordingPublisher } from '../../support/fakes.ts';
import { MINUTE } from '../../support/freezer.ts';
import { START, sensor } from '../../support/sensors.ts';

const freezer: Sensor = {
  ...sensor('freezer.temperature'),
  name: 'Freezer temperature',
  deviceName: 'Freezer',
  quantity: 'temperature',
  unit: '°C',
};
const pump: Sensor = { ...sensor('pump.state'), name: 'Pump', deviceName: 'Pump', quantity: 'switch', unit: '' };

let clock: FakeClock;
let history: History;
let desk: AlertDesk;
let latest: Map<SensorId, { sensor: Sensor; value: number }>;
let path: LanguagePath;
let monotonic: number;
beforeEach(() => {
  clock = new FakeClock(START);
  history = new History();
  latest = new Map();
  monotonic = 0;
  const log = quietLog();
  desk = new AlertDesk({ publisher: new RecordingPublisher(), clock, log, timeZone: 'UTC', alerts: new Map() });
  path = new LanguagePath({
    open: async (home) =>
      new Understanding(home, { words: new Set(), timezone: 'UTC', alerts: () => desk.records(), history: (id) => history.of(id) }),
    home: { floors: [], areas: [], entities: [] },
    sensors: () => [...latest.values()],
    isSilent: () => desk.silence(),
    clock,
    observer: new RecordingObserver(),
    signal: new AbortController().signal,
    monotonic: () => monotonic,
  });
});
const says = (which: Sensor, value: number): void => {
  latest.set(which.id, { sensor: which, value });
  history.note({ sensor: which, at: clock.now(), value });
};
const ask = async (text: string): Promise<string> => {
  monotonic += 1_000;
  const { outcome, reply } = await path.ask({ id: 'a', text, conversation: 'c' });
  return `${outcome}: ${reply}`;
};
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

describe('Kinglet as it runs', () => {
  it('knows what its sensors say now, and again a moment later', async () => {
    says(freezer, -18.2);
    expect(await ask('what is the freezer temperature?')).toMatch(/^answer: .*-18\.2 °C/);
    says(freezer, -9);
    expect(await ask('what is the freezer temperature?')).toMatch(/^answer: .*-9 °C/);
  });

  it('knows no value of a sensor that is silent', async () => {
    says(freezer, -18.2);
    await desk.tell({ kind: 'opened', episode: episode({ pattern: 'silent' }) });
    expect(await ask('what is the freezer temperature?')).not.toMatch(/18/);
  });

  it('says why it has alarmed, and what is open', async () => {
    says(freezer, -9.5);
    expect(await ask('are there any alerts?')).toMatch(/no open alerts/);
    await desk.tell({ kind: 'opened', episode: episode() });
    expect(await ask('why did you alarm?')).toMatch(/^answer: Freezer temperature has risen to -9\.5 °C/);
    expect(await ask('are there any alerts?')).toMatch(/^answer: There is one alert\. Freezer temperature/);
  });

  it('knows when something was so last', async () => {
    for (const value of [0, 1, 0]) {
      says(pump, value);
      await clock.advance(10 * MINUTE);
    }
    expect(await ask('when was the pump last on?')).toMatch(/^answer: .*pump.*08:10/i);
  });
});
