/**
 * The nouns of Kinglet. Everything else is said in these words (docs/words.md has the same list for people).
 *
 *     Reading → (window) → Surprise → Verdict → Episode → Incident → Alert
 */
import type { Brand, Millis, Timestamp } from '../base/index.ts';

/** Identity of a sensor: `[a-z0-9_.-]+`, `<device>.<leaf>`; stable across restarts, safe as one MQTT topic level. */
export type SensorId = Brand<string, 'SensorId'>;
/** Identity of the device a sensor belongs to: the same alphabet. */
export type DeviceId = Brand<string, 'DeviceId'>;

/** What a sensor measures, as far as its name, unit or the configuration tells. Decides unit, plausible range and wording. */
export type Quantity =
  | 'temperature'
  | 'humidity'
  | 'pressure'
  | 'power'
  | 'energy'
  | 'voltage'
  | 'current'
  | 'battery'
  | 'illuminance'
  | 'co2'
  | 'flow'
  | 'level'
  | 'speed'
  | 'vibration'
  | 'frequency'
  | 'signal'
  | 'switch'
  | 'count'
  | 'other';

export interface Sensor {
  readonly id: SensorId;
  readonly device: DeviceId;
  /** As a person would say it at the start of a sentence: "Freezer temperature". */
  readonly name: string;
  /** "Freezer": the device's part of the name. */
  readonly deviceName: string;
  readonly quantity: Quantity;
  /** As printed after a number: "°C", "%", "mm/s"; empty when unknown. */
  readonly unit: string;
  /** Whether it only counts up (Home Assistant's state class `total_increasing`); found out by its readings when absent. */
  readonly counter?: boolean;
}

/** One value of one sensor at one time. `value` may be anything the wire said, NaN and 1e308 included: rules judge it. */
export interface Reading {
  readonly sensor: Sensor;
  readonly at: Timestamp;
  readonly value: number;
}

/** What was expected instead, in the sensor's unit. */
export interface Expectation {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  /** What the range was learned from: the last readings, this hour of the day, or the sensor's whole life. */
  readonly basis: 'recent' | 'hour' | 'always';
}

/** How the trouble shows; decides the wording. */
export type Pattern = 'spike' | 'drop' | 'rise' | 'fall' | 'noisier' | 'quieter' | 'shape' | 'stuck' | 'silent' | 'impossible';

/** What the watcher says of one reading. */
export interface Verdict {
  readonly sensor: Sensor;
  readonly at: Timestamp;
  readonly value: number;
  /** Evidence that something NEW is wrong, 0..1; an episode opens at the one shipped threshold. */
  readonly score: number;
  /** How abnormal the sensor's device is now, 0..1, after this reading; stays up while the trouble lasts. */
  readonly device: number;
}

export type Severity = 'notice' | 'warning' | 'critical';

/** From the moment a sensor leaves its habits until it is back, or the new habit is accepted. */
export interface Episode {
  readonly sensor: Sensor;
  readonly pattern: Pattern;
  /** When the alert was raised. */
  readonly opened: Timestamp;
  /** Where the trouble is thought to have begun; at or before `opened`. */
  readonly since: Timestamp;
  readonly closed?: Timestamp;
  /** Why it ended: the sensor came back to its habits, the new level became its habit, or the sensor went away. */
  readonly ending?: 'recovered' | 'accepted' | 'gone';
  /** The value that gave it away, and the worst since. */
  readonly value: number;
  readonly worst: number;
  readonly expected: Expectation;
  /** How rare this is for this sensor: expected once in so many readings. */
  readonly rarity: number;
  readonly score: number;
  /** What else helps the sentence. */
  readonly facts?: EpisodeFacts;
}

/** Facts that only some patterns have. */
export interface EpisodeFacts {
  /** Silent, stuck: how often the sensor usually reports, or changes. */
  readonly cadence?: Millis;
  /** Impossible: ends "… reports -127 °C, which <reason>." */
  readonly reason?: string;
  /** Noisier, quieter, shape: the lowest and highest value since the trouble began. */
  readonly low?: number;
  readonly high?: number;
  /**
   * Counters: value, worst, expected, low and high are growths per hour, and the value is what was seen in this time.
   */
  readonly growth?: Millis;
  /** Silent: all sensors of the device are. */
  readonly extent?: 'device';
  /** Two states: what they are called, after "has been". */
  readonly states?: readonly [off: string, on: string];
  /** What kind of thing it is decides how grave this is, whatever the numbers say. */
  readonly severity?: Severity;
  /** How its sensor is watched, where not as any other: quietly (told only as a part of something larger) or loudly (as one step graver). */
  readonly loudness?: 'quiet' | 'loud';
}

/** What somebody has called normal: this pattern, on this sensor, as far as this, is quiet from now on. */
export interface Pardon {
  readonly id: string;
  readonly sensor: SensorId;
  /** Where the silence of a whole device was pardoned: whichever of its sensors is missed first. */
  readonly device?: DeviceId;
  readonly pattern: Pattern;
  /** The readings it includes, in the sensor's unit; infinite where they do not matter, NaN for those that are no numbers. */
  readonly low: number;
  readonly high: number;
  /** When it was given. */
  readonly at: Timestamp;
  /** The alert it was given for: when it was raised, its id, its sentence. */
  readonly opened: Timestamp;
  readonly alert: string;
  readonly text: string;
}

