/**
 * A command in the making: settings and templates of one entity on one side, messages on the other, and how the device will show that it
 * has obeyed. Templates fail as a value here too; the first trouble ends the command, and nothing of it is sent.
 */
import { type Fault, fault, type Timestamp } from '../../base/index.ts';
import type { Action, Entity, Json } from '../../domain/home.ts';
import type { Settings } from '../discovery/settings.ts';
import { written } from '../discovery/settings.ts';
import type { Item } from '../registry/item.ts';
import { render } from '../template/index.ts';

/** A command is never retained: who comes later would be told what somebody wanted long ago. */
export interface Send {
  readonly topic: string;
  readonly payload: string;
}

export interface When {
  readonly at: Timestamp;
  readonly timezone: string;
}

type Shows = (entity: Entity) => boolean;

export class Writing {
  readonly item: Item;
  readonly settings: Settings;
  readonly entity: Entity;
  readonly data: Action['data'];
  readonly messages: Send[] = [];
  readonly expected: Shows[] = [];
  /** What says that it never will. */
  fails: ((entity: Entity) => string | undefined) | undefined;
  trouble: Fault | undefined;
  readonly #when: When;

  constructor(item: Item, data: Action['data'], when: When) {
    this.item = item;
    this.settings = item.settings;
    this.entity = item.entity;
    this.data = data;
    this.#when = when;
  }

  number(field: string): number | undefined {
    const value = Object.hasOwn(this.data, field) ? this.data[field] : undefined;
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  }
  word(field: string): string | undefined {
    const value = Object.hasOwn(this.data, field) ? this.data[field] : undefined;
    return typeof value === 'string' ? value : undefined;
  }

  refuse(detail: string, code: Fault['code'] = 'home/cannot'): void {
    this.trouble ??= fault(code, detail);
  }

  /** To the topic under this key; through the template under the other, where there is one. */
  send(topic: string, payload: Json, template?: string, variables: Readonly<Record<string, Json>> = {}): void {
    const to = this.settings.sends(topic);
    if (to === undefined) this.refuse('It has no topic for that.');
    const text = template !== undefined && this.settings.has(template) ? this.rendered(template, payload, variables) : written(payload);
    if (to !== undefined && text !== undefined) this.messages.push({ topic: to, payload: text });
  }

  rendered(key: string, value: Json, variables: Readonly<Record<string, Json>> = {}): string | undefined {
    const template = this.settings.template(key);
    if (template === undefined) {
      this.refuse(`Its ${key} is not understood.`, 'home/template');
      return undefined;
    }
    const { entity } = this;
    const around = {
      value,
      entity_id: entity.id,
      name: entity.name,
      this: { entity_id: entity.id, state: entity.state, attributes: entity.attributes },
    };
    const made = render(template, { ...around, ...variables }, { now: this.#when.at, timezone: this.#when.timezone });
    if (made.ok && 'text' in made.value) return made.value.text;
    this.refuse(`Its ${key} makes nothing of this.`, 'home/template');
    return undefined;
  }

  /** What it shows once it has obeyed, if it tells on this topic. */
  expect(topic: string, shows: Shows): void {
    if (this.settings.has(topic) && !this.settings.flag('optimistic', false)) this.expected.push(shows);
  }
  expectState(topic: string, ...states: readonly string[]): void {
    this.expect(topic, ({ state }) => states.includes(state));
  }
  expectAttribute(topic: string, attribute: string, value: Json, tolerance = 0): void {
    this.expect(topic, ({ attributes }) => near(attributes[attribute] ?? null, value, tolerance));
  }
}

export const near = (is: Json, wanted: Json, tolerance: number): boolean =>
  typeof is === 'number' && typeof wanted === 'number' ? Math.abs(is - wanted) <= tolerance + 1e-9 : is === wanted;
