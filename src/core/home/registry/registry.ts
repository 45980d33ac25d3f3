/**
 * The devices of a home, as they announce themselves: a state machine that is fed messages.
 *
 *     announcement ─► components ─► understood? ─► Item ─► entity, topics to listen to
 *                                    └ no: "not understood: …", the rest goes on
 *     message ─► parsed once ─► every Item that listens ─► what it shows
 *
 * Everything here has been said by somebody else: numbers and sizes are limited, topics are judged (topics.ts), names are clean.
 */
import { type Fault, fault, type Timestamp } from '../../base/index.ts';
import type { Area, Entity, Home } from '../../domain/home.ts';
import type { Announcement, Component } from '../discovery/announcement.ts';
import { Settings, type TopicRules } from '../discovery/settings.ts';
import { Templates } from '../discovery/templates.ts';
import { PLATFORMS } from '../discovery/topic.ts';
import { Identities } from './identities.ts';
import { Interner } from './interner.ts';
import { apply, carried, type Item, type Living, show, understand } from './item.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { Listeners } from './listeners.ts';
import { type Heard, hear } from './messages.ts';
import { Areas, idFor, nameFor, uniqueFor } from './names.ts';
import { Past } from './past.ts';
import { type Came, Sources } from './sources.ts';
import { Speakers } from './speakers.ts';
import { topicRules } from './topics.ts';

export interface RegistrySetup {
  /** Prefix of announcements, and of Kinglet's own topics. */
  readonly prefix: string;
  readonly own: string;
  /** IANA name, for templates that tell the time. */
  readonly timezone: string;
  /** What the owner has written: rooms, names and further names, by entity id. */
  readonly written?: Home;
  readonly limits?: Partial<Limits>;
  /** Ids of an earlier life. */
  readonly identities?: readonly (readonly [unique: string, id: string])[];
}

export interface NotUnderstood {
  /** As it calls itself. */
  readonly name: string;
  readonly topic: string;
  readonly code: Fault['code'];
  readonly why: string;
}

const OWN_ORIGIN = 'kinglet';

export class Registry {
  readonly limits: Limits;
  readonly past = new Past();
  readonly #setup: RegistrySetup;
  readonly #rules: TopicRules;
  readonly #templates = new Templates();
  readonly #interner = new Interner();
  readonly #areas: Areas;
  readonly #written: ReadonlyMap<string, Entity>;
  readonly #identities: Identities;
  readonly #listeners = new Listeners();
  readonly #items = new Map<string, Item>();
  readonly #byId = new Map<string, Item>();
  /** Who announced what, and whether that is still there. */
  readonly sources = new Sources();
  readonly #speakers = new Speakers();
  readonly #unread = new Map<string, NotUnderstood>();
  readonly #timed = new Set<Item>();
  #revision = 0;

  constructor(setup: RegistrySetup) {
    const { written, identities = [] } = setup;
    this.#setup = setup;
    this.limits = { ...DEFAULT_LIMITS, ...setup.limits };
    this.#rules = topicRules(setup.prefix, setup.own);
    this.#areas = new Areas(written?.areas ?? [], this.limits.areas);
    this.#written = new Map((written?.entities ?? []).map((entity) => [entity.id, entity]));
    this.#identities = new Identities(this.limits.entities * 2, identities);
  }

