/**
 * Watches a sensor of two states. No model: lengths, hours and what is trouble by itself.
 *
 *     note(state) ─┬─ alarm    smoke, a leak, no connection                  told when it has lasted a moment
 *     tick(now) ───┼─ long     open for longer than 99 of 100 openings       has been open since …
 *                  ├─ strange  comes on at an hour at which it does not      switched on at …, unusual around this hour
 *                  └─ overdue  its hours have passed without it              has stayed off since …
 *
 * At most one episode of each of the two sorts that an incident can tell apart: what is odd now, and what is missing (`stuck`).
 */
import { Arena, hours, type Millis, millis, minutes, type Timestamp } from '../../base/index.ts';
import type { Episode, EpisodeChange, Expectation, Pattern, Sensor } from '../../domain/index.ts';
import type { Learned } from '../learned.ts';
import { type BinaryKind, TEMPERS, type Temper } from './kinds.ts';
import { Lengths } from './lengths.ts';
import { Rhythm, type Slot } from './rhythm.ts';

/** A state is told when at most this share of those remembered lasted so long, in units of … */
const RARE = 0.01;
/** … this much less than it lasts now. */
const FURTHER = 1.5;
/** Something is missed when its pause lasts for so many times as long as nearly all did, or when its hours have passed and few pauses were as long. */
const FAR = 2.5;
const SELDOM = 0.05;
/** Of a kind without imagined lengths so many must have been seen. */
const LIVED = 50;
/** Days of its kind after which an hour can be strange, and the share of them from which it is not. */
const DAYS = 12;
const STRANGE = 0.022;
/** A strange visit is over so long after the last. */
const LEFT = minutes(30);
/** One in so many that all these hours pass without it: e^6 is 400. */
const MISSED = 6;
const SLIGHTLY_MISSED = 4;
/** An hour never counts as surer than this. */
const SUREST = 0.98;
const SCORE = 0.999;
const BYTES = 2 * Lengths.BYTES + Rhythm.BYTES;

export class BinaryWatch {
  readonly #temper: Temper;
  readonly #lengths: readonly [Lengths, Lengths];
  readonly #rhythm: Rhythm;
  sensor: Sensor;
  #state: 0 | 1 | undefined;
  #since = 0 as Timestamp;
  /** False while nobody saw it begin. */
  #begun = false;
  #now = Number.NEGATIVE_INFINITY;
  /** When it last came on; and how unlikely it is that it has not since. */
  #lastOn: Timestamp | undefined;
  #missed = 0;
  #odd: Episode | undefined;
  #missing: Episode | undefined;

  constructor(sensor: Sensor, kind: BinaryKind) {
    const arena = new Arena(BYTES);
    this.sensor = sensor;
    this.#temper = TEMPERS[kind];
    this.#lengths = [new Lengths(arena), new Lengths(arena)];
    this.#rhythm = new Rhythm(arena);
  }

