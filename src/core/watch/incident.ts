/**
 * Episodes → incidents: what belongs together is told once. A pump whose bearing fails leaves its habits in vibration, temperature and
 * current; that is one trouble, one alert.
 *
 *     episode opens ─┬─ its device has an incident that got worse or larger lately ───► joins it
 *                    ├─ … that has a likely cause, and this makes it more likely ─────► joins it
 *                    ├─ a silence, and another device fell silent at the same moment ─► joins that (a power cut)
 *                    └─ else ─────────────────────────────────────────────────────────► a new incident
 *     episode closes ── the last open one of its incident ────────────────────────────► the incident closes
 *
 * What is watched quietly is not told by itself: an incident of nothing else is kept, and told when something else joins it.
 * Lately: within `joinWindow` of readings' time. Another trouble hours later on a device that has been in trouble all day is news of its own.
 * Pure: what comes out depends on the order of the changes alone, never on how they were batched.
 */
import { hours, type Millis, millis, minutes, type Timestamp, timestamp } from '../base/index.ts';
import type { CauseHint, DeviceId, Episode, EpisodeChange, Incident, IncidentChange, Severity } from '../domain/index.ts';
import { causesOf } from './cause.ts';
import { type Course, GRAVITY, isAlone, judge, list, promote, some, viewOf } from './course.ts';
import { SilentMoment } from './silent-moment.ts';

export interface IncidentLimits {
  /** Incidents open at once; beyond them the oldest is closed. */
  readonly incidents: number;
  /** Open episodes of all incidents together; beyond them the oldest incident is closed. */
  readonly episodes: number;
  /** Episodes an incident lists; the weakest fall off, and are counted while they are open. */
  readonly listed: number;
  /** Incidents that a silence of another device may join: the newest. */
  readonly silences: number;
}
const LIMITS: IncidentLimits = { incidents: 5_000, episodes: 50_000, listed: 16, silences: 32 };

/** After this much time, or so many cadences of the sensor, an episode is no part of what began before. A day is never "lately". */
const JOIN_TIME = minutes(10);
const JOIN_CADENCES = 30;
const JOIN_LONGEST = hours(24);

/** What opens on its device within this of the last joining or worsening belongs to the same incident. */
export const joinWindow = (cadence: Millis = millis(0)): Millis =>
  millis(Math.max(JOIN_TIME, Math.min(JOIN_CADENCES * (cadence > 0 ? cadence : 0), JOIN_LONGEST)));

/** A cause shows in one sensor after the other over this long: a bearing knocks first, and gets warm hours later. */
const SAME_CAUSE = hours(12);
/** More likely by so much is news. */
const LIKELIER = 0.1;

/** An incident is told again at most so often; one that becomes critical is told all the same. */
const RETELLINGS = 3;

export class Incidents {
  readonly #limits: IncidentLimits;
  readonly #courses = new Map<number, Course>();
  readonly #courseOf = new Map<string, Course>();
  /** The newest open incident of each device. */
  readonly #byDevice = new Map<DeviceId, Course>();
  /** Incidents of silence alone, oldest first. */
  #silences: Course[] = [];
  #seats = 0;
  #evicted = 0;
  #strays = 0;

  constructor(limits: Partial<IncidentLimits> = {}) {
    this.#limits = { ...LIMITS, ...limits };
  }

  /** Incidents open now. */
  get open(): number {
    return this.#courses.size;
  }
  /** Open ones that were closed to make room. */
  get evicted(): number {
    return this.#evicted;
  }
  /** Endings of episodes that belong to no incident any more. */
  get strays(): number {
    return this.#strays;
  }

