/**
 * What a component is once it is understood: what it shows, which messages change that, and which services it can do. Platforms
 * (./platforms) make these from settings; nothing here knows where messages come from.
 */
import type { Fault, Timestamp } from '../../base/index.ts';
import type { Attributes, Json } from '../../domain/home.ts';
import type { Template } from '../template/index.ts';
import type { Places } from './paths.ts';
import type { Settings } from './settings.ts';

/** A message on a topic that somebody listens to. */
export interface Said {
  readonly text: string;
  /** The text as JSON, parsed once for everybody; undefined where it is none. */
  readonly json: unknown;
  /** Kept by the broker from some time before; nobody knows when. */
  readonly retained: boolean;
  readonly at: Timestamp;
}

/** What an entity shows. */
export interface Shown {
  readonly state: string;
  readonly attributes: Attributes;
}
/** What of it a message changes; undefined when nothing. */
export type Change = { readonly state?: string; readonly attributes?: Readonly<Record<string, Json>> } | undefined;

export interface Hearing {
  readonly topic: string;
  readonly template: Template | undefined;
  /** What the template sees beside `value` and `value_json`. */
  readonly variables?: Readonly<Record<string, Json>>;
  /** `text` is what the template made of the message, or the message. */
  readonly take: (text: string, shown: Shown, said: Said) => Change;
  /** What of the message it looks at. */
  readonly places: Places;
}

export interface Thing {
  /** The entity's domain: "light". */
  readonly domain: string;
  /** What it shows before anything has been heard, capabilities included. */
  readonly attributes: Attributes;
  readonly hears: readonly Hearing[];
  /** Without the domain: "turn_on". Empty for what only tells. */
  readonly services: readonly string[];
  /** What is shown of it in a state: a light that is off has no brightness. */
  readonly view?: (shown: Shown) => Attributes;
  /** Unavailable when nothing has been heard for so many seconds. */
  readonly expires?: number;
  /** Goes back to off so many seconds after it went on. */
  readonly offAfter?: number;
}

/** Null where a component is known and nothing is to be shown of it. */
export type Platform = (settings: Settings) => Thing | null;

/** What a reader needs of the moment: see ../template. */
export interface Moment {
  readonly at: Timestamp;
  readonly timezone: string;
  readonly trouble: (fault: Fault) => void;
}
