/** Entities that were found, and what is done to them: planned, applied one after the other, or refused with the reason. */
import type { Action, RefusalReason } from '../../domain/home.ts';
import type { Deed } from '../deed.ts';
import { stem, wordsOf } from '../mention/index.ts';
import { apply, merge, plan, type Unplanned } from '../plan/index.ts';
import type { ReadClause } from '../read/index.ts';
import type { Piece } from './pieces.ts';
import type { World } from './world.ts';

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
export const also = ({ value }: Deed, reason: RefusalReason, detail: string): Piece => ({
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
  return [{ kind: 'refused', refusal: { text, reason }, detail, ids }, ...more.map((further) => also(further, reason, detail))];
}
