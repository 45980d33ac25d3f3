/** A clause that wants something done to devices: grounded, planned, or refused with the reason. */
import type { Entity } from '../../domain/home.ts';
import type { Deed } from '../deed.ts';
import { type GroundContext, type Grounded, hasParameter, resolve } from '../ground/index.ts';
import { cleansAreas, plan } from '../plan/index.ts';
import type { Phrase, Place, ReadClause } from '../read/index.ts';
import type { Sentence } from '../sentence.ts';
import { act, also } from './act.ts';
import type { Piece } from './pieces.ts';
import { type Antecedents, bare, exceptIds, groundOne } from './target.ts';
import type { World } from './world.ts';

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
  if (compares(sentence, read)) {
    const detail = 'I cannot set one thing by another; say the value';
    return [{ kind: 'refused', refusal: { text: read.text, reason: 'no_capability' }, detail }];
  }
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

/** "two degrees warmer than downstairs": by what something else has. */
function compares({ tokens, mentionAt }: Sentence, { from, to, deed }: ReadClause): boolean {
  if (!/^(?:set|raise|lower)$/.test(deed.intent)) return false;
  const than = tokens.findIndex(({ text }, i) => i >= from && i < to && text === 'than' && mentionAt[i] === undefined);
  const other = than < 0 ? -1 : mentionAt.findIndex((mention, i) => i > than && i < to && mention !== undefined);
  // "when it gets colder than 17 degrees turn the heating up" is another thing.
  return other > than && tokens.slice(than, other).every(({ number }) => number === undefined);
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
  const named = read.phrases.targets
    .map((phrase) => resolve(phrase, { ...context, deed: { intent: 'announce' } }))
    .flatMap((found) => (found.kind === 'found' ? found.ids : []));
  if (named.length > 0) return act(read, named, true, world);
  // "notify my bank that …": somebody is named whom nothing here reaches.
  const [whom] = read.phrases.targets.filter(({ text }) => !/^(?:message|notification|note)$/i.test(text));
  if (whom !== undefined && /^(?:send|notify|message|page|inform|text)\b/i.test(read.text))
    return [{ kind: 'refused', refusal: { text: read.text, reason: 'no_device' }, detail: whom.text }];
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
  const { tokens } = context.sentence;
  // "leave the landing light on but turn everything else off": all but what was spoken of.
  const spared = tokens.slice(read.from, read.to).some(({ text }) => text === 'else') ? before.spoken : [];
  const excluded = new Set([...spared, ...read.phrases.excepts.flatMap((phrase) => exceptIds(phrase, context))]);
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
  if (entry === undefined) return read;
  const areas = areasOf(phrase, read, sentence);
  const [area] = areas;
  if (!(hasParameter(entry, 'area') || hasParameter(entry, 'cleaning_area')))
    return area !== undefined && deed.intent === 'clean' && cleansAreas(entry.entity)
      ? { ...read, deed: { intent: 'clean', content: [...new Set(areas)].toSorted().join(',') } }
      : read;
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
  const ids = grounded.ids.filter((id) => !excluded.has(id));
  return act(read, grounded.sure ? ids : lit(ids, deed, world), grounded.sure, world);
}

/** "dim the lights": of several, those that are on; one that is off has nothing to be dimmed. */
function lit(ids: readonly string[], { intent, attribute, value }: Deed, world: World): readonly string[] {
  if ((intent !== 'raise' && intent !== 'lower') || value !== undefined || (attribute ?? 'brightness') !== 'brightness') return ids;
  const entities = ids.flatMap((id) => world.now(id) ?? []);
  const on = entities.filter(({ domain, state }) => domain === 'light' && state === 'on');
  return on.length > 0 && entities.every(({ domain }) => domain === 'light') ? on.map(({ id }) => id) : ids;
}

const canDo = (deed: Deed, entity: Entity | undefined): boolean => entity !== undefined && plan(deed, entity).ok;
