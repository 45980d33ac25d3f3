export { evidenceOf, scoreOf } from './episode.ts';
export { ANSWER, LABELS } from './surprise.ts';
export { type Batch, type Settled, Watch, type WatchOptions } from './watch.ts';
