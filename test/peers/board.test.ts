/** The whole way: the firmware itself (as a process on a pseudo-terminal), the daemon as people run it, the real johnny-five. */
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { hasJohnnyFive } from '../adapters/firmata/bench.ts';
import { FirmataPeer } from '../support/firmata-peer.ts';
import { HostBoard, noHostBoard } from '../support/host-board.ts';
import { RunningKinglet, until } from '../support/kinglet.ts';

/** `watch.clock: readings`: the board's time is simulated, and runs fast. */
const configOf = (boards: string, clock: 'system' | 'readings' = 'system') =>
  `broker: {port: 0}\nweb: {port: 0}\nwatch: {clock: ${clock}}\nlog: {format: json}\nboards:\n${boards}\n`;
const entry = (board: HostBoard, more = '', name = 'Pump') => `  - {port: ${board.port}, name: ${name}${more}}`;
const READINGS = 'kinglet_readings_total';

async function lastOf(kinglet: RunningKinglet, id: string): Promise<number | undefined> {
  return (await kinglet.sensors()).find(({ sensor }) => sensor.id === id)?.value;
}
const has = (kinglet: RunningKinglet, id: string) => until(id, () => lastOf(kinglet, id));
async function ask(kinglet: RunningKinglet, text: string) {
  const body = JSON.stringify({ id: 1, text });
  const response = await fetch(`${kinglet.page}/api/understand`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  return (await response.json()) as { outcome: string; actions: unknown[]; reply: string };
}
/** Until nothing more comes. */
async function settled(kinglet: RunningKinglet): Promise<void> {
  let before = -1;
  await until('the last reading', async () => {
    const now = await kinglet.metric(READINGS);
    const same = now === before && now > 0;
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 500));
    return same;
  });
}

describe.skipIf(noHostBoard !== undefined)('A bearing on a board', () => {
  it.each([
    [1800, 30, 1],
    [900, 120, 1],
  ])(
    'that wears out after %i s of health raises an alert within %i s of signal time (seed %i)',
    { timeout: 60_000 },
    async (health, within, seed) => {
      const worn = ['--signal', 'healthy', '--then', `${health}:worn`, '--seconds', String(health + within)];
      await using board = await HostBoard.start(...worn, '--speed', '120', '--wait', '20', '--seed', String(seed));
      await using kinglet = await RunningKinglet.start(configOf(entry(board), 'readings'));
      const alert = await until('the alert', async () => (await kinglet.alerts())[0], 40_000);
      expect(alert).toMatchObject({ state: 'open' });
      expect(alert.text).toMatch(/^Pump [xyz] /);
      expect(alert.text).toMatch(/Perhaps a bearing is wearing out/);
      await settled(kinglet);
      expect(await kinglet.alerts()).toHaveLength(1);
    },
  );

  it.each([1])('that is healthy raises none in 10 minutes of signal time (seed %s)', { timeout: 60_000 }, async (seed) => {
    const options = ['--signal', 'healthy', '--seconds', '600', '--speed', '250', '--wait', '20', '--seed', String(seed)];
    await using board = await HostBoard.start(...options);
    await using kinglet = await RunningKinglet.start(configOf(entry(board), 'readings'));
    await board.ended();
    await settled(kinglet);
    // A heartbeat of 39 sensors each five seconds at least.
    expect(await kinglet.metric(READINGS)).toBeGreaterThan(39 * 100);
    expect(await kinglet.alerts()).toEqual([]);
    expect(await kinglet.faults('board:Pump', 'frame/crc')).toBe(0);
  });
});

