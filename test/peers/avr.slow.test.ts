/** The ELF as it is flashed to an Uno, emulated with a signal at its ADC, down to an alert of the daemon. Minutes: 30 of signal time, 20 times as fast. */
import { describe, expect, it } from 'vitest';
import { HostBoard, whyNoAvr } from '../support/host-board.ts';
import { RunningKinglet, until } from '../support/kinglet.ts';

describe.skipIf(whyNoAvr() !== undefined)('An Uno on a pump', () => {
  it('says nothing for half an hour of health, and raises one alert within 30 seconds of a worn bearing', {
    timeout: 400_000,
  }, async () => {
    const signal = ['--signal', 'healthy', '--then', '1800:worn', '--seconds', '1830', '--speed', '20'];
    await using board = await HostBoard.avr(...signal);
    await using kinglet = await RunningKinglet.start(
      `broker: {port: 0}\nweb: {port: 0}\nwatch: {clock: readings}\nlog: {format: json}\nboards:\n  - {port: ${board.port}, name: Pump}\n`,
    );
    await board.ended();
    const alert = await until('the alert', async () => (await kinglet.alerts())[0]);
    expect(await kinglet.alerts()).toHaveLength(1);
    expect(alert.text).toMatch(/^Pump [xyz] .*Perhaps a bearing is wearing out/);
    expect(await kinglet.faults('board:Pump', 'frame/crc')).toBe(0);
  });
});
