/** Which retained announcements are ours: those of an earlier life of this very Kinglet, not of another one at the same broker. */
import { isRecord, parsedJson } from '../base/index.ts';
import { type AnnouncePlace, ORIGIN } from './names.ts';

/** Longest announcement that is read: ours are below 8 kB. */
const LONGEST = 64_000;

/** Its id, and the topic of its states below our prefix, where it is ours; anything else is somebody else's. */
export function readOwn(
  topic: string,
  payload: string,
  { discovery, prefix }: AnnouncePlace,
): { readonly id: string; readonly state: string | undefined } | undefined {
  const id = topic.startsWith(`${discovery}/device/`) ? topic.slice(discovery.length + '/device/'.length).replace(/\/config$/, '') : '';
  if (!/^[a-zA-Z0-9_-]+$/.test(id) || payload.length > LONGEST || !payload.includes(ORIGIN)) return undefined;
  const value = parsedJson(payload);
  if (!isRecord(value) || !isRecord(value['origin'])) return undefined;
  if (value['origin']['name'] !== ORIGIN || value['availability_topic'] !== `${prefix}/status`) return undefined;
  const { components } = value;
  const problem = isRecord(components) && Object.hasOwn(components, 'problem') ? components['problem'] : undefined;
  const state = isRecord(problem) ? problem['state_topic'] : undefined;
  const own = typeof state === 'string' && state.startsWith(`${prefix}/device/`) && !/[+#\p{C}]/u.test(state);
  return { id, state: own ? state.slice(prefix.length + 1) : undefined };
}
