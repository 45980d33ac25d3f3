/** Days of the week as they are said. */
import { listed } from './lists.ts';
import { capitalised } from './names.ts';

/** In the order of `Date.getDay`. */
export const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** "every day", "on weekdays", "every Monday and Friday". */
export function sayDays(days: readonly string[]): string {
  const all = WEEKDAYS.filter((day) => days.includes(day));
  if (all.length === 7) return 'every day';
  if (all.length === 5 && !all.includes('saturday') && !all.includes('sunday')) return 'on weekdays';
  if (all.length === 2 && all.includes('saturday') && all.includes('sunday')) return 'at weekends';
  if (all.length >= 5) return `every day except ${listed(WEEKDAYS.filter((day) => !all.includes(day)).map(capitalised))}`;
  return `every ${listed(all.map(capitalised))}`;
}
