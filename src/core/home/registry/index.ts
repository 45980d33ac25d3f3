/** The devices of a home: announcements and messages in, entities out. */
export { Announcements } from './announcements.ts';
export { describe } from './described.ts';
export { isInverted } from './inverted.ts';
export type { Item } from './item.ts';
export { type Joined, Joins } from './joins.ts';
export { DEFAULT_LIMITS, type Limits, MAX_STATE_MESSAGE } from './limits.ts';
export type { Heard } from './messages.ts';
export { type Moment, Past } from './past.ts';
export { type NotUnderstood, Registry, type RegistrySetup } from './registry.ts';
export {
  loadAnnouncement,
  loadHome,
  loadStates,
  type SavedAnnouncement,
  type SavedHome,
  type SavedState,
  savedAnnouncements,
  savedIdentities,
  savedStates,
  saveHome,
} from './saved.ts';
export { type Came, FORGOTTEN } from './sources.ts';
export { isTold } from './told.ts';
