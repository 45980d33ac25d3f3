import { describe, expect, it } from 'vitest';
import { BoundedQueue } from '../../../src/core/base/index.ts';

describe('A bounded queue', () => {
  it('keeps the newest items and counts what fell off', async () => {
    const queue = new BoundedQueue<number>(3);
    for (const n of [1, 2, 3, 4, 5]) queue.push(n);
    queue.close();
    expect(await Array.fromAsync(queue)).toEqual([3, 4, 5]);
    expect(queue.dropped).toBe(2);
  });

  it('passes falsy items on like any other', async () => {
    const queue = new BoundedQueue<unknown>(9);
    for (const item of [0, '', undefined, null, false]) queue.push(item);
    queue.close();
    expect(await Array.fromAsync(queue)).toEqual([0, '', undefined, null, false]);
  });

  it('wakes a waiting consumer when it is closed', async () => {
    const queue = new BoundedQueue<number>(1);
    const all = Array.fromAsync(queue);
    queue.close();
    expect(await all).toEqual([]);
  });

  it('takes nothing more once closed', () => {
    const queue = new BoundedQueue<number>(1);
    queue.close();
    expect(queue.push(1)).toBe(false);
    expect(queue.length).toBe(0);
  });

  it('lets a producer that can wait lose nothing', async () => {
    const queue = new BoundedQueue<number>(2);
    const produce = async (): Promise<void> => {
      for (let n = 0; n < 100; n++) {
        await queue.drained();
        queue.push(n);
      }
      queue.close();
    };
    const [, got] = await Promise.all([produce(), Array.fromAsync(queue)]);
    expect(got).toEqual(Array.from({ length: 100 }, (_, n) => n));
    expect(queue.dropped).toBe(0);
  });

  it('hands over all that waits at once', () => {
    const queue = new BoundedQueue<number>(5000);
    for (let n = 0; n < 5000; n++) queue.push(n);
    expect(queue.take(2)).toEqual([0, 1]);
    expect(queue.take()).toHaveLength(4998);
    expect(queue.length).toBe(0);
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses %s as a limit', (limit) => {
    expect(() => new BoundedQueue(limit)).toThrow(RangeError);
  });
});
