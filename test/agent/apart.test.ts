/** From what devices announce to what is told, through the daemon's own parts. */
import { expect, it } from 'vitest';
import { Apart } from '../../src/agent/apart.ts';
import { Daemon } from '../../src/agent/daemon.ts';
import { HomeDevices } from '../../src/agent/home/devices.ts';
import { Manners } from '../../src/agent/manners.ts';
import { hours, minutes, ok, timestamp } from '../../src/core/base/index.ts';
import type { Alert, Reading, Sensor } from '../../src/core/domain/index.ts';
import { type SensorOptions, Sensors } from '../../src/core/home/index.ts';
import { placeOf } from '../../src/core/protocol/topic.ts';
import { pardonOf, Watch } from '../../src/core/watch/index.ts';
import { FakeClock, HandSource, PersistenceScorer, quietLog, RecordingObserver, RecordingPublisher } from '../support/fakes.ts';
import { freezerValues, MINUTE } from '../support/freezer.ts';
import { reading, START } from '../support/sensors.ts';

const THRESHOLD = 0.6;
const TOPIC = 'zigbee2mqtt/hall';

/** A home, the daemon that watches it, and a clock in the test's hands. */
function home(overrides: readonly SensorOptions[] = []) {
  const clock = new FakeClock(START);
  const observer = new RecordingObserver();
  const publisher = new RecordingPublisher();
  const source = new HandSource();
  const stop = new AbortController();
  const sensors = new Sensors({ max: 100, overrides });
  const devices = new HomeDevices({
    options: { discovery: 'on', prefix: 'homeassistant', allow: [], deny: [], answer_within: 5 },
    own: 'kinglet',
    timezone: 'UTC',
    written: { floors: [], areas: [], entities: [] },
    sensors,
    clock,
    observer,
    signal: stop.signal,
  });
  devices.keeper.attach({ listen: () => {}, leave: () => {}, command: async () => ok(undefined) });
  const manners = new Manners();
  manners.ask({
    about: (id) => devices.about(id),
    ownerOf: (id) => sensors.watchOf(id),
    revision: () => devices.keeper.registry.revision + sensors.generation,
  });
  const watch = new Watch({ threshold: THRESHOLD, maxSensors: 100, time: 'caller', loudnessOf: (of) => manners.of(of).watch });
  const apart = new Apart({ watch, manners, timezone: 'UTC', maxSensors: 100 });
  apart.configure('UTC', (id) => devices.isGone(id));
  const daemon = new Daemon({
    sources: [source],
    watch,
    apart,
    scorer: new PersistenceScorer(),
    threshold: THRESHOLD,
    publisher,
    observer,
    clock,
    log: quietLog(),
    timeZone: 'UTC',
    alerts: new Map(),
    latest: new Map(),
  });
  const running = daemon.run(stop.signal);
  const say = (topic: string, payload: unknown): void =>
    devices.keeper.take(topic, Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)), false);
  return {
    clock,
    daemon,
    watch,
    apart,
    say,
    give: (batch: readonly Reading[]) => source.give(batch),
    events: (): Alert[] => publisher.on(/^event$/).map((m) => JSON.parse(m.payload) as Alert),
    /** A device's component is announced; its values stand at `key` of its messages. */
    announce(domain: string, key: string, config: object): Sensor {
      const place = placeOf(TOPIC);
      const met = place && sensors.stream(place, TOPIC).meet([key], { value: 1, kind: domain === 'sensor' ? 'number' : 'state' });
      if (!met || !('id' in met)) throw new Error(`${key} is no sensor`);
      say(`homeassistant/${domain}/${key}/config`, {
        name: key,
        unique_id: key,
        state_topic: TOPIC,
        value_template: `{{ value_json.${key} }}`,
        device: { identifiers: 'hall', name: 'Hall' },
        ...config,
      });
      devices.join();
      return sensors.find(met.id) as Sensor;
    },
    /** The sensor says this now, and a moment passes. */
    async hear(of: Sensor, value: number, then = 1_000): Promise<void> {
      source.give([reading(of, clock.now(), value)]);
      await clock.advance(then);
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await running;
    },
  };
}
const WINDOW = { device_class: 'window', payload_on: true, payload_off: false };

it('a window that stays open is told of, though no model watches it', async () => {
  await using it_ = home();
  const { announce, hear, clock, events, watch, apart, daemon } = it_;
  const window = announce('binary_sensor', 'window', WINDOW);
  await hear(window, 0, hours(1));
  await hear(window, 1, hours(11));
  expect([events(), watch.sensors, apart.sensors]).toEqual([[], 0, 1]);
  await clock.advance(hours(30));
  expect(events()).toMatchObject([{ state: 'open', sensor: window.id, text: expect.stringMatching(/has been open/) }]);
  expect(daemon.devices()).toMatchObject([{ score: 0 }]); // as of its last reading
  await hear(window, 0);
  expect(events().map(({ state }) => state)).toEqual(['open', 'cleared']);
  expect(daemon.sensors()).toMatchObject([{ sensor: window, value: 0, score: 0 }]);
});

it('of a contact it is the missing one that stands open', async () => {
  await using it_ = home();
  const { announce, hear, clock, events } = it_;
  const contact = announce('binary_sensor', 'contact', { device_class: 'door', payload_on: false, payload_off: true });
  await hear(contact, 0, hours(1));
  await hear(contact, 1, hours(10));
  const before = events().length;
  await hear(contact, 0);
  await clock.advance(hours(10));
  expect([
    before,
    events()
      .map(({ text }) => text)
      .join(),
  ]).toEqual([2, expect.stringMatching(/has been open.*has been open/)]);
});

