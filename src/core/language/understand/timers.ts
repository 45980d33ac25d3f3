/** Timers: entities of domain `timer`; a new one is `timer.new`. */
import type { Action } from '../../domain/home.ts';
import { stem, wordsOf } from '../mention/index.ts';
import type { ReadClause } from '../read/index.ts';
import type { Sentence } from '../sentence.ts';
import type { Piece } from './pieces.ts';
import type { World } from './world.ts';

export const NEW_TIMER = 'timer.new';

export function timers(sentence: Sentence, read: ReadClause, world: World): Piece[] {
  const { deed, text } = read;
  if (deed.intent === 'timer_start') {
    if (deed.duration === undefined) return [{ kind: 'ask', deed, candidates: [], text, question: 'For how long?' }];
    const action: Action = {
      entity: NEW_TIMER,
      service: 'timer.start',
      data: { duration: deed.duration, ...(deed.content === undefined ? {} : { name: deed.content }) },
    };
    const plan = {
      add: {
        when: { kind: 'after' as const, seconds: deed.duration },
        actions: [],
        text: deed.content ?? '',
        rings: true as const,
        ...(world.area === undefined ? {} : { area: world.area }),
      },
    };
    return [{ kind: 'done', deed, ids: [NEW_TIMER], actions: [action], plan, sure: 1 }];
  }
  const all = /\b(?:all|every|both)\b/.test(read.text.toLowerCase()) || /\btimers\b/i.test(read.text);
  const ids = which(sentence, read, world, all);
  if (ids.length === 0)
    return [
      { kind: 'refused', refusal: { text, reason: 'no_device' }, detail: deed.content === undefined ? 'timer' : `${deed.content} timer` },
    ];
  if (ids.length > 1 && !(all && deed.intent === 'timer_cancel')) return [{ kind: 'ask', deed, candidates: ids, text }];
  const service =
    {
      timer_cancel: 'timer.cancel',
      timer_pause: 'timer.pause',
      timer_resume: 'timer.start',
      timer_more: 'timer.change',
      timer_less: 'timer.change',
    }[deed.intent as 'timer_cancel'] ?? 'timer.cancel';
  const change = service === 'timer.change';
  if (change && deed.duration === undefined) return [{ kind: 'ask', deed, candidates: [], text, question: 'By how much?' }];
  const data = change ? { duration: (deed.intent === 'timer_less' ? -1 : 1) * (deed.duration ?? 0) } : {};
  return [{ kind: 'done', deed, ids, actions: ids.map((entity) => ({ entity, service, data })), sure: 1 }];
}

/** The timers a clause speaks of: by name, by length, by area, by state; the only one. */
export function which(sentence: Sentence, read: ReadClause, world: World, all: boolean): string[] {
  const every = [...sentence.index.entities.values()]
    .filter(({ entity }) => entity.domain === 'timer')
    .map(({ entity }) => world.now(entity.id) ?? entity);
  const live = every.filter(({ state }) => state === 'active' || state === 'paused');
  const { deed, phrases } = read;
  let pool = live.length > 0 ? live : every.filter(({ state }) => state !== 'idle');
  if (deed.intent === 'timer_resume') pool = pool.filter(({ state }) => state === 'paused');
  if (deed.intent === 'timer_pause') pool = pool.filter(({ state }) => state === 'active');
  const places = [...phrases.places, ...phrases.targets.flatMap((t) => t.places)].flatMap((p) =>
    p.ref?.type === 'area' ? [p.ref.id] : [],
  );
  const tied = phrases.targets.flatMap((t) =>
    t.tokens.flatMap((at) => sentence.mentionAt[at]?.refs.flatMap((r) => (r.type === 'area' ? [r.id] : [])) ?? []),
  );
  const areas = [...places, ...tied];
  if (areas.length > 0) pool = pool.filter(({ area }) => area !== undefined && areas.includes(area));
  const mentioned = phrases.targets.flatMap((t) =>
    t.tokens.flatMap((at) => sentence.mentionAt[at]?.refs.flatMap((r) => (r.type === 'entity' ? [r.id] : [])) ?? []),
  );
  const named = pool.filter(({ id }) => mentioned.includes(id));
  if (named.length > 0) return named.map(({ id }) => id);
  const content =
    deed.content === undefined
      ? []
      : wordsOf(deed.content)
          .map(stem)
          .filter((w) => w !== 'timer');
  if (content.length > 0) {
    const fits = pool.filter(({ name, aliases }) => [name, ...aliases].some((n) => content.every((w) => wordsOf(n).map(stem).includes(w))));
    return fits.map(({ id }) => id);
  }
  if (deed.duration !== undefined && deed.intent !== 'timer_more' && deed.intent !== 'timer_less') {
    const fits = pool.filter(({ attributes }) => secondsOf(attributes['duration']) === deed.duration);
    if (fits.length > 0) return fits.map(({ id }) => id);
    return [];
  }
  if (deed.intent === 'timer_more' || deed.intent === 'timer_less') {
    const length = deed.value?.kind === 'number' && deed.value.unit === 'length' ? deed.value.number : started(sentence, read);
    if (length !== undefined) {
      const fits = pool.filter(({ attributes }) => secondsOf(attributes['duration']) === length);
      if (fits.length > 0) return fits.map(({ id }) => id);
    }
  }
  if (all || pool.length <= 1) return pool.map(({ id }) => id);
  if (world.area !== undefined && areas.length === 0) {
    const here = pool.filter(({ area }) => area === world.area);
    if (here.length > 0) return here.map(({ id }) => id);
  }
  // The one that ends next is meant when nobody says which.
  const ending = pool.toSorted(
    (a, b) =>
      (secondsOf(a.attributes['remaining']) ?? Number.POSITIVE_INFINITY) -
      (secondsOf(b.attributes['remaining']) ?? Number.POSITIVE_INFINITY),
  );
  const [first, second] = ending;
  return first !== undefined &&
    second !== undefined &&
    secondsOf(first.attributes['remaining']) !== secondsOf(second.attributes['remaining']) &&
    deed.intent === 'timer_left' &&
    !/\btimers\b/i.test(read.text)
    ? [first.id]
    : pool.map(({ id }) => id);
}

/** "add 5 minutes to my 30 minute timer": the length of the timer meant. */
function started(_sentence: Sentence, read: ReadClause): number | undefined {
  const match = /(\d+)[- ](hour|minute|second)s? timer/i.exec(read.text);
  if (match === null) return undefined;
  return Number(match[1]) * ({ hour: 3_600, minute: 60, second: 1 }[match[2]?.toLowerCase() as 'hour'] ?? 1);
}

/** Seconds of a duration as Home Assistant writes it: 90, "0:01:30". */
export function secondsOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  const parts = value.split(':').map(Number);
  if (parts.some((n) => !Number.isFinite(n))) return undefined;
  return parts.reduce((sum, n) => sum * 60 + n, 0);
}
