/**
 * Counts every fault under its source and code; logs the first of a kind, then at most one line per `repeat` that says how many
 * more there were. Links are logged when they change. Sources come from configuration and code, faults from code: both few,
 * yet the number of remembered kinds is bounded.
 */
import type { Clock, Log, Observer } from '../../agent/ports.ts';
import { type Fault, type Millis, minutes, type Timestamp } from '../../core/base/index.ts';
import type { Metrics } from './metrics.ts';

export interface ObserverSetup {
  readonly log: Log;
  readonly metrics: Metrics;
  readonly clock: Pick<Clock, 'now'>;
  /** Shortest time between two lines about the same kind of trouble; 10 minutes when absent. */
  readonly repeat?: Millis;
}

export interface TelemetryObserver extends Observer {
  /** Logs what has been counted since the last line, where `repeat` has passed; with `all`, everything (before the end). */
  flush(all?: boolean): void;
  /** Readings and messages that fell off because there were too many, or nobody took them. */
  readonly lost: number;
  /** As last reported; undefined when never. */
  isUp(where: string): boolean | undefined;
}

interface Kind {
  readonly where: string;
  fault: Fault;
  logged: Timestamp;
  since: number;
}
const KINDS_MAX = 1000;
/** Codes under which something is lost that was good. */
const LOSSES = /\/(?:overflow|unsent|outbox-full)$/;
/** Codes of limits that refuse and drop nothing: they are told, and a gauge of their own counts what is beyond them. */
const LIMITS = /^announce\/too-many$/;

export function createObserver({ log, metrics, clock, repeat = minutes(10) }: ObserverSetup): TelemetryObserver {
  const faults = metrics.counter('kinglet_faults_total', 'What was refused, dropped or went wrong, by source and code.', ['where', 'code']);
  const linkUp = metrics.gauge('kinglet_link_up', '1 while the connection stands.', ['where']);
  const linkChanges = metrics.counter('kinglet_link_changes_total', 'How often a connection came or went.', ['where']);
  const kinds = new Map<string, Kind>();
  const links = new Map<string, boolean>();
  let lost = 0;

  const sumUp = (kind: Kind, now: Timestamp) => {
    const { where, fault, since } = kind;
    log.warn({ where, code: fault.code, times: since, ...wordsOf(fault) }, 'the same trouble again');
    kind.logged = now;
    kind.since = 0;
  };

  return {
    fault(where, fault, count = 1) {
      if (!(count > 0)) return;
      if (!LIMITS.test(fault.code)) faults.add(count, { where, code: fault.code });
      if (LOSSES.test(fault.code)) lost += count;
      const key = `${where} ${fault.code}`;
      const now = clock.now();
      const kind = kinds.get(key);
      if (!kind) {
        if (kinds.size >= KINDS_MAX) return; // still counted above
        kinds.set(key, { where, fault, logged: now, since: 0 });
        const cause = fault.cause instanceof Error ? { cause: fault.cause.message } : {};
        log.warn({ where, code: fault.code, ...(count > 1 ? { times: count } : {}), ...wordsOf(fault), ...cause }, 'trouble');
        return;
      }
      kind.fault = fault;
      kind.since += count;
      // A clock set back must not silence a kind of trouble for as long as it went back.
      if (Math.abs(now - kind.logged) >= repeat) sumUp(kind, now);
    },
    link(where, up, detail) {
      linkUp.set(up ? 1 : 0, { where });
      if (links.get(where) === up) return;
      links.set(where, up);
      linkChanges.add(1, { where });
      const fields = { where, ...(detail === undefined ? {} : { about: detail }) };
      if (up) log.info(fields, 'connected');
      else if (detail === undefined) log.info(fields, 'disconnected');
      else log.warn(fields, 'not connected');
    },
    flush(all = false) {
      const now = clock.now();
      for (const kind of kinds.values()) if (kind.since > 0 && (all || Math.abs(now - kind.logged) >= repeat)) sumUp(kind, now);
    },
    get lost() {
      return lost;
    },
    isUp: (where) => links.get(where),
  };
}

const wordsOf = ({ detail, hint }: Fault) => ({ detail, ...(hint === undefined ? {} : { hint }) });
