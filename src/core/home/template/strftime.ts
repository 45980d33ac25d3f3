/** A date as a template wants it written: Python's strftime in the C locale. */
import type { Budget } from './budget.ts';
import { isoText, type Moment, offsetText } from './moment.ts';
import { trouble } from './trouble.ts';

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

export function strftime(moment: Moment, format: string, budget: Budget): string {
  budget.chars(format.length * 4);
  const clock = moment.clock;
  return format.replace(/%(-?)([a-zA-Z%])/g, (all, bare: string, letter: string) => {
    const text = field(letter, moment, clock);
    if (text === undefined) throw trouble('value', `The format of a time has "${all}", which is not understood.`);
    return bare === '' ? text : text.replace(/^[0 ]+(?=\d)/, '');
  });
}

function field(letter: string, moment: Moment, c: Moment['clock']): string | undefined {
  const pad = (n: number, width = 2, fill = '0') => String(n).padStart(width, fill);
  const hour12 = c.hour % 12 === 0 ? 12 : c.hour % 12;
  const clock = `${pad(c.hour)}:${pad(c.minute)}:${pad(c.second)}`;
  const [dayName = '', monthName = ''] = [days[c.weekday], months[c.month - 1]];
  const simple: Readonly<Record<string, () => string>> = {
    Y: () => pad(c.year, 4),
    y: () => pad(c.year % 100),
    m: () => pad(c.month),
    d: () => pad(c.day),
    e: () => pad(c.day, 2, ' '),
    H: () => pad(c.hour),
    I: () => pad(hour12),
    M: () => pad(c.minute),
    S: () => pad(c.second),
    f: () => pad(c.microsecond, 6),
    p: () => (c.hour < 12 ? 'AM' : 'PM'),
    j: () => pad(c.dayOfYear, 3),
    A: () => dayName,
    a: () => dayName.slice(0, 3),
    B: () => monthName,
    b: () => monthName.slice(0, 3),
    w: () => String((c.weekday + 1) % 7),
    u: () => String(c.weekday + 1),
    U: () => pad(Math.floor((c.dayOfYear + 6 - ((c.weekday + 1) % 7)) / 7)),
    W: () => pad(Math.floor((c.dayOfYear + 6 - c.weekday) / 7)),
    z: () => offsetText(moment, ''),
    Z: () => (moment.zone === undefined ? '' : typeof moment.zone === 'string' ? zoneName(moment, moment.zone) : offsetName(moment)),
    s: () => String(Math.floor(moment.at / 1_000)),
    T: () => clock,
    X: () => clock,
    R: () => clock.slice(0, 5),
    F: () => isoText(moment).slice(0, 10),
    D: () => `${pad(c.month)}/${pad(c.day)}/${pad(c.year % 100)}`,
    x: () => `${pad(c.month)}/${pad(c.day)}/${pad(c.year % 100)}`,
    c: () => `${dayName.slice(0, 3)} ${monthName.slice(0, 3)} ${pad(c.day, 2, ' ')} ${clock} ${c.year}`,
    '%': () => '%',
  };
  return Object.hasOwn(simple, letter) ? simple[letter]?.() : undefined;
}

const offsetName = (moment: Moment): string => (moment.offset === 0 ? 'UTC' : `UTC${offsetText(moment)}`);

/** "CET" where the zone has such letters, else "GMT+1". */
function zoneName(moment: Moment, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'short' }).formatToParts(moment.at);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
}