  /** Takes a change of an episode; says what it makes of the incidents, in order. */
  note(change: EpisodeChange): readonly IncidentChange[] {
    const key = keyOf(change.episode);
    const course = this.#courseOf.get(key);
    if (change.kind === 'closed') {
      if (course) return [this.#close(course, key, change.episode)];
      this.#strays++;
      return [];
    }
    if (course) return [this.#worsen(course, key, change)];
    const room = this.#makeRoom(change.episode.opened);
    const host = this.#hostOf(change);
    return [...room, host ? this.#join(host, key, change) : this.#begin(key, change)];
  }

  /** The incident an episode that opens now belongs to. */
  #hostOf(change: EpisodeChange): Course | undefined {
    const { episode } = change;
    const own = this.#byDevice.get(episode.sensor.device);
    // A silence of several devices is nobody's own: other trouble does not join it.
    if (own && isAlone(own)) {
      const apart = Math.abs(timeOf(change) - own.stirredAt);
      if (apart <= joinWindow(episode.facts?.cadence) || (apart <= SAME_CAUSE && this.#fits(own, change))) return own;
    }
    if (!isWholeDevice(change)) return undefined;
    return this.#silences.findLast((course) => course.moment?.fits(episode));
  }

  /** Whether the incident's likely cause becomes more likely with this episode. */
  #fits(course: Course, { episode, siblings = [] }: EpisodeChange): boolean {
    const before = viewOf(course);
    const [guess] = before.causes;
    if (!guess) return false;
    const after = causesOf({ ...before, episodes: [...before.episodes, episode], siblings });
    return after.some(({ cause, likelihood }) => cause === guess.cause && likelihood > guess.likelihood);
  }

  #begin(key: string, { episode, siblings = [], at = episode.opened }: EpisodeChange): IncidentChange {
    const course: Course = {
      seat: this.#seats++,
      first: episode,
      firstKey: key,
      listed: new Map(),
      open: new Map(),
      siblings,
      causes: [],
      stirredAt: at,
      moment: isWholeDevice({ episode, siblings }) ? new SilentMoment(episode) : undefined,
      severity: 'notice',
      heard: false,
      retold: 0,
      devicesTold: 1,
      causeTold: undefined,
      joiningTold: false,
    };
    this.#courses.set(course.seat, course);
    if (course.moment) this.#silences = [...this.#silences, course].slice(-this.#limits.silences);
    this.#enter(course, key, episode);
    const incident = viewOf(course);
    course.causeTold = incident.causes[0];
    return { kind: 'opened', incident, told: course.heard };
  }

  #join(course: Course, key: string, change: EpisodeChange): IncidentChange {
    const { episode, siblings = [] } = change;
    course.siblings = siblings;
    course.stirredAt = timestamp(Math.max(course.stirredAt, timeOf(change)));
    if (course.moment && isWholeDevice({ episode, siblings })) course.moment.narrow(episode);
    else this.#leaveSilence(course);
    const before = course.severity;
    this.#enter(course, key, episode);
    const incident = viewOf(course);
    const news = !course.joiningTold || isNews(incident.causes[0], course.causeTold) || incident.devices.length >= 2 * course.devicesTold;
    const told = this.#tell(course, incident, before, news);
    if (told) course.joiningTold = true;
    return { kind: 'joined', incident, told };
  }

  #worsen(course: Course, key: string, change: EpisodeChange): IncidentChange {
    const { episode, siblings = [] } = change;
    course.siblings = siblings;
    course.stirredAt = timestamp(Math.max(course.stirredAt, timeOf(change)));
    const before = course.severity;
    course.open.set(key, episode);
    list(course, key, episode, this.#limits.listed);
    const incident = viewOf(course);
    const leads = incident.episodes[0] === episode;
    return { kind: 'worsened', incident, told: this.#tell(course, incident, before, leads) };
  }

  #close(course: Course, key: string, episode: Episode): IncidentChange {
    const { device } = episode.sensor;
    course.open.delete(key);
    this.#courseOf.delete(key);
    if (!some(course.open.values(), ({ sensor }) => sensor.device === device)) this.#unseat(device, course);
    if (course.listed.has(key)) list(course, key, episode, this.#limits.listed);
    else judge(course, key, episode);
    promote(course, this.#limits.listed);
    const over = course.open.size === 0;
    const { causes } = course;
    const incident = viewOf(course, over ? episode : undefined);
    course.causes = causes;
    if (over) this.#forget(course);
    return { kind: over ? 'closed' : 'eased', incident, told: over && course.heard };
  }

  /** Whether a person should hear: of news while there are retellings left, of danger always. */
  #tell(course: Course, incident: Incident, before: Severity, news: boolean): boolean {
    if (!course.heard) return false;
    const graver = GRAVITY[course.severity] > GRAVITY[before];
    const told = course.retold < RETELLINGS ? news || graver : graver && course.severity === 'critical';
    if (!told) return false;
    course.retold++;
    course.devicesTold = incident.devices.length;
    course.causeTold = incident.causes[0];
    return true;
  }

  #enter(course: Course, key: string, episode: Episode): void {
    course.open.set(key, episode);
    this.#courseOf.set(key, course);
    this.#byDevice.set(episode.sensor.device, course);
    list(course, key, episode, this.#limits.listed);
  }

  #makeRoom(at: Timestamp): IncidentChange[] {
    const changes: IncidentChange[] = [];
    while (this.#courses.size >= this.#limits.incidents || this.#courseOf.size >= this.#limits.episodes) {
      const [oldest] = this.#courses.values();
      if (!oldest) break;
      this.#forget(oldest);
      this.#evicted++;
      const gone = (episode: Episode): Episode => ({ ...episode, closed: at, ending: 'gone' });
      for (const [key, episode] of oldest.listed) if (oldest.open.has(key)) list(oldest, key, gone(episode), this.#limits.listed);
      oldest.open.clear();
      changes.push({ kind: 'closed', incident: viewOf(oldest, gone(oldest.first)), told: oldest.heard });
    }
    return changes;
  }

  #forget(course: Course): void {
    this.#courses.delete(course.seat);
    for (const [key, { sensor }] of course.open) {
      this.#courseOf.delete(key);
      this.#unseat(sensor.device, course);
    }
    this.#leaveSilence(course);
  }
  #unseat(device: DeviceId, course: Course): void {
    if (this.#byDevice.get(device) === course) this.#byDevice.delete(device);
  }
  #leaveSilence(course: Course): void {
    if (!course.moment) return;
    course.moment = undefined;
    this.#silences = this.#silences.filter((other) => other !== course);
  }
}

const timeOf = ({ at, episode }: EpisodeChange): Timestamp => at ?? episode.opened;

const isNews = (guess: CauseHint | undefined, told: CauseHint | undefined): boolean =>
  guess !== undefined && (guess.cause !== told?.cause || guess.likelihood >= told.likelihood + LIKELIER);

/** A sensor may have one episode of the model and one of each plain rule at a time. */
const keyOf = ({ sensor, pattern }: Episode): string =>
  `${sensor.id}|${pattern === 'silent' || pattern === 'stuck' || pattern === 'impossible' ? pattern : 'model'}`;

/** Nothing is heard from the device any more: told of it as a whole, or of the only sensor it has. */
const isWholeDevice = ({ episode, siblings = [] }: Pick<EpisodeChange, 'episode' | 'siblings'>): boolean =>
  episode.pattern === 'silent' && (episode.facts?.extent === 'device' || siblings.length === 0);
