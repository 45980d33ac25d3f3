/** The devices' side of the connection, at a real Mosquitto. */
import { describe, expect, it } from 'vitest';
import type { DeviceListener } from '../../../src/agent/ports.ts';
import { until } from '../../support/kinglet.ts';
import { client, hasMosquitto, kinglet, listen, options, startMosquitto } from './peers.ts';

/** Takes everything down. */
function listener(filters: readonly string[] = []): DeviceListener & { readonly heard: string[] } {
  const heard: string[] = [];
  return {
    filters,
    heard,
    take: (topic, payload, retained) => void heard.push(`${topic}=${Buffer.from(payload).toString()}${retained ? ' (retained)' : ''}`),
  };
}
const never = new AbortController().signal;

describe.skipIf(!hasMosquitto)('What devices say', () => {
  it('is heard beside the configured topics, with what was retained, and is no reading', async () => {
    await using broker = await startMosquitto();
    await using home = await client(broker.url);
    await home.publishAsync('homeassistant/light/a/config', '{}', { qos: 1, retain: true });
    await home.publishAsync('lamp/state', '7', { qos: 1, retain: true });
    const devices = listener(['homeassistant/+/+/config']);
    await using it = kinglet(options(broker.url, { topics: ['plant/#'] }), { devices });
    it.devices.listen(['lamp/state', 'plant/known']);
    await until('both', () => devices.heard.length >= 2);
    await home.publishAsync('lamp/state', '8', { qos: 1 });
    await home.publishAsync('plant/pump', '9', { qos: 1 });
    await it.until(1);
    expect(devices.heard.toSorted()).toEqual([
      'homeassistant/light/a/config={} (retained)',
      'lamp/state=7 (retained)',
      'lamp/state=8',
      'plant/pump=9',
    ]);
    expect(await it.stop()).toEqual(['plant.pump=9']);
  });

  it('is left when nobody listens any more', async () => {
    await using broker = await startMosquitto();
    await using home = await client(broker.url);
    const devices = listener();
    await using it = kinglet(options(broker.url, { topics: ['plant/#'] }), { devices });
    it.devices.listen(['a', 'b']);
    await home.publishAsync('a', '1', { qos: 1, retain: true });
    await home.publishAsync('b', '1', { qos: 1, retain: true });
    await until('both', () => devices.heard.length >= 2);
    it.devices.leave(['a']);
    await home.publishAsync('a', '2', { qos: 1 });
    await home.publishAsync('b', '2', { qos: 1 });
    await until('the last', () => devices.heard.some((said) => said.startsWith('b=2')));
    expect(devices.heard.filter((said) => said.startsWith('a=2'))).toEqual([]);
  });

  it('is heard again after the broker was away, in a group by each member', async () => {
    const first = await startMosquitto();
    const devices = listener(['homeassistant/+/+/config']);
    await using it = kinglet(options(first.url, { topics: ['plant/#'], share: 'us' }), { devices });
    it.devices.listen(['plant/lamp']);
    await until('a connection', () => it.observer.links.some(({ up }) => up));
    await first.kill();
    await until('its loss', () => it.observer.links.some(({ up }) => !up));
    await using again = await startMosquitto([], first.port);
    await using home = await client(again.url);
    await home.publishAsync('plant/lamp', 'ON', { qos: 1, retain: true });
    await until('the way back', async () => {
      await it.clock.advance(1_000);
      return devices.heard.length > 0;
    });
    expect(devices.heard).toContain('plant/lamp=ON (retained)');
  });
});

describe.skipIf(!hasMosquitto)('A command', () => {
  it('goes out in order, is not retained, and does not come back', async () => {
    await using broker = await startMosquitto();
    await using home = await client(broker.url);
    const { heard, until: count } = await listen(home, 'lamp/#');
    const devices = listener();
    await using it = kinglet(options(broker.url), { devices });
    await until('a connection', () => it.observer.links.some(({ up }) => up));
    expect(
      await it.devices.command(
        ['1', '2', '3'].map((payload) => ({ topic: 'lamp/set', payload })),
        never,
      ),
    ).toEqual({ ok: true, value: undefined });
    await count(3);
    expect([heard, devices.heard]).toEqual([['lamp/set=1', 'lamp/set=2', 'lamp/set=3'], []]);
  });

  it('is refused while the broker is away, and not sent when it is back', async () => {
    const first = await startMosquitto();
    await using it = kinglet(options(first.url), { devices: listener() });
    await until('a connection', () => it.observer.links.some(({ up }) => up));
    await first.kill();
    await until('its loss', () => it.observer.links.some(({ up }) => !up));
    expect(await it.devices.command([{ topic: 'lamp/set', payload: 'ON' }], never)).toMatchObject({
      ok: false,
      fault: { code: 'mqtt/away' },
    });
    await using again = await startMosquitto([], first.port);
    await using home = await client(again.url);
    const { heard } = await listen(home, 'lamp/#');
    await until('the way back', async () => {
      await it.clock.advance(1_000);
      return it.observer.links.filter(({ up }) => up).length > 1;
    });
    expect(await it.devices.command([{ topic: 'lamp/set', payload: 'OFF' }], never)).toMatchObject({ ok: true });
    await until('the later one', () => heard.length > 0);
    expect(heard).toEqual(['lamp/set=OFF']);
  });
});