  /** What is open, as it was told. */
  get open(): readonly Episode[] {
    return [this.#odd, this.#missing].filter((e) => e !== undefined);
  }
  /** The score to tell for its readings: 0, or that of a plain rule while something is open. */
  get score(): number {
    return this.#odd === undefined && this.#missing === undefined ? 0 : SCORE;
  }

  /** Lengths and hours, for the next life; not what it is now, which nobody knows then. */
  get learned(): Learned {
    const [off, on] = this.#lengths;
    return { off: off.learned, on: on.learned, ...this.#rhythm.learned };
  }
  /** What was learned in an earlier life, before anything is noted; of what makes no sense nothing. */
  recall(saved: unknown): boolean {
    const [off, on] = this.#lengths;
    const [lengths, rhythm] = [[new Lengths(), new Lengths()] as const, new Rhythm()];
    if (!lengths[0].recall(saved, 'off') || !lengths[1].recall(saved, 'on') || !rhythm.recall(saved)) return false;
    return off.recall(saved, 'off') && on.recall(saved, 'on') && this.#rhythm.recall(saved);
  }

  /** It says its state. Anything but 0 and 1 is none. `slot` is the hour of `at`. */
  note(value: number, at: Timestamp, slot: Slot): readonly EpisodeChange[] {
    const changes = [...this.tick(at, slot)];
    if ((value !== 0 && value !== 1) || value === this.#state || at < this.#now) return changes;
    const before = this.#state;
    if (before !== undefined && this.#begun) this.#lengths[before].learn(millis(at - this.#since));
    this.#begun = before !== undefined;
    this.#state = value;
    this.#since = at;
    if (before === undefined) return [...changes, ...this.#weigh(at)];
    const strange = value === 1 && this.#isStrange(slot);
    // What was odd about the state before is over; a strange visit goes on while there is coming and going.
    if (this.#odd !== undefined && this.#odd.pattern !== 'spike') changes.push(...this.#endOdd(at));
    if (value === 1) changes.push(...this.#comesOn(at, strange));
    return [...changes, ...this.#weigh(at)];
  }

  #comesOn(at: Timestamp, strange: boolean): readonly EpisodeChange[] {
    this.#rhythm.happens();
    this.#lastOn = at;
    this.#missed = 0;
    const missing = this.#missing;
    this.#missing = undefined;
    const over: readonly EpisodeChange[] = missing === undefined ? [] : [this.#closed(missing, at)];
    if (!strange || this.#odd !== undefined) return over;
    this.#odd = this.#episode('spike', at, at, { basis: 'hour', rarity: 1 / STRANGE });
    return [...over, { kind: 'opened', episode: this.#odd }];
  }

  /** Time has come this far. */
  tick(at: Timestamp, slot: Slot): readonly EpisodeChange[] {
    if (at < this.#now) return [];
    this.#now = at;
    const over = this.#rhythm.turn(slot);
    // The hour in which it last came on is no hour without it.
    if (over !== undefined && this.#lastOn !== undefined && at - this.#lastOn > hours(1))
      this.#missed -= Math.log(1 - Math.min(SUREST, this.#rhythm.usual(over)));
    return this.#weigh(at);
  }

  /** It is not heard any more: how long its state goes on, nobody knows. Whatever was told of it stays until it is heard again. */
  lose(): void {
    this.#begun = false;
    this.#lastOn = undefined;
    this.#missed = 0;
  }

  /** It is no longer watched. */
  leave(at: Timestamp): readonly EpisodeChange[] {
    const all = this.open.map((episode): EpisodeChange => ({ kind: 'closed', episode: { ...episode, closed: at, ending: 'gone' } }));
    this.#odd = undefined;
    this.#missing = undefined;
    return all;
  }

  #isStrange(slot: Slot): boolean {
    return this.#temper.strange === true && this.#rhythm.days(slot) >= DAYS && this.#rhythm.expected(slot) < STRANGE;
  }

  /** What time brings: a state that lasts too long, a visit that is over, an hour that was missed. */
  #weigh(at: Timestamp): readonly EpisodeChange[] {
    if (this.#state === undefined) return [];
    const lasted = millis(at - this.#since);
    const changes: EpisodeChange[] = [];
    if (this.#odd?.pattern === 'spike' && this.#temper.alarm === undefined && this.#state === 0 && lasted >= LEFT)
      changes.push(...this.#endOdd(at));
    const odd = this.#lastsTooLong(lasted) ?? this.#isAlarm(lasted);
    if (odd !== undefined && this.#odd?.pattern !== odd) {
      const kind = this.#odd === undefined ? 'opened' : 'worsened';
      this.#odd = {
        ...this.#episode(odd, at, this.#since, this.#rarity()),
        ...(kind === 'opened' ? {} : { opened: this.#odd?.opened ?? at }),
      };
      changes.push({ kind, episode: this.#odd });
    }
    if (this.#isOverdue(at) && this.#missing === undefined) {
      this.#missing = this.#episode('stuck', at, this.#since, { basis: 'always', rarity: Math.exp(MISSED) });
      changes.push({ kind: 'opened', episode: this.#missing });
    }
    return changes;
  }

  #isAlarm(lasted: Millis): Pattern | undefined {
    const { alarm } = this.#temper;
    if (alarm === undefined || this.#state !== alarm.state || lasted < alarm.after) return undefined;
    return alarm.state === 1 ? 'rise' : 'fall';
  }

  #lastsTooLong(lasted: Millis): Pattern | undefined {
    const { long } = this.#temper;
    const state = this.#state as 0 | 1;
    if (long === undefined || !long.states.includes(state) || lasted < long.floor) return undefined;
    const lengths = this.#lengths[state];
    if (long.imagined === 0 && lengths.count < LIVED) return undefined;
    if (lengths.longer(millis(lasted / FURTHER), long.imagined) > RARE) return undefined;
    return state === 1 ? 'rise' : 'fall';
  }

  #isOverdue(at: Timestamp): boolean {
    if (this.#temper.overdue !== true || this.#state !== 0 || this.#lastOn === undefined) return false;
    const [off] = this.#lengths;
    const gap = at - this.#lastOn;
    // What comes round and round is missed by its pauses, if this is no hour of rest; what has its hours by these, if the pause is a long one too.
    if (this.#missed >= SLIGHTLY_MISSED && off.count >= LIVED && off.longer(millis(gap / FAR), 0) <= RARE) return true;
    return this.#missed >= MISSED && off.longer(millis(gap / FURTHER), 0) <= SELDOM;
  }

  #rarity(): { readonly basis: Expectation['basis']; readonly rarity: number } {
    const grave = this.#temper.alarm?.severity;
    return { basis: 'always', rarity: grave === undefined ? 1 / RARE : grave === 'notice' ? 10 : 1e6 };
  }

  #endOdd(at: Timestamp): readonly EpisodeChange[] {
    const odd = this.#odd;
    this.#odd = undefined;
    return odd === undefined ? [] : [this.#closed(odd, at)];
  }

  #closed(episode: Episode, at: Timestamp): EpisodeChange {
    return { kind: 'closed', episode: { ...episode, closed: at, ending: 'recovered', value: this.#state ?? episode.value } };
  }

  #episode(
    pattern: Pattern,
    at: Timestamp,
    since: Timestamp,
    { basis, rarity }: { readonly basis: Expectation['basis']; readonly rarity: number },
  ): Episode {
    const value = this.#state as number;
    const other = 1 - value;
    const { states, alarm } = this.#temper;
    const cadence = pattern === 'stuck' ? this.#lengths[0].median : undefined;
    return {
      sensor: this.sensor,
      pattern,
      opened: at,
      since,
      value,
      worst: value,
      expected: { low: other, middle: other, high: other, basis },
      rarity,
      score: SCORE,
      facts: { states, ...(cadence === undefined ? {} : { cadence }), ...(alarm === undefined ? {} : { severity: alarm.severity }) },
    };
  }
}
