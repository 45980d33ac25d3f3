/** Where somebody is, what is on a list, how long a timer runs, how the weather is. */
import type { Entity, Home } from '../../domain/home.ts';
import { itemsOf, number, read, text } from '../plan/index.ts';
import {
  capitalised,
  isPlural,
  listed,
  paragraph,
  plural,
  sayEntity,
  sayIn,
  sayNumber,
  sayPlace,
  saySpan,
  sayWord,
  withUnit,
} from '../reply/index.ts';
import { NOT_KNOWN, type Reply } from './context.ts';
import { sayState } from './states.ts';
import { secondsIn } from './values.ts';

const say = (sentences: readonly string[]): Reply => ({ reply: paragraph(sentences.map(capitalised)) });

/** "Anna is at home.", "The Roomba is in the kitchen; it is docked." */
export function answerWhere(entities: readonly Entity[], home: Home): Reply {
  if (entities.length === 0) return NOT_KNOWN;
  return say(
    entities.slice(0, 12).map((entity) => {
      const name = sayEntity(entity);
      if (entity.domain === 'person' || entity.domain === 'device_tracker') {
        if (entity.state === 'unavailable' || entity.state === 'unknown' || entity.state === '') return `I do not know where ${name} is.`;
        if (entity.state === 'home') return `${name} is at home.`;
        return entity.state === 'not_home' ? `${name} is away.` : `${name} is at ${sayWord(entity.state)}.`;
      }
      const now = text(entity, 'current_room') ?? text(entity, 'room');
      const area = home.areas.find(({ id }) => id === entity.area);
      const state = ['vacuum', 'lawn_mower'].includes(entity.domain) ? `; it is ${sayState(entity)}` : '';
      if (now !== undefined) return `${name} is in ${sayPlace({ name: now })}${state}.`;
      if (area !== undefined) return `${name} is ${sayIn(area)}${state}.`;
      return state === '' ? `I do not know where ${name} is.` : `${name} is ${sayState(entity)}; I do not know in which room.`;
    }),
  );
}

/** "On the shopping list: milk and eggs."; `counted`: "There are 2 open items on the shopping list: milk and eggs." */
export function answerList(list: Entity, home: Home, which: 'open' | 'completed' = 'open', counted = false): Reply {
  const name = sayEntity(list, home);
  const items = itemsOf(list);
  if (items === undefined) {
    const count = Number(list.state);
    return say([
      Number.isFinite(count) && list.state !== ''
        ? `There ${count === 1 ? 'is' : 'are'} ${plural(count, 'open item')} on ${name}.`
        : `I cannot read ${name}.`,
    ]);
  }
  const wanted = items.filter(({ status }) => (status === 'completed') === (which === 'completed')).map(({ summary }) => sayWord(summary));
  if (wanted.length === 0) return say([which === 'open' ? `${name} is empty: nothing is left to do.` : `Nothing on ${name} is done yet.`]);
  const all = listed(wanted, 'and', 20);
  if (counted)
    return say([
      `There ${wanted.length === 1 ? 'is' : 'are'} ${plural(wanted.length, which === 'open' ? 'open item' : 'finished item')} on ${name}: ${all}.`,
    ]);
  return say([`On ${name}${which === 'completed' ? ' these are done' : ''}: ${all}.`]);
}

const bareItem = (item: string): string =>
  item
    .toLowerCase()
    .replace(/[^\p{L}\p{N} ]/gu, '')
    .replace(/(?:es|s)$/, '')
    .trim();

/** "Yes, milk is on the shopping list." */
export function answerOnList(list: Entity, item: string, home: Home): Reply {
  const name = sayEntity(list, home);
  const items = itemsOf(list);
  if (items === undefined) return say([`I cannot read ${name}.`]);
  const asked = bareItem(item);
  const fits = items.filter(({ summary }) => bareItem(summary) === asked || ` ${bareItem(summary)} `.includes(` ${asked} `));
  const open = fits.find(({ status }) => status !== 'completed');
  if (open !== undefined) return say([`Yes, ${sayWord(open.summary)} ${isPlural(open.summary) ? 'are' : 'is'} on ${name}.`]);
  return say([
    fits[0] === undefined
      ? `No, ${sayWord(item)} ${isPlural(item) ? 'are' : 'is'} not on ${name}.`
      : `${sayWord(fits[0].summary)} is ticked off ${name}.`,
  ]);
}

