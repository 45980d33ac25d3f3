import { describe, expect, it } from 'vitest';
import { HomeDevices } from '../../../src/agent/home/devices.ts';
import { HomeMemory } from '../../../src/agent/home/home-memory.ts';
import { IdentityMemory } from '../../../src/agent/home/identity-memory.ts';
import type { DeviceWire, Notes } from '../../../src/agent/ports.ts';
import { hours, minutes, ok, seconds } from '../../../src/core/base/index.ts';
import { Sensors } from '../../../src/core/home/index.ts';
import { FakeClock, MemoryNotes, RecordingObserver } from '../../support/fakes.ts';
import { START } from '../../support/sensors.ts';

const DAY = hours(24);

/** What one process keeps for the next. */
interface Place {
  readonly notes: MemoryNotes;
  readonly clock: FakeClock;
}
const place = (): Place => ({ notes: new MemoryNotes(), clock: new FakeClock(START) });

/** One life of Kinglet, at a broker that keeps what is retained. */
function life({ notes, clock }: { notes: Notes; clock: FakeClock }, memory?: HomeMemory) {
  const observer = new RecordingObserver();
  const stop = new AbortController();
  const wire: string[] = [];
  const fake: DeviceWire = {
    listen: (topics) => void wire.push(...topics.map((t) => `+${t}`)),
    leave: (topics) => void wire.push(...topics.map((t) => `-${t}`)),
    ask: (topics) => void wire.push(...topics.map((t) => `?${t}`)),
    command: async () => ok(undefined),
  };
  const devices = new HomeDevices({
    options: { discovery: 'on', prefix: 'homeassistant', allow: ['light.*'], deny: [], answer_within: 5 },
    own: 'kinglet',
    timezone: 'UTC',
    written: { floors: [], areas: [], entities: [] },
    sensors: new Sensors({ max: 100 }),
    clock,
    observer,
    signal: stop.signal,
    identities: new IdentityMemory(notes, observer),
    memory: memory ?? new HomeMemory(notes, observer),
  });
  devices.keeper.attach(fake);
  const running = devices.run();
  const say = (topic: string, payload: unknown, retained = false): void =>
    devices.keeper.take(topic, Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)), retained);
  const announce = (id: string, retained: boolean, more: object = {}): void =>
    say(`homeassistant/light/${id}/config`, { name: id, unique_id: id, state_topic: id, command_topic: `${id}/set`, ...more }, retained);
  const shown = (): Record<string, string> =>
    Object.fromEntries([...devices.keeper.registry.items()].map(({ entity }) => [entity.id, entity.state]));
  const end = async (): Promise<void> => {
    stop.abort();
    await clock.advance(1_000);
    await running;
  };
  /** Second by second for a while; of days the fake clock skips the most, and lives through the last minutes. */
  const pass = async (span: number): Promise<void> => {
    if (span >= DAY) {
      clock.skip(span - minutes(2));
      await clock.advance(minutes(2));
    } else await clock.advance(span);
  };
  return { devices, observer, wire, say, announce, shown, end, pass };
}

