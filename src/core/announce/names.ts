/** Ids and topics under which Kinglet shows itself. Stable: Home Assistant keeps what its owner has made of an entity under them. */
import type { DeviceId } from '../domain/index.ts';

export interface AnnouncePlace {
  /** Home Assistant's discovery prefix: `homeassistant`. */
  readonly discovery: string;
  /** Our own prefix: `kinglet`. */
  readonly prefix: string;
}

/** By this name in `origin` we know our own announcements, and so does the discovery that we listen to. */
export const ORIGIN = 'Kinglet';

const LONGEST = 80;

/** An id as discovery topics allow it, `[a-zA-Z0-9_-]+`; what had to be changed is told apart by a hash of what it was. */
export function safe(id: string): string {
  const plain = id.replace(/[^a-zA-Z0-9_-]/g, '_').slice(0, LONGEST);
  return plain === id && id !== '' ? id : `${plain}_${hash(id)}`;
}

/** FNV-1a, 32 bits, in base 36. */
function hash(text: string): string {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return (h >>> 0).toString(36);
}

/** Of Kinglet itself: `kinglet`, or `kinglet_upstairs` under another prefix. */
export const nodeOf = ({ prefix }: AnnouncePlace): string => (prefix === 'kinglet' ? 'kinglet' : `kinglet_${safe(prefix)}`);
/** Of what stands for a watched device. */
export const childOf = (place: AnnouncePlace, device: DeviceId): string => `${nodeOf(place)}_${safe(device)}`;

export const configTopic = ({ discovery }: AnnouncePlace, id: string): string => `${discovery}/device/${id}/config`;
/** Below our own prefix, as what is published there is named. */
export const stateTopic = (device: DeviceId): string => `device/${safe(device)}/state`;
export const OWN_STATE = 'state';
/** Below our own prefix: what the log's level is to be, and which there are. */
export const LOG_LEVEL = 'log_level/set';
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
export const isLogLevel = (text: string): text is LogLevel => LOG_LEVELS.some((level) => level === text);

/** What to listen to: Home Assistant's birth, what an earlier life has announced, and what is selected there. */
export const announceFilters = ({ discovery, prefix }: AnnouncePlace): readonly string[] => [
  `${discovery}/status`,
  `${discovery}/device/+/config`,
  `${prefix}/${LOG_LEVEL}`,
];
