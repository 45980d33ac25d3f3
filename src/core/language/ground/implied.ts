/** What a deed without a target is about: by its attribute or intent, in the places said or where the speaker is. */
import type { Deed } from '../deed.ts';
import type { EntityEntry } from '../mention/index.ts';
import { fold } from '../plan/index.ts';
import type { Phrase, Place } from '../read/index.ts';
import { candidatesOf } from './candidates.ts';
import { makesSense, spokenOf } from './choose.ts';
import { hasParameter, implied } from './fits.ts';
import { type GroundContext, type Grounded, placeText } from './resolve.ts';

/** What a deed without a target is about: by its attribute or intent, in the places said or where the speaker is. */
export function resolveImplied(places: readonly Place[], context: GroundContext): Grounded | undefined {
  const { sentence, deed } = context;
  const groups = implied(deed);
  if (groups.length === 0) return undefined;
  const phrase: Phrase = { tokens: [], places, plural: false, text: '' };
  const word = deed.value?.kind === 'word' ? fold(deed.value.word) : undefined;
  // Who has the mode that was said comes before who merely has modes.
  const offering =
    deed.attribute === 'mode' && word !== undefined
      ? groups.map((fits) => (entry: EntityEntry) => fits(entry) && offersMode(entry, word))
      : [];
  for (const fits of [...offering, ...groups]) {
    const found = candidatesOf(sentence, phrase, (entry) => fits(entry) && (deed.attribute === undefined || canAttribute(entry, deed)));
    if (found.length === 0) continue;
    const here = places.length === 0 && context.area !== undefined ? found.filter(({ entry }) => entry.area?.id === context.area) : [];
    const pool = here.length > 0 ? here : found;
    const ids = pool.map(({ entry }) => entry.entity.id);
    if (ids.length === 1) return { kind: 'found', ids, sure: places.length > 0 };
    const domain = pool[0]?.entry.entity.domain;
    if (domain === 'light' && (places.length > 0 || here.length > 0)) {
      const lit = pool.filter(({ entry }) => context.stateOf(entry.entity.id) === 'on');
      const relative = deed.intent === 'raise' || deed.intent === 'lower';
      return { kind: 'found', ids: relative && lit.length > 0 ? lit.map(({ entry }) => entry.entity.id) : ids, sure: false };
    }
    const sensible = pool.filter(({ entry }) => makesSense(deed, context.stateOf(entry.entity.id), entry.entity.domain));
    if (sensible.length === 1) return { kind: 'found', ids: sensible.map(({ entry }) => entry.entity.id), sure: false };
    const likely = spokenOf(
      (sensible.length > 0 ? sensible : pool).map(({ entry }) => entry),
      deed,
    );
    if (likely !== undefined) return { kind: 'found', ids: [likely], sure: false };
    const alike = pool.every(({ entry }) => entry.entity.domain === domain);
    if (places.length > 0 && alike && domain !== 'media_player' && domain !== undefined) return { kind: 'found', ids, sure: false };
    return { kind: 'ambiguous', ids, text: '' };
  }
  return { kind: 'none', text: placeText(places, sentence), near: [] };
}

const MODE_LISTS = ['hvac_modes', 'preset_modes', 'available_modes', 'operation_list', 'options'];

const offersMode = ({ entity }: EntityEntry, word: string): boolean =>
  MODE_LISTS.some((list) => {
    const options = entity.attributes[list];
    return Array.isArray(options) && options.some((one) => typeof one === 'string' && fold(one) === word);
  });

/** A rough look, so that "set the fan speed" in a room with a plain fan and an air conditioner finds the one that has it. */
function canAttribute({ entity, ...entry }: EntityEntry, deed: Deed): boolean {
  const { attributes: a } = entity;
  switch (deed.attribute) {
    case 'fan_speed':
    case 'speed':
      return (
        entity.domain === 'fan' ||
        entity.domain === 'vacuum' ||
        Array.isArray(a['fan_modes']) ||
        hasParameter({ entity, ...entry }, 'fan_speed')
      );
    case 'source': {
      const list = a['source_list'];
      const said = deed.value?.kind === 'word' ? deed.value.word : '';
      return !Array.isArray(list) || list.some((one) => typeof one === 'string' && one.toLowerCase() === said.toLowerCase());
    }
    case 'swing':
      return Array.isArray(a['swing_modes']) || hasParameter({ entity, ...entry }, 'swing') || entity.domain === 'fan';
    default:
      return true;
  }
}
