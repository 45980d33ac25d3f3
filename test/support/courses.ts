/**
 * What sensors of a home and a workshop read, week after week, when all is well. Each begins on a Monday at 00:00 and is
 * drawn in the test that lives through it. `step` is minutes between readings, `days` how long it goes on.
 */
import type { Random } from '../../src/demo/random.ts';
import { seeded } from '../../src/demo/random.ts';
import { DAY, digits, every, HOUR, hourOfDay, type Point, weekday } from './lives.ts';

export interface Span {
  readonly step: number;
  readonly days: number;
  readonly seed?: number;
}

/** A bump of the day around an hour, one hour wide at half its height times `width`. */
const around = (hour: number, at: number, width: number): number => Math.exp(-0.5 * ((hour - at) / width) ** 2);

/** kWh of a household, an ever growing counter; `more` adds kW. */
export function energyMeter({ step, days, seed = 1 }: Span, more: (minute: number) => number = () => 0): Point[] {
  let total = 4_812.37;
  let kettle = 0;
  return every(
    step,
    days * DAY,
    (minute, random) => {
      const hour = hourOfDay(minute);
      const awake = 0.5 * around(hour, 7.5, 1) + 0.3 * around(hour, 13, 3) + 1.1 * around(hour, 19, 2);
      if (random.uniform() < (step / HOUR) * 0.3 * Math.min(1, awake * 2)) kettle = random.between(1, 2);
      kettle *= 0.5 ** (step / 15);
      const kw = Math.max(0.05, 0.22 + awake * random.between(0.6, 1.4) + kettle + 0.03 * random.normal() + more(minute));
      total += (kw * step) / HOUR;
      return digits(total, 2);
    },
    seed,
  );
}

/** Minutes at which a two-state load is switched, on first, then off, and so on. */
function switching(days: number, seed: number, on: readonly [number, number], off: readonly [number, number]): number[] {
  const random = seeded(seed);
  const at: number[] = [];
  for (let t = random.between(...off); t < days * DAY; ) {
    at.push(t);
    t += random.between(...on);
    at.push(t);
    t += off[0] - (off[1] - off[0]) * 0.4 * Math.log(1 - random.uniform());
  }
  return at;
}

/** W of a well pump that runs for 8 to 16 minutes whenever water is drawn. */
export function pump({ step, days, seed = 1 }: Span): Point[] {
  const at = switching(days, seed + 100, [8, 16], [20, 150]);
  let next = 0;
  return every(
    step,
    days * DAY,
    (minute, random) => {
      while ((at[next] ?? Number.POSITIVE_INFINITY) <= minute) next++;
      return next % 2 === 1 ? digits(400 + 6 * random.normal(), 1) : 0;
    },
    seed,
  );
}

/** Whether an office is at work. */
export const officeHours = (minute: number): boolean => weekday(minute) < 5 && hourOfDay(minute) >= 8 && hourOfDay(minute) < 18;

/** ppm of carbon dioxide in an office. */
export function officeAir({ step, days, seed = 1 }: Span, atWork: (minute: number) => boolean = officeHours): Point[] {
  let ppm = 420;
  let people = 6;
  return every(
    step,
    days * DAY,
    (minute, random) => {
      if (random.uniform() < step / HOUR) people = Math.round(random.between(4, 9));
      const lunch = Math.abs(hourOfDay(minute) - 12.5) < 0.5 ? 0.3 : 1;
      const target = 420 + (atWork(minute) ? people * 75 * lunch : 0);
      ppm += (target - ppm) * (1 - Math.exp(-step / 50));
      return Math.round(ppm + 4 * random.normal());
    },
    seed,
  );
}

/** W of an office's lights: everything on, a part on, standby. */
export function officeLights({ step, days, seed = 1 }: Span, atWork: (minute: number) => boolean = officeHours): Point[] {
  let rooms = 8;
  return every(
    step,
    days * DAY,
    (minute, random) => {
      if (random.uniform() < step / HOUR) rooms = Math.round(random.between(6, 10));
      return digits((atWork(minute + 20 * random.normal() * (step / 30)) ? rooms * 72 : 14) + random.normal(), 1);
    },
    seed,
  );
}

/** W of an air conditioner: standby, and on hot days cooling from noon to evening. */
export function airConditioner({ step, days, seed = 1 }: Span, hot: (day: number) => boolean): Point[] {
  let begins = 12;
  let ends = 19;
  return every(
    step,
    days * DAY,
    (minute, random) => {
      if (minute % DAY < step) {
        begins = random.between(11, 13.5);
        ends = random.between(18, 21);
      }
      const hour = hourOfDay(minute);
      const cooling = hot(Math.floor(minute / DAY)) && hour >= begins && hour < ends && minute % 50 < 35;
      return digits(cooling ? 880 + 25 * random.normal() : 1.2 + 0.1 * random.normal(), 1);
    },
    seed,
  );
}

/** °C of a living room, heated by day: 19 at night, 21 by day; `setpoint` moves both. */
export function room({ step, days, seed = 1 }: Span, setpoint: (minute: number) => number = () => 0): Point[] {
  let inside = 19;
  let weather = 0;
  return every(
    step,
    days * DAY,
    (minute, random) => {
      const hour = hourOfDay(minute);
      weather = 0.999 ** step * weather + 0.012 * Math.sqrt(step) * random.normal();
      const target = (hour >= 6 && hour < 22 ? 21 : 19) + setpoint(minute) + weather;
      inside += (target - inside) * (1 - Math.exp(-step / 70));
      return digits(inside + 0.06 * random.normal(), 1);
    },
    seed,
  );
}

