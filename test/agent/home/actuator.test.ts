import { beforeEach, describe, expect, it } from 'vitest';
import { HomeActuator } from '../../../src/agent/home/actuator.ts';
import { HomeKeeper } from '../../../src/agent/home/keeper.ts';
import type { DeviceCommand, DeviceWire } from '../../../src/agent/ports.ts';
import type { Policy } from '../../../src/core/authority/index.ts';
import { fail, ok, type Result, seconds } from '../../../src/core/base/index.ts';
import type { Action } from '../../../src/core/domain/home.ts';
import { Registry } from '../../../src/core/home/registry/index.ts';
import { FakeClock, RecordingObserver, settle } from '../../support/fakes.ts';
import { START } from '../../support/sensors.ts';

let clock: FakeClock;
let observer: RecordingObserver;
let keeper: HomeKeeper;
let sent: DeviceCommand[];
let away: Result<void>;
let policy: Policy;
/** What devices do when they are told something. */
let reacts: (command: DeviceCommand) => void;
beforeEach(() => {
  clock = new FakeClock(START);
  observer = new RecordingObserver();
  const registry = new Registry({ prefix: 'homeassistant', own: 'kinglet', timezone: 'UTC' });
  keeper = new HomeKeeper({ registry, prefix: 'homeassistant', clock, observer, signal: new AbortController().signal });
  [sent, away, policy, reacts] = [[], ok(undefined), {}, () => {}];
});
const wire: Pick<DeviceWire, 'command'> = {
  async command(messages) {
    if (!away.ok) return away;
    sent.push(...messages);
    for (const message of messages) reacts(message);
    return ok(undefined);
  },
};
const say = (topic: string, payload: unknown): void =>
  keeper.take(topic, Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)), false);
const announce = (platform: string, name: string, more: object = {}): void =>
  say(`homeassistant/${platform}/${name}/config`, { name, unique_id: name, command_topic: `${name}/set`, state_topic: name, ...more });
const call = (entity: string, service: string, data: Action['data'] = {}): Action => ({
  entity,
  service: `${entity.split('.')[0]}.${service}`,
  data,
});

/** What comes of it within the time a device has. */
async function perform(actions: readonly Action[], advance = 5_000, signal = new AbortController().signal): Promise<string> {
  const actuator = new HomeActuator({ keeper, wire, policy: () => policy, clock, observer, timezone: 'UTC', within: seconds(5) });
  const done = actuator.perform(actions, signal);
  await settle();
  if (advance > 0) await clock.advance(advance);
  const result = await done;
  return result.ok ? 'done' : `${result.fault.code}: ${result.fault.detail}`;
}

describe('A device', () => {
  it('that shows what it was told has obeyed, at once', async () => {
    announce('switch', 'pump');
    reacts = () => say('pump', 'ON');
    expect([await perform([call('switch.pump', 'turn_on')], 0), sent]).toEqual(['done', [{ topic: 'pump/set', payload: 'ON' }]]);
  });
  it('that is so already need not show it again', async () => {
    announce('switch', 'pump');
    say('pump', 'ON');
    expect([await perform([call('switch.pump', 'turn_on')], 0), sent.length]).toEqual(['done', 1]);
  });
  it('that shows nothing in time did not answer', async () => {
    announce('switch', 'pump');
    expect(await perform([call('switch.pump', 'turn_on')])).toBe('home/no-answer: The pump did not answer.');
    expect(observer.faults.map(({ fault }) => fault.code)).toEqual(['home/no-answer']);
  });
  it('that shows something else did not answer, and says so as it is', async () => {
    announce('switch', 'pump');
    reacts = () => say('pump', 'OFF');
    expect(await perform([call('switch.pump', 'turn_on')])).toBe('home/no-answer: The pump did not answer.');
    expect(keeper.registry.find('switch.pump')?.entity.state).toBe('off');
  });
  it('that tells nothing is taken to have obeyed', async () => {
    announce('switch', 'pump', { state_topic: undefined });
    expect([await perform([call('switch.pump', 'turn_on')], 0), keeper.registry.find('switch.pump')?.entity.state]).toEqual(['done', 'on']);
  });
  it('that is jammed is said to be, without waiting', async () => {
    announce('lock', 'door');
    reacts = () => say('door', 'JAMMED');
    expect(await perform([call('lock.door', 'lock')], 0)).toBe('home/no-answer: The door is jammed.');
  });
  it('that is unavailable is not told anything', async () => {
    announce('switch', 'pump', { availability_topic: 'up' });
    say('up', 'offline');
    expect([await perform([call('switch.pump', 'turn_on')], 0), sent]).toEqual([
      'home/unreachable: The pump cannot be reached now, so nothing was done.',
      [],
    ]);
  });
  it('that nobody knows is not told anything', async () => {
    expect(await perform([call('light.hall_lamp', 'turn_on')], 0)).toBe(
      'home/unknown: I understood that, but I know no way to switch hall lamp, so nothing was done.',
    );
  });
  it('that cannot do it is not told anything', async () => {
    announce('switch', 'pump');
    expect([await perform([call('switch.pump', 'explode')], 0), sent]).toEqual(['home/cannot: The pump: it cannot do that.', []]);
  });
  it('that may only be read is not told anything, whatever way the action came', async () => {
    announce('switch', 'pump');
    policy = { readOnly: () => true };
    expect([await perform([call('switch.pump', 'turn_on')], 0), sent]).toEqual([
      expect.stringMatching(/^home\/denied: The pump: I may only read it/),
      [],
    ]);
  });
});

describe('Several devices', () => {
  it('are told apart by what they did', async () => {
    for (const name of ['pump', 'fan', 'lamp']) announce('switch', name);
    reacts = ({ topic }) => topic === 'fan/set' && say('fan', 'ON');
    expect(await perform(['pump', 'fan', 'lamp'].map((name) => call(`switch.${name}`, 'turn_on')))).toBe(
      'home/no-answer: The pump and the lamp did not answer. The fan did what it was told.',
    );
  });
  it('are told nothing when one of them cannot be told', async () => {
    announce('switch', 'pump');
    expect([await perform([call('switch.pump', 'turn_on'), call('switch.nobody', 'turn_on')], 0), sent]).toEqual([
      expect.stringMatching(/^home\/unknown/),
      [],
    ]);
  });
});

it('Without a broker nothing is done, and nothing is kept for later', async () => {
  announce('switch', 'pump');
  away = fail('mqtt/away', 'The broker is away, so nothing was sent.');
  expect(await perform([call('switch.pump', 'turn_on')], 0)).toBe(
    'home/no-answer: The pump was not told: the broker is away, so nothing was sent.',
  );
});
it('Who no longer waits ends it', async () => {
  announce('switch', 'pump');
  const stop = new AbortController();
  reacts = () => stop.abort();
  expect(await perform([call('switch.pump', 'turn_on')], 0, stop.signal)).toBe('home/no-answer: The pump did not answer.');
});
