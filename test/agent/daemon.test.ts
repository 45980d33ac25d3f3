import { describe, expect, it } from 'vitest';
import { FollowingClock } from '../../src/agent/clock.ts';
import { Daemon, type DaemonParts } from '../../src/agent/daemon.ts';
import type { Source } from '../../src/agent/ports.ts';
import type { Alert, Reading } from '../../src/core/domain/index.ts';
import { type Settled, Watch } from '../../src/core/watch/index.ts';
import { FakeClock, HandSource, PersistenceScorer, quietLog, RecordingObserver, RecordingPublisher, settle } from '../support/fakes.ts';
import { freezer, freezerLife, MINUTE } from '../support/freezer.ts';
import { reading, START, sensor } from '../support/sensors.ts';

const THRESHOLD = 0.6;

/** A daemon with everything around it in the test's hands. */
function daemon(more: Partial<DaemonParts> = {}, maxSensors = 100) {
  const publisher = new RecordingPublisher();
  const observer = new RecordingObserver();
  const clock = more.following ?? new FakeClock(START);
  const source = new HandSource();
  const settled: Settled[] = [];
  const stop = new AbortController();
  const it = new Daemon({
    sources: [source],
    watch: new Watch({ threshold: THRESHOLD, maxSensors }),
    scorer: new PersistenceScorer(),
    threshold: THRESHOLD,
    publisher,
    observer,
    clock,
    log: quietLog(),
    timeZone: 'UTC',
    alerts: new Map(),
    latest: new Map(),
    settled: (s) => void settled.push(s),
    ...more,
  });
  const events = (): Alert[] => publisher.on(/^event$/).map((m) => JSON.parse(m.payload) as Alert);
  return { it, publisher, observer, clock, source, settled, stop, events };
}

/** Gives readings in batches, as they would come, and lets the daemon drain. */
async function play(readings: readonly Reading[], more: Partial<DaemonParts> = {}, batch = 50) {
  const all = daemon(more);
  for (let i = 0; i < readings.length; i += batch) all.source.give(readings.slice(i, i + batch));
  all.stop.abort();
  await all.it.run(all.stop.signal);
  return all;
}

