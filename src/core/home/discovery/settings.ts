/**
 * One component's settings, read with Home Assistant's defaults. What is wrong with them is collected here, so that a platform is written
 * as if nothing could be wrong; a component with trouble is not taken, and its owner can read why.
 */
import { type Fault, fault } from '../../base/index.ts';
import type { Json } from '../../domain/home.ts';
import type { Template } from '../template/index.ts';
import type { Config } from './config.ts';
import type { Templates } from './templates.ts';

/** Says why a topic may not be used, as the end of a sentence; undefined when it may. */
export interface TopicRules {
  hears(topic: string): string | undefined;
  sends(topic: string): string | undefined;
}

/** As Python writes it: what templates render and what payloads are compared with. */
export function written(value: Json): string {
  if (value === true) return 'True';
  if (value === false) return 'False';
  return value === null ? 'None' : String(value);
}

/** Whether two payloads are the same; however a boolean is written. */
export const same = (a: string, b: string): boolean => a === b || (/^(?:true|false)$/i.test(a) && a.toLowerCase() === b.toLowerCase());

export class Settings {
  readonly config: Config;
  readonly #rules: TopicRules;
  readonly #templates: Templates;
  #trouble: Fault | undefined;
  #parent: Settings | undefined;

  constructor(config: Config, rules: TopicRules, templates: Templates) {
    this.config = config;
    this.#rules = rules;
    this.#templates = templates;
  }

  /** The first thing that is wrong. */
  get trouble(): Fault | undefined {
    return this.#trouble;
  }
  /** Notes what is wrong; the first counts. */
  object(code: Fault['code'], detail: string): void {
    this.#trouble ??= fault(code, detail);
    this.#parent?.object(code, detail);
  }

  #own(key: string): Json | undefined {
    return Object.hasOwn(this.config, key) ? this.config[key] : undefined;
  }
  /** Whether it is said at all; null is a way not to. */
  has(key: string): boolean {
    const value = this.#own(key);
    return value !== undefined && value !== null;
  }
  /** Whether it is said to be nothing: `"payload_stop": null`. */
  isNull(key: string): boolean {
    return this.#own(key) === null;
  }
  text(key: string, otherwise: string): string {
    return this.word(key) ?? otherwise;
  }
  word(key: string): string | undefined {
    const value = this.#own(key);
    return value === undefined || value === null || typeof value === 'object' ? undefined : written(value);
  }
  number(key: string, otherwise: number): number {
    const value = this.#own(key);
    const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof read === 'number' && Number.isFinite(read) ? read : otherwise;
  }
  flag(key: string, otherwise: boolean): boolean {
    const value = this.#own(key);
    if (typeof value === 'boolean') return value;
    return typeof value === 'string' && /^(?:true|yes|on|1|false|no|off|0)$/i.test(value) ? /^(?:true|yes|on|1)$/i.test(value) : otherwise;
  }
  /** A list of texts; a single one counts as a list. */
  texts(key: string, otherwise: readonly string[]): readonly string[] {
    const value = this.#own(key);
    if (Array.isArray(value))
      return (value as readonly Json[]).flatMap((item) => (item === null || typeof item === 'object' ? [] : [written(item)]));
    return value === undefined || value === null || typeof value === 'object' ? otherwise : [written(value)];
  }
  maps(key: string): readonly Readonly<Record<string, Json>>[] {
    const value = this.#own(key);
    return Array.isArray(value)
      ? ((value as readonly Json[]).filter((item) => typeof item === 'object' && item !== null && !Array.isArray(item)) as never)
      : [];
  }

  /** A map inside these settings, read like them; its trouble is theirs. */
  within(config: Config): Settings {
    const inner = new Settings(config, this.#rules, this.#templates);
    inner.#parent = this;
    return inner;
  }

  /** A topic that is listened to. */
  hears(key: string): string | undefined {
    return this.#topic(key, this.#rules.hears, 'home/bad-topic');
  }
  /** A topic that commands go to. */
  sends(key: string): string | undefined {
    return this.#topic(key, this.#rules.sends, 'home/bad-command-topic');
  }
  #topic(key: string, rule: (topic: string) => string | undefined, code: Fault['code']): string | undefined {
    const topic = this.word(key);
    if (topic === undefined || topic === '') return undefined;
    const why = rule(topic);
    if (why === undefined) return topic;
    this.object(code, `Its ${key} is not used: ${why}.`);
    return undefined;
  }
  /** Notes that a component cannot be without one of these. */
  needs(...keys: readonly string[]): void {
    if (!keys.some((key) => this.has(key))) this.object('home/bad-config', `It has no ${keys.join(' and no ')}.`);
  }

  /** The text of the first of these that is set. */
  first(...keys: readonly string[]): string | undefined {
    const key = keys.find((k) => this.has(k));
    const text = key === undefined ? undefined : this.word(key);
    return text === '' ? undefined : text;
  }
  /** The first of these that is set, ready to render. */
  template(...keys: readonly string[]): Template | undefined {
    const key = keys.find((k) => this.has(k));
    const text = key === undefined ? undefined : this.word(key);
    return text === undefined || text === '' ? undefined : this.compile(key ?? '', text);
  }
  compile(key: string, text: string): Template | undefined {
    const parsed = this.#templates.get(text);
    if (parsed.ok) return parsed.value;
    this.object('home/template', `Its ${key} is not understood: ${parsed.fault.detail}`);
    return undefined;
  }
}
