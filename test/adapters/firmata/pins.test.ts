/** Parts on pins, with the real johnny-five in its thread; the board is StandardFirmata in a few lines. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BoardOptions } from '../../../src/adapters/firmata/index.ts';
import { systemClock } from '../../../src/agent/clock.ts';
import type { Action } from '../../../src/core/domain/home.ts';
import { FirmataPeer } from '../../support/firmata-peer.ts';
import { until } from '../../support/kinglet.ts';
import { boardOf, boardsOn, hasJohnnyFive, partOf } from './bench.ts';

const parts = [
  partOf({ class: 'Relay', name: 'Heater', options: { pin: 7 } }),
  partOf({ class: 'Led', name: 'Lamp', options: { pin: 6 }, area: 'hall', aliases: ['light'] }),
  partOf({ class: 'Servo', name: 'Vent', options: { pin: 9, range: [0, 90] } }),
  partOf({ class: 'Motor', name: 'Blower', options: { pin: 5 } }),
  partOf({ class: 'Sensor', name: 'Soil', options: { pin: 'A3' }, scale: [0, 100], unit: '%' }),
  partOf({ class: 'Thermometer', name: 'Oil', options: { pin: 'A1', controller: 'LM35' } }),
  partOf({ class: 'Button', name: 'Door', options: { pin: 4, pullup: true } }),
];

/** Boards with one on the line that answers at once and says its analog values like a board would. */
function plug(more: Partial<BoardOptions> = {}) {
  const it = boardsOn([boardOf({ name: 'House', parts, ...more })], systemClock());
  const peer = new FirmataPeer((bytes) => setImmediate(() => it.line('House').data(Uint8Array.from(bytes))));
  const sampling = setInterval(() => peer.sample(), 20);
  const open = (): void => {
    it.line('House').opened((bytes) => {
      peer.hear(bytes);
      return true;
    });
    peer.start();
  };
  open();
  const state = (id: string) => it.boards.found().entities.find((entity) => entity.id === id);
  const ready = () => until('the parts', () => it.boards.found().entities.some(({ state: s }) => s !== 'unavailable'));
  const perform = (entity: string, service: string, data: Action['data'] = {}) =>
    it.boards.actuator.perform([{ entity, service, data }], AbortSignal.timeout(10_000));
  return {
    ...it,
    peer,
    open,
    state,
    ready,
    perform,
    async [Symbol.asyncDispose]() {
      clearInterval(sampling);
      await it[Symbol.asyncDispose]();
    },
  };
}

