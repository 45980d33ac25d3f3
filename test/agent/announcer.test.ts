import { beforeEach, describe, expect, it } from 'vitest';
import { Announcer, type AnnouncerParts, type DeviceSeen } from '../../src/agent/announcer.ts';
import { hours, millis } from '../../src/core/base/index.ts';
import type { Alert, DeviceId } from '../../src/core/domain/index.ts';
import { RecordingObserver, RecordingPublisher } from '../support/fakes.ts';
import { START } from '../support/sensors.ts';

let publisher: RecordingPublisher;
let observer: RecordingObserver;
let devices: DeviceSeen[];
let alerts: Alert[];
let now: number;
let it1: Announcer;

const device = (name: string, score = 0): DeviceSeen => ({ device: name as DeviceId, name, score });
function make(more: Partial<AnnouncerParts> = {}): Announcer {
  return new Announcer({
    mode: 'on',
    setup: { discovery: 'homeassistant', prefix: 'kinglet', version: '1', interval: 60 },
    maxDevices: 3,
    publish: (message) => publisher.publish(message),
    observer,
    devices: () => devices,
    alerts: () => alerts,
    health: () => ({ sensors: devices.length, uptime: 1, memory: 50, queue: 0, dropped: 0, inferenceMs: Number.NaN }),
    delay: () => millis(7_000),
    monotonic: () => now,
    ...more,
  });
}
beforeEach(() => {
  publisher = new RecordingPublisher();
  observer = new RecordingObserver();
  [devices, alerts, now] = [[device('freezer', 0.25)], [], 0];
  it1 = make();
});

/** Seconds pass, a tick each. */
function pass(seconds: number): void {
  for (let n = 0; n < seconds; n++) {
    now += 1_000;
    it1.tick();
  }
}
const configs = (): string[] =>
  publisher.on(/\/config$/).map(({ topic, payload }) => `${topic.split('/')[2]}${payload === '' ? ' gone' : ''}`);
const states = (of = 'device/freezer/state') => publisher.messages.filter(({ topic }) => topic === of);
const alert = (more: Partial<Alert> = {}): Alert =>
  ({
    id: 'freezer-1',
    state: 'open',
    device: 'freezer',
    sensor: 'freezer.temperature',
    severity: 'warning',
    opened: START,
    since: START,
    score: 0.8,
    value: -9.5,
    unit: '°C',
    expected: { low: -19, middle: -18, high: -17, basis: 'hour' },
    sensors: [{ name: 'Freezer temperature' }],
    causes: [],
    text: 'Freezer temperature has risen to -9.5 °C.',
    ...more,
  }) as unknown as Alert;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const earlier = (id: string, prefix = 'kinglet', name = 'Kinglet'): [string, Uint8Array, boolean] => [
  `homeassistant/device/${id}/config`,
  bytes(
    JSON.stringify({
      origin: { name },
      availability_topic: `${prefix}/status`,
      components: { problem: { state_topic: `${prefix}/device/${id}/state` } },
    }),
  ),
  true,
];

