/** A clause that wants something done to devices: grounded, planned, or refused with the reason. */
import type { Action, Entity, RefusalReason } from '../../domain/home.ts';
import type { Deed } from '../deed.ts';
import { everything, type GroundContext, type Grounded, hasParameter, resolve, resolveImplied } from '../ground/index.ts';
import { stem, wordsOf } from '../mention/index.ts';
import { apply, merge, plan, type Unplanned } from '../plan/index.ts';
import type { Phrase, Place, ReadClause } from '../read/index.ts';
import type { Sentence } from '../sentence.ts';
import type { Piece } from './pieces.ts';
import type { World } from './world.ts';

/** What was spoken of before, for "it" and "the other one". */
export interface Antecedents {
  readonly spoken: readonly string[];
  readonly candidates: readonly string[];
  /** What the clause before was about is not there: what goes on about it, without naming anything, is not done to something else. */
  readonly lost?: string;
}

export function command(sentence: Sentence, read: ReadClause, world: World, before: Antecedents): Piece[] {
  const { deed } = read;
  const context: GroundContext = {
    sentence,
    deed,
    asking: false,
    stateOf: (id) => world.now(id)?.state ?? '',
    ...(world.area === undefined ? {} : { area: world.area }),
  };
  if (deed.intent === 'announce') return announce(read, context, world);
  const places = read.phrases.places.map((place) => local(place, world.area));
  const here: ReadClause = {
    ...read,
    phrases: {
      ...read.phrases,
      places,
      targets: read.phrases.targets.map((phrase) => ({ ...phrase, places: phrase.places.map((place) => local(place, world.area)) })),
    },
  };
  const made = carried(here, context, before, world);
  const nowhere =
    world.area === undefined &&
    [...places, ...here.phrases.targets.flatMap((phrase) => phrase.places)].some(({ named }) => named === 'here');
  const areas = new Set(made.flatMap((piece) => (piece.kind === 'done' ? piece.ids.map((id) => world.now(id)?.area) : [])));
  return nowhere && areas.size > 1 ? [{ kind: 'ask', deed, candidates: [], text: read.text, question: 'In which room?' }] : made;
}

/** "in here" is where the speaker is. */
function local(place: Place, area: string | undefined): Place {
  return place.named === 'here' && area !== undefined ? { ref: { type: 'area', id: area }, tokens: [] } : place;
}

/** A message goes to what speaks in the place named, else to everything that speaks, else to the phones. */
function announce(read: ReadClause, context: GroundContext, world: World): Piece[] {
  const areas = [...read.phrases.places, ...read.phrases.targets.flatMap((phrase) => phrase.places)].flatMap(({ ref }) =>
    ref?.type === 'area' ? [ref.id] : [],
  );
  for (const domain of ['assist_satellite', 'notify', 'tts', 'media_player']) {
    const all = [...context.sentence.index.entities.values()].filter((e) => e.entity.domain === domain);
    const there = areas.length === 0 ? all : all.filter((e) => e.area !== undefined && areas.includes(e.area.id));
    if (there.length > 0 && !(domain === 'tts' && there.length > 1))
      return act(
        read,
        there.map((e) => e.entity.id),
        true,
        world,
      );
  }
  return [{ kind: 'refused', refusal: { text: read.text, reason: 'no_device' }, detail: 'speaker for announcements' }];
}

function carried(read: ReadClause, context: GroundContext, before: Antecedents, world: World): Piece[] {
  const excluded = new Set(read.phrases.excepts.flatMap((phrase) => exceptIds(phrase, context)));
  const pieces: Piece[] = [];
  const targets = read.phrases.targets;
  if (targets.length === 0) {
    const grounded = bare(read, context, before);
    return [...done(read, grounded, excluded, world)];
  }
  for (const phrase of targets) {
    const grounded = groundOne(phrase, read, context, before);
    pieces.push(...done(forArea(read, phrase, grounded, context), grounded, excluded, world));
  }
  return joined(pieces, targets.length);
}

