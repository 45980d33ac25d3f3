/**
 * Does what was asked: a call becomes messages, and it is only done when the device shows it.
 *
 *     action ─► the gate once more ─► commandFor ─► wire ─► the device says that it has obeyed
 *                                                     └ does not within the time: "The garage door did not answer."
 *
 * A device that tells nothing is taken to have obeyed, and its state is assumed.
 */

import { judge, type Policy } from '../../core/authority/index.ts';
import { capital, type Fault, fail, fault, type Millis, ok, type Result } from '../../core/base/index.ts';
import type { Action, Entity } from '../../core/domain/home.ts';
import { type Command, commandFor } from '../../core/home/act/index.ts';
import { apply } from '../../core/language/plan/index.ts';
import { listed } from '../../core/language/reply/lists.ts';
import { sayEntity } from '../../core/language/reply/names.ts';
import type { Actuator, Clock, DeviceWire, Observer } from '../ports.ts';
import { unswitchable } from './join.ts';
import type { HomeKeeper } from './keeper.ts';

export interface ActuatorParts {
  readonly keeper: Pick<HomeKeeper, 'registry' | 'when' | 'found'>;
  readonly wire: Pick<DeviceWire, 'command'>;
  readonly policy: () => Policy;
  readonly clock: Clock;
  readonly observer: Observer;
  /** IANA name. */
  readonly timezone: string;
  /** How long a device may take. */
  readonly within: Millis;
}

interface Ready {
  readonly action: Action;
  readonly entity: Entity;
  readonly command: Command;
}
/** What became of one action: undefined when it was done. */
type Trouble = { readonly entity: Entity; readonly said: string } | undefined;

const MAX_ACTIONS = 200;

export class HomeActuator implements Actuator {
  readonly #parts: ActuatorParts;

  constructor(parts: ActuatorParts) {
    this.#parts = parts;
  }

  /** Codes: `home/unknown`, `home/denied`, `home/unreachable`, `home/cannot`, `home/no-answer`, `home/not-sent`. Nothing is sent unless all can be. */
  async perform(actions: readonly Action[], signal: AbortSignal): Promise<Result<void>> {
    const prepared = this.#prepared(actions);
    if (!prepared.ok) return prepared;
    const ready = prepared.value;
    const over = new AbortController();
    const limit = AbortSignal.any([signal, over.signal]);
    void this.#parts.clock.sleep(this.#parts.within, limit).then(() => over.abort());
    const ends = await Promise.all(ready.map((one) => this.#carryOut(one, limit)));
    over.abort();
    return this.#sum(ready, ends);
  }

  async check(actions: readonly Action[]): Promise<Result<void>> {
    const prepared = this.#prepared(actions);
    return prepared.ok ? ok(undefined) : prepared;
  }

  /** "the garage door", as replies say it. */
  #the(entity: Entity): string {
    return sayEntity(entity, this.#parts.keeper.found);
  }
  /** "It cannot …" with the device for it. */
  #about(entity: Entity, sentence: string): string {
    return `${capital(this.#the(entity))}: ${sentence.replace(/^It\b/, 'it')}`;
  }

  #prepared(actions: readonly Action[]): Result<readonly Ready[]> {
    const ready: Ready[] = [];
    for (const action of actions.slice(0, MAX_ACTIONS)) {
      const one = this.#prepare(action);
      if (!one.ok) return one;
      ready.push(one.value);
    }
    const denied = this.#denied(ready);
    return denied === undefined ? ok(ready) : { ok: false, fault: denied };
  }

  #prepare(action: Action): Result<Ready> {
    const { keeper, clock, timezone } = this.#parts;
    const item = keeper.registry.find(action.entity);
    if (item === undefined) return fail('home/unknown', unswitchable(action.entity));
    const { entity } = item;
    if (entity.state === 'unavailable')
      return fail('home/unreachable', `${capital(this.#the(entity))} cannot be reached now, so nothing was done.`);
    const made = commandFor(item, action, { at: clock.now(), timezone });
    if (!made.ok) return fail(made.fault.code, this.#about(entity, made.fault.detail));
    return ok({ action, entity, command: made.value });
  }

  /** The same gate that sentences pass: whatever way an action came here, it is judged. */
  #denied(ready: readonly Ready[]): Fault | undefined {
    const { keeper, policy } = this.#parts;
    // Those that are asked about are few, those that there are many; and some are not told about.
    const home = { ...keeper.found, entities: ready.map(({ entity }) => entity) };
    const [first] = judge(
      ready.map(({ action }) => action),
      home,
      policy(),
    ).denied;
    const entity = first && ready.find(({ action }) => action === first.action)?.entity;
    return entity && fault('home/denied', this.#about(entity, `${first.detail}.`));
  }

  async #carryOut({ action, entity, command }: Ready, signal: AbortSignal): Promise<Trouble> {
    const { keeper, wire, clock, observer } = this.#parts;
    const { obeyed, failed } = command;
    const sent = await wire.command(command.messages, signal);
    if (!sent.ok) return { entity, said: `was not told: ${sent.fault.detail.replace(/^./, (c) => c.toLowerCase()).replace(/\.$/, '')}` };
    if (obeyed === undefined) {
      keeper.registry.assume(entity.id, apply(action, { ...entity }), clock.now());
      return undefined;
    }
    const settled = await keeper.when(entity.id, (now) => obeyed(now) || failed?.(now) !== undefined, signal);
    const why = failed?.(entity);
    if (settled && why === undefined) return undefined;
    if (why !== undefined) return { entity, said: why };
    observer.fault(
      'home',
      fault('home/no-answer', `${capital(this.#the(entity))} did not answer to ${action.service}.`, 'Is it powered, and within reach?'),
    );
    return { entity, said: 'did not answer' };
  }

  /** "The garage door did not answer." and what was done besides. */
  #sum(ready: readonly Ready[], ends: readonly Trouble[]): Result<void> {
    const troubles = ends.flatMap((trouble) => trouble ?? []);
    if (troubles.length === 0) return ok(undefined);
    const said = [...new Set(troubles.map((trouble) => trouble.said))].map((what) => {
      const names = [...new Set(troubles.filter((trouble) => trouble.said === what).map(({ entity }) => this.#the(entity)))];
      return `${capital(listed(names))} ${names.length > 1 ? what.replace(/^is /, 'are ').replace(/^was /, 'were ') : what}.`;
    });
    const done = [...new Set(ready.filter((_, i) => ends[i] === undefined).map(({ entity }) => this.#the(entity)))];
    const rest =
      done.length === 0
        ? ''
        : done.length > 6
          ? ` The other ${done.length} did what they were told.`
          : ` ${capital(listed(done))} did what ${done.length > 1 ? 'they were' : 'it was'} told.`;
    return fail('home/no-answer', `${said.join(' ')}${rest}`);
  }
}
