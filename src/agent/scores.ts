/** Says `sensor/<id>/score` when it is news: a clear change, and at most twice a minute for each sensor. */
import { type Millis, seconds } from '../core/base/index.ts';
import type { SensorId, Verdict } from '../core/domain/index.ts';
import type { Publisher } from './ports.ts';

const CHANGE = 0.1;
const PAUSE: Millis = seconds(30);

export class ScoreBoard {
  readonly #publisher: Publisher;
  readonly #threshold: number;
  readonly #told = new Map<SensorId, { score: number; at: number }>();

  constructor(publisher: Publisher, threshold: number) {
    this.#publisher = publisher;
    this.#threshold = threshold;
  }

  note({ sensor, score, at }: Verdict): void {
    const told = this.#told.get(sensor.id);
    if (told) {
      const crossed = score >= this.#threshold !== told.score >= this.#threshold;
      const due = at - told.at >= PAUSE || at < told.at;
      if (!crossed && !(due && Math.abs(score - told.score) >= CHANGE)) return;
      told.score = score;
      told.at = at;
    } else this.#told.set(sensor.id, { score, at });
    void this.#publisher.publish({ topic: `sensor/${sensor.id}/score`, payload: score.toFixed(3), qos: 0, retain: false });
  }
}