/** "vacuum the hall" said to a robot that can be told where: it is told. */
function forArea(read: ReadClause, phrase: Phrase, grounded: Grounded, { sentence }: GroundContext): ReadClause {
  const { deed } = read;
  if (deed.intent !== 'clean' && deed.attribute !== 'cleaning_area') return read;
  const [id, ...others] = grounded.kind === 'found' ? grounded.ids : [];
  const entry = others.length === 0 && id !== undefined ? sentence.index.entities.get(id) : undefined;
  if (entry === undefined || !(hasParameter(entry, 'area') || hasParameter(entry, 'cleaning_area'))) return read;
  const area = areasOf(phrase, read, sentence)[0];
  const name = area === undefined ? undefined : sentence.index.areas.get(area)?.name;
  return name === undefined ? read : { ...read, deed: { intent: 'set', attribute: 'cleaning_area', content: name } };
}

/** Ids of the areas that a phrase or its clause names. */
const areasOf = (phrase: Phrase, read: ReadClause, sentence: Sentence): readonly string[] =>
  [
    ...phrase.tokens.flatMap((at) => sentence.mentionAt[at]?.refs ?? []),
    ...[...phrase.places, ...read.phrases.places].flatMap((p) => (p.ref === undefined ? [] : [p.ref])),
    ...read.phrases.targets.flatMap((target) => target.tokens.flatMap((at) => sentence.mentionAt[at]?.refs ?? [])),
  ].flatMap((r) => (r.type === 'area' ? [r.id] : []));

/** Several phrases of one clause that were all found are one piece. */
function joined(pieces: readonly Piece[], count: number): Piece[] {
  if (count < 2) return [...pieces];
  const out: Piece[] = [];
  const seen = new Set<string>();
  for (const piece of pieces) {
    const last = out.at(-1);
    if (piece.kind !== 'done') out.push(piece);
    else {
      const actions = piece.actions.filter((a) => !seen.has(JSON.stringify(a)));
      for (const a of actions) seen.add(JSON.stringify(a));
      if (last?.kind === 'done')
        out[out.length - 1] = {
          ...last,
          ids: [...last.ids, ...piece.ids],
          actions: [...last.actions, ...actions],
          sure: Math.min(last.sure, piece.sure),
        };
      else out.push({ ...piece, actions });
    }
  }
  return out;
}

function groundOne(phrase: Phrase, read: ReadClause, context: GroundContext, before: Antecedents): Grounded {
  const { deed } = context;
  if (phrase.pronoun === 'it' || phrase.pronoun === 'them') {
    if (before.lost !== undefined) return { kind: 'none', text: before.lost, near: [] };
    if (phrase.quantity === 'both' && before.candidates.length === 2) return { kind: 'found', ids: [...before.candidates], sure: true };
    if (before.spoken.length > 0) return { kind: 'found', ids: [...before.spoken], sure: true };
    return bare(read, context, before);
  }
  if (deed.intent === 'clean' || deed.attribute === 'cleaning_area') return cleaner(phrase, context);
  if (phrase.pronoun === 'other' || phrase.pronoun === 'others') return others(phrase, context, before);
  const { index } = context.sentence;
  const said = phrase.tokens.map((at) => context.sentence.tokens[at]?.text ?? '');
  if (said.length > 0 && said.every((word) => word === 'everything' || word === 'anything')) {
    const all = everything(index, deed);
    const ids = phrase.places.length === 0 ? all : all.filter((id) => inPlaces(id, phrase, context));
    return ids.length === 0 ? { kind: 'none', text: phrase.text, near: [] } : { kind: 'found', ids, sure: false };
  }
  // "turn off the kitchen": an area by itself speaks of its lights, or of what the value speaks of.
  if (isArea(phrase, context.sentence)) {
    const own = areaAlone(phrase, context);
    if (own !== undefined) return own;
  }
  return resolve(phrase, context);
}

/** "vacuum the hall": the vacuum of that area, or the only one there is; a vacuum that is named is itself. */
function cleaner(phrase: Phrase, context: GroundContext): Grounded {
  const vacuums = [...context.sentence.index.entities.values()].filter(({ entity }) => entity.domain === 'vacuum');
  const named = resolve(phrase, context);
  if (named.kind === 'found' && named.ids.every((id) => id.startsWith('vacuum.')) && !isArea(phrase, context.sentence)) return named;
  const areas = [
    ...phrase.tokens.flatMap((at) => context.sentence.mentionAt[at]?.refs ?? []),
    ...phrase.places.flatMap((p) => (p.ref === undefined ? [] : [p.ref])),
  ].flatMap((r) => (r.type === 'area' ? [r.id] : []));
  const there = vacuums.filter((v) => v.area !== undefined && areas.includes(v.area.id));
  const pool = there.length > 0 ? there : vacuums;
  if (pool.length === 1) return { kind: 'found', ids: [pool[0]?.entity.id ?? ''], sure: areas.length > 0 };
  return pool.length === 0
    ? { kind: 'none', text: 'vacuum', near: [] }
    : { kind: 'ambiguous', ids: pool.map(({ entity }) => entity.id), text: phrase.text };
}

