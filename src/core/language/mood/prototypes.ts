/**
 * The moods and needs: what people say without naming a device, as goals over what a room can do. A sentence finds its mood by meaning
 * (`nearest.ts`); what is done about it is a table, so that nobody is surprised.
 */
import type { Goal, Mood } from './goal.ts';

const light = (level: number, kelvin?: number, colour?: string): Goal => ({
  kind: 'light',
  level,
  ...(kelvin === undefined ? {} : { kelvin }),
  ...(colour === undefined ? {} : { colour }),
});
const dark: Goal = { kind: 'light', off: true, only: 'lit' };
const covers = (to: 'open' | 'close' | number): Goal => ({ kind: 'covers', to });
const music = (to: Extract<Goal, { kind: 'music' }>['to']): Goal => ({ kind: 'music', to });
const fans = (to: 'on' | 'off' | 'slower' | 'faster'): Goal => ({ kind: 'fans', to });
const quiet: Goal = { kind: 'media', to: 'off' };
const warmer = (by: number): Goal => ({ kind: 'temperature', by });
const lock: Goal = { kind: 'locks', to: 'lock' };
const closeWays: Goal = { kind: 'ways', to: 'close' };

const room = (id: string, said: string, names: string, ...goals: readonly Goal[]): Mood => ({
  id,
  said,
  reach: 'area',
  goals,
  names: split(names),
});
const house = (id: string, said: string, names: string, ...goals: readonly Goal[]): Mood => ({
  id,
  said,
  reach: 'house',
  goals,
  names: split(names),
});
const split = (names: string): readonly string[] => names.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));