describe.skipIf(!hasJohnnyFive)('Parts on the pins of a board', () => {
  it('that measure are sensors of its device, in their units', async () => {
    await using it = plug();
    it.peer.analog[3] = 512;
    it.peer.analog[1] = 102; // LM35: 10 mV/°C of 5 V
    await until('readings', () => it.values('house.soil').length > 0 && it.values('house.oil.temperature').length > 0);
    expect(it.values('house.soil')[0]).toBeCloseTo(50, 0);
    expect(it.values('house.oil.temperature')[0]).toBeCloseTo(50, 0);
    expect(it.sensors.find('house.soil')).toMatchObject({ unit: '%', name: 'House soil' });
    expect(it.sensors.find('house.oil.temperature')).toMatchObject({ unit: '°C', quantity: 'temperature', name: 'House oil temperature' });
    await until('the door', () => it.values('house.door').length > 0);
    expect(it.values('house.door')[0]).toBe(0);
    it.peer.set(4, 0);
    await until('the door', () => it.values('house.door').at(-1) === 1);
    expect(it.observer.faults).toEqual([]);
  });

  it('that can be commanded are entities of the home, and off after a start', async () => {
    await using it = plug();
    expect(it.boards.found().entities.map(({ id, state }) => `${id} ${state}`)).toEqual([
      'switch.house_heater unavailable',
      'light.house_lamp unavailable',
      'cover.house_vent unavailable',
      'fan.house_blower unavailable',
    ]);
    const before = it.boards.found().revision;
    await it.ready();
    expect(it.boards.found().entities).toMatchObject([
      { id: 'switch.house_heater', domain: 'switch', name: 'Heater', state: 'off' },
      { id: 'light.house_lamp', state: 'off', area: 'hall', aliases: ['light'], attributes: { supported_color_modes: ['brightness'] } },
      { id: 'cover.house_vent', state: 'unknown', attributes: { supported_features: 7 } },
      { id: 'fan.house_blower', state: 'off', attributes: { supported_features: 49 } },
    ]);
    expect(it.boards.found().revision).not.toBe(before);
  });

  it('say how many had been done before one could not', async () => {
    await using it = plug();
    await it.ready();
    const actions = ['switch.house_heater', 'light.nowhere'].map((entity) => ({ entity, service: 'switch.turn_on', data: {} }));
    expect(await it.boards.actuator.perform(actions, AbortSignal.timeout(10_000))).toMatchObject({
      fault: { detail: 'light.nowhere hangs on no board. 1 of 2 had been done before.' },
    });
  });

  it('are commanded again when the command was lost on the way', async () => {
    await using it = plug();
    await it.ready();
    it.peer.deaf = 1;
    expect(await it.perform('switch.house_heater', 'switch.turn_on')).toMatchObject({ ok: true });
    expect(it.peer.pins[7]?.state).toBe(1);
  });

  it('are not said to have done what they did not confirm', async () => {
    await using it = plug();
    await it.ready();
    it.peer.deaf = 1_000;
    expect(await it.perform('cover.house_vent', 'cover.open_cover')).toMatchObject({
      fault: { code: 'board/unsure', detail: 'Vent did not confirm what it was told: pin 9 does not answer.' },
    });
    expect(it.state('cover.house_vent')?.state).toBe('unknown');
  });

  it('are out of reach while the board is gone, and off when it is back', async () => {
    await using it = plug();
    await it.ready();
    await it.perform('switch.house_heater', 'switch.turn_on');
    it.line('House').closed();
    expect(it.state('switch.house_heater')?.state).toBe('unavailable');
    expect(await it.perform('switch.house_heater', 'switch.turn_on')).toMatchObject({ fault: { code: 'board/gone' } });
    it.open();
    await it.ready();
    expect(it.state('switch.house_heater')?.state).toBe('off');
  });

  it('outlive messages that firmata-io stumbles over', async () => {
    await using it = plug();
    await it.ready();
    // An analog mapping of more pins than there are: "Cannot set properties of undefined".
    it.line('House').data(Uint8Array.of(0xf0, 0x6a, ...Array(60).fill(1), 0xf7));
    it.line('House').data(Uint8Array.of(0xf0, 0x6e, 120, 1, 1, 0xf7));
    expect(await it.perform('switch.house_heater', 'switch.turn_on')).toMatchObject({ ok: true });
    expect(it.observer.faults).toEqual([]);
  });

  it('are not drowned by a board that never stops', async () => {
    await using it = plug();
    await it.ready();
    it.line('House').data(Uint8Array.from({ length: 300_000 }, (_, i) => [0xe3, 5, 1][i % 3] ?? 0));
    expect(it.observer.count('board/flood')).toBeGreaterThan(80_000);
    await until('the heater', async () => (await it.perform('switch.house_heater', 'switch.turn_on')).ok);
  });

  it('begin again when the handshake was broken', async () => {
    await using it = boardsOn([boardOf({ name: 'House', parts, features: 'off' })], systemClock());
    let broken = true;
    const peer = new FirmataPeer((bytes) => {
      // The first capabilities are those of a board without pins.
      const told = broken && bytes[1] === 0x6c ? [0xf0, 0x6c, 0xf7] : bytes;
      if (bytes[1] === 0x6a) broken = false;
      setImmediate(() => it.line('House').data(Uint8Array.from(told)));
    });
    it.line('House').opened((bytes) => {
      peer.hear(bytes);
      return true;
    });
    peer.start();
    await until('the parts', () => it.boards.found().entities.some(({ state }) => state !== 'unavailable'));
    expect(it.observer.count('board/pins')).toBe(1);
  });

  it('are not believed while the line corrupts messages', async () => {
    await using it = plug();
    it.peer.analog[3] = 512;
    await until('a reading', () => it.values('house.soil').length > 0);
    const noise = setInterval(() => it.line('House').data(Uint8Array.of(0xe3, 0xe3, 0x91)), 50);
    await it.observer.faulted('board/noisy');
    const count = it.values('house.soil').length;
    await it.observer.faulted('board/noisy', it.observer.count('board/noisy') + 2);
    expect(it.values('house.soil').length).toBe(count);
    clearInterval(noise);
    await until('a reading', () => it.values('house.soil').length > count);
  });

  it('that cannot be are named, and the others work', async () => {
    const wrong = [
      partOf({ class: 'Servo', name: 'Flap', options: { pin: 33 } }),
      partOf({ class: 'Motor', name: 'Mixer', options: { pin: 7 } }),
      partOf({ class: 'Relay', name: 'One', options: { pin: 8 } }),
      partOf({ class: 'Relay', name: 'Two', options: { pin: 8 }, as: 'cover' }),
      partOf({ class: 'Thermometer', name: 'Bath', options: { pin: 'A0', controller: 'NONE' } }),
    ];
    await using it = plug({ parts: wrong });
    await it.ready();
    const said = it.observer.faults.filter(({ fault }) => fault.code === 'board/part').map(({ fault }) => fault.detail);
    expect(said.join('\n')).toMatch(/Two is a Relay, which can be no cover; it is a switch\./);
    expect(said.join('\n')).toMatch(/Flap cannot be used: this board has no pin 33\./);
    expect(said.join('\n')).toMatch(/Mixer cannot be used: pin 7 has no PWM\./);
    expect(said.join('\n')).toMatch(/Two cannot be used: pin 8 is that of One already\./);
    expect(said.join('\n')).toMatch(/Bath cannot be used/);
    expect(await it.perform('switch.house_one', 'switch.turn_on')).toMatchObject({ ok: true });
    expect(await it.perform('fan.house_mixer', 'fan.turn_on')).toMatchObject({ fault: { code: 'board/part' } });
  });
});