describe('After a restart', () => {
  it('devices are there at once, and their topics are listened to', async () => {
    const at = place();
    const first = life(at);
    first.announce('lamp', true);
    first.say('lamp', 'ON');
    await first.end();
    const { shown, wire, devices, end } = life(at);
    expect(shown()).toEqual({ 'light.lamp': 'on' });
    expect(wire).toEqual(['+lamp']);
    expect(devices.found().entities.map(({ id }) => id)).toEqual(['light.lamp']);
    await end();
  });

  it('what is only remembered passes the same gate', async () => {
    const at = place();
    const first = life(at);
    first.announce('lamp', true);
    first.say('homeassistant/lock/door/config', { name: 'Door', unique_id: 'd', command_topic: 'd/set' }, true);
    await first.end();
    const { devices, end } = life(at);
    expect((devices.view() as { entities: object[] }).entities).toMatchObject([
      { id: 'light.lamp', switchable: true },
      { id: 'lock.door', switchable: false },
    ]);
    await end();
  });

  it('what was taken away while it was down is gone once the broker has told what it keeps', async () => {
    const at = place();
    const first = life(at);
    first.announce('lamp', true);
    first.announce('gone', true);
    await first.end();
    const { devices, announce, shown, pass, wire, end } = life(at);
    await pass(minutes(5));
    expect(Object.keys(shown())).toHaveLength(2); // no broker yet
    devices.keeper.up();
    announce('lamp', true);
    await pass(seconds(9));
    expect(Object.keys(shown())).toHaveLength(2);
    await pass(seconds(2));
    expect(shown()).toEqual({ 'light.lamp': 'unknown' });
    expect(wire).toContain('-gone');
    await end();
    const third = life(at);
    expect(third.shown()).toEqual({ 'light.lamp': 'unknown' });
    await third.end();
  });

  it('a broker that takes its time is waited for', async () => {
    const at = place();
    const first = life(at);
    first.announce('lamp', true);
    await first.end();
    const { devices, announce, say, shown, pass, end } = life(at);
    devices.keeper.up();
    for (let second = 0; second < 30; second++) {
      say(`something/${second}`, 'else', true);
      await pass(seconds(1));
    }
    announce('lamp', true);
    await pass(minutes(2));
    expect(Object.keys(shown())).toEqual(['light.lamp']);
    await end();
  });

  it('one that was lost before it had told all takes nothing away', async () => {
    const at = place();
    const first = life(at);
    first.announce('lamp', true);
    await first.end();
    const { devices, shown, pass, end } = life(at);
    devices.keeper.up();
    await pass(seconds(5));
    devices.keeper.down();
    await pass(minutes(2));
    expect(Object.keys(shown())).toEqual(['light.lamp']);
    await end();
  });

  it('what a device has taken back stays away', async () => {
    const at = place();
    const first = life(at);
    first.announce('lamp', true);
    first.announce('other', false);
    await first.pass(minutes(2));
    first.say('homeassistant/light/lamp/config', '');
    first.say('homeassistant/light/other/config', '');
    await first.pass(minutes(2)); // and then the power fails
    const next = life(at);
    expect(next.shown()).toEqual({});
    await next.end();
    await first.end();
  });

  it('what belongs to another prefix is not brought back', async () => {
    const at = place();
    const notes = at.notes;
    notes.keepNote('home', {
      id: '0',
      text: JSON.stringify({
        version: 1,
        announcements: [
          {
            source: 'elsewhere/light/a/config',
            size: 9,
            retained: true,
            components: [{ key: 'light a', platform: 'light', config: { name: 'A', command_topic: 'a' } }],
          },
        ],
      }),
    });
    const { shown, observer, end } = life(at);
    expect([shown(), observer.faults]).toEqual([{}, []]);
    await end();
  });

  it('Tasmota is understood though only one half of it is told anew', async () => {
    const at = place();
    const config = (on: string) =>
      `{"ip":"1.2.3.4","dn":"Plug","fn":["Plug"],"hn":"x","mac":"5CCF7FAB12CD","md":"Pow","ofln":"Offline","onln":"Online","state":["OFF","${on}","TOGGLE","HOLD"],"sw":"14","t":"plug","ft":"%prefix%/%topic%/","tp":["cmnd","stat","tele"],"rl":[1],"so":{},"ver":1}`;
    const first = life(at);
    first.say('tasmota/discovery/5CCF7FAB12CD/config', config('ON'), true);
    first.say('tasmota/discovery/5CCF7FAB12CD/sensors', '{"sn":{"DS18B20":{"Id":"1","Temperature":20},"TempUnit":"C"},"ver":1}', true);
    await first.end();
    const { devices, say, shown, end } = life(at);
    devices.keeper.up();
    say('tasmota/discovery/5CCF7FAB12CD/config', config('ON'), true);
    say('tasmota/discovery/5CCF7FAB12CD/sensors', '{"sn":{"AM2301":{"Temperature":20},"TempUnit":"C"},"ver":1}', true);
    expect(Object.keys(shown()).toSorted()).toEqual(['sensor.plug_am2301_temperature', 'switch.plug']);
    await end();
  });
});

