/**
 * "in ten minutes", "every day at sunset", "when the washing machine is done": a command kept for later, as a new timer with the command's
 * own words, which are understood again when it is due. What cannot be kept is refused with the reason, never done now, never dropped.
 */

export { lasting } from './back.ts';
export { changed, type PlanChange, type Planned } from './change.ts';
export { planControl, unplanning } from './control.ts';
export { keptTimers } from './kept-timers.ts';
export { later } from './later.ts';
export { reminder } from './reminder.ts';
export { retimed, ringAt } from './retimed.ts';
export { sharedWhen, without } from './shared.ts';