describe.skipIf(noHostBoard !== undefined)('A board', () => {
  it('is unplugged and plugged in again: a gap, said once, and nothing else', async () => {
    await using board = await HostBoard.start();
    await using kinglet = await RunningKinglet.start(configOf(entry(board)));
    await has(kinglet, 'pump.x.rms');
    const drift = await until(
      'its drift',
      async () => (await kinglet.get('/metrics')).text.match(/^kinglet_board_drift_ppm\{where="board:Pump"\} (.*)$/m)?.[1],
    );
    expect(Number(drift)).toSatisfy(Number.isFinite);
    await board.pull();
    await until('the loss', async () => (await kinglet.faults('board:Pump', 'serial/lost')) === 1);
    await board.plug();
    const before = await kinglet.metric(READINGS);
    await until('readings', async () => (await kinglet.metric(READINGS)) > before);
    expect(await kinglet.alerts()).toEqual([]);
  });

  it('whose line corrupts every twentieth byte is read without a wrong reading, and on when it is clean again', async () => {
    await using board = await HostBoard.start('--speed', '50', '--wait', '20');
    await using kinglet = await RunningKinglet.start(configOf(entry(board, ', features: every'), 'readings'));
    await has(kinglet, 'pump.x.rms');
    board.command('noise 0.05');
    await until('broken frames', async () => (await kinglet.faults('board:Pump', 'frame/crc')) > 200);
    for (const { sensor, value } of await kinglet.sensors())
      if (sensor.id.endsWith('.rms')) expect(value, sensor.id).toSatisfy((v: number) => v > 0.2 && v < 0.8);
    board.command('noise 0');
    const before = await kinglet.metric(READINGS);
    await until('readings', async () => (await kinglet.metric(READINGS)) > before + 1_000);
    expect(kinglet.running).toBe(true);
    expect(await kinglet.alerts()).toEqual([]);
  });

  it('that is half-flashed or at another baud rate for a while is counted, and read on', async () => {
    await using board = await HostBoard.start('--speed', '20', '--wait', '20');
    await using kinglet = await RunningKinglet.start(configOf(entry(board, ', features: every'), 'readings'));
    await has(kinglet, 'pump.x.rms');
    board.command('garble 1');
    await until('garbage', async () => (await kinglet.faults('board:Pump', 'frame/stray')) > 500);
    const before = await kinglet.metric(READINGS);
    board.command('garble 0');
    await until('readings', async () => (await kinglet.metric(READINGS)) > before);
  });

  it('that starts again and again is named', async () => {
    await using board = await HostBoard.start('--speed', '4', '--wait', '20', '--reset', '4:2.5');
    await using kinglet = await RunningKinglet.start(configOf(entry(board, ', features: every')));
    await until('the loop', async () => (await kinglet.faults('board:Pump', 'board/reset-loop')) === 1);
    expect(await kinglet.faults('board:Pump', 'board/restarted')).toBeLessThan(4);
    expect(kinglet.running).toBe(true);
  });

  it('of the same name as another is told apart from it', async () => {
    await using one = await HostBoard.start();
    await using two = await HostBoard.start();
    await using kinglet = await RunningKinglet.start(configOf(`${entry(one)}\n${entry(two)}`));
    await Promise.all(['pump.x.rms', 'pump_2.x.rms'].map((id) => has(kinglet, id)));
    expect(await kinglet.faults('board:Pump 2', 'board/same-name')).toBe(1);
  });
});

describe.skipIf(noHostBoard !== undefined || !hasJohnnyFive)('Parts on the pins of a board', () => {
  const parts = [
    '{class: Led, name: Lamp, options: {pin: 6}}',
    '{class: Relay, name: Siren, as: light, options: {pin: 7}}',
    '{class: Button, name: Door, options: {pin: 4, pullup: true}}',
    '{class: Sensor, name: Soil, options: {pin: A3}, scale: [0, 1023], unit: counts}',
  ];

  it('of any Firmata obey: the vent opens half way', async () => {
    const server = createServer((socket) => {
      const peer = new FirmataPeer((bytes) => socket.write(Uint8Array.from(bytes)));
      socket.on('data', (bytes) => peer.hear(bytes));
      socket.on('error', () => {});
      peers.push(peer);
    }).listen(0, '127.0.0.1');
    const peers: FirmataPeer[] = [];
    await once(server, 'listening');
    const vent = '{class: Servo, name: Vent, options: {pin: 9, range: [0, 90]}}';
    const port = (server.address() as AddressInfo).port;
    await using kinglet = await RunningKinglet.start(configOf(`  - {port: 'tcp://127.0.0.1:${port}', name: House, parts: [${vent}]}`));
    await until('the vent', async () => (await ask(kinglet, 'close the vent')).outcome === 'act');
    expect(peers[0]?.pins[9]).toEqual({ mode: 4, state: 600 });
    expect(await ask(kinglet, 'open the vent half way')).toMatchObject({
      outcome: 'act',
      actions: [{ entity: 'cover.house_vent', service: 'cover.set_cover_position', data: { position: 50 } }],
    });
    // The middle of 0..90 degrees, of a servo that turns 0..180 with 600..2400 µs.
    expect(peers[0]?.pins[9]).toEqual({ mode: 4, state: 1_050 });
    server.close();
  });

  it('are read and obey sentences, beside what the board measures, also after it was unplugged', { timeout: 40_000 }, async () => {
    await using board = await HostBoard.start();
    await using kinglet = await RunningKinglet.start(configOf(entry(board, `, parts: [${parts.join(', ')}]`)));
    await Promise.all(['pump.x.rms', 'pump.soil', 'pump.door'].map((id) => has(kinglet, id)));
    expect(await lastOf(kinglet, 'pump.soil')).toBe(300);
    expect(await lastOf(kinglet, 'pump.door')).toBe(0); // pulled up, nobody presses it
    const say = (text: string) => ask(kinglet, text);
    expect(await say('set the lamp to 40 %')).toMatchObject({
      outcome: 'act',
      actions: [{ entity: 'light.pump_lamp', service: 'light.turn_on', data: { brightness_pct: 40 } }],
    });
    expect((await say('is the lamp on?')).reply).toMatch(/^Yes/);
    expect(await say('turn off the lamp')).toMatchObject({ outcome: 'act' });
    expect((await say('is the lamp on?')).reply).toMatch(/^No/);
    await board.pull();
    await until('the loss', async () => (await kinglet.faults('board:Pump', 'serial/lost')) === 1);
    const gone = await say('turn on the lamp');
    expect(gone).toMatchObject({ outcome: 'refuse', actions: [] });
    await board.plug();
    await until('the lamp', async () => (await say('turn on the lamp')).outcome === 'act');
  });
});
