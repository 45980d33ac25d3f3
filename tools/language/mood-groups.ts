/** The grammar's names of moods → the ids of `core/language/mood`. Names that are the same are left out. */
export const MOOD_OF_GROUP: Readonly<Record<string, string>> = {
  too_cold: 'cold',
  too_hot: 'hot',
  too_humid: 'humid',
  too_dry: 'dry',
  too_noisy: 'noisy',
  too_quiet: 'quiet',
  wake_up: 'wake',
  baby_nap: 'nap',
  energy_saving: 'saving',
  security_check: 'lock_up',
  music_mood: 'music',
  sick_day: 'sick',
  barbecue: 'garden',
  holiday: 'decoration',
  cleaning_time: 'cleaning',
};