/** A change in the life of an episode: what the agent publishes. */
export interface EpisodeChange {
  /** `worsened`: much worse than what was said when it opened; the same alert, told again. */
  readonly kind: 'opened' | 'worsened' | 'closed';
  readonly episode: Episode;
  /** When it was noticed; as the episode says when absent. */
  readonly at?: Timestamp;
  /** The other sensors of its device at that moment, at most a few dozen; absent when a trouble is over. */
  readonly siblings?: readonly Sibling[];
}

/** Another sensor of the same device, as it was when an episode opened or worsened. */
export interface Sibling {
  readonly sensor: Sensor;
  /** The last number it said, possible or not. */
  readonly value: number;
  /** Lowest and highest of its last dozen possible values. */
  readonly low: number;
  readonly high: number;
  /** Its habits, where they are known. */
  readonly usual?: Expectation;
  /** Whether an episode of its own is open, or it is silent as a part of its device. */
  readonly troubled: boolean;
}

/** Episodes that belong together: one device (or a silence of several), one cause, one alert. */
export interface Incident {
  /** The episode that opened it, as it stands: names the alert, for as long as that lives. */
  readonly first: Episode;
  /** The strongest episodes, open and over, at most a few dozen: leading first. */
  readonly episodes: readonly Episode[];
  /** The part of all the evidence that each of them brought, in their order; they add up to one. */
  readonly shares: readonly number[];
  /** Open episodes beyond those listed. */
  readonly unlisted: number;
  /** Names of the devices still in trouble, the last one when it is over. More than one: they fell silent together. */
  readonly devices: readonly string[];
  readonly closed?: Timestamp;
  /** The highest of its life. */
  readonly severity: Severity;
  /** Nothing but what is watched quietly took part so far. */
  readonly quietly?: true;
  /** What may be behind it, most likely first; empty when nothing known fits. */
  readonly causes: readonly CauseHint[];
}

/** A guess at what is behind an incident. Said as a likelihood, never as a fact. */
export interface CauseHint {
  /** Never changes its meaning: `door-open`, `bearing-wear`, … */
  readonly cause: string;
  /** Goes on after "perhaps": "the door was left open". */
  readonly text: string;
  /** In (0,1); an ordering with words, not a measured frequency. */
  readonly likelihood: number;
  /** What speaks for it, each a short clause: "its power has not fallen". */
  readonly because: readonly string[];
}

/** A change in the life of an incident: what the agent publishes. */
export interface IncidentChange {
  /** `eased`: one of its episodes is over, others are not. */
  readonly kind: 'opened' | 'joined' | 'worsened' | 'eased' | 'closed';
  readonly incident: Incident;
  /** Whether a person should hear of it; else only what machines see is brought up to date. */
  readonly told: boolean;
}

/** One sensor's part in an alert. */
export interface AlertSensor {
  readonly id: SensorId;
  readonly name: string;
  /** Its part of all the evidence, 0..1. */
  readonly share: number;
  readonly pattern: Pattern;
  readonly value: number;
  readonly unit: string;
  readonly since: Timestamp;
  /** When it was back; absent while it is not. */
  readonly closed?: Timestamp;
}

/** A change in the life of an alert, as machines know it. The words never change their meaning. */
export type AlertEvent = 'raised' | 'updated' | 'acknowledged' | 'snoozed' | 'woken' | 'escalated' | 'resolved' | 'feedback';

/** Why nobody is told of an alert yet: somebody works there, or people sleep. */
export type Hold = 'maintenance' | 'quiet';

/** What people have made of an alert, and what it waits for. Absent: nothing. */
export interface AlertLife {
  /** Since when somebody knows of it. */
  readonly acknowledged?: Timestamp;
  /** Until when nobody wants to hear of it. */
  readonly snoozed?: Timestamp;
  readonly held?: Hold;
  /** How often it has been told again, louder, because nobody had acknowledged it. */
  readonly escalated?: number;
}

/** What a person reads. `text` is the whole sentence; `id` is stable for the life of the alert. */
export interface Alert extends AlertLife {
  readonly id: string;
  readonly state: 'open' | 'cleared';
  readonly sensor: SensorId;
  readonly device: DeviceId;
  readonly opened: Timestamp;
  readonly since: Timestamp;
  readonly closed?: Timestamp;
  readonly severity: Severity;
  readonly score: number;
  readonly value: number;
  readonly unit: string;
  readonly expected: Expectation;
  readonly pattern: Pattern;
  /** All that took part, leading first; `sensor` above is the one that opened the alert. */
  readonly sensors: readonly AlertSensor[];
  /** Sensors beyond those. */
  readonly more?: number;
  /** Nothing but what is watched quietly took part so far: nobody is told. */
  readonly quietly?: true;
  /** What may be behind it, most likely first. */
  readonly causes: readonly Omit<CauseHint, 'text'>[];
  readonly text: string;
}
