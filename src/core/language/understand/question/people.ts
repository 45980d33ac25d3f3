/** "Who is home?", "is anyone in the garage?": people by where they are, rooms by what notices people in them. */
import type { Entity } from '../../../domain/home.ts';
import { answerAll, answerAny, answerCount, answerWhich, type Reply, stateHolds } from '../../answer/index.ts';
import { listed, sayEntity, sayIn } from '../../reply/index.ts';
import type { Sentence } from '../../sentence.ts';
import type { World } from '../world.ts';
import type { Asked } from './asked.ts';
import { inAny, placesOf } from './things.ts';

const ANYBODY = /\b(?:anyone|anybody|someone|somebody|everyone|everybody|nobody|people|no one)\b/;
const NOTICES: ReadonlySet<unknown> = new Set(['motion', 'occupancy', 'presence']);

export interface PeopleReply {
  readonly reply: Reply;
  readonly ids: readonly string[];
}

/** Undefined: it is about something else ("who left the door open"). */
export function people(sentence: Sentence, asked: Asked, world: World): PeopleReply | undefined {
  const { line } = asked;
  const who =
    /^(?:do you know |tell me )?who (?:is|are|all is)(?: (?:still|currently|now|all|not))* (?:(?:at )?home|here|away|out|in(?: (?:the|my|our) .+)?|around|inside|upstairs|downstairs)\b/.test(
      line,
    );
  const any = ANYBODY.test(line) && /^(?:is|are|how many)\b/.test(line);
  const at = /^who (?:is|are) at (?:the )?(?!home)(\p{L}+)(?: \?)?$/u.exec(line)?.[1];
  if (!who && !any && at === undefined) return undefined;
  const home = world.home();
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
  const persons = home.entities.filter(({ domain }) => domain === 'person');
  const trackers = persons.length > 0 ? persons : home.entities.filter(({ domain }) => domain === 'device_tracker');
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
      : any
        ? answerAny(set, home)
        : answerWhich(set, home);
  return {
    reply: {
      reply: reply.reply
        .replace(/\b(are|is) home\b/g, '$1 at home')
        .replace('None of the people are', 'Nobody is')
        .replace('No, none of the people are', 'No, nobody is'),
    },
    ids,
  };
}