describe('What the broker does not keep', () => {
  it('stays, unknown until it is heard', async () => {
    const at = place();
    const first = life(at);
    first.announce('lamp', false);
    first.say('lamp', 'ON');
    await first.end();
    const { devices, say, shown, pass, end } = life(at);
    devices.keeper.up();
    await pass(minutes(2));
    expect(shown()).toEqual({ 'light.lamp': 'unknown' });
    say('lamp', 'OFF');
    expect(shown()).toEqual({ 'light.lamp': 'off' });
    await end();
  });

  it('is gone after a week without a sign of life, in this life or between two', async () => {
    const at = place();
    const first = life(at);
    first.announce('lamp', false);
    await first.end();
    const awake = life(at);
    await awake.pass(6 * DAY);
    expect(awake.shown()).toEqual({ 'light.lamp': 'unknown' });
    await awake.pass(3 * DAY);
    expect(awake.shown()).toEqual({});
    await awake.end();

    const other = place();
    const talker = life(other);
    talker.announce('lamp', false);
    await talker.end();
    await other.clock.advance(9 * DAY);
    const late = life(other);
    expect(late.shown()).toEqual({});
    await late.end();
  });

  it('stays for another week when it has said something; an old message is no sign of life', async () => {
    const at = place();
    const first = life(at);
    first.announce('lamp', false);
    first.announce('mute', false);
    await first.pass(6 * DAY);
    first.say('lamp', 'ON');
    first.say('mute', 'ON', true);
    await first.end();
    await at.clock.advance(3 * DAY);
    const next = life(at);
    expect(next.shown()).toEqual({ 'light.lamp': 'unknown' });
    await next.end();
  });

  it('is told apart from what was announced live and is kept: the broker is asked once', async () => {
    const at = place();
    const first = life(at);
    first.announce('lamp', false);
    await first.pass(100);
    expect(first.wire).toContain('?homeassistant/light/lamp/config');
    first.announce('lamp', true); // its answer
    first.announce('lamp', false, { name: 'Renamed' });
    await first.pass(100);
    expect(first.wire.filter((line) => line.startsWith('?'))).toHaveLength(1);
    await first.end();
    const next = life(at);
    next.devices.keeper.up();
    await next.pass(seconds(11));
    expect(next.shown()).toEqual({});
    await next.end();
  });
});

describe('States', () => {
  it.each([
    [minutes(9), 'on'],
    [minutes(11), 'unknown'],
  ])('after a pause of %d ms a lamp that was on is %s', async (pause, state) => {
    const at = place();
    const first = life(at);
    first.announce('lamp', true);
    first.say('lamp', 'ON');
    await first.end();
    await at.clock.advance(pause);
    const next = life(at);
    expect(next.shown()).toEqual({ 'light.lamp': state });
    await next.end();
  });
  it('a motion that was seen before ends as it would have, and what expires does', async () => {
    const at = place();
    const sensor = (id: string, more: object) => ({ name: id, unique_id: id, state_topic: id, ...more });
    const first = life(at);
    first.say('homeassistant/binary_sensor/m/config', sensor('m', { off_delay: 60 }), true);
    first.say('homeassistant/sensor/t/config', sensor('t', { expire_after: 90 }), true);
    first.say('m', 'ON');
    first.say('t', '21');
    await first.end();
    const next = life(at);
    expect(next.shown()).toEqual({ 'binary_sensor.m': 'on', 'sensor.t': '21' });
    await next.pass(seconds(62));
    expect(next.shown()).toEqual({ 'binary_sensor.m': 'off', 'sensor.t': '21' });
    await next.pass(seconds(40));
    expect(next.shown()).toEqual({ 'binary_sensor.m': 'off', 'sensor.t': 'unavailable' });
    await next.end();
  });
});