const isArea = (phrase: Phrase, sentence: Sentence): boolean =>
  phrase.tokens.length > 0 &&
  phrase.tokens.every((at) => sentence.mentionAt[at]?.refs.some((r) => r.type === 'area' || r.type === 'floor') ?? false);

function areaAlone(phrase: Phrase, context: GroundContext): Grounded | undefined {
  const { sentence, deed } = context;
  const mention = sentence.mentionAt[phrase.tokens[0] as number];
  const refs = mention?.refs ?? [];
  const named = refs.some((r) => r.type === 'entity' && deedFits(sentence, r.id, deed));
  if (named || phrase.tokens.some((at) => sentence.mentionAt[at] !== mention)) return undefined;
  const kinded = refs.find((r) => r.type === 'kind');
  if (kinded !== undefined) {
    const asKind = resolve(phrase, context);
    if (asKind.kind === 'found') return asKind;
  }
  const ref = refs.find((r) => r.type === 'area' || r.type === 'floor');
  if (ref === undefined || (ref.type !== 'area' && ref.type !== 'floor')) return undefined;
  const places = [{ ref, tokens: phrase.tokens }, ...phrase.places];
  const byAttribute = resolveImplied(places, context);
  if (byAttribute !== undefined && byAttribute.kind !== 'none') return byAttribute;
  const light: Phrase = { tokens: [], places, plural: true, text: phrase.text };
  const want =
    deed.intent === 'open' || deed.intent === 'close'
      ? 'cover'
      : deed.intent === 'lock' || deed.intent === 'unlock'
        ? 'lock'
        : deed.intent === 'stop' || deed.intent === 'start'
          ? 'switch'
          : 'light';
  const ids = [...sentence.index.entities.values()]
    .filter((e) => e.entity.domain === want && (ref.type === 'area' ? e.area?.id === ref.id : e.floor?.id === ref.id))
    .map((e) => e.entity.id);
  if (ids.length > 0) return { kind: 'found', ids, sure: false };
  if (phrase.quantity === 'all') {
    const all = everything(sentence.index, deed).filter((id) => inPlaces(id, light, context));
    if (all.length > 0) return { kind: 'found', ids: all, sure: false };
  }
  return undefined;
}

const deedFits = (sentence: Sentence, id: string, deed: Deed): boolean => {
  const entry = sentence.index.entities.get(id);
  return entry !== undefined && plan(deed, entry.entity).ok;
};

/** Nothing is named: what the attribute or the verb speaks of, else what was spoken of last. */
function bare(read: ReadClause, context: GroundContext, before: Antecedents): Grounded {
  const { deed } = context;
  const byPlace = read.phrases.places;
  if (before.lost !== undefined && byPlace.length === 0) return { kind: 'none', text: before.lost, near: [] };
  if (before.spoken.length > 0 && byPlace.length === 0) {
    const able = before.spoken.filter((id) => {
      const entry = context.sentence.index.entities.get(id);
      return entry !== undefined && plan(deed, entry.entity).ok;
    });
    if (able.length > 0) return { kind: 'found', ids: able, sure: true };
  }
  const found = resolveImplied(byPlace, context);
  if (found !== undefined) return found;
  if (byPlace.length > 0 && /^(?:on|off|set|raise|lower|toggle|open|close)$/.test(deed.intent)) {
    const ref = byPlace.find((p) => p.ref !== undefined)?.ref;
    const here = byPlace.some((p) => p.named === 'here') ? context.area : undefined;
    const all = byPlace.some((p) => p.named === 'everywhere');
    const domain = deed.intent === 'open' || deed.intent === 'close' ? 'cover' : 'light';
    const ids = [...context.sentence.index.entities.values()]
      .filter(
        (e) =>
          e.entity.domain === domain &&
          (all ||
            (ref?.type === 'area'
              ? e.area?.id === ref.id
              : ref?.type === 'floor'
                ? e.floor?.id === ref.id
                : here !== undefined && e.area?.id === here)),
      )
      .map((e) => e.entity.id);
    if (ids.length > 0) return { kind: 'found', ids, sure: false };
  }
  // "turn it up", "stop": what is playing or moving; only when little else was said.
  if (
    read.to - read.from > 6 ||
    !(
      /^(?:stop|pause|raise|lower|play|next|previous|mute|unmute)$/.test(deed.intent) ||
      (deed.intent === 'set' && deed.attribute === 'volume')
    )
  )
    return read.phrases.targets.some(({ pronoun }) => pronoun !== undefined)
      ? { kind: 'ambiguous', ids: [], text: read.text }
      : { kind: 'none', text: '', near: [] };
  const active = [...context.sentence.index.entities.values()].filter(
    ({ entity }) => /^(?:playing|cleaning|mowing|opening|closing)$/.test(context.stateOf(entity.id)) && plan(deed, entity).ok,
  );
  const here = context.area === undefined ? active : active.filter((e) => e.area?.id === context.area);
  const pool = here.length > 0 ? here : active;
  if (pool.length === 1) return { kind: 'found', ids: [pool[0]?.entity.id ?? ''], sure: false };
  // "turn it up": something is meant that we do not know.
  if (read.phrases.targets.some(({ pronoun }) => pronoun !== undefined))
    return { kind: 'ambiguous', ids: pool.map(({ entity }) => entity.id), text: read.text };
  return { kind: 'none', text: '', near: [] };
}

