/** A home of announcements, without a broker: what is announced and said, and what is shown and sent then. */
import { expect, describe as group, it } from 'vitest';
import { type Fault, timestamp } from '../../src/core/base/index.ts';
import type { Action, Entity, Home, Json } from '../../src/core/domain/home.ts';
import { commandFor } from '../../src/core/home/act/index.ts';
import { Announcements, Registry, type RegistrySetup } from '../../src/core/home/registry/index.ts';

export class Discovered {
  readonly registry: Registry;
  readonly announcements: Announcements;
  readonly faults: Fault[] = [];
  now = Date.UTC(2026, 4, 1, 12);

  constructor(setup: Partial<RegistrySetup> = {}) {
    this.registry = new Registry({ prefix: 'homeassistant', own: 'kinglet', timezone: 'UTC', ...setup });
    this.announcements = new Announcements(this.registry, 'homeassistant');
  }

  /** An announcement or a state, whichever the topic is. Objects are JSON. */
  say(topic: string, payload: unknown, { retained = false } = {}): this {
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
    if (this.announcements.isOne(topic)) this.faults.push(...this.announcements.take(topic, text));
    else if (this.registry.listens(topic)) this.faults.push(...this.registry.hear(topic, text, retained, timestamp(this.now)).faults);
    return this;
  }
  announce(platform: string, config: Readonly<Record<string, unknown>>, object = 'it'): this {
    return this.say(`homeassistant/${platform}/${object}/config`, config);
  }

  ids(): string[] {
    return [...this.registry.items()].map(({ entity }) => entity.id).sort();
  }
  /** The only entity, or the one with this id. */
  entity(id?: string): Entity {
    const found = id === undefined ? [...this.registry.items()][0] : this.registry.find(id);
    if (found === undefined) throw new Error(`there is no ${id ?? 'entity'}; there are ${this.ids().join(', ')}`);
    return found.entity;
  }
  get codes(): string[] {
    return this.faults.map(({ code }) => code);
  }

  /** `topic=payload` for each message of a call, or the code of the fault. */
  call(service: string, data: Action['data'] = {}, id?: string): string[] {
    const command = this.command(service, data, id);
    return command.ok ? command.value.messages.map(({ topic, payload }) => `${topic}=${payload}`) : [command.fault.code];
  }
  command(service: string, data: Action['data'] = {}, id?: string) {
    const entity = this.entity(id);
    const item = this.registry.find(entity.id);
    if (item === undefined) throw new Error('unreachable');
    return commandFor(
      item,
      { entity: entity.id, service: `${entity.domain}.${service}`, data },
      { at: timestamp(this.now), timezone: 'UTC' },
    );
  }
}

export type Config = Readonly<Record<string, Json>>;

/** Messages, and what is shown after them: the state, or some attributes, or both. */
export interface Shows {
  readonly says: Readonly<Record<string, unknown>>;
  readonly state?: string;
  readonly attributes?: Readonly<Record<string, Json>>;
}

/** One platform as a table: what it shows after which messages, and what it sends for which call. */
export function platform(
  name: string,
  config: Config,
  table: {
    readonly can?: Readonly<Record<string, Json>>;
    readonly shows?: readonly Shows[];
    readonly sends?: readonly (readonly [call: string, data: Action['data'], ...sent: string[]])[];
  },
  title = name,
): void {
  group(`A ${title}`, () => {
    const fresh = (): Discovered => new Discovered().announce(name, { name: 'It', unique_id: 'u', ...config });
    it('is taken', () => {
      const home = fresh();
      expect([home.codes, home.ids(), home.entity().state]).toEqual([[], [`${name}.it`], 'unknown']);
      expect(home.entity().attributes).toMatchObject(table.can ?? {});
    });
    for (const { says, state, attributes } of table.shows ?? [])
      it(`shows ${state ?? ''} ${attributes === undefined ? '' : JSON.stringify(attributes)} after ${JSON.stringify(says)}`, () => {
        const home = fresh();
        for (const [topic, payload] of Object.entries(says)) home.say(topic, payload);
        if (state !== undefined) expect(home.entity().state).toBe(state);
        expect(home.entity().attributes).toMatchObject(attributes ?? {});
      });
    for (const [call, data, ...sent] of table.sends ?? [])
      it(`sends ${sent.join(', ')} for ${call} ${JSON.stringify(data)}`, () => {
        expect(fresh().call(call, data)).toEqual(sent);
      });
  });
}

/** A written home of rooms and further names. */
export const written = (more: Partial<Home>): Home => ({ floors: [], areas: [], entities: [], ...more });
