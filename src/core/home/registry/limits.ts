/** How much of what others say is kept. */
export interface Limits {
  readonly entities: number;
  readonly areas: number;
  /** Of all announcements together, characters. */
  readonly bytes: number;
  /** Components that are not understood, remembered with their reasons. */
  readonly unread: number;
}

export const DEFAULT_LIMITS: Limits = { entities: 5_000, areas: 500, bytes: 16_000_000, unread: 500 };

/** Longest state message that is read, in bytes. */
export const MAX_STATE_MESSAGE = 262_144;
