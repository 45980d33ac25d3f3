/** What a cause may look at: who is in trouble and which way, what the rest of the device does, and what the device is called. */
import type { Episode, Incident, Quantity, Sensor, Sibling } from '../../domain/index.ts';

/** One thing that speaks for a cause (weight > 0) or against it; weights are log-odds. */
export interface Clue {
  readonly holds: boolean;
  readonly weight: number;
  /** A short clause: "its power has not fallen". */
  readonly because: string;
}

export interface Cause {
  /** Never changes its meaning: scripts go by it. */
  readonly id: string;
  /** Log-odds before any clue. */
  readonly prior: number;
  /** What goes on after "perhaps", and the clues; undefined where the cause makes no sense. */
  readonly look: (scene: Scene) => { readonly text: string; readonly clues: readonly Clue[] } | undefined;
}

export const clue = (holds: boolean, weight: number, because: string): Clue => ({ holds, weight, because });

export type Direction = 'up' | 'down' | 'unsteady' | 'none';

/** Of the usual range: so far from its middle a value leans to one side. */
const LEAN = 0.3;

/** Which way a sensor went; a pattern without a side goes by where its value lies. */
export function directionOf(episode: Episode): Direction {
  const { pattern, worst, value, expected } = episode;
  switch (pattern) {
    case 'rise':
    case 'spike':
      return 'up';
    case 'fall':
    case 'drop':
      return 'down';
    case 'noisier':
      return 'unsteady';
    case 'stuck':
      return isGone(episode) ? 'down' : 'none';
    case 'shape': {
      const far = Math.abs(worst - expected.middle) > Math.abs(value - expected.middle) ? worst : value;
      const lean = LEAN * (expected.high - expected.low);
      return far > expected.middle + lean ? 'up' : far < expected.middle - lean ? 'down' : 'none';
    }
    default:
      return 'none';
  }
}

/** It went there by degrees. */
export const isGradual = (episode: Episode): boolean =>
  episode.pattern === 'noisier' || ((episode.pattern === 'rise' || episode.pattern === 'fall') && !isSudden(episode));

/** A quantity, or words in the sensor's name and id. */
export type Kind = Quantity | RegExp;

/** It went there from one reading to the next. */
export const isSudden = ({ pattern, since, opened }: Episode): boolean =>
  pattern === 'spike' || pattern === 'drop' || ((pattern === 'rise' || pattern === 'fall') && since === opened);

const WORDS = 300;

/** The sensor's name and id as plain words: `cellarPump.flow_rate` is " cellar pump flow rate ". */
export const wordsOf = ({ id, name }: Sensor): string =>
  `${id.slice(0, WORDS)} ${name.slice(0, WORDS)}`
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .toLowerCase();

export class Scene {
  /** Everything the device and its sensors are called. */
  readonly words: string;
  /** Open episodes, leading first. */
  readonly episodes: readonly Episode[];
  /** Sensors of the device that take no part. */
  readonly siblings: readonly Sibling[];
  /** Devices that are in trouble together. */
  readonly devices: number;

  constructor({ episodes, siblings, devices }: Pick<Incident, 'episodes' | 'devices'> & { readonly siblings: readonly Sibling[] }) {
    this.episodes = episodes.filter(({ closed }) => closed === undefined);
    const busy = new Set(this.episodes.map(({ sensor }) => sensor.id));
    this.siblings = siblings.filter(({ sensor }) => !busy.has(sensor.id));
    this.devices = devices.length;
    this.words = [...this.episodes, ...this.siblings].map(({ sensor }) => wordsOf(sensor)).join(' ');
  }

  says(words: RegExp): boolean {
    return words.test(this.words);
  }

  /** The leading episode of this kind that went one of these ways. */
  went(kind: Kind, ...ways: readonly Direction[]): Episode | undefined {
    return this.all(kind, ...ways)[0];
  }
  all(kind: Kind, ...ways: readonly Direction[]): readonly Episode[] {
    return this.episodes.filter((episode) => isKind(episode.sensor, kind) && ways.includes(directionOf(episode)));
  }

  /** A sensor of this kind that takes no part. */
  sibling(kind: Kind): Sibling | undefined {
    return this.siblings.find(({ sensor }) => isKind(sensor, kind));
  }

  /** Whether a door's or window's contact says that it stands open, in trouble or not. */
  get contactOpen(): boolean {
    const states = [...this.episodes, ...this.siblings].filter(
      ({ sensor }) => sensor.quantity === 'switch' && /\b(?:contact|door|window|lid|open|opening)\b/.test(wordsOf(sensor)),
    );
    // Zigbee's and Home Assistant's `contact` is 1 while the two halves touch; a door or an opening is 1 while it stands open.
    return states.some(({ sensor, value }) => value === (/\bcontact\b/.test(wordsOf(sensor)) ? 0 : 1));
  }

  /** Whether a sibling of this kind is as busy as usual or busier. Undefined where there is none, or nothing usual is known of it. */
  working(kind: Kind): boolean | undefined {
    const { value, usual } = this.sibling(kind) ?? {};
    if (usual === undefined || value === undefined) return undefined;
    return value >= usual.middle - 0.1 * Math.abs(usual.middle) && value > 0;
  }
}

const isKind = (sensor: Sensor, kind: Kind): boolean => (typeof kind === 'string' ? sensor.quantity === kind : kind.test(wordsOf(sensor)));

/** Three hundredths of what is usual, or less. */
export const isGone = ({ value, expected }: Pick<Episode, 'value' | 'expected'>): boolean =>
  expected.middle > 0 && value < 0.03 * expected.middle && value > -0.03 * expected.middle;