export const MOODS: readonly Mood[] = [
  // needs: something is not as it should be
  room('too_dark', 'Brighter', 'bright', { kind: 'light', by: 30 }),
  room('too_bright', 'Darker', 'dim, dimmed', { kind: 'light', by: -30, only: 'lit' }),
  // The sun on a screen or in the eyes.
  room('glare', 'Less glare', '', covers('close')),
  room('cold', 'Warmer', '', warmer(1)),
  room('hot', 'Cooler', '', warmer(-1), fans('faster')),
  room('stuffy', 'Fresh air', 'ventilate, ventilation, fresh air', fans('faster'), { kind: 'purifiers', to: 'faster' }),
  room('humid', 'Drier air', '', { kind: 'humidity', to: 'less' }, fans('faster')),
  room('dry', 'Moister air', '', { kind: 'humidity', to: 'more' }),
  room('noisy', 'Quieter', '', music('quieter'), fans('slower')),
  // Too quiet: what plays is too low, or there should be something.
  room('quiet', 'Louder', '', music('louder'), music('play')),
  // Somebody sleeps near by.
  room('hush', 'Quietly', '', { kind: 'light', by: -30, only: 'lit' }, music('quieter')),
  // what somebody is about to do
  room(
    'movie',
    'Movie time',
    'movie, movie night, film, cinema, home cinema, watch tv, tv',
    light(15, 2700),
    covers('close'),
    music('pause'),
  ),
  room('dinner', 'Dinner', 'dinner, dining, eat, eating, supper', light(60, 2700)),
  room('cooking', 'Cooking', 'cooking, cook', light(100, 4000), fans('on')),
  room('reading', 'Reading', 'reading, read', light(80, 4000), music('quieter')),
  room('focus', 'Focus', 'focus, work, working, concentrate, study, office', light(100, 5000), { kind: 'media', to: 'pause' }),
  room('homework', 'Homework', 'homework, school', light(100, 4500), { kind: 'media', to: 'pause' }),
  house('sleep', 'Good night', 'sleep, good night, goodnight, bedtime, night, bed', dark, quiet, covers('close'), lock, closeWays, {
    kind: 'atMost',
    celsius: 18,
  }),
  room('wake', 'Good morning', 'wake, wake up, good morning, morning', covers('open'), light(60, 4000)),
  house(
    'leaving',
    'Goodbye',
    'leaving, leave, goodbye, away, leave home, leaving home, bye, nobody home',
    dark,
    quiet,
    fans('off'),
    lock,
    closeWays,
    { kind: 'atMost', celsius: 18 },
  ),
  house('arriving', 'Welcome home', 'arriving, arrive, welcome, welcome home, home, i am home, coming home', {
    kind: 'atLeast',
    celsius: 20,
  }),
  room('guests', 'Guests', 'guests, guest, visitors, company', light(80, 3000), music('play'), music(25)),
  room('party', 'Party', 'party, party time, disco', light(60, 2700, 'magenta'), music('play'), music(50)),
  room('cozy', 'Cozy', 'cozy, cosy, cozy evening, evening, snug', light(35, 2300), covers('close'), { kind: 'atLeast', celsius: 20 }),
  room('relax', 'Relax', 'relax, relaxing, chill, calm, unwind, lounge', light(40, 2700), music('play'), music(20)),
  room(
    'romantic',
    'Romantic',
    'romantic, romance, date night, date, candlelight',
    light(20, 2200),
    covers('close'),
    music('play'),
    music(15),
  ),
  room('gaming', 'Gaming', 'gaming, game, games', light(30, 4000, 'blue'), covers('close')),
  room('workout', 'Workout', 'workout, work out, exercise, gym, training, sport', light(100, 5000), fans('on'), music('play'), music(45)),
  house('cleaning', 'Cleaning', 'cleaning, clean', light(100, 4000)),
  room('nap', 'Nap', 'nap, siesta, rest', dark, covers('close'), quiet),
  room('night_path', 'Night light', 'night light, night path, night walk', light(5, 2200)),
  room('yoga', 'Yoga', 'yoga, meditation, meditate, stretching', light(30, 2500), music('play'), music(15)),
  room('music', 'Music', 'music', music('play')),
  room('sick', 'Get well', 'sick, ill, sick day', light(20, 2500), warmer(1), covers('close'), music('quieter')),
  room('hobby', 'Good light', 'hobby, craft, crafts, painting, sewing, makeup', light(100, 4500)),
  room('breakfast', 'Breakfast', 'breakfast', light(80, 4000), covers('open')),
  // the house as a whole
  house('saving', 'Saving energy', 'saving, save energy, energy saving, eco', dark, quiet, fans('off'), { kind: 'atMost', celsius: 19 }),
  house('vacation', 'Have a good trip', 'vacation, holiday, holidays, trip', dark, quiet, fans('off'), covers('close'), lock, closeWays, {
    kind: 'atMost',
    celsius: 16,
  }),
  house('storm', 'Storm', 'storm, bad weather', covers('close'), { kind: 'awnings', to: 'close' }, closeWays),
  house('lock_up', 'Locked up', 'lock up, lockdown, lock down, secure', lock, closeWays),
  house('heat_wave', 'Keeping it cool', 'heat wave, heatwave, summer, keep cool', covers('close'), fans('on'), {
    kind: 'heating',
    to: 'off',
  }),
  house('frost', 'Frost', 'frost, winter, freeze', { kind: 'atLeast', celsius: 16 }),
  // Help, fire, a burglar, too much of everything: light and quiet are right for all of them. A locked door is not.
  house('panic', 'Light on, sound off', 'panic, emergency, intruder', light(100, 4000), quiet),
  // outside
  room(
    'garden',
    'Garden',
    'garden, barbecue, bbq, patio, outside',
    { kind: 'light', level: 80, kelvin: 2700 },
    { kind: 'decoration', to: 'on' },
  ),
  house('decoration', 'Lights for the season', 'decoration, decorations, christmas, fairy lights, festive', {
    kind: 'decoration',
    to: 'on',
  }),
];

/** Where a mood is, when nobody says. */
const PLACES: ReadonlyMap<string, readonly string[]> = new Map([
  ['cooking', ['kitchen']],
  ['breakfast', ['dining', 'kitchen']],
  ['dinner', ['dining']],
  ['garden', ['garden', 'patio', 'terrace', 'backyard', 'yard', 'deck', 'balcony', 'outside', 'outdoors']],
  ['workout', ['gym', 'fitness']],
  ['gaming', ['game', 'games', 'gaming']],
  ['movie', ['cinema', 'theater', 'theatre']],
  ['focus', ['office', 'study']],
  ['night_path', ['hall', 'hallway', 'corridor', 'landing']],
]);

/** Coming home: light where one comes in. */
const HERE: ReadonlyMap<string, readonly Goal[]> = new Map([['arriving', [light(60, 2700)]]]);

const BY_ID: ReadonlyMap<string, Mood> = new Map(
  MOODS.map((mood) => {
    const places = PLACES.get(mood.id);
    const here = HERE.get(mood.id);
    return [mood.id, { ...mood, ...(places === undefined ? {} : { places }), ...(here === undefined ? {} : { here }) }];
  }),
);

/** The grammar's groups that are called otherwise. */
const GROUPS: ReadonlyMap<string, string> = new Map(
  Object.entries({
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
  }),
);

/** A mood by its id, or by the name of its group in the grammar. */
export const moodOf = (id: string): Mood | undefined => BY_ID.get(GROUPS.get(id) ?? id);