/** % of a processor, with a backup at 03:00; `backup` is its share of the processor. */
export function dailyJob({ step, days, seed = 1 }: Span, backup: (day: number) => number = () => 80): Point[] {
  return every(
    step,
    days * DAY,
    (minute, random) => {
      const day = Math.floor(minute / DAY);
      const running = minute % DAY >= 180 && minute % DAY < 210;
      return digits(Math.max(0, 6 + 1.5 * random.normal() + (running ? backup(day) * random.between(0.95, 1.05) : 0)), 1);
    },
    seed,
  );
}

/** % of a cistern: drawn down over half a day, filled up in half an hour; `drain` is the draw in % an hour, `fills` whether the valve opens. */
export function cistern(
  { step, days, seed = 1 }: Span,
  { drain = () => 6, fills = () => true }: { drain?: (minute: number) => number; fills?: (minute: number) => boolean } = {},
): Point[] {
  let level = 80;
  let filling = false;
  let low = 30;
  return every(
    step,
    days * DAY,
    (minute, random) => {
      if (level <= low && fills(minute)) filling = true;
      if (level >= 95) {
        filling = false;
        low = random.between(27, 34);
      }
      level += filling ? (130 * step) / HOUR : -drain(minute) * (step / HOUR) * random.between(0.5, 1.5);
      level = Math.min(97, Math.max(0, level));
      return digits(Math.max(0, level + 0.2 * random.normal()), 1);
    },
    seed,
  );
}

/** bar across a boiler's filter: clogs over two days or so, is washed back, and begins anew. */
export function filterPressure({ step, days, seed = 1 }: Span, clogging: (minute: number) => number = () => 1): Point[] {
  let bar = 0.2;
  let rate = 0.4;
  return every(
    step,
    days * DAY,
    (minute, random) => {
      if (bar >= 1) {
        bar = 0.2;
        rate = random.between(0.35, 0.5);
      }
      bar += clogging(minute) * rate * (step / DAY);
      return digits(bar + 0.008 * random.normal(), 3);
    },
    seed,
  );
}

/** °C of a freezer: the compressor's cycles of about 50 minutes, a defrost at 02:00 and 14:00; `warmth` adds °C. */
export function freezer({ step, days, seed = 1 }: Span, warmth: (minute: number) => number = () => 0): Point[] {
  let phase = 0;
  let length = 50;
  let defrost = 0;
  return every(
    step,
    days * DAY,
    (minute, random) => {
      phase += step;
      if (phase >= length) {
        phase -= length;
        length = random.between(46, 55);
      }
      const cycle = phase < 0.4 * length ? 1 - (2 * phase) / (0.4 * length) : -1 + (2 * (phase - 0.4 * length)) / (0.6 * length);
      const heating = minute % (DAY / 2) >= 120 && minute % (DAY / 2) < 145;
      defrost += heating ? 0.28 * step : -defrost * (1 - Math.exp(-step / 18));
      return digits(-18 + cycle + defrost + warmth(minute) + 0.1 * random.normal(), 1);
    },
    seed,
  );
}

/** A course told on change only: by at least `least`, looked at each `look` minutes, and after `latest` minutes in any case. */
export function onChange(of: readonly Point[], least: number, latest = Number.POSITIVE_INFINITY): Point[] {
  const told: Point[] = [];
  for (const point of of) {
    const last = told.at(-1);
    if (!last || Math.abs(point.value - last.value) >= least || point.minute - last.minute >= latest) told.push(point);
  }
  return told;
}

const EVENTS_A_DAY = 22;

/** 1 and 0 of a contact at a door: opened now and then by day, seldom at night, shut again within seconds or minutes. */
export function door({ days, seed = 1 }: Omit<Span, 'step'>): Point[] {
  const random = seeded(seed);
  const points: Point[] = [];
  for (let t = 0; t < days * DAY; ) {
    t += -Math.log(1 - random.uniform()) * (DAY / EVENTS_A_DAY / 3);
    const hour = hourOfDay(t);
    if (random.uniform() > (hour > 6.5 && hour < 22.5 ? 0.45 : 0.01)) continue;
    points.push({ minute: t, value: 1 });
    t += openFor(random);
    points.push({ minute: t, value: 0 });
  }
  return points;
}
const openFor = (random: Random): number => 0.1 - 0.7 * Math.log(1 - random.uniform());

/** 1 and 0 of a motion detector: at each passing, off again a minute and a half later. */
export function motion({ days, seed = 1 }: Omit<Span, 'step'>): Point[] {
  const random = seeded(seed);
  const points: Point[] = [];
  for (let t = 0; t < days * DAY; ) {
    t += -Math.log(1 - random.uniform()) * 8;
    const hour = hourOfDay(t);
    if (random.uniform() > (hour > 6.5 && hour < 22.5 ? 0.5 : 0.01)) continue;
    points.push({ minute: t, value: 1 });
    t += 1.5;
    points.push({ minute: t, value: 0 });
  }
  return points;
}
