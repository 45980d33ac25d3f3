/** "Who is home?", "is anyone in the garage?": people by where they are, rooms by what notices people in them. */
import type { Entity, Home } from '../../../domain/home.ts';
import { answerAll, answerAny, answerCount, answerWhere, answerWhich, type Reply, stateHolds } from '../../answer/index.ts';
import { listed, sayEntity, sayIn } from '../../reply/index.ts';
import type { Sentence } from '../../sentence.ts';
import type { World } from '../world.ts';
import type { Asked } from './asked.ts';
import { inAny, placesOf } from './things.ts';

const ANYBODY = /\b(?:anyone|anybody|someone|somebody|everyone|everybody|nobody|people|no one)\b/;
const PRESENT = /\b(?:home|here|there|in|inside|indoors|out|outside|away|around|about|upstairs|downstairs|present|left)\b/;
const NOTICES: ReadonlySet<unknown> = new Set(['motion', 'occupancy', 'presence']);

/** Where people are that is no room: what Home Assistant calls zones. The home's own count besides. */
const ZONES = /^(?:work|school|college|university|uni|office|gym|nursery|kindergarten|daycare)$/;
const AT =
  /^(?:do you know |tell me )?(?:(?:who|which people) (?:is|are|s)|is (?:there )?(?:anyone|anybody|someone|somebody)|(?:is|are) (?<name>\p{L}+(?: \p{L}+)?))(?: (?:still|currently|now|already))* at (?:the |his |her |my |our )?(?<zone>\p{L}+)(?: (?:now|yet|already))?(?: \?)?$/u;
const EMPTY = /^(?:is (?:the|our|my) (?:house|home|flat|apartment|place) empty|(?:are we|am i) (?:all )?alone)\b/;
const WHERE_ALL =
  /^(?:do you know |tell me )?where (?:is|are|s) (?:everyone|everybody|we all|all of us|the (?:whole )?family|the others)\b/;

/** Whether it is asked who is somewhere, "who is at work", where people and that place are known here; whatever else it sounds like. */
export const asksWho = (line: string, home: Home): boolean =>
  AT.exec(line)?.groups?.['name'] === undefined && zoneAsked(line, home) !== undefined;

function zoneAsked(line: string, home: Home): string | undefined {
  const zone = AT.exec(line)?.groups?.['zone'];
  if (zone === undefined || zone === 'home') return undefined;
  const people = trackersOf(home);
  if (people.length === 0) return undefined;
  const known = people.some(({ state }) => said(state) === zone) || home.entities.some((e) => e.domain === 'zone' && said(e.name) === zone);
  return known || ZONES.test(zone) ? zone : undefined;
}

const said = (name: string): string => name.toLowerCase().replaceAll('_', ' ');

const trackersOf = (home: Home): readonly Entity[] => {
  const persons = home.entities.filter(({ domain }) => domain === 'person');
  return persons.length > 0 ? persons : home.entities.filter(({ domain }) => domain === 'device_tracker');
};

/** "Is Sarah at work?": where she is says it. */
function oneAt(sentence: Sentence, zone: string, home: Home): PeopleReply | undefined {
  const named = new Set(sentence.mentions.flatMap(({ refs }) => refs.flatMap((r) => (r.type === 'entity' ? [r.id] : []))));
  const [one, ...others] = trackersOf(home).filter(({ id }) => named.has(id));
  if (one === undefined || others.length > 0) return undefined;
  const where = answerWhere([one], home).reply;
  const known = !/^(?:unknown|unavailable|)$/.test(one.state);
  return { reply: { reply: known ? `${said(one.state) === zone ? 'Yes' : 'No'}, ${where}` : where }, ids: [one.id] };
}

export interface PeopleReply {
  readonly reply: Reply;
  readonly ids: readonly string[];
}

