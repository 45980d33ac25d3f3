import { describe, expect, it } from 'vitest';
import { gather } from '../../src/agent/gather.ts';
import type { Source } from '../../src/agent/ports.ts';
import type { Reading } from '../../src/core/domain/index.ts';
import { FakeClock, HandSource, settle } from '../support/fakes.ts';
import { reading, sensor } from '../support/sensors.ts';

const one = (n: number) => [reading(sensor(), n, n)];

describe('Gathering sources', () => {
  it('hands on what came within a tenth of a second as one batch', async () => {
    const clock = new FakeClock();
    const [a, b] = [new HandSource(), new HandSource()];
    const stream = gather([a, b], { clock, signal: new AbortController().signal });
    const first = stream.next();
    await settle();
    a.give(one(1));
    b.give(one(2));
    await clock.advance(100);
    expect((await first).value).toHaveLength(2);
    a.end();
    b.end();
    await clock.advance(100);
    expect((await stream.next()).done).toBe(true);
  });

  it('gives an empty batch each second while nothing comes, so that silence is noticed', async () => {
    const clock = new FakeClock();
    const stream = gather([new HandSource()], { clock, signal: new AbortController().signal });
    const first = stream.next();
    await clock.advance(1000);
    expect((await first).value).toEqual([]);
  });

  it('hands on everything that was accepted before the end', async () => {
    const clock = new FakeClock();
    const stop = new AbortController();
    const source = new HandSource();
    source.give(one(1));
    source.give(one(2));
    stop.abort();
    const all = await Array.fromAsync(gather([source], { clock, signal: stop.signal }));
    expect(all.flat()).toHaveLength(2);
  });

  it('does not ask a source for more than fits', async () => {
    const clock = new FakeClock();
    let asked = 0;
    const flood: Source = {
      name: 'flood',
      async *readings(signal) {
        while (!signal.aborted) {
          asked++;
          yield one(asked) as readonly Reading[];
        }
      },
    };
    const stop = new AbortController();
    const stream = gather([flood], { clock, signal: stop.signal });
    const first = stream.next();
    await settle();
    await clock.advance(100);
    expect((await first).value?.length).toBeLessThanOrEqual(256);
    expect(asked).toBeLessThan(1000);
    stop.abort();
    await stream.return(undefined);
  });

  it('throws what a source throws, after the rest', async () => {
    const broken: Source = {
      name: 'broken',
      async *readings() {
        yield one(1);
        throw new Error('bug');
      },
    };
    const clock = new FakeClock();
    const stop = new AbortController();
    stop.abort();
    await expect(Array.fromAsync(gather([broken], { clock, signal: stop.signal }))).rejects.toThrow('bug');
  });
});
