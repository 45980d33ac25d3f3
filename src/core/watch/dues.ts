/**
 * What evidence has to pay before anybody is told: rare things happen often to a sensor that reports often, and of one that has shown little,
 * little is known. All in units of evidence (-log10 of a probability).
 */
import { hours, type Millis, minutes } from '../base/index.ts';

/** The cadence at which evidence is taken as it is. */
const ORDINARY_STEP = minutes(5);
/** For an alert, for opening one in addition, and for the state of the device, which nobody is woken by. */
const PACE = 0.6;
const OPENING_PACE = 0.1;
const PULSE_PACE = 0.3;
/** Windows after which a sensor counts as known, and the evidence that a tenth of them asks for in addition. */
const GROWN = 1_000;
const YOUTH = 0.6;
/**
 * A sensor that has neither lived for hours nor often come back to where it was has not shown its habits, however much it reports: what a
 * tenth of this time, or of so many crossings of its centre, asks for in addition.
 */
export const FIRST_HOURS = hours(8);
const LOOKS = 500;
const UNSEEN = 2.65;
/** So many witnesses say one thing: a door lets cold, damp and light into a room at once, a knock is in all the bands of one axis. */
const COMMON = 4;
/** What a meter counts is what people do, and they do it irregularly: its growth must be clearly unusual. */
export const COUNTED = 0.8;
const FIRST_MINUTE = minutes(1);

/** What is known of how much a sensor has shown. */
export interface Life {
  /** Its cadence. */
  readonly step: Millis;
  /** Windows it has shown, and time since the first of them. */
  readonly windows: number;
  readonly age: number;
  /** How often it has gone through its centre. */
  readonly crossings: number;
  /** Sensors of its device that have been in trouble for some readings as well. */
  readonly witnesses?: number;
}

/** @param step the sensor's cadence */
export const alertDues = (step: Millis): number => pace(step, PACE);

/**
 * What opening an alert asks for beyond the threshold. The evidence stays what it is: how rare this is among what was seen.
 *
 * That a young sensor knows little is a doubt in its own history. Where several of a device find the same moment odd, each by its own history, they
 * share the doubt: it is divided by their number, less those that may all have seen one thing. What it pays for its pace it pays in full.
 */
export const openingDues = ({ step, windows, age, crossings, witnesses = 0 }: Life): number =>
  pace(step, OPENING_PACE) + doubt(windows, age, crossings) / (1 + Math.max(0, witnesses - COMMON));

/** What counts for the device's state. */
export const pulseDues = (step: Millis, windows: number): number => pace(step, PULSE_PACE) + youth(windows);

const doubt = (windows: number, age: number, crossings: number): number =>
  youth(windows) + UNSEEN * Math.min(lacking(age, FIRST_HOURS, FIRST_MINUTE), lacking(1 + crossings, LOOKS, 1));

/** How many tenths of what is enough are lacking, on a logarithmic scale; 0 when nothing is. */
const lacking = (seen: number, enough: number, least: number): number => Math.log10(enough / Math.min(enough, Math.max(seen, least)));

/** Neighbouring readings repeat each other, so a hundredfold rate does not count in full. */
const pace = (step: Millis, rate: number): number => rate * Math.max(0, Math.log10(ORDINARY_STEP / Math.max(step, 1)));
const youth = (windows: number): number => YOUTH * Math.max(0, Math.log10(GROWN / windows));