describe('What is written', () => {
  it('comes within the minute, one note for one more lamp, and none for a lamp that goes on', async () => {
    const at = place();
    const { announce, say, pass, end } = life(at);
    for (let i = 0; i < 300; i++) announce(`lamp${i}`, true);
    await pass(seconds(59));
    expect(at.notes.writes).toBe(0);
    await pass(seconds(1));
    const all = at.notes.writes;
    expect(all).toBeLessThan(140);
    announce('one_more', true);
    say('lamp1', 'ON');
    await pass(minutes(1));
    const ids = 1;
    expect(at.notes.writes).toBe(all + 1 + ids);
    say('lamp1', 'OFF');
    await pass(hours(1));
    expect(at.notes.writes).toBe(all + 1 + ids);
    await end();
  });

  it('is dropped with the last of it', async () => {
    const at = place();
    const { announce, say, pass, end } = life(at);
    announce('lamp', true);
    await pass(minutes(1));
    expect(at.notes.kept.get('home')?.size).toBe(1);
    say('homeassistant/light/lamp/config', '');
    await pass(minutes(1));
    expect(at.notes.kept.get('home')?.size).toBe(0);
    await end();
  });

  it('is said when it cannot be, and tried again', async () => {
    const at = place();
    let full = true;
    const notes: Notes = {
      notes: (kind) => at.notes.notes(kind),
      keepNote: (kind, note) =>
        full ? { ok: false, fault: { code: 'store/full', detail: 'The disk is full.' } } : at.notes.keepNote(kind, note),
      dropNote: (kind, id) => at.notes.dropNote(kind, id),
    };
    const { announce, observer, end } = life({ notes, clock: at.clock });
    announce('lamp', true);
    await at.clock.advance(minutes(1));
    expect(observer.faults.map(({ fault: { code } }) => code)).toContain('store/full');
    full = false;
    announce('other', true);
    await end();
    const next = life(at);
    expect(Object.keys(next.shown()).toSorted()).toEqual(['light.lamp', 'light.other']);
    await next.end();
  });

  it.each([
    ['home', '{'],
    ['home', '[]'],
    ['home', '{"version": 2, "announcements": []}'],
    ['home', '{"version": 1, "announcements": [7, {"source": 5}]}'],
    ['home', '{"version": 1, "announcements": [{"source": "homeassistant/light/x/config", "size": -1, "components": []}]}'],
    ['home-states', '{"version": 1, "states": 3}'],
  ])('that is damaged (%s: %s) is told once and costs only itself', async (kind, text) => {
    const at = place();
    const first = life(at);
    first.announce('lamp', true);
    await first.end();
    at.notes.keepNote(kind, { id: 'foreign', text });
    const { shown, observer, end } = life(at);
    expect(Object.keys(shown())).toEqual(['light.lamp']);
    expect(observer.faults.map(({ where, fault: { code } }) => [where, code])).toEqual([['store', 'store/nonsense']]);
    await end();
  });

  it('is judged as if it had come over the wire: a file cannot name topics that nobody may', async () => {
    const at = place();
    const component = { key: 'light x', platform: 'light', config: { name: 'X', command_topic: 'kinglet/command' } };
    const announcement = { source: 'homeassistant/light/x/config', size: 10, retained: true, components: [component] };
    at.notes.keepNote('home', { id: '3', text: JSON.stringify({ version: 1, announcements: [announcement] }) });
    const { shown, end } = life(at);
    expect(shown()).toEqual({});
    await end();
  });

  it('lasts as long as the process where there is no store', async () => {
    const at = place();
    const memory = new HomeMemory(undefined, new RecordingObserver());
    const first = life(at, memory);
    first.announce('lamp', true);
    first.say('lamp', 'ON');
    await first.end();
    const next = life(at, memory);
    expect(next.shown()).toEqual({ 'light.lamp': 'on' });
    await next.end();
  });
});
