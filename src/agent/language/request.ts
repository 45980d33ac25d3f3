/**
 * What came over a wire or a page → what was said, by whom it wants to be answered, and where. Nothing of it is trusted but its length,
 * which whoever took it has limited.
 */
import { type Fault, fail, fault, isRecord, ok, type Result } from '../../core/base/index.ts';
import type { Order } from '../ports.ts';
import type { StateOverlay } from '../understanding.ts';

export interface Said {
  /** To be repeated in the answer; null where none was given. */
  readonly id: string | number | null;
  readonly text: string;
  /** Id of the alert that is meant, where the address or a field says it. */
  readonly alert?: string;
  /** Id of the area where the speaker is. */
  readonly area?: string;
  readonly conversation?: string;
  readonly state?: StateOverlay;
}

/** Longest id, area, alert and conversation. */
const NAME = 200;
const NOBODY = { id: null, text: '' } as const;

/** An order, plain text or JSON. `said` is the best that is known, so that a refusal can be addressed. */
export function readOrder(order: Order): { readonly said: Said; readonly fault?: Fault } {
  const addressed = order.alert === undefined ? {} : { alert: order.alert };
  if (!order.text.trimStart().startsWith('{')) return { said: { id: null, text: order.text, ...addressed } };
  const parsed = parse(order.text);
  if (!parsed.ok) return { said: { ...NOBODY, ...addressed }, fault: parsed.fault };
  const read = readRequest(parsed.value);
  return { ...read, said: { ...read.said, ...addressed } };
}

/** One request as `kinglet understand` takes it, and `alert`. Code `order/request`. */
export function readRequest(value: unknown): { readonly said: Said; readonly fault?: Fault } {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { said: NOBODY, fault: wrong('A request is an object {"id", "text", …}.') };
  const given = value as Readonly<Record<string, unknown>>;
  const field = (name: string): unknown => (Object.hasOwn(given, name) ? (given[name] ?? undefined) : undefined);
  const id = field('id');
  const said: { -readonly [K in keyof Said]: Said[K] } = {
    id: typeof id === 'string' ? id.slice(0, NAME) : typeof id === 'number' ? id : null,
    text: '',
  };
  const text = field('text');
  if (typeof text !== 'string') return { said, fault: wrong('The request has no "text" that is a string.') };
  said.text = text;
  for (const name of ['area', 'conversation', 'alert'] as const) {
    const words = field(name);
    if (words === undefined) continue;
    if (typeof words !== 'string' || words.length > NAME)
      return { said, fault: wrong(`"${name}" must be a string of at most ${NAME} characters.`) };
    said[name] = words;
  }
  const state = field('state');
  if (state === undefined) return { said };
  if (typeof state !== 'object' || Array.isArray(state))
    return { said, fault: wrong('"state" must be {entity_id: {state?, attributes?}}.') };
  said.state = overlayOf(state as Readonly<Record<string, unknown>>);
  return { said };
}

function parse(text: string): Result<unknown> {
  try {
    return ok(JSON.parse(text));
  } catch {
    return fail('order/not-json', 'The order begins like JSON and is none.');
  }
}

const wrong = (sentence: string): Fault => fault('order/request', sentence);

/** The field `state` of a request; what is no state is left out. */
export function overlayOf(state: Readonly<Record<string, unknown>>): StateOverlay {
  return Object.fromEntries(
    Object.entries(state).flatMap(([id, given]) => {
      if (typeof given === 'string') return [[id, { state: given }]];
      if (!isRecord(given)) return [];
      const { state: own, attributes } = given;
      const isState = typeof own === 'string' || typeof own === 'number' || typeof own === 'boolean';
      return [[id, { ...(isState ? { state: String(own) } : {}), ...(isRecord(attributes) ? { attributes: attributes as never } : {}) }]];
    }),
  );
}
