/** What one phrase of a command means: something named, "it" and "the other one", an area by itself, or what the verb implies. */
import type { Deed } from '../deed.ts';
import { everything, type GroundContext, type Grounded, makesSense, resolve, resolveImplied } from '../ground/index.ts';
import { stem } from '../mention/index.ts';
import { plan } from '../plan/index.ts';
import type { Phrase, ReadClause } from '../read/index.ts';
import type { Sentence } from '../sentence.ts';

/** What was spoken of before, for "it" and "the other one". */
export interface Antecedents {
  readonly spoken: readonly string[];
  readonly candidates: readonly string[];
  /** What the clause before was about is not there: what goes on about it, without naming anything, is not done to something else. */
  readonly lost?: string;
}

export function groundOne(phrase: Phrase, read: ReadClause, context: GroundContext, before: Antecedents): Grounded {
  const { deed } = context;
  if (phrase.pronoun === 'it' || phrase.pronoun === 'them') {
    if (before.lost !== undefined) return { kind: 'none', text: before.lost, near: [] };
    if (phrase.quantity === 'both' && before.candidates.length === 2) return { kind: 'found', ids: [...before.candidates], sure: true };
    if (before.spoken.length > 0) return itIn(phrase, read, context, before.spoken);
    return bare(read, context, before);
  }
  if (deed.intent === 'clean' || deed.attribute === 'cleaning_area') return cleaner(phrase, context);
  if (phrase.pronoun === 'other' || phrase.pronoun === 'others') return others(phrase, context, before);
  const { index, tokens, mentionAt } = context.sentence;
  // "everything downstairs": a place needs no "in" before it.
  const beside = phrase.tokens.flatMap((at) => {
    const ref = mentionAt[at]?.refs.find(({ type }) => type === 'area' || type === 'floor');
    return ref?.type === 'area' || ref?.type === 'floor' ? [{ ref, tokens: [at] }] : [];
  });
  const said = phrase.tokens.filter((at) => !beside.some((place) => place.tokens[0] === at)).map((at) => tokens[at]?.text ?? '');
  if (said.length > 0 && said.every((word) => word === 'everything' || word === 'anything' || word === 'all')) {
    const whole = everything(index, deed);
    // "pause everything that is playing": what is not is left alone.
    const busy = /^(?:pause|stop|mute)$/.test(deed.intent)
      ? whole.filter((id) => makesSense(deed, context.stateOf(id), index.entities.get(id)?.entity.domain ?? ''))
      : [];
    const all = busy.length > 0 ? busy : whole;
    const places = [...phrase.places, ...beside];
    const ids = places.length === 0 ? all : all.filter((id) => inPlaces(id, { ...phrase, places }, context));
    return ids.length === 0 ? { kind: 'none', text: phrase.text, near: [] } : { kind: 'found', ids, sure: false };
  }
  // "turn off the kitchen": an area by itself speaks of its lights, or of what the value speaks of.
  if (isArea(phrase, context.sentence)) {
    const own = areaAlone(phrase, context);
    if (own !== undefined) return own;
  }
  return resolve(phrase, context);
}

/** "it"; with a place in which it is not, as in "dim the kitchen light and set it to 40 in the hall", the like of it that is there. */
function itIn(phrase: Phrase, read: ReadClause, context: GroundContext, spoken: readonly string[]): Grounded {
  const { index } = context.sentence;
  const places = [...phrase.places, ...read.phrases.places].filter(({ ref }) => ref !== undefined);
  const entries = spoken.flatMap((id) => index.entities.get(id) ?? []);
  // What moves, and what stands nowhere, is sent to a place rather than found there.
  const fixed = entries.every(({ entity, area }) => area !== undefined && !/^(?:vacuum|lawn_mower)$/.test(entity.domain));
  if (places.length === 0 || !fixed) return { kind: 'found', ids: [...spoken], sure: true };
  const placed: Phrase = { ...phrase, places };
  const there = spoken.filter((id) => inPlaces(id, placed, context));
  if (there.length > 0) return { kind: 'found', ids: there, sure: true };
  const kinds = new Set(entries.flatMap((entry) => [...entry.kinds]));
  const same = [...index.entities.values()].filter(
    ({ entity, kinds: own }) =>
      inPlaces(entity.id, placed, context) &&
      entries.some((e) => e.entity.domain === entity.domain) &&
      [...own].some((kind) => kinds.has(kind)),
  );
  if (same.length > 0) return { kind: 'found', ids: same.map(({ entity }) => entity.id), sure: false };
  return { kind: 'none', text: entries[0]?.entity.name ?? '', near: [] };
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
  const floors = [
    ...phrase.tokens.flatMap((at) => context.sentence.mentionAt[at]?.refs ?? []),
    ...phrase.places.flatMap((p) => (p.ref === undefined ? [] : [p.ref])),
  ].flatMap((r) => (r.type === 'floor' ? [r.id] : []));
  const there = vacuums.filter(
    (v) => (v.area !== undefined && areas.includes(v.area.id)) || (v.floor !== undefined && floors.includes(v.floor.id)),
  );
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
  // "drop upstairs to 17": what is called after the floor comes before what merely stands there.
  const stems = phrase.tokens.map((at) => stem(sentence.tokens[at]?.text ?? ''));
  const called =
    deed.attribute === undefined || ref.type !== 'floor'
      ? []
      : [...sentence.index.entities.values()].filter((e) => stems.every((s) => e.stems.has(s)) && deedFits(sentence, e.entity.id, deed));
  if (called.length === 1 && called[0] !== undefined) return { kind: 'found', ids: [called[0].entity.id], sure: false };
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
export function bare(read: ReadClause, context: GroundContext, before: Antecedents): Grounded {
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

export function exceptIds(phrase: Phrase, context: GroundContext): string[] {
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