function others(phrase: Phrase, context: GroundContext, before: Antecedents): Grounded {
  const { index } = context.sentence;
  const pool = before.candidates.length > 0 ? before.candidates : like(before.spoken, index);
  const left = pool.filter((id) => !before.spoken.includes(id));
  const narrowed = phrase.tokens.length === 0 ? left : left.filter((id) => resolvesTo(phrase, context, id));
  if (narrowed.length === 1 || (narrowed.length > 1 && phrase.pronoun === 'others')) return { kind: 'found', ids: narrowed, sure: true };
  return narrowed.length > 1 ? { kind: 'ambiguous', ids: narrowed, text: phrase.text } : { kind: 'none', text: 'other one', near: [] };
}

function resolvesTo(phrase: Phrase, context: GroundContext, id: string): boolean {
  const { pronoun: _, ...plain } = phrase;
  const grounded = resolve({ ...plain, plural: true }, context);
  return grounded.kind === 'found' && grounded.ids.includes(id);
}

/** Entities of the same domain and area as those. */
export function like(ids: readonly string[], index: Sentence['index']): string[] {
  const first = index.entities.get(ids[0] ?? '');
  if (first === undefined) return [];
  const same = [...index.entities.values()].filter((e) => e.entity.domain === first.entity.domain);
  const near = same.filter((e) => e.area?.id === first.area?.id);
  return (near.length > ids.length ? near : same).map((e) => e.entity.id);
}

function exceptIds(phrase: Phrase, context: GroundContext): string[] {
  if (isArea(phrase, context.sentence) || (phrase.tokens.length === 0 && phrase.places.length > 0)) {
    const refs = [
      ...phrase.tokens.flatMap((at) => context.sentence.mentionAt[at]?.refs ?? []),
      ...phrase.places.flatMap((p) => (p.ref === undefined ? [] : [p.ref])),
    ];
    return [...context.sentence.index.entities.values()]
      .filter((e) =>
        refs.some(
          (r) =>
            (r.type === 'area' && e.area?.id === r.id) ||
            (r.type === 'floor' && e.floor?.id === r.id) ||
            (r.type === 'entity' && r.id === e.entity.id),
        ),
      )
      .map((e) => e.entity.id);
  }
  const grounded = resolve({ ...phrase, plural: true }, { ...context, deed: { intent: context.deed.intent } });
  return grounded.kind === 'none' ? [] : [...grounded.ids];
}

function inPlaces(id: string, phrase: Phrase, context: GroundContext): boolean {
  const entry = context.sentence.index.entities.get(id);
  if (entry === undefined) return false;
  return (
    phrase.places.every((p) => p.named === 'everywhere' || p.named === 'inside') ||
    phrase.places.some(
      (p) =>
        (p.ref?.type === 'area' && entry.area?.id === p.ref.id) ||
        (p.ref?.type === 'floor' && entry.floor?.id === p.ref.id) ||
        (p.named === 'here' && entry.area?.id === context.area),
    )
  );
}

