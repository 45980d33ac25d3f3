/** An incident being lived through: which of its episodes are listed, how grave it is, and what it looks like from outside. */
import { severity } from '../alert/severity.ts';
import type { Timestamp } from '../base/index.ts';
import type { CauseHint, DeviceId, Episode, Incident, Severity, Sibling } from '../domain/index.ts';
import { causesOf } from './cause.ts';
import { outranks, ranked, sharesOf } from './ranking.ts';
import type { SilentMoment } from './silent-moment.ts';

export const GRAVITY: Readonly<Record<Severity, number>> = { notice: 0, warning: 1, critical: 2 };

export interface Course {
  readonly seat: number;
  first: Episode;
  readonly firstKey: string;
  /** The strongest episodes by key, open and over. */
  readonly listed: Map<string, Episode>;
  readonly open: Map<string, Episode>;
  siblings: readonly Sibling[];
  /** The guesses when it last got worse or larger. */
  causes: readonly CauseHint[];
  /** When it last got worse or larger. */
  stirredAt: Timestamp;
  /** When whole devices fell silent; undefined once anything else is part of it. */
  moment: SilentMoment | undefined;
  severity: Severity;
  /** Something of it concerns a sensor that is not watched quietly: people may hear of it. */
  heard: boolean;
  retold: number;
  /** Devices, and the best cause, when it was told last; whether a joining has been told. */
  devicesTold: number;
  causeTold: CauseHint | undefined;
  joiningTold: boolean;
}

/** Takes what an episode says of how grave it all is. */
export function judge(course: Course, key: string, episode: Episode): void {
  if (episode.facts?.loudness !== 'quiet') course.heard = true;
  if (key === course.firstKey && episode.opened === course.first.opened) course.first = episode;
  const judged = severity(episode);
  if (GRAVITY[judged] > GRAVITY[course.severity]) course.severity = judged;
}

/** Keeps an episode as it stands now, of one sensor and kind only the newest; beyond `most` the weakest falls off. */
export function list(course: Course, key: string, episode: Episode, most: number): void {
  judge(course, key, episode);
  course.listed.set(key, episode);
  if (course.listed.size <= most) return;
  let [weakestKey, weakest] = [key, episode];
  for (const [k, e] of course.listed) if (outranks(weakest, e)) [weakestKey, weakest] = [k, e];
  course.listed.delete(weakestKey);
}

/** What is open and not listed takes the place of what is over. */
export function promote(course: Course, most: number): void {
  let best: readonly [string, Episode] | undefined;
  for (const [key, episode] of course.open) {
    if (!course.listed.has(key) && (!best || outranks(episode, best[1]))) best = [key, episode];
  }
  if (best) list(course, ...best, most);
}

/** The incident as it stands. @param last the episode whose end was the incident's. */
export function viewOf(course: Course, last?: Episode): Incident {
  let unlisted = 0;
  const names = new Map<DeviceId, string>();
  for (const [key, { sensor }] of course.open) {
    if (!course.listed.has(key)) unlisted++;
    names.set(sensor.device, sensor.deviceName);
  }
  const episodes = ranked([...course.listed.values()]);
  const devices = last ? [last.sensor.deviceName] : [...names.values()];
  const heard = course.heard ? {} : { quietly: true as const };
  const bare = { first: course.first, episodes, shares: sharesOf(episodes), unlisted, devices, severity: course.severity, ...heard };
  if (last) return { ...bare, causes: course.causes, closed: last.closed ?? last.opened };
  course.causes = causesOf({ ...bare, siblings: course.siblings });
  return { ...bare, causes: course.causes };
}

/** All that is open is of one device. */
export const isAlone = (course: Course): boolean => {
  const [first] = course.open.values();
  return !some(course.open.values(), ({ sensor }) => sensor.device !== first?.sensor.device);
};

export function some<T>(items: Iterable<T>, holds: (item: T) => boolean): boolean {
  for (const item of items) if (holds(item)) return true;
  return false;
}
