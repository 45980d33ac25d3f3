/** What two-state sensors are about, and what of them is worth telling. */
import { hours, type Millis, minutes, seconds } from '../../base/index.ts';
import type { Severity } from '../../domain/index.ts';

export type BinaryKind =
  | 'danger'
  | 'trouble'
  | 'low-battery'
  | 'connection'
  | 'door'
  | 'garage-door'
  | 'window'
  | 'opening'
  | 'lock'
  | 'motion'
  | 'presence'
  | 'running'
  | 'operated'
  | 'plain';

export interface Temper {
  /** What the two states are called after "has been" and "switched": off, on. */
  readonly states: readonly [off: string, on: string];
  /** This state is trouble by itself, when it has lasted so long. */
  readonly alarm?: { readonly state: 0 | 1; readonly after: Millis; readonly severity: Severity };
  /** States whose length is judged. Below `floor` it never is; `imagined` lengths below it stand for a life before. */
  readonly long?: { readonly states: readonly (0 | 1)[]; readonly floor: Millis; readonly imagined: number };
  /** It is told when it has not come on for far longer than its hours let expect. */
  readonly overdue?: true;
  /** It is told when it comes on at an hour at which it does not. */
  readonly strange?: true;
}

const OPEN = ['closed', 'open'] as const;
const IMAGINED = 60;
const stands = (floor: Millis): Pick<Temper, 'long' | 'strange'> => ({
  long: { states: [1], floor, imagined: IMAGINED },
  strange: true,
});

export const TEMPERS: Readonly<Record<BinaryKind, Temper>> = {
  danger: { states: ['quiet', 'on'], alarm: { state: 1, after: seconds(0), severity: 'critical' } },
  trouble: { states: ['fine', 'on'], alarm: { state: 1, after: minutes(1), severity: 'warning' } },
  'low-battery': { states: ['charged', 'low'], alarm: { state: 1, after: hours(1), severity: 'notice' } },
  connection: { states: ['disconnected', 'connected'], alarm: { state: 0, after: minutes(10), severity: 'notice' } },
  door: { states: OPEN, ...stands(minutes(20)) },
  'garage-door': { states: OPEN, ...stands(minutes(30)) },
  window: { states: OPEN, ...stands(hours(12)) },
  opening: { states: OPEN, ...stands(minutes(30)) },
  lock: { states: ['locked', 'unlocked'], ...stands(hours(2)) },
  motion: { states: ['still', 'active'], long: { states: [1], floor: hours(6), imagined: IMAGINED }, strange: true },
  presence: { states: ['away', 'there'] },
  running: { states: ['off', 'running'], long: { states: [1], floor: minutes(10), imagined: 0 }, overdue: true, strange: true },
  // What people switch by hand: lamps and sockets. Nothing of it is trouble.
  operated: { states: ['off', 'on'] },
  plain: { states: ['off', 'on'], long: { states: [1], floor: minutes(10), imagined: 0 }, overdue: true, strange: true },
};
