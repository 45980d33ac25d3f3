/**
 * What somebody says → what is meant, as far as feedback on alerts goes. A small table: the seam for everything else that may be said one day.
 *
 *     "That's normal!"                    → pardon
 *     "this is normal for the freezer"    → pardon, about "freezer"
 *     {"id": 7, "text": "undo"}           → undo, to be answered with this id
 */
import { fail, ok, type Result } from '../core/base/index.ts';
import type { Order } from './ports.ts';

export type Verb = 'pardon' | 'undo' | 'list' | 'help';

/** Said with the words of `plain`: small letters, no punctuation, single blanks. */
const VERBS: readonly (readonly [verb: Verb, says: RegExp])[] = [
  ['list', /^(?:what|whats|list|show)(?: is| are)?(?: taken as| called)? normal$/],
  ['help', /^(?:help|what can i say)$/],
  [
    'undo',
    /^(?:undo(?: normal| that| this| it)?|take (?:that|this|it) back|(?:(?:this|that|it) is |thats |its )?not (?:normal|ok|okay|fine)(?: after all)?)(?<about> .+)?$/,
  ],
  ['pardon', /^(?:(?:this|that|it) is |thats |its )?(?:quite |perfectly )?(?:normal|ok|okay|fine)(?<about> .+)?$/],
];
const LINKS = /^(?:(?:for|on|with|at|of) )?(?:the )?/;

export const HELP =
  'Say "this is normal" to an alert, with its id or its sensor where several are open; "undo" takes the last one back, "what is normal" lists them.';

/** Longest sentence that is looked at, in characters. */
const TEXT = 400;
const ID = 200;

export interface Request {
  /** To be repeated in the answer; null where none was given. */
  readonly id: string | number | null;
  readonly text: string;
  readonly alert: string | undefined;
}

/** What came over the wire, plain text or JSON. `request` is the best that is known, so that a refusal can be addressed. */
export function readOrder(order: Order): { readonly request: Request; readonly fault?: { readonly sentence: string } } {
  const nobody = { id: null, alert: order.alert };
  if (!order.text.trimStart().startsWith('{')) return { request: { ...nobody, text: order.text } };
  const parsed = parse(order.text);
  if (!parsed.ok) return { request: { ...nobody, text: '' }, fault: { sentence: parsed.fault.detail } };
  const field = (name: string): unknown => (Object.hasOwn(parsed.value, name) ? parsed.value[name] : undefined);
  const [id, text, alert] = [field('id'), field('text'), field('alert')];
  const request: Request = {
    id: typeof id === 'string' ? id.slice(0, ID) : typeof id === 'number' ? id : null,
    text: typeof text === 'string' ? text : '',
    alert: order.alert ?? (typeof alert === 'string' ? alert : undefined),
  };
  return typeof text === 'string' ? { request } : { request, fault: { sentence: 'The order has no "text" that is a string.' } };
}

function parse(text: string): Result<Readonly<Record<string, unknown>>> {
  try {
    return ok(JSON.parse(text) as Readonly<Record<string, unknown>>); // begins with a brace: an object, if anything
  } catch {
    return fail('order/not-json', 'The order begins like JSON and is none.');
  }
}

/** The verb, and what was named after it ("" where nothing was); undefined when it is none of these. */
export function understand(text: string): { readonly verb: Verb; readonly about: string } | undefined {
  if (text.length > TEXT) return undefined;
  const said = plain(text);
  for (const [verb, says] of VERBS) {
    const match = says.exec(said);
    if (match) return { verb, about: (match.groups?.['about'] ?? '').trim().replace(LINKS, '') };
  }
  return undefined;
}

/** Small letters, no punctuation but what is in ids and numbers, single blanks: for comparing what people write with what things are called. */
export const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’‘`´]/g, '')
    .replace(/[^\p{L}\p{N}_.-]+/gu, ' ')
    .split(' ')
    .map((word) => word.replace(/^[.-]+|[.-]+$/g, ''))
    .filter((word) => word !== '')
    .join(' ');