/** Undefined: it is about something else ("who left the door open"). */
export function people(sentence: Sentence, asked: Asked, world: World): PeopleReply | undefined {
  const { line } = asked;
  const who =
    /^(?:do you know |tell me )?(?:who|which people|which of us) (?:is|are|all is)(?: (?:still|currently|now|all|not))* (?:(?:at )?home|here|away|out|in(?: (?:the|my|our) .+)?|around|inside|upstairs|downstairs)\b/.test(
      line,
    );
  const home = world.home();
  const zone = zoneAsked(line, home);
  const at = asksWho(line, home) ? zone : undefined;
  const empty = EMPTY.test(line) && trackersOf(home).length > 0;
  const one = zone === undefined || at !== undefined ? undefined : oneAt(sentence, zone, home);
  if (one !== undefined) return one;
  if (WHERE_ALL.test(line) && trackersOf(home).length > 0)
    return { reply: answerWhere(trackersOf(home), home), ids: trackersOf(home).map(({ id }) => id) };
  const any =
    ANYBODY.test(line) &&
    /^(?:is|are|how many|anyone|anybody)\b/.test(line) &&
    // "Is anyone hungry?" is not about where they are.
    (PRESENT.test(line) || at !== undefined || placesOf(sentence, asked).length > 0);
  if (!who && !any && !empty && at === undefined) return undefined;
  const places = placesOf(sentence, asked).filter(({ named }) => named !== 'everywhere' && named !== 'here' && named !== 'inside');
  if (places.length > 0 || (/\b(?:in here|in this room)\b/.test(line) && world.area !== undefined)) {
    const where = places.length > 0 ? places : [{ named: 'here' as const, tokens: [] }];
    const noticing = home.entities.filter(
      (entity) => entity.domain === 'binary_sensor' && NOTICES.has(entity.attributes['device_class']) && inAny(entity, where, world),
    );
    const ids = noticing.map(({ id }) => id);
    const seeing = noticing.filter(({ state }) => state === 'on');
    const seen = (entities: readonly Entity[]): string => listed(entities.map((entity) => sayEntity(entity, home)));
    if (seeing.length > 0 && who)
      return { reply: { reply: `I cannot tell who, but ${seen(seeing)} ${seeing.length === 1 ? 'notices' : 'notice'} somebody.` }, ids };
    if (seeing.length > 0) return { reply: { reply: `Yes, ${seen(seeing)} ${seeing.length === 1 ? 'notices' : 'notice'} somebody.` }, ids };
    const still = noticing.filter(({ state }) => state === 'off');
    if (still.length > 0) return { reply: { reply: `No, ${seen(still)} ${still.length === 1 ? 'notices' : 'notice'} nobody.` }, ids };
    const area = where.flatMap(({ ref }) =>
      ref?.type === 'area' ? [world.index.areas.get(ref.id)] : ref?.type === 'floor' ? [world.index.floors.get(ref.id)] : [],
    )[0];
    return { reply: { reply: `I have nothing that notices people ${area === undefined ? 'there' : sayIn(area)}.` }, ids: [] };
  }
  const trackers = trackersOf(home);
  const away = /\b(?:away|out|not (?:at )?home|not here)\b/.test(line);
  const state = at ?? (away ? 'away' : 'home');
  if (trackers.length === 0) return { reply: { reply: 'I do not know who is at home.' }, ids: [] };
  const ids = trackers.filter((one) => stateHolds(one, state) === true).map(({ id }) => id);
  if (at !== undefined && ids.length === 0) return { reply: { reply: 'Nobody, as far as I know.' }, ids };
  const set = { entities: trackers, askedState: state, noun: 'people' };
  const reply = /^how many\b/.test(line)
    ? answerCount(set, home)
    : /\b(?:everyone|everybody)\b/.test(line)
      ? answerAll(set, home)
      : any || empty
        ? answerAny(set, home)
        : answerWhich(set, home);
  const told = reply.reply
    .replace(/\b(are|is) home\b/g, '$1 at home')
    .replace(new RegExp(`\\b(are|is) ${state}\\b`, 'u'), at === undefined ? '$&' : `$1 at ${at}`)
    .replace('None of the people are', 'Nobody is')
    .replace('No, none of the people are', 'No, nobody is');
  // "Is the house empty?" is asked the other way round.
  const turned = empty ? told.replace(/^(?:Yes|No)\b/, (word) => (word === 'Yes' ? 'No' : 'Yes')) : told;
  return { reply: { reply: turned }, ids };
}
