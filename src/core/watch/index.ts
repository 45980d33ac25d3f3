export { evidenceOf, scoreOf } from './episode.ts';
export { type IncidentLimits, Incidents, joinWindow } from './incident.ts';
export { type EpisodeLike, isPardoned, pardonOf } from './pardon.ts';
export { ANSWER, LABELS } from './surprise.ts';
export { type Batch, type Settled, Watch, type WatchOptions } from './watch.ts';
