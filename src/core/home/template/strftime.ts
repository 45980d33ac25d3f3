/** A date as a template wants it written: Python's strftime in the C locale. */
import type { Budget } from './budget.ts';
import { type Clock, isoText, type Moment, offsetText } from './moment.ts';
import { trouble } from './trouble.ts';

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/** What a field costs, in steps. */
const FIELD = 8;

export function strftime(moment: Moment, format: string, budget: Budget): string {
  budget.chars(format.length * 4);
  const { clock } = moment;
  let zone: string | undefined;
  return format.replace(/%(-?)([a-zA-Z%])/g, (all, bare: string, letter: string) => {
    budget.spend(FIELD);
    if (letter === 'Z') {
      zone ??= zoneName(moment);
      return zone;
    }
    const text = field(letter, moment, clock);
    if (text === undefined) throw trouble('value', `The format of a time has "${all}", which is not understood.`);
    return bare === '' ? text : text.replace(/^[0 ]+(?=\d)/, '');
  });
}

const pad = (n: number, width = 2, fill = '0'): string => String(n).padStart(width, fill);
const time = ({ hour, minute, second }: Clock): string => `${pad(hour)}:${pad(minute)}:${pad(second)}`;
const american = ({ year, month, day }: Clock): string => `${pad(month)}/${pad(day)}/${pad(year % 100)}`;
/** Week of the year, weeks beginning so many days after Monday. */
const week = ({ dayOfYear, weekday }: Clock, begins: number): string => pad(Math.floor((dayOfYear + 6 - ((weekday + begins) % 7)) / 7));

function field(letter: string, moment: Moment, c: Clock): string | undefined {
  const [dayName = '', monthName = ''] = [days[c.weekday], months[c.month - 1]];
  switch (letter) {
    case 'Y':
      return pad(c.year, 4);
    case 'y':
      return pad(c.year % 100);
    case 'm':
      return pad(c.month);
    case 'd':
      return pad(c.day);
    case 'e':
      return pad(c.day, 2, ' ');
    case 'H':
      return pad(c.hour);
    case 'I':
      return pad(c.hour % 12 === 0 ? 12 : c.hour % 12);
    case 'M':
      return pad(c.minute);
    case 'S':
      return pad(c.second);
    case 'f':
      return pad(c.microsecond, 6);
    case 'p':
      return c.hour < 12 ? 'AM' : 'PM';
    case 'j':
      return pad(c.dayOfYear, 3);
    case 'A':
      return dayName;
    case 'a':
      return dayName.slice(0, 3);
    case 'B':
      return monthName;
    case 'b':
      return monthName.slice(0, 3);
    case 'w':
      return String((c.weekday + 1) % 7);
    case 'u':
      return String(c.weekday + 1);
    case 'U':
      return week(c, 1);
    case 'W':
      return week(c, 0);
    case 'z':
      return offsetText(moment, '');
    case 's':
      return String(Math.floor(moment.at / 1_000));
    case 'T':
    case 'X':
      return time(c);
    case 'R':
      return time(c).slice(0, 5);
    case 'F':
      return isoText(moment).slice(0, 10);
    case 'D':
    case 'x':
      return american(c);
    case 'c':
      return `${dayName.slice(0, 3)} ${monthName.slice(0, 3)} ${pad(c.day, 2, ' ')} ${time(c)} ${c.year}`;
    case '%':
      return '%';
    default:
      return undefined;
  }
}

/** "CET" where the zone has such letters, else "GMT+1"; nothing without a zone. */
function zoneName(moment: Moment): string {
  const { zone } = moment;
  if (zone === undefined) return '';
  if (typeof zone === 'number') return zone === 0 ? 'UTC' : `UTC${offsetText(moment)}`;
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'short' }).formatToParts(moment.at);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
}
