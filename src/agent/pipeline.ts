/**
 * The way of a reading, for the daemon and for recordings alike:
 *
 *     batches of readings ─► (apart.take) ─► watch.push ─► windows of all sensors that are due ─► scorer (Worker) ─► watch.settle ─► verdicts
 *
 * While a batch is being scored the next may be pushed; answers are settled in order, and at once when nothing else comes in.
 */
import type { Reading } from '../core/domain/index.ts';
import type { Settled, Watch } from '../core/watch/index.ts';
import type { Apart } from './apart.ts';
import type { Scorer } from './ports.ts';

export interface Watching {
  readonly watch: Watch;
  readonly scorer: Scorer;
  /** Takes what no model sees; what comes of it does not wait for the model. */
  readonly apart?: Apart | undefined;
}

const NO_ANSWERS = new Float32Array(0);
/** Batches the scorer may have in hand: one running, one waiting. */
const AHEAD = 2;

export async function* watchReadings(
  batches: AsyncIterable<readonly Reading[]>,
  { watch, scorer, apart }: Watching,
): AsyncGenerator<Settled> {
  const source = batches[Symbol.asyncIterator]();
  const scoring: Promise<{ answers: Float32Array }>[] = [];
  let broken: { readonly error: unknown } | undefined;
  const pull = (): Promise<IteratorResult<readonly Reading[]>> => {
    // A source that breaks has ended; what it gave before is still scored and settled.
    return source.next().catch((error: unknown) => {
      broken = { error };
      return { done: true, value: undefined };
    });
  };
  let next: Promise<IteratorResult<readonly Reading[]>> | undefined = pull();
  try {
    while (next || scoring.length > 0) {
      const oldest = scoring[0];
      // At the limit only the oldest answer is waited for; else whichever comes first, the answer or more readings.
      const turns: (typeof oldest | typeof next)[] = next !== undefined && scoring.length < AHEAD ? [oldest ?? next, next] : [oldest];
      const turn: Awaited<(typeof turns)[number]> = await Promise.race(turns);
      if (!turn) break;
      if ('answers' in turn) {
        scoring.shift();
        const settled = watch.settle(turn.answers);
        yield apart?.beside(settled) ?? settled;
        continue;
      }
      next = turn.done ? undefined : pull();
      if (turn.done) continue;
      for (const reading of turn.value) if (!apart?.take(reading)) watch.push(reading);
      const taken = apart?.settle();
      if (taken && taken.verdicts.length + taken.changes.length > 0) yield taken;
      if (watch.waiting === 0) continue;
      const { data, rows } = watch.takeBatch();
      const answers = rows > 0 ? scorer.run(data, rows) : Promise.resolve(NO_ANSWERS);
      const scored = answers.then((a) => ({ answers: a }));
      scored.catch(() => undefined); // a rejection is met when its turn comes
      scoring.push(scored);
    }
    if (broken) throw broken.error;
  } finally {
    await source.return?.();
  }
}
