/**
 * The confirmation of what is risky, as a small machine without a clock:
 *
 *     pending(actions, at) ── yes, or the PIN ──► confirmed
 *                          ├─ no ──────────────► declined
 *                          ├─ 30 s ────────────► expired
 *                          ├─ a wrong PIN, 3× ─► ended
 *                          └─ anything else ───► other: a new sentence; this one goes on waiting
 *
 * A second channel (a button in the app, a key at the wall) confirms by `confirmed`, which only looks at the clock.
 */
import { between, type Millis, seconds, type Timestamp } from '../base/index.ts';
import type { Action } from '../domain/home.ts';

export const CONFIRM_WITHIN: Millis = seconds(30);
export const PIN_TRIES = 3;
/** PINs and attempts are compared over this many characters. */
const PIN_LENGTH = 64;

/** What waits. Its fields are data and may be stored; it is worth nothing after its time. */
export interface Pending {
  readonly actions: readonly Action[];
  readonly at: Timestamp;
  /** Wrong PINs so far. */
  readonly wrong: number;
}

export interface ConfirmPolicy {
  /** As the owner configured it; with one, yes alone is not enough. */
  readonly pin?: string;
  /** Yes is enough although there is a PIN. */
  readonly yesSuffices?: boolean;
}

export type Confirmation =
  | { readonly kind: 'confirmed'; readonly actions: readonly Action[] }
  | { readonly kind: 'declined' | 'expired' | 'ended' }
  /** A wrong PIN, or a yes where a PIN is wanted: still waiting. */
  | { readonly kind: 'wrong' | 'pin-wanted' | 'other'; readonly pending: Pending };

export const pending = (actions: readonly Action[], at: Timestamp): Pending => ({ actions, at, wrong: 0 });

const alive = (waiting: Pending, at: Timestamp): boolean => {
  const age = between(waiting.at, at);
  // A clock that was set back ends it, too.
  return age >= 0 && age <= CONFIRM_WITHIN;
};

/** Confirmed by a second channel. */
export const confirmed = (waiting: Pending, at: Timestamp): Confirmation =>
  alive(waiting, at) ? { kind: 'confirmed', actions: waiting.actions } : { kind: 'expired' };

const YES =
  /^(?:(?:oh|ok|okay|well|um|uh) )?(?:yes|yeah|yep|yup|yes please|sure|of course|certainly|absolutely|definitely|confirm|confirmed|i confirm|do it|do that|go ahead|please do|correct|right|that is right|ok|okay|affirmative|i am sure|proceed)(?: (?:yes|please|do it|do that|go ahead|sure|i am sure|thanks|thank you|open it|unlock it|confirm))*$/;
const NO =
  /^(?:(?:oh|well|um|uh) )?(?:no|nope|nah|no thanks|no thank you|cancel|cancel that|stop|never mind|nevermind|do not|please do not|abort|forget it|leave it|not now|wait|negative)(?: .{0,40})?$/;

/** Lower case, words only, contractions as they are said. */
const spoken = (said: string): string =>
  said
    .slice(0, 200)
    .toLowerCase()
    .replace(/n['’]t\b/g, ' not')
    .replace(/['’]m\b/g, ' am')
    .replace(/['’]s\b/g, ' is')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const DIGITS: ReadonlyMap<string, string> = new Map(
  'zero oh o one two three four five six seven eight nine'
    .split(' ')
    .map((word) => [word, String(Math.max(0, 'zero one two three four five six seven eight nine'.split(' ').indexOf(word)))]),
);
const LEAD = /^(?:(?:yes|ok|okay|sure|please|the|my|it|is|its|code|pin|number|password|confirm|with|use|a) )+/;

/** The PIN that was tried: "my pin is one two three four" is 1234. One attempt per sentence. */
function attempted(said: string): string {
  const bare = `${spoken(said)} `.replace(LEAD, '').trim();
  const parts = bare.split(' ');
  const digits = parts.map((part) => (/^\d+$/.test(part) ? part : DIGITS.get(part)));
  return parts.length > 0 && digits.every((digit) => digit !== undefined) ? digits.join('') : bare.replaceAll(' ', '');
}

/** Equal or not, in the same time whatever differs and however long the PIN is. */
function same(tried: string, pin: string): boolean {
  let different = tried.length ^ pin.length;
  for (let i = 0; i < PIN_LENGTH; i++) different |= (i < tried.length ? tried.charCodeAt(i) : 0) ^ (i < pin.length ? pin.charCodeAt(i) : 0);
  return different === 0;
}

/** A sentence of nothing but a number; where the PIN is words, as many words as it has. */
const looksLikePin = (said: string, pin: string): boolean => {
  const tried = attempted(said);
  if (tried === '' || tried.length > PIN_LENGTH) return false;
  if (/^\d+$/.test(tried)) return true;
  const count = `${spoken(said)} `.replace(LEAD, '').trim().split(' ').length;
  return !/^\d+$/.test(attempted(pin)) && count === spoken(pin).split(' ').length;
};

/** What a sentence does to what waits. */
export function confirm(waiting: Pending, said: string, at: Timestamp, policy: ConfirmPolicy = {}): Confirmation {
  if (!alive(waiting, at)) return { kind: 'expired' };
  const pin = policy.pin === undefined ? '' : spoken(policy.pin).replaceAll(' ', '').slice(0, PIN_LENGTH);
  const words = spoken(said);
  if (NO.test(words)) return { kind: 'declined' };
  if (YES.test(words)) {
    if (pin === '' || policy.yesSuffices === true) return { kind: 'confirmed', actions: waiting.actions };
    return { kind: 'pin-wanted', pending: waiting };
  }
  if (pin !== '' && same(attempted(said), pin)) return { kind: 'confirmed', actions: waiting.actions };
  if (pin === '' || !looksLikePin(said, policy.pin ?? '')) return { kind: 'other', pending: waiting };
  const wrong = waiting.wrong + 1;
  return wrong >= PIN_TRIES ? { kind: 'ended' } : { kind: 'wrong', pending: { ...waiting, wrong } };
}
