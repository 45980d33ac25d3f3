/** What is known of alerts for the life of the process: desks come and go with the configuration. */
import { AlertLives } from '../core/alert/life/index.ts';
import type { Alert, Episode } from '../core/domain/index.ts';
import { Incidents } from '../core/watch/index.ts';

export interface AlertBooks {
  /** Open and recent alerts by id. */
  readonly alerts: Map<string, Alert>;
  /** The episodes of those alerts; none for those from before a restart. */
  readonly episodes: Map<string, readonly Episode[]>;
  /** What belongs together. */
  readonly incidents: Incidents;
  readonly lives: AlertLives;
  /** What the alerts from before a restart are called, and what they have come to be called since. */
  readonly restored: Map<string, { readonly called: string }>;
  readonly aliases: Map<string, string>;
}

export const emptyBooks = (): AlertBooks => ({
  alerts: new Map(),
  episodes: new Map(),
  incidents: new Incidents(),
  lives: new AlertLives(),
  restored: new Map(),
  aliases: new Map(),
});
