/** Needs and moods: found by meaning, done by a table of goals, corrected by the owner. */
export type { Goal, Mood } from './goal.ts';
export { type Nearest, nearestMood, type Prototype } from './nearest.ts';
export { ASK_BEYOND, type MoodContext, type MoodPlan, planMood } from './plan-mood.ts';
export {
  actionOf,
  type Learnt,
  learn,
  MAX_DEVICES,
  MAX_PREFERENCES,
  type Preference,
  type Preferences,
  parsePreferences,
  preferred,
  serialisePreferences,
  unlearn,
} from './preferences.ts';
export { MOODS, moodOf } from './prototypes.ts';