  /** Another number whenever entities came, went, or are called something else. */
  get revision(): number {
    return this.#revision;
  }
  get size(): number {
    return this.#items.size;
  }
  items(): IterableIterator<Item> {
    return this.#items.values();
  }
  find(id: string): Item | undefined {
    return this.#byId.get(id);
  }
  areas(): readonly Area[] {
    return this.#areas.list();
  }
  /** Components that are not taken, and why. */
  notUnderstood(): readonly NotUnderstood[] {
    return [...this.#unread.values()];
  }
  identities(): readonly (readonly [unique: string, id: string])[] {
    return this.#identities.list();
  }

  /** Whether anything listens to this topic. */
  listens(topic: string): boolean {
    return this.#listeners.of(topic) !== undefined;
  }
  topics(): readonly string[] {
    return [...this.#listeners.all()];
  }
  /** Topics that are listened to since the last time, and those that are no longer. */
  topicChanges(): { readonly came: readonly string[]; readonly went: readonly string[] } | undefined {
    return this.#listeners.moved ? this.#listeners.changes() : undefined;
  }

  /** True when this very announcement was the last one from this topic. */
  isKnown(source: string, mark: string): boolean {
    return this.sources.get(source)?.mark === mark;
  }

  /**
   * Takes an announcement. `size` and `mark`: its length and a digest of it. `bridged`: it comes from a bridge that speaks for devices, and
   * only those that do not announce themselves are taken. The faults are what was not taken.
   */
  announce(
    source: string,
    said: Announcement,
    about: { readonly size: number; readonly mark: string; readonly bridged?: boolean } & Came,
  ): readonly Fault[] {
    const faults: Fault[] = [...said.faults];
    const known = this.sources.get(source);
    const keys = new Set(known?.keys);
    if (this.sources.bytes - (known?.size ?? 0) + about.size > this.limits.bytes)
      return [...faults, this.#full('its announcements are too long')];
    for (const key of said.gone) this.#drop(key, source, keys);
    if (said.replaces) {
      const stay = new Set(said.components.map(({ key }) => key));
      for (const key of keys) if (!stay.has(key)) this.#drop(key, source, keys);
    }
    for (const component of said.components) {
      const refused = this.#place(component, source, about.bridged === true, keys);
      if (refused !== undefined) faults.push(refused);
    }
    if (keys.size === 0) this.sources.delete(source);
    else this.sources.set(source, { keys, size: about.size, mark: about.mark }, about);
    return faults;
  }

  /** These topics announce nothing any more. */
  leave(topics: readonly string[]): void {
    for (const topic of topics) this.announce(topic, { components: [], gone: [], replaces: true, faults: [] }, { size: 0, mark: '' });
  }

  /** Takes a message on a topic that is listened to. */
  hear(topic: string, text: string, retained: boolean, at: Timestamp): Heard {
    const heard = hear(this.#listeners.of(topic) ?? [], text, retained, at, this.#setup.timezone);
    if (retained) return heard;
    for (const { source } of heard.touched) this.sources.live(source, at);
    for (const { entity } of heard.changed) this.past.note(entity.id, entity.state, at);
    return heard;
  }

  /** Lets time pass: what has not been heard expires, what goes off by itself goes off. Returns what changed. */
  tick(at: Timestamp): readonly Item[] {
    const changed: Item[] = [];
    for (const item of this.#timed) {
      const { expires } = item.thing;
      if (expires !== undefined && item.heardAt !== undefined) item.expired = at - item.heardAt > expires * 1_000;
      if (item.offAt !== undefined && at >= item.offAt) {
        item.offAt = undefined;
        apply(item, { state: 'off' });
      }
      if (!show(item)) continue;
      changed.push(item);
      this.past.note(item.entity.id, item.entity.state, at);
    }
    return changed;
  }

  /** What is taken to be so, of a device that does not tell. */
  assume(id: string, { state, attributes }: Pick<Entity, 'state' | 'attributes'>, at: Timestamp): void {
    const item = this.#byId.get(id);
    if (item === undefined) return;
    apply(item, { state, attributes });
    if (show(item)) this.past.note(id, item.entity.state, at);
  }

  /** What an entity showed then, in an earlier life; no event of now. */
  recall(id: string, state: string, attributes: Entity['attributes'], then?: Timestamp): void {
    const item = this.#byId.get(id);
    if (item === undefined) return;
    item.heardAt = then;
    const { offAfter } = item.thing;
    if (then !== undefined && offAfter !== undefined && state === 'on') item.offAt = then + offAfter * 1_000;
    item.raw = { state, attributes: carried({ state, attributes }, item.thing.attributes) };
    show(item);
  }

  #place(component: Component, source: string, bridged: boolean, keys: Set<string>): Fault | undefined {
    const { key, platform, device, origin } = component;
    if (origin?.toLowerCase() === OWN_ORIGIN) return undefined;
    const refuse = (why: Fault): Fault => {
      keys.add(key);
      return this.#unreadable(component, source, why);
    };
    if (bridged && device !== undefined && this.#speakers.speaksForItself(device.id)) {
      this.#drop(key, source, keys);
      return undefined;
    }
    const before = this.#items.get(key);
    if (before !== undefined && before.source !== source && !this.#speakers.givesWay(before))
      return refuse(fault('home/duplicate', 'Two devices announce the same component; the first one counts.'));
    if (!PLATFORMS.has(platform)) return refuse(fault('home/platform', `Kinglet has no use for a ${platform.slice(0, 40)}.`));
    if (before !== undefined && before.source === source && sameComponent(before.component, component)) return undefined;
    if (before === undefined && this.#items.size >= this.limits.entities)
      return this.#full(`there are more than ${this.limits.entities} entities`);
    const unique = uniqueFor(component);
    const kept = this.#interner.component(component);
    const settings = new Settings(kept.config, this.#rules, this.#templates);
    const understood = understand(kept, settings);
    if (before !== undefined) this.#forget(before);
    if (understood === null) return undefined;
    if ('code' in understood) return refuse(understood);
    const { name } = nameFor(component, understood.thing.domain);
    const id = this.#identities.claim(unique, idFor(component, understood.thing.domain, name), (it) => this.#byId.has(it));
    const rival = this.#byId.get(id);
    if (rival !== undefined && this.#speakers.givesWay(rival)) this.#forget(rival);
    else if (rival !== undefined) return refuse(fault('home/duplicate', 'Two devices claim the same identity; the first one counts.'));
    this.#take({ component: kept, source, unique, settings, ...understood, before }, id);
    keys.add(key);
    this.#unread.delete(key);
    return undefined;
  }

  #take(
    made: Pick<Item, 'component' | 'source' | 'unique' | 'settings' | 'thing' | 'availability'> & { readonly before: Item | undefined },
    id: string,
  ): void {
    const { before, ...rest } = made;
    const entity = this.#entityOf(rest, id, before?.entity);
    const raw =
      before === undefined
        ? { state: 'unknown', attributes: rest.thing.attributes }
        : { state: before.raw.state, attributes: carried(before.raw, rest.thing.attributes) };
    if (before !== undefined) rest.availability.inherit(before.availability);
    const item: Item = { ...rest, entity, raw, heardAt: before?.heardAt, offAt: undefined, expired: before?.expired ?? false };
    show(item);
    this.#items.set(rest.component.key, item);
    this.#byId.set(id, item);
    this.#listeners.add(item);
    if (rest.thing.expires !== undefined || rest.thing.offAfter !== undefined) this.#timed.add(item);
    for (const needless of this.#speakers.add(item)) this.#forget(needless);
    this.#revision++;
  }

  #entityOf({ component, thing }: Pick<Item, 'component' | 'thing'>, id: string, before: Living | undefined): Living {
    const { name, part } = nameFor(component, thing.domain);
    const written = this.#written.get(id);
    const area = written?.area ?? this.#areas.of(component.device?.area, component.device?.name)?.id;
    // What can be switched is also called by its own part of the name: "Pump" of "Shelly 2PM Pump".
    const short = part !== undefined && thing.services.length > 0 && part.toLowerCase() !== thing.domain ? [part] : [];
    const aliases = [...(written?.aliases ?? []), ...(written === undefined || written.name === name ? [] : [name]), ...short];
    const entity: Living = {
      id,
      domain: thing.domain,
      name: written?.name ?? name,
      aliases,
      state: before?.state ?? 'unknown',
      attributes: before?.attributes ?? {},
      ...(area === undefined ? {} : { area }),
    };
    return entity;
  }

  #drop(key: string, source: string, keys: Set<string>): void {
    keys.delete(key);
    this.#unread.delete(key);
    const item = this.#items.get(key);
    if (item?.source === source) this.#forget(item);
  }

  #forget(item: Item): void {
    this.#items.delete(item.component.key);
    this.#byId.delete(item.entity.id);
    this.#listeners.remove(item);
    this.#timed.delete(item);
    this.#speakers.remove(item);
    this.#revision++;
  }

  #unreadable(component: Component, source: string, why: Fault): Fault {
    const { name } = nameFor(component, component.platform);
    if (this.#unread.size < this.limits.unread || this.#unread.has(component.key))
      this.#unread.set(component.key, { name, topic: source.slice(0, 200), code: why.code, why: why.detail });
    return { ...why, detail: `Not understood: ${name} (${component.platform.slice(0, 40)}). ${why.detail}` };
  }

  #full(why: string): Fault {
    return fault(
      'home/full',
      `No more devices are taken: ${why}.`,
      'Set home.discovery off for what is not needed, or clear its retained announcements.',
    );
  }
}

const sameComponent = (a: Component, b: Component): boolean =>
  JSON.stringify([a.config, a.device]) === JSON.stringify([b.config, b.device]);