describe.skipIf(!hasJohnnyFive)('Actuators on the pins of a board', () => {
  let shared: ReturnType<typeof plug>;
  beforeAll(async () => {
    shared = plug();
    await shared.ready();
  });
  afterAll(() => shared[Symbol.asyncDispose]());

  it.each([
    ['switch.house_heater', 'switch.turn_on', {}, 7, 1, { state: 'on' }],
    ['light.house_lamp', 'light.turn_on', {}, 6, 255, { state: 'on', attributes: { brightness: 255 } }],
    ['light.house_lamp', 'light.turn_on', { brightness_pct: 40 }, 6, 102, { state: 'on', attributes: { brightness: 102 } }],
    ['light.house_lamp', 'light.turn_on', { brightness: 51 }, 6, 51, { state: 'on' }],
    // Half of 0..90 degrees; a servo of johnny-five turns 0..180 with 600..2400 µs.
    ['cover.house_vent', 'cover.set_cover_position', { position: 50 }, 9, 1_050, { state: 'open', attributes: { current_position: 50 } }],
    ['cover.house_vent', 'cover.open_cover', {}, 9, 1_500, { state: 'open', attributes: { current_position: 100 } }],
    ['cover.house_vent', 'cover.close_cover', {}, 9, 600, { state: 'closed', attributes: { current_position: 0 } }],
    ['fan.house_blower', 'fan.set_percentage', { percentage: 50 }, 5, 127, { state: 'on', attributes: { percentage: 50 } }],
    ['fan.house_blower', 'fan.turn_on', { percentage: 3 }, 5, 30, { state: 'on' }],
  ] as const)('obey: %s %s %j', async (entity, service, data, pin, level, then) => {
    expect(await shared.perform(entity, service, data)).toEqual({ ok: true, value: undefined });
    expect(shared.peer.pins[pin]?.state).toBe(level);
    expect(shared.state(entity)).toMatchObject(then);
  });

  it.each([
    ['switch.house_heater', 'switch.set_speed', {}, 'board/cannot'],
    ['light.house_lamp', 'light.turn_on', { color_name: 'red' }, 'board/cannot'],
    ['cover.house_vent', 'cover.set_cover_position', { position: 1e9 }, 'board/cannot'],
    ['cover.house_vent', 'cover.set_cover_position', { position: Number.NaN }, 'board/cannot'],
    ['light.nowhere', 'light.turn_on', {}, 'board/unknown'],
  ])('refuse what they cannot: %s %s %j', async (entity, service, data, code) => {
    const heard = shared.peer.heard.length;
    expect(await shared.perform(entity, service, data)).toMatchObject({ ok: false, fault: { code } });
    expect(shared.peer.heard.slice(heard).filter((m) => /^(?:9|e|f4)/.test(m))).toEqual([]);
  });
});
