/**
 * Which calls may be made at once, which wait for a confirmation, and which are not made at all. Everything that reaches a device passes
 * here: a sentence, a mood, a schedule, a larger model's plan.
 */
import type { Action, Entity, Home } from '../domain/home.ts';
import { beyondLimits, LIMITS, type Limits } from './limits.ts';
import { type Risk, riskOf } from './risk.ts';
import { isSafe, serviceOf } from './safe.ts';

export type Rule = 'allow' | 'confirm' | 'deny';

export interface Policy {
  /** The owner's word for single entities, by id: stronger than the class, weaker than the limits. */
  readonly entities?: ReadonlyMap<string, Rule>;
  /** By class; `security` is confirmed and the others are allowed unless said otherwise here. */
  readonly classes?: Readonly<Partial<Record<Risk, Rule>>>;
  /** Devices that appeared since the owner last looked at the list, and what holds for them: confirmed, unless said otherwise. */
  readonly newcomers?: { readonly ids: ReadonlySet<string>; readonly rule: Rule };
  /** Devices that are only read: nobody has said that they may be switched. Stronger than everything but `entities`. */
  readonly readOnly?: (entity: Entity, home: Home) => boolean;
  readonly limits?: Limits;
}

export interface Denied {
  readonly action: Action;
  /** `unknown`: no such entity. `limits`: hotter than allowed. `policy`: the owner has forbidden it. */
  readonly reason: 'unknown' | 'limits' | 'policy';
  /** Goes on after "it …" or a colon. */
  readonly detail: string;
}

export interface Judgement {
  readonly allowed: readonly Action[];
  readonly confirm: readonly Action[];
  readonly denied: readonly Denied[];
}

/** Goes on after "it" or a colon. */
const READ_ONLY = 'I may only read it; home.allow in the configuration says what I may switch';

const BY_CLASS: Readonly<Record<Risk, Rule>> = { read: 'allow', comfort: 'allow', 'heat-and-water': 'allow', security: 'confirm' };

/** Calls that are on nothing in particular: a new timer, a message. */
function elsewhere(action: Action): Entity | undefined {
  const domain = action.service.slice(0, action.service.indexOf('.'));
  const messages = domain === 'notify' || domain === 'tts' || (domain === 'assist_satellite' && serviceOf(action) === 'announce');
  if (!messages && action.entity !== 'timer.new') return undefined;
  return { id: action.entity, domain, name: '', aliases: [], state: '', attributes: {} };
}

function ruleFor(action: Action, entity: Entity, policy: Policy): Rule {
  const risk = riskOf(action, entity);
  const own = policy.entities?.get(entity.id);
  const rule =
    own ??
    (policy.newcomers?.ids.has(entity.id) === true && risk !== 'read' ? policy.newcomers.rule : undefined) ??
    policy.classes?.[risk] ??
    BY_CLASS[risk];
  // The safe direction is never asked about.
  return rule === 'confirm' && (isSafe(action, entity) || risk === 'read') ? 'allow' : rule;
}

/** Sorts calls into what may be done now, what must be confirmed, and what is denied; each in the order given. */
export function judge(actions: readonly Action[], home: Home, policy: Policy = {}): Judgement {
  // Looking a few up is quicker than sorting all of a large home.
  const byId = actions.length > 8 ? new Map(home.entities.map((entity) => [entity.id, entity])) : undefined;
  const find = (id: string): Entity | undefined => (byId === undefined ? home.entities.find((entity) => entity.id === id) : byId.get(id));
  const allowed: Action[] = [];
  const confirm: Action[] = [];
  const denied: Denied[] = [];
  for (const action of actions) {
    const entity = find(action.entity) ?? elsewhere(action);
    if (entity === undefined) {
      denied.push({ action, reason: 'unknown', detail: 'there is no such device' });
      continue;
    }
    const beyond = beyondLimits(action, entity, policy.limits ?? LIMITS);
    if (beyond !== undefined) {
      denied.push({ action, reason: 'limits', detail: beyond });
      continue;
    }
    const rule = ruleFor(action, entity, policy);
    if (policy.readOnly?.(entity, home) === true && policy.entities?.get(entity.id) === undefined && riskOf(action, entity) !== 'read') {
      denied.push({ action, reason: 'policy', detail: READ_ONLY });
      continue;
    }
    if (rule === 'deny') denied.push({ action, reason: 'policy', detail: 'it is not to be controlled from here' });
    else (rule === 'confirm' ? confirm : allowed).push(action);
  }
  return { allowed, confirm, denied };
}
