import { describe, expect, it } from 'vitest';
import { watchReadings } from '../../src/agent/pipeline.ts';
import type { Scorer } from '../../src/agent/ports.ts';
import type { Reading, Verdict } from '../../src/core/domain/index.ts';
import { Watch } from '../../src/core/watch/index.ts';
import { PersistenceScorer, settle } from '../support/fakes.ts';
import { freezerLife } from '../support/freezer.ts';

/** Answers when the test says so. */
class HandScorer extends PersistenceScorer {
  #asked: (() => void)[] = [];
  get waiting(): number {
    return this.#asked.length;
  }
  override async run(windows: Float32Array<ArrayBuffer>, rows: number): Promise<Float32Array<ArrayBuffer>> {
    const answer = super.run(windows, rows);
    await new Promise<void>((resolve) => this.#asked.push(resolve));
    return answer;
  }
  answer(): void {
    this.#asked.shift()?.();
  }
}

/** Batches the test hands over one by one, and what became of the source. */
function byHand() {
  const waiting: (readonly Reading[] | Error | 'end')[] = [];
  let wake = (): void => {};
  const state = { pulled: 0, closed: false };
  async function* batches(): AsyncGenerator<readonly Reading[]> {
    try {
      while (true) {
        state.pulled++;
        while (waiting.length === 0) await new Promise<void>((resolve) => (wake = resolve));
        const next = waiting.shift();
        if (next instanceof Error) throw next;
        if (next === undefined || next === 'end') return;
        yield next;
      }
    } finally {
      state.closed = true;
    }
  }
  const give = (next: readonly Reading[] | Error | 'end'): void => {
    waiting.push(next);
    wake();
  };
  return { batches: batches(), give, state };
}

const watching = (scorer: Scorer = new PersistenceScorer()) => ({ watch: new Watch({ threshold: 0.6, maxSensors: 10 }), scorer });
/** Enough of a life that each further reading is due for the model. */
const LIFE = freezerLife(60);
const times = (verdicts: readonly Verdict[]): number[] => verdicts.map((v) => v.at);

describe('The way of a reading', () => {
  it('ends in one verdict for each reading, in the order in which they came, however they were batched', async () => {
    const life = freezerLife(300);
    for (const size of [1, 7, 300]) {
      const { batches, give } = byHand();
      for (let i = 0; i < life.length; i += size) give(life.slice(i, i + size));
      give('end');
      const settled = await Array.fromAsync(watchReadings(batches, watching()));
      expect(times(settled.flatMap((s) => s.verdicts))).toEqual(life.map((r) => r.at));
    }
  });

  it('settles at once when nothing else comes in', async () => {
    const { batches, give, state } = byHand();
    const stream = watchReadings(batches, watching());
    const first = stream.next();
    give(LIFE);
    expect((await first).value?.verdicts).toHaveLength(LIFE.length); // although the source has not been heard of since
    expect(state.closed).toBe(false);
    give('end');
    expect((await stream.next()).done).toBe(true);
  });

  it('takes the next batch while one is being scored, and no third', async () => {
    const { batches, give, state } = byHand();
    const scorer = new HandScorer();
    const stream = watchReadings(batches, watching(scorer));
    const first = stream.next();
    for (let i = 0; i < 5; i++) give(freezerLife(80).slice(i === 0 ? 0 : 59 + i, 60 + i));
    await settle();
    expect(scorer.waiting).toBe(2);
    expect(state.pulled).toBe(3); // two in the scorer's hands, one asked for
    scorer.answer();
    expect((await first).value?.verdicts).toHaveLength(60);
    const second = stream.next();
    await settle();
    expect(scorer.waiting).toBe(2); // one was answered, so one more was taken
    scorer.answer();
    await second;
    give('end');
    await stream.return(undefined);
  });

  it('does not trouble the model with an empty batch, nor its reader with nothing', async () => {
    const { batches, give } = byHand();
    const scorer = new PersistenceScorer();
    give([]);
    give([]);
    give(LIFE.slice(0, 5)); // too young for a window
    give([]);
    give('end');
    const settled = await Array.fromAsync(watchReadings(batches, watching(scorer)));
    expect(settled.map((s) => s.verdicts.length)).toEqual([5]);
    expect(scorer.runs).toBe(0);
  });

  it('ends with an error, and nobody dies of the other, when its source and its scorer both break', async () => {
    const { batches, give, state } = byHand();
    let fail = (_: Error): void => {};
    const run = (): Promise<never> =>
      new Promise((_, reject) => {
        fail = reject;
      });
    const scorer = Object.assign(new PersistenceScorer(), { run });
    const met = expect(watchReadings(batches, watching(scorer)).next()).rejects.toThrow(/the source broke|the model is gone/);
    give(LIFE);
    give(new Error('the source broke'));
    await settle();
    fail(new Error('the model is gone'));
    await met;
    await settle();
    expect(state.closed).toBe(true);
  });

  it('ends with the error of its source even while it may not take more', async () => {
    const { batches, give } = byHand();
    const scorer = new HandScorer();
    const stream = watchReadings(batches, watching(scorer));
    const first = stream.next();
    give(LIFE);
    give(freezerLife(61).slice(60));
    give(new Error('the source broke'));
    await settle(); // thrown while two batches are in the scorer's hands
    scorer.answer();
    expect((await first).value?.verdicts).toHaveLength(LIFE.length);
    scorer.answer();
    await expect(Array.fromAsync(stream)).rejects.toThrow('the source broke');
  });

  it('tells what was being scored before it ends with the error of its source', async () => {
    const { batches, give } = byHand();
    const scorer = new HandScorer();
    const stream = watchReadings(batches, watching(scorer));
    const first = stream.next();
    first.catch(() => undefined);
    give(LIFE);
    give(new Error('the source broke'));
    await settle();
    scorer.answer();
    expect((await first).value?.verdicts).toHaveLength(LIFE.length);
    await expect(stream.next()).rejects.toThrow('the source broke');
  });

  it('ends with the error of its scorer, and closes the source', async () => {
    const { batches, give, state } = byHand();
    const scorer = Object.assign(new PersistenceScorer(), { run: () => Promise.reject(new Error('the model is gone')) });
    const stream = watchReadings(batches, watching(scorer));
    const met = expect(stream.next()).rejects.toThrow('the model is gone');
    give(LIFE);
    give(LIFE);
    give('end');
    await met;
    expect(state.closed).toBe(true);
    expect((await stream.next()).done).toBe(true);
  });

  it('closes its source when its reader leaves early', async () => {
    const { batches, give, state } = byHand();
    give(LIFE);
    give(LIFE);
    for await (const settled of watchReadings(batches, watching())) {
      expect(settled.verdicts).toHaveLength(LIFE.length);
      give('end'); // a generator that waits can only be closed once it wakes
      break;
    }
    expect(state.closed).toBe(true);
  });
});
