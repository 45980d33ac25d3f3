/**
 * One line on a terminal that says how far a long file is; nothing where standard error is no terminal or the work is short.
 *
 *     valve1.csv [########............]  41 %  74,100 rows  24,310 rows/s  2 alerts  0:04 left
 */
import { formatNumber } from '../core/alert/index.ts';

export interface ProgressStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface Progress {
  /** What has been done so far. Cheap: draws at most ten times a second. */
  show(done: Done): void;
  /** Takes the line away, so that other output starts on a clean one. */
  clear(): void;
}

export interface Done {
  /** Of `total`; ignored when that is not known. */
  readonly bytes: number;
  readonly rows: number;
  readonly alerts?: number;
}

export interface ProgressOptions {
  readonly stream: ProgressStream;
  readonly label: string;
  /** Bytes there are to read; undefined for a pipe. */
  readonly total?: number | undefined;
  /** Milliseconds; the process's own monotonic clock by default. */
  readonly now?: () => number;
}

const firstAfter = 500;
const redrawEvery = 100;
const barWidth = 20;

export function createProgress({ stream, label, total, now = () => performance.now() }: ProgressOptions): Progress {
  if (!stream.isTTY) return { show: () => undefined, clear: () => undefined };
  const started = now();
  let drawn = started + firstAfter - redrawEvery;
  let visible = false;
  return {
    show(done) {
      const at = now();
      if (at - drawn < redrawEvery) return;
      drawn = at;
      visible = true;
      stream.write(`\r${line(label, total, done, at - started).slice(0, Math.max(20, (stream.columns ?? 80) - 1))}\x1b[K`);
    },
    clear() {
      if (visible) stream.write('\r\x1b[K');
      visible = false;
    },
  };
}

/** The line for `elapsed` milliseconds of work. */
export function line(label: string, total: number | undefined, { bytes, rows, alerts }: Done, elapsed: number): string {
  const share = total === undefined || total <= 0 ? undefined : Math.min(1, bytes / total);
  const parts = [label];
  if (share !== undefined) {
    const full = Math.round(share * barWidth);
    parts.push(`[${'#'.repeat(full)}${'.'.repeat(barWidth - full)}] ${String(Math.floor(share * 100)).padStart(3)} %`);
  }
  parts.push(`${formatNumber(rows, 0)} rows`, `${formatNumber(elapsed > 0 ? rows / (elapsed / 1_000) : 0, 0)} rows/s`);
  if (alerts !== undefined) parts.push(`${alerts} ${alerts === 1 ? 'alert' : 'alerts'}`);
  if (share !== undefined && share > 0) parts.push(`${clock((elapsed / share) * (1 - share))} left`);
  return parts.join('  ');
}

function clock(ms: number): string {
  const s = Math.round(ms / 1_000);
  const two = (n: number): string => String(n).padStart(2, '0');
  return s >= 3_600 ? `${Math.floor(s / 3_600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}` : `${Math.floor(s / 60)}:${two(s % 60)}`;
}
