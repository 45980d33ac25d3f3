/** A state message → everybody who listens. The JSON is parsed once, and only when somebody asks for it. */
import type { Fault, Timestamp } from '../../base/index.ts';
import type { Json } from '../../domain/home.ts';
import type { Said } from '../discovery/thing.ts';
import { payloadVariables, render, type Template } from '../template/index.ts';
import { apply, type Item, show } from './item.ts';
import type { Listener } from './listeners.ts';

export interface Heard {
  /** Everything that listened. */
  readonly touched: readonly Item[];
  /** What of it shows something else now. */
  readonly changed: readonly Item[];
  readonly faults: readonly Fault[];
}

class Message implements Said {
  readonly text: string;
  readonly retained: boolean;
  readonly at: Timestamp;
  #variables: ReturnType<typeof payloadVariables> | undefined;

  constructor(text: string, retained: boolean, at: Timestamp) {
    this.text = text;
    this.retained = retained;
    this.at = at;
  }
  get variables(): ReturnType<typeof payloadVariables> {
    this.#variables ??= payloadVariables(this.text);
    return this.#variables;
  }
  get json(): unknown {
    return this.variables.value_json;
  }
}

/** Templates that may ask whose they are. */
const asking = new WeakMap<Template, boolean>();
function asksAboutItself(template: Template): boolean {
  let asks = asking.get(template);
  if (asks === undefined) {
    asks = /\b(?:this|entity_id|name)\b/.test(template.text);
    asking.set(template, asks);
  }
  return asks;
}
const itself = ({ entity }: Item) => ({
  entity_id: entity.id,
  name: entity.name,
  this: { entity_id: entity.id, state: entity.state, attributes: entity.attributes },
});

export function hear(listeners: readonly Listener[], text: string, retained: boolean, at: Timestamp, timezone: string): Heard {
  const said = new Message(text, retained, at);
  const touched: Item[] = [];
  const changed: Item[] = [];
  const faults: Fault[] = [];
  const options = { now: at, timezone };
  /** What a template made of the message; undefined where that changes nothing. */
  const read = (template: Template | undefined, item: Item, variables?: Readonly<Record<string, Json>>): string | undefined => {
    if (template === undefined) return said.text;
    // Most templates look at the message only, and one object does for all of them.
    const around = asksAboutItself(template) ? itself(item) : undefined;
    const seen = around === undefined && variables === undefined ? said.variables : { ...said.variables, ...around, ...variables };
    const rendered = render(template, seen, options);
    if (!rendered.ok) faults.push(rendered.fault);
    return rendered.ok && 'text' in rendered.value ? rendered.value.text : undefined;
  };
  let last: Item | undefined;
  const finish = (): void => {
    if (last !== undefined && show(last)) changed.push(last);
  };
  for (const { item, hearing, source } of listeners) {
    if (item !== last) {
      finish();
      last = item;
      touched.push(item);
    }
    if (source !== undefined) {
      const word = read(source.template, item);
      if (word !== undefined) item.availability.hear(source, word);
    } else if (hearing !== undefined) {
      item.heardAt = at;
      item.expired = false;
      const word = read(hearing.template, item, hearing.variables);
      const change = word === undefined ? undefined : hearing.take(word, item.raw, said);
      if (change !== undefined) {
        apply(item, change);
        if (item.thing.offAfter !== undefined) item.offAt = item.raw.state === 'on' ? at + item.thing.offAfter * 1_000 : undefined;
      }
    }
  }
  finish();
  return { touched, changed, faults };
}
