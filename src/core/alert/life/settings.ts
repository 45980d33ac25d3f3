/** The owner's options as the lives of alerts need them. */
import { minutes } from '../../base/index.ts';
import type { Hold } from '../../domain/index.ts';
import type { AlertsOptions, QuietHours, WeeklyMaintenance } from '../options.ts';
import type { LifeSettings } from './lives.ts';
import type { Weekly } from './windows.ts';

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

export const settingsOf = (options: AlertsOptions, timeZone: string): LifeSettings => ({
  escalateAfter: minutes(options.escalate_after),
  escalations: options.escalate_times,
  escalateFrom: options.escalate_from,
  weekly: [
    ...options.quiet_hours.map((window) => weekly('quiet', window)),
    ...options.maintenance.map((window) => weekly('maintenance', window)),
  ],
  timeZone,
});

const weekly = (what: Hold, window: QuietHours | WeeklyMaintenance): Weekly => ({
  what,
  scope: {
    ...('device' in window && window.device !== undefined ? { device: window.device } : {}),
    ...(window.area === undefined ? {} : { area: window.area }),
  },
  days: window.days.map((day) => DAYS.indexOf(day)),
  from: minutesOf(window.from),
  to: minutesOf(window.to),
});

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