/** "The pasta timer has 4 minutes and 30 seconds left." */
export function answerTimers(timers: readonly Entity[], home: Home): Reply {
  const live = timers.filter(({ state }) => state !== 'idle');
  if (live.length === 0) return { reply: timers.length === 0 ? 'There is no timer.' : 'No timer is running.' };
  return say(
    live.slice(0, 8).map((timer) => {
      const plain = sayEntity(timer, home);
      const name = /\btimer\b/i.test(plain) ? plain : `${plain} timer`;
      const left = secondsIn(read(timer, 'remaining'));
      const paused = timer.state === 'paused' ? ' and is paused' : '';
      return left === undefined ? `${name} is ${sayState(timer)}.` : `${name} has ${saySpan(left)} left${paused}.`;
    }),
  );
}

/** Home Assistant's conditions: https://www.home-assistant.io/integrations/weather/ */
const SKY: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'clear-night': 'a clear night',
    cloudy: 'cloudy',
    exceptional: 'exceptional',
    fog: 'foggy',
    hail: 'hailing',
    lightning: 'a thunderstorm',
    'lightning-rainy': 'a thunderstorm with rain',
    partlycloudy: 'partly cloudy',
    pouring: 'pouring',
    rainy: 'rainy',
    snowy: 'snowy',
    'snowy-rainy': 'sleeting',
    sunny: 'sunny',
    windy: 'windy',
    'windy-variant': 'windy and cloudy',
  }),
);
const sky = (state: string): string => SKY.get(state) ?? sayWord(state);

function forecast(weather: Entity, day: number): string | undefined {
  const list = read(weather, 'forecast');
  const entry: unknown = Array.isArray(list) ? list[day] : undefined;
  if (typeof entry !== 'object' || entry === null) return undefined;
  const of = (key: string): unknown => (Object.hasOwn(entry, key) ? (entry as Readonly<Record<string, unknown>>)[key] : undefined);
  const [condition, high, low, rain] = [of('condition'), of('temperature'), of('templow'), of('precipitation_probability')];
  const unit = text(weather, 'temperature_unit') ?? '°C';
  const parts = [
    typeof condition === 'string' ? sky(condition) : '',
    typeof high === 'number' ? `${typeof low === 'number' ? `${sayNumber(low)} to ` : ''}${withUnit(sayNumber(high), unit)}` : '',
    typeof rain === 'number' ? `${sayNumber(rain)} % chance of rain` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? undefined : parts.join(', ');
}

/** "It is partly cloudy, 8 °C, with 81 % humidity." `day` 1 is tomorrow, from the forecast where there is one. */
export function answerWeather(weather: Entity, attribute?: string, day = 0): Reply {
  const unit = text(weather, 'temperature_unit') ?? '°C';
  const temperature = number(weather, 'temperature');
  const humidity = number(weather, 'humidity');
  const wind = number(weather, 'wind_speed');
  if (weather.state === 'unavailable' || weather.state === 'unknown' || weather.state === '')
    return { reply: 'I do not know the weather at the moment.' };
  if (day > 0) {
    const coming = forecast(weather, day);
    return say([coming === undefined ? 'I have no forecast.' : `${day === 1 ? 'tomorrow' : `in ${day} days`}: ${coming}.`]);
  }
  if (attribute === 'temperature' && temperature !== undefined) return say([`it is ${withUnit(sayNumber(temperature), unit)} outside.`]);
  if (attribute === 'humidity' && humidity !== undefined) return say([`the humidity outside is ${sayNumber(humidity)} %.`]);
  if (attribute === 'wind' && wind === undefined) return { reply: 'I do not know how windy it is.' };
  if (attribute !== undefined && /wind/.test(attribute) && wind !== undefined)
    return say([`the wind blows at ${withUnit(sayNumber(wind), text(weather, 'wind_speed_unit') ?? 'km/h')}.`]);
  const warm = temperature === undefined ? '' : `, ${withUnit(sayNumber(temperature), unit)}`;
  const damp = humidity === undefined ? '' : `, with ${sayNumber(humidity)} % humidity`;
  const today = forecast(weather, 0);
  return say([`it is ${sky(weather.state)}${warm}${damp}.`, today === undefined ? '' : `Today: ${today}.`]);
}
