/** Whether an alert is one from before a restart, found again by a watcher that has begun anew. */
import type { Alert, Pattern } from '../../domain/index.ts';

/** A rise that went on may be seen as a spike then. */
const DIRECTIONS: Partial<Readonly<Record<Pattern, string>>> = { rise: 'up', spike: 'up', fall: 'down', drop: 'down' };
const directionOf = (pattern: Pattern): string => DIRECTIONS[pattern] ?? pattern;

/** The same sensor in the same direction. */
export const isSameTrouble = (kept: Pick<Alert, 'sensor' | 'pattern'> | undefined, made: Pick<Alert, 'sensor' | 'pattern'>): boolean =>
  kept !== undefined && kept.sensor === made.sensor && directionOf(kept.pattern) === directionOf(made.pattern);
