/**
 * "This is normal": what somebody has called normal is quiet on that sensor from then on, and nothing else is.
 *
 *     episode ── pardonOf ──► Pardon {sensor, pattern, low … high}        what it looked like, a little widened
 *     the same again ── isPardoned ──► Excuse: quiet until the sensor is calm, its way back included; beyond low … high it is told
 *
 * The same trouble shows a little differently each time: one that was called a rise may be seen as a spike, and its first minutes as an
 * unusual course. `COVERS` says what counts as the same; the range says how far it goes.
 */
import { fail, ok, type Result, type Timestamp } from '../base/index.ts';
import type { Episode, Pardon, Pattern, Sensor, SensorId } from '../domain/index.ts';

/** Further patterns that a pardoned pattern may show as. */
const COVERS: Readonly<Record<Pattern, readonly Pattern[]>> = {
  spike: ['spike', 'rise', 'shape', 'noisier'],
  rise: ['spike', 'rise', 'shape', 'noisier'],
  drop: ['drop', 'fall', 'shape', 'noisier'],
  fall: ['drop', 'fall', 'shape', 'noisier'],
  noisier: ['noisier', 'shape', 'spike', 'drop'],
  shape: ['noisier', 'shape', 'spike', 'drop'],
  quieter: ['quieter'],
  stuck: ['stuck'],
  silent: ['silent'],
  impossible: ['impossible'],
};

/** A range reaches this share of the way from the habits to what was seen further out; at least this share of the usual range. */
const WIDER = 0.25;
/** Calm readings after which a pardoned trouble is over. */
const CALM = 12;
/** Readings after which what is pardoned is learned like any other. */
const LASTING = 300;

/** What an episode must tell for a pardon to be found for it. */
export type EpisodeLike = Pick<Episode, 'sensor' | 'pattern' | 'value' | 'worst' | 'facts'>;

/** The pardon for an episode, open or over. `alert` and `text`: the alert it was given for, and its sentence. */
export function pardonOf(episode: Episode, at: Timestamp, alert: string, text: string): Pardon {
  const { sensor, pattern, opened } = episode;
  const [low, high] = rangeOf(episode);
  return {
    id: `${sensor.id}-${pattern}-${opened}`,
    sensor: sensor.id,
    ...(pattern === 'silent' && episode.facts?.extent === 'device' ? { device: sensor.device } : {}),
    pattern,
    low,
    high,
    at,
    opened,
    alert,
    text,
  };
}

function rangeOf({ sensor, pattern, value, worst, expected, facts }: Episode): readonly [low: number, high: number] {
  const seen = [value, worst, facts?.low ?? value, facts?.high ?? value].filter(Number.isFinite);
  const least = Math.min(expected.low, ...seen);
  const most = Math.max(expected.high, ...seen);
  const wider = WIDER * finite(Math.max(most - expected.high, expected.low - least, expected.high - expected.low));
  switch (pattern) {
    case 'silent':
      return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    case 'spike':
    case 'rise':
      // A counter is higher each time.
      return [expected.low - wider, sensor.quantity === 'energy' ? Number.POSITIVE_INFINITY : most + wider];
    case 'drop':
    case 'fall':
      return [least - wider, expected.high + wider];
    case 'noisier':
    case 'quieter':
    case 'shape':
      return [least - wider, most + wider];
    case 'stuck':
      if (value >= expected.low && value <= expected.high) return [least - wider, most + wider];
      return [value - wider, value + wider];
    case 'impossible':
      return Number.isFinite(value) ? [value - wider, value + wider] : [value, value];
  }
}

const finite = (x: number): number => (Number.isFinite(x) ? Math.max(0, x) : 0);

/** Whether what is pardoned includes this. */
export function isPardoned(pardon: Pardon, like: EpisodeLike): boolean {
  if (!concerns(pardon, like.sensor) || !COVERS[pardon.pattern].includes(like.pattern)) return false;
  // The silence of one sensor is no excuse for that of the whole device.
  if (like.facts?.extent === 'device' && pardon.device === undefined) return false;
  const { low, high } = pardon;
  const { pattern, value, worst } = like;
  switch (pattern) {
    case 'silent':
      return true;
    case 'spike':
    case 'rise':
      return Math.max(value, worst) <= high && (isSided(pardon) || value >= low);
    case 'drop':
    case 'fall':
      return Math.min(value, worst) >= low && (isSided(pardon) || value <= high);
    case 'noisier':
    case 'quieter':
    case 'shape':
      return (like.facts?.low ?? value) >= low && (like.facts?.high ?? value) <= high;
    case 'stuck':
    case 'impossible':
      return (value >= low && value <= high) || (Number.isNaN(value) && Number.isNaN(low));
  }
}

const concerns = (pardon: Pardon, sensor: Sensor): boolean => pardon.sensor === sensor.id || pardon.device === sensor.device;

/** What lies between the habits and a pardoned rise is a smaller rise, whatever the habits of the hour are. */
const isSided = ({ pattern }: Pardon): boolean => pattern !== 'noisier' && pattern !== 'shape';