/** Plans for what was found. */
function done(read: ReadClause, grounded: Grounded, excluded: ReadonlySet<string>, world: World): Piece[] {
  const { deed, text } = read;
  if (grounded.kind === 'none')
    return [
      { kind: 'refused', refusal: { text, reason: 'no_device' }, detail: grounded.text, near: grounded.near },
      ...read.more.map((further) => also(further, 'no_device', grounded.text)),
    ];
  if (grounded.kind === 'ambiguous') {
    const able = grounded.ids.filter((id) => !excluded.has(id) && canDo(deed, world.now(id)));
    const left = able.length > 0 ? able : grounded.ids.filter((id) => !excluded.has(id));
    if (left.length === 0) return [{ kind: 'ask', deed, candidates: [], text, question: 'What do you mean?' }];
    if (left.length === 1) return done(read, { kind: 'found', ids: left, sure: false }, excluded, world);
    return [{ kind: 'ask', deed, candidates: left, text }];
  }
  return act(
    read,
    grounded.ids.filter((id) => !excluded.has(id)),
    grounded.sure,
    world,
  );
}

const canDo = (deed: Deed, entity: Entity | undefined): boolean => entity !== undefined && plan(deed, entity).ok;

/** "conveyor 1 a bit faster", where its speed is an entity of its own: "Conveyor 1 Speed". */
function partOf(id: string, { attribute, intent }: Deed, { index }: World): string | undefined {
  if (attribute === undefined || !/^(?:set|raise|lower)$/.test(intent)) return undefined;
  const whole = index.entities.get(id);
  if (whole === undefined || /^(?:number|select|input_)/.test(whole.entity.domain)) return undefined;
  const wanted = [...whole.stems, ...wordsOf(attribute.replaceAll('_', ' ')).map(stem)];
  const parts = [...index.entities.values()].filter(
    ({ entity, stems }) => /^(?:number|select|input_number|input_select)$/.test(entity.domain) && wanted.every((s) => stems.has(s)),
  );
  return parts.length === 1 ? parts[0]?.entity.id : undefined;
}

/** One more value for the same thing, not carried out either: "to 60 and 70". */
const also = ({ value }: Deed, reason: RefusalReason, detail: string): Piece => ({
  kind: 'refused',
  refusal: { text: value?.kind === 'number' ? `and ${value.number}` : 'and the other', reason },
  detail,
});

/** Actions for entities; a set leaves out what cannot, a single one says why it cannot. */
export function act(read: Pick<ReadClause, 'deed' | 'more' | 'text'>, ids: readonly string[], sure: boolean, world: World): Piece[] {
  const { deed, more, text } = read;
  const actions: Action[] = [];
  const acted: string[] = [];
  let why: Unplanned | undefined;
  const waiting: string[] = [];
  for (const id of ids) {
    const entity = world.now(id);
    if (entity === undefined) continue;
    const planned = plan(deed, entity);
    if (!planned.ok) {
      if (planned.needs !== undefined) waiting.push(id);
      if (why?.needs === undefined) why = planned.needs === undefined ? (why ?? planned) : planned;
      continue;
    }
    acted.push(id);
    let latest = planned.action;
    let state = apply(latest, entity);
    const own = [latest];
    for (const further of more) {
      const next = plan(further, state);
      if (!next.ok) continue;
      const one = merge(latest, next.action);
      if (one !== undefined) own[own.length - 1] = one;
      else own.push(next.action);
      latest = one ?? next.action;
      state = apply(next.action, state);
    }
    actions.push(...own);
  }
  if (actions.length > 0) return [{ kind: 'done', deed, ids: acted, actions, sure: sure ? 1 : 0.9 }];
  if (why?.needs !== undefined)
    return [
      { kind: 'ask', deed, candidates: waiting, text, question: why.needs === 'colour' ? 'Which colour?' : 'To what?', needs: why.needs },
    ];
  const [id] = ids;
  const other = ids.length === 1 && id !== undefined && why?.reason === 'no_capability' ? partOf(id, deed, world) : undefined;
  if (other !== undefined) return act(read, [other], sure, world);
  const reason = why?.reason ?? 'no_device';
  const detail = why === undefined ? '' : `${ids[0] ?? ''}: ${why.detail}`;
  return [{ kind: 'refused', refusal: { text, reason }, detail }, ...more.map((further) => also(further, reason, detail))];
}