describe('Kinglet', () => {
  it('announces itself and what it watches, retained, confirmed, outside its own prefix, once', () => {
    it1.up();
    pass(120);
    expect(configs()).toEqual(['kinglet', 'kinglet_freezer']);
    for (const message of publisher.on(/\/config$/)) expect(message).toMatchObject({ whole: true, qos: 1, retain: true });
  });

  it('says nothing while there is no connection, and all again on the next one', () => {
    pass(60);
    expect(publisher.messages).toEqual([]);
    it1.up();
    pass(2);
    it1.down();
    publisher.messages.length = 0;
    pass(120);
    expect(publisher.messages).toEqual([]);
    it1.up();
    pass(2);
    expect(configs()).toEqual(['kinglet', 'kinglet_freezer']);
    expect(states()).not.toEqual([]);
  });

  it('publishes states each minute, retained, and an alert at the next tick', () => {
    it1.up();
    pass(1);
    publisher.messages.length = 0;
    pass(180);
    expect(states()).toHaveLength(3);
    expect(states()[0]).toMatchObject({ qos: 0, retain: true });
    expect(JSON.parse(states()[0]?.payload ?? '')).toMatchObject({ problem: 'OFF', score: 0.25, last_alert: 'No alert yet' });
    alerts = [alert()];
    it1.changed({ device: 'freezer' as DeviceId });
    pass(1);
    expect(states()[3]).toMatchObject({ qos: 1 });
    expect(JSON.parse(states()[3]?.payload ?? '')).toMatchObject({
      problem: 'ON',
      last_alert: alerts[0]?.text,
      about: { reason: alerts[0]?.text },
    });
    expect(JSON.parse(states('state').at(-1)?.payload ?? '')).toMatchObject({ problem: 'ON', open: 1, inference_ms: null });
  });

  it('takes away what is no longer there, with its state', () => {
    devices = [device('freezer'), device('pump')];
    it1.up();
    pass(6);
    devices = [device('pump')];
    pass(6);
    expect(configs()).toEqual(['kinglet', 'kinglet_freezer', 'kinglet_pump', 'kinglet_freezer gone']);
    expect(states().at(-1)).toMatchObject({ payload: '', retain: true });
    expect(it1.collected).toBe(1);
    devices = [device('freezer'), device('pump')];
    pass(6);
    expect(configs().at(-1)).toBe('kinglet_freezer');
  });

  it('announces anew what is called something else, or is in another room', () => {
    it1.up();
    pass(6);
    devices = [{ ...device('freezer'), name: 'Ice box' }];
    pass(6);
    devices = [{ ...device('freezer'), name: 'Ice box', area: 'Cellar' }];
    pass(6);
    expect(configs()).toEqual(['kinglet', 'kinglet_freezer', 'kinglet_freezer', 'kinglet_freezer']);
  });

  it('has its log at the level that is selected, and shows that at once', () => {
    const log = { level: 'info', set: 0 };
    const logLevel = {
      now: () => log.level as 'info',
      set: (level: string) => Object.assign(log, { level, set: log.set + 1 }),
    };
    it1 = make({ logLevel });
    it1.up();
    pass(6);
    const own = (): unknown => (JSON.parse(states('state').at(-1)?.payload ?? '{}') as { log_level?: string }).log_level;
    const select = (text: string, retained = false): boolean => it1.take('kinglet/log_level/set', bytes(text), retained);
    expect([it1.filters.includes('kinglet/log_level/set'), own()]).toEqual([true, 'info']);
    expect(select('debug')).toBe(true);
    pass(1);
    expect([log, own()]).toEqual([{ level: 'debug', set: 1 }, 'debug']);
    select('debug');
    select('warn'); // within the same second
    pass(2);
    select('error', true);
    select('trace');
    select('');
    expect(log).toEqual({ level: 'debug', set: 1 });
    expect(observer.faults.map(({ fault: { code } }) => code)).toEqual(['order/too-many', 'order/retained', 'order/log-level']);
  });

  it('shows so many devices and no more, says so once, and keeps those that are shown', () => {
    devices = ['a', 'b', 'c', 'd', 'e'].map((name) => device(name));
    it1.up();
    pass(60);
    expect(configs()).toEqual(['kinglet', 'kinglet_a', 'kinglet_b', 'kinglet_c']);
    expect(it1.unannounced).toBe(2);
    expect(observer.faults).toMatchObject([{ where: 'announce', fault: { code: 'announce/too-many' }, count: 1 }]);
    devices = ['e', 'd', 'c', 'b', 'a'].map((name) => device(name));
    pass(60);
    expect(configs()).toHaveLength(4);
    devices = ['e', 'd', 'c', 'b'].map((name) => device(name));
    pass(60);
    expect(configs().slice(4).toSorted()).toEqual(['kinglet_a gone', 'kinglet_e']);
    expect(observer.faults).toHaveLength(1);
  });

  it('sends hundreds of announcements in portions', () => {
    devices = Array.from({ length: 120 }, (_, n) => device(`d${n}`));
    it1 = make({ maxDevices: 250 });
    it1.up();
    pass(1);
    expect(configs()).toHaveLength(51);
    pass(2);
    expect(configs()).toHaveLength(121);
  });
});