const RULES: readonly Pattern[] = ['stuck', 'silent', 'impossible'];

/** Whether an open episode is over by this pardon: it is the very one that was pardoned, or like it. */
export function isMeant(pardon: Pardon, episode: Episode): boolean {
  const same = concerns(pardon, episode.sensor) && pardon.opened === episode.opened;
  const kind = RULES.includes(episode.pattern) ? episode.pattern === pardon.pattern : !RULES.includes(pardon.pattern);
  return (same && kind) || isPardoned(pardon, episode);
}

export interface PardonLimits {
  readonly all: number;
  readonly sensor: number;
}
const LIMITS: PardonLimits = { all: 5_000, sensor: 32 };

/** All pardons that hold, in the order they were given. */
export class Pardons {
  readonly #limits: PardonLimits;
  readonly #all = new Map<string, Pardon>();
  readonly #of = new Map<SensorId, Pardon[]>();
  /** Those for the silence of a device. */
  readonly #ofDevice = new Map<string, Pardon[]>();

  constructor(limits: PardonLimits = LIMITS) {
    this.#limits = limits;
  }

  list(): readonly Pardon[] {
    return [...this.#all.values()];
  }

  /** Faults: `watch/too-many-pardons`. One with the same id takes the place of the other. */
  add(pardon: Pardon): Result<void> {
    const of = this.#of.get(pardon.sensor);
    if (!this.#all.has(pardon.id)) {
      if (this.#all.size >= this.#limits.all)
        return fail(
          'watch/too-many-pardons',
          `${this.#limits.all} things are taken as normal already, more are not kept.`,
          'Take one back with "not normal" and the id of its alert.',
        );
      if ((of?.length ?? 0) >= this.#limits.sensor)
        return fail(
          'watch/too-many-pardons',
          `${this.#limits.sensor} things are taken as normal already on ${pardon.sensor}.`,
          'Take one back with "not normal" and the id of its alert, or switch the sensor off with watch: off.',
        );
    }
    this.remove(pardon.id);
    this.#all.set(pardon.id, pardon);
    push(this.#of, pardon.sensor, pardon);
    if (pardon.device !== undefined) push(this.#ofDevice, pardon.device, pardon);
    return ok(undefined);
  }

  remove(id: string): Pardon | undefined {
    const pardon = this.#all.get(id);
    if (!pardon) return undefined;
    this.#all.delete(id);
    pull(this.#of, pardon.sensor, pardon);
    if (pardon.device !== undefined) pull(this.#ofDevice, pardon.device, pardon);
    return pardon;
  }

  /** Whether anything at all is pardoned on a sensor: nearly always nothing is. */
  any({ id, device }: Sensor): boolean {
    return this.#of.has(id) || this.#ofDevice.has(device);
  }

  /** Whether an open episode is over by one that was given from then on. */
  isMeant(episode: Episode, from: Timestamp): boolean {
    return this.#of.get(episode.sensor.id)?.some((pardon) => pardon.at >= from && isMeant(pardon, episode)) ?? false;
  }

  /** The latest pardon that includes this. */
  find(like: EpisodeLike): Pardon | undefined {
    const { id, device } = like.sensor;
    const includes = (pardon: Pardon): boolean => isPardoned(pardon, like);
    return this.#of.get(id)?.findLast(includes) ?? this.#ofDevice.get(device)?.findLast(includes);
  }
}

function push<K>(map: Map<K, Pardon[]>, key: K, pardon: Pardon): void {
  const list = map.get(key);
  if (list) list.push(pardon);
  else map.set(key, [pardon]);
}

function pull<K>(map: Map<K, Pardon[]>, key: K, pardon: Pardon): void {
  const rest = (map.get(key) ?? []).filter((p) => p !== pardon);
  if (rest.length > 0) map.set(key, rest);
  else map.delete(key);
}

/** A pardoned trouble that goes on: quiet as long as its readings stay between the habits and what was pardoned. */
export class Excuse {
  readonly pardon: Pardon;
  readonly episode: Episode;
  /** It had been told before it was pardoned. */
  readonly told: boolean;
  readonly #low: number;
  readonly #high: number;
  #calm = 0;
  #readings = 0;

  constructor(pardon: Pardon, episode: Episode, told: boolean) {
    this.pardon = pardon;
    this.episode = episode;
    this.told = told;
    this.#low = Math.min(pardon.low, episode.expected.low);
    this.#high = Math.max(pardon.high, episode.expected.high);
  }

  covers(value: number): boolean {
    return value >= this.#low && value <= this.#high;
  }

  /** It has lasted so long that it is learned like anything else. */
  get lasts(): boolean {
    return this.#readings > LASTING;
  }

  /** Takes the next reading; true when the trouble is over. */
  step(calm: boolean): boolean {
    this.#readings++;
    this.#calm = calm ? this.#calm + 1 : 0;
    return this.#calm >= CALM;
  }
}