describe('The daemon', () => {
  it('raises one alert for a freezer whose door stands open, and says so in a sentence', async () => {
    const { publisher, events, it: kinglet } = await play(freezerLife(900, { warm: 700 }));
    expect(events()).toHaveLength(1);
    const [alert] = events();
    expect(alert?.text).toMatch(
      /^Freezer temperature (has risen|rose|jumped).* -9\.\d °C.* normally between -1[89](\.\d)? and -1[67](\.\d)? °C\.( Perhaps its door was left open \(\w+\)\.)?$/,
    );
    expect(publisher.on(/^alert\//)).toEqual([
      {
        topic: `alert/${alert?.id}`,
        payload: publisher.on(/^event$/)[0]?.payload.replace(',"event_type":"raised"', ''),
        qos: 1,
        retain: true,
      },
    ]);
    expect(kinglet.desk.open).toBe(1);
    expect(publisher.on(/^sensor\/freezer\.temperature\/score$/).some((m) => Number(m.payload) >= THRESHOLD)).toBe(true);
  });

  it('clears it when the freezer is back in its habits', async () => {
    const life = freezerLife(900).map((r, i) => (i >= 700 && i < 760 ? { ...r, value: -9.5 } : r));
    const { events, publisher, it: kinglet } = await play(life);
    const last = events().at(-1);
    expect(last).toMatchObject({ state: 'cleared', id: events()[0]?.id });
    expect(publisher.on(/^alert\//).at(-1)).toMatchObject({ topic: `alert/${last?.id}`, payload: '', retain: true });
    expect(kinglet.desk.open).toBe(0);
  });

  it('loses nothing it had accepted when it is told to stop', async () => {
    const { it: kinglet, source, stop, clock, settled } = daemon();
    const running = kinglet.run(stop.signal);
    for (const r of freezerLife(500)) source.give([r]);
    await settle();
    stop.abort();
    await running;
    expect(kinglet.readings).toBe(500);
    expect(settled.flatMap((s) => s.verdicts)).toHaveLength(500);
    expect(clock.now()).toBe(START); // and waits for nothing when it leaves
  });

  it('notices silence by its own clock while nothing at all comes in', async () => {
    const { it: kinglet, source, stop, clock, events } = daemon();
    const running = kinglet.run(stop.signal);
    source.give(freezerLife(60).map((r) => ({ ...r, at: (r.at - 60 * MINUTE) as Reading['at'] })));
    for (let minute = 0; minute < 60 && events().length === 0; minute++) await (clock as FakeClock).advance(MINUTE);
    expect(events()).toMatchObject([{ pattern: 'silent', since: START - MINUTE }]);
    stop.abort();
    await running;
  });

  it('is not misled about the silence of others by a sensor whose clock is two hours ahead', async () => {
    const { it: kinglet, source, stop, clock, events } = daemon();
    const running = kinglet.run(stop.signal);
    const ahead = sensor('meter.power', 'power', 'W');
    for (let second = 0; second < 1_200; second++) {
      const now = clock.now();
      if (second % 20 === 0) source.give([reading(freezer, now, -18 + Math.sin(second / 50))]);
      if (second % 3 === 0) source.give([reading(ahead, now + 120 * MINUTE, 100 + 5 * Math.sin(second / 40))]);
      await (clock as FakeClock).advance(1_000);
    }
    stop.abort();
    await running;
    expect(events().map((e) => `${e.sensor} ${e.pattern} ${e.state}`)).toEqual([]);
  });

  it('takes its time from the readings when it is told to follow them', async () => {
    const following = new FollowingClock();
    const cellar = sensor('cellar.humidity', 'humidity', '%');
    const others = Array.from({ length: 600 }, (_, i) => reading(cellar, START + i * MINUTE, 50 + (i % 7)));
    const both = [...freezerLife(400), ...others].sort((a, b) => a.at - b.at);
    const { events } = await play(both, { clock: following, following });
    expect(following.now()).toBe(START + 599 * MINUTE);
    const [silent] = events();
    expect(silent).toMatchObject({ pattern: 'silent', sensor: freezer.id });
    expect(silent?.opened).toBeGreaterThan(START + 400 * MINUTE);
    expect(silent?.opened).toBeLessThan(START + 450 * MINUTE);
  });

  it('shows the latest of each sensor', async () => {
    const { it: kinglet } = await play(freezerLife(100));
    expect(kinglet.sensors()).toMatchObject([{ sensor: { id: freezer.id }, at: START + 99 * MINUTE, value: freezerLife(100)[99]?.value }]);
  });

  it('says once that there are more sensors than it may watch', async () => {
    const { it: kinglet, source, stop, observer } = daemon({}, 3);
    for (let turn = 0; turn < 5; turn++)
      source.give(Array.from({ length: 10 }, (_, n) => reading(sensor(`room${n}.temperature`), START + turn * MINUTE, 20)));
    stop.abort();
    await kinglet.run(stop.signal);
    expect(observer.faults.map((f) => [f.where, f.fault.code])).toEqual([['watch', 'watch/too-many-sensors']]);
    expect(kinglet.readings).toBe(50);
  });

  it('does not wait for a broker that confirms nothing', async () => {
    const publisher = new RecordingPublisher();
    publisher.publish = () => new Promise(() => {});
    const { it: kinglet } = await play(freezerLife(900, { warm: 700 }), { publisher });
    expect(kinglet.readings).toBe(900);
    expect(kinglet.desk.open).toBe(1);
  });

  it('ends with the error of a model that is gone for good', async () => {
    const scorer = Object.assign(new PersistenceScorer(), { run: () => Promise.reject(new Error('the model is gone')) });
    await expect(play(freezerLife(100), { scorer })).rejects.toThrow('the model is gone');
  });

  it('lets go of its sources when it ends with an error, so that the process can end', async () => {
    let released = false;
    const source: Source = {
      name: 'serial',
      async *readings(signal) {
        try {
          yield freezerLife(100);
          await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
        } finally {
          released = true;
        }
      },
    };
    const scorer = Object.assign(new PersistenceScorer(), { run: () => Promise.reject(new Error('the model is gone')) });
    const { it: kinglet, clock, stop } = daemon({ sources: [source], scorer });
    const running = kinglet.run(stop.signal);
    const met = expect(running).rejects.toThrow('the model is gone');
    await (clock as FakeClock).advance(10_000);
    await met;
    await settle();
    expect(released).toBe(true);
  });
});