describe("Home Assistant's birth", () => {
  it('makes it announce again after a while', () => {
    it1.up();
    pass(10);
    publisher.messages.length = 0;
    expect(it1.take('homeassistant/status', bytes('online'), false)).toBe(true);
    pass(6);
    expect(configs()).toEqual([]);
    pass(1);
    expect(configs()).toEqual(['kinglet', 'kinglet_freezer']);
    expect(states()).toHaveLength(1);
  });

  it.each<[string, boolean]>([
    ['offline', false],
    ['online', true],
    ['', false],
    ['\u0000'.repeat(5_000), false],
  ])('is not %.20j (retained: %s)', (payload, retained) => {
    it1.up();
    pass(2);
    publisher.messages.length = 0;
    expect(it1.take('homeassistant/status', bytes(payload), retained)).toBe(true);
    pass(30);
    expect(configs()).toEqual([]);
  });
});

describe('What an earlier life has announced', () => {
  it('is taken away a day later, unless its device has been met', () => {
    for (const id of ['kinglet', 'kinglet_freezer', 'kinglet_old']) expect(it1.take(...earlier(id))).toBe(true);
    it1.up();
    pass(30);
    expect(configs()).toEqual(['kinglet', 'kinglet_freezer']);
    now = hours(24);
    pass(6);
    expect(configs().slice(2)).toEqual(['kinglet_old gone']);
    expect(states('device/kinglet_old/state')).toMatchObject([{ payload: '', retain: true }]);
  });

  it.each<[string, [string, Uint8Array, boolean]]>([
    ['another Kinglet', earlier('kinglet_upstairs', 'upstairs')],
    ['another program', earlier('0x00158d', 'kinglet', 'Zigbee2MQTT')],
    ['somebody who is there now', [...earlier('kinglet_old').slice(0, 2), false] as [string, Uint8Array, boolean]],
    ['nobody', ['homeassistant/device/kinglet_old/config', bytes('{"origin": {"name": "Kinglet"'), true]],
    [
      'a hostile one',
      ['homeassistant/device/+/config', bytes('{"origin": {"name": "Kinglet"}, "availability_topic": "kinglet/status"}'), true],
    ],
    [
      'a huge one',
      ['homeassistant/device/kinglet_old/config', bytes(`{"origin": {"name": "Kinglet"}, "x": "${'x'.repeat(70_000)}"}`), true],
    ],
    ['none', ['homeassistant/device/kinglet_old/config', bytes(''), true]],
    ['another form', ['homeassistant/sensor/kinglet_old/config', earlier('kinglet_old')[1], true]],
  ])('is not that of %s', (_, message) => {
    expect(it1.take(...message)).toBe(false);
    it1.up();
    now = hours(25);
    pass(6);
    expect(configs()).toEqual(['kinglet', 'kinglet_freezer']);
  });

  it('is taken away at once where Kinglet is not to be shown any more', () => {
    it1 = make({ mode: 'off' });
    it1.up();
    it1.take(...earlier('kinglet'));
    it1.take(...earlier('kinglet_freezer'));
    it1.take(...earlier('kinglet_freezer')); // by another subscription
    pass(100);
    expect(configs()).toEqual(['kinglet gone', 'kinglet_freezer gone']);
    expect(publisher.on(/^state$/)).toEqual([]);
  });

  it('clears the state topic that it names only below our own prefix', () => {
    const [topic] = earlier('kinglet_x');
    const payload = JSON.stringify({
      origin: { name: 'Kinglet' },
      availability_topic: 'kinglet/status',
      components: { problem: { state_topic: 'zigbee2mqtt/bridge/request/permit_join' } },
    });
    it1 = make({ mode: 'off' });
    it1.take(topic, bytes(payload), true);
    expect(publisher.messages.map((message) => message.topic)).toEqual(['homeassistant/device/kinglet_x/config']);
  });
});