it('smoke is told of at its first reading, and its device is in trouble for as long', async () => {
  await using it_ = home();
  const { announce, hear, events, daemon } = it_;
  const smoke = announce('binary_sensor', 'smoke', { device_class: 'smoke', payload_on: true, payload_off: false });
  const warmth = announce('sensor', 'temperature', { device_class: 'temperature', unit_of_measurement: '°C' });
  await hear(smoke, 1);
  expect(events()).toMatchObject([{ severity: 'critical', sensor: smoke.id }]);
  await hear(warmth, 20);
  expect(daemon.devices()).toMatchObject([{ score: expect.closeTo(1, 1) }]);
  await hear(smoke, 0);
  await hear(warmth, 20);
  expect(daemon.devices()).toMatchObject([{ score: 0 }]);
});

/** Twelve hours of a value that has habits, and then leaves them. */
async function leavesItsHabits(it_: ReturnType<typeof home>, of: Sensor): Promise<void> {
  const values = freezerValues(760, { warm: 700 });
  for (let i = 0; i < values.length; i += 40) {
    it_.give(values.slice(i, i + 40).map((value, n) => reading(of, START + (i + n) * MINUTE, value + 40)));
    await it_.clock.advance(1_000);
  }
}

it('a diagnostic sensor is watched quietly', async () => {
  await using it_ = home();
  const delay = it_.announce('sensor', 'delay', { unit_of_measurement: 'ms', entity_category: 'diagnostic' });
  await leavesItsHabits(it_, delay);
  expect(it_.daemon.desk.list()).toMatchObject([{ sensor: delay.id, state: 'open', quietly: true }]);
  expect(it_.events()).toEqual([]);
});

it('the same as any other, when its owner says so, is told of', async () => {
  await using it_ = home([{ match: 'hall.*', watch: 'normal' }]);
  await leavesItsHabits(it_, it_.announce('sensor', 'delay', { unit_of_measurement: 'ms', entity_category: 'diagnostic' }));
  expect(it_.events()).toHaveLength(1);
});

it('off is not watched', async () => {
  await using it_ = home();
  const timeout = it_.announce('sensor', 'timeout', { unit_of_measurement: 's', entity_category: 'config' });
  await leavesItsHabits(it_, timeout);
  expect([it_.watch.sensors, it_.apart.sensors, it_.daemon.desk.list()]).toEqual([0, 0, []]);
  expect(it_.daemon.sensors()).toMatchObject([{ sensor: timeout, score: 0 }]); // but shown
  expect(it_.daemon.readings).toBe(760);
});

it('what was watched by the model before it was announced is not missed there afterwards', async () => {
  await using it_ = home();
  const { announce, hear, clock, events, watch, say } = it_;
  const motion = announce('binary_sensor', 'occupancy', { device_class: 'motion', payload_on: true, payload_off: false });
  say('homeassistant/binary_sensor/occupancy/config', '');
  await clock.advance(1_000);
  for (let i = 0; i < 100; i++) await hear(motion, i % 2, MINUTE);
  expect(watch.sensors).toBe(1);
  announce('binary_sensor', 'occupancy', { device_class: 'motion', payload_on: true, payload_off: false });
  await hear(motion, 0);
  expect(watch.sensors).toBe(0);
  await clock.advance(hours(5));
  expect(events()).toEqual([]);
});

it('of a device that is gone nobody knows how long its door stands open', async () => {
  await using it_ = home();
  const { announce, hear, clock, events, say } = it_;
  const door = announce('binary_sensor', 'door', { ...WINDOW, device_class: 'door', availability_topic: 'hall/up' });
  say('hall/up', 'online');
  await hear(door, 0, minutes(60));
  await hear(door, 1, minutes(2));
  say('hall/up', 'offline');
  await clock.advance(hours(12));
  expect(events()).toEqual([]);
  say('hall/up', 'online');
  await hear(door, 1);
  expect(events()).toHaveLength(1);
});

it('what has been called normal is over, quiet when it comes again, and told again when that is taken back', async () => {
  await using it_ = home();
  const { announce, hear, clock, events, watch, daemon } = it_;
  const smoke = announce('binary_sensor', 'smoke', { device_class: 'smoke', payload_on: true, payload_off: false });
  await hear(smoke, 1);
  const [alert] = events();
  const [episode] = daemon.desk.find(alert?.id ?? '')?.episodes ?? [];
  if (!episode) throw new Error('nothing was told');
  const pardon = pardonOf(episode, clock.now(), alert?.id ?? '', '');
  expect(watch.pardon(pardon).ok).toBe(true);
  await clock.advance(2_000);
  expect(events().map(({ state }) => state)).toEqual(['open', 'cleared']);
  await hear(smoke, 0, MINUTE);
  await hear(smoke, 1, MINUTE);
  await hear(smoke, 1);
  expect(events()).toHaveLength(2);
  expect(daemon.sensors()).toMatchObject([{ score: 0 }]);
  watch.unpardon(pardon.id);
  await clock.advance(2_000);
  expect(events().map(({ state }) => state)).toEqual(['open', 'cleared', 'open']);
  await hear(smoke, 0);
  expect(events().map(({ state }) => state)).toEqual(['open', 'cleared', 'open', 'cleared']);
});

it('a sensor that is no longer wanted is forgotten, and what was told of it is over', async () => {
  await using it_ = home();
  const { announce, hear, clock, events, apart } = it_;
  const smoke = announce('binary_sensor', 'smoke', { device_class: 'smoke', payload_on: true, payload_off: false });
  await hear(smoke, 1);
  apart.forget((id) => id === smoke.id, timestamp(clock.now()));
  await clock.advance(2_000);
  expect([apart.sensors, events().map(({ state }) => state)]).toEqual([0, ['open', 'cleared']]);
});
