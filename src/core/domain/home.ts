/**
 * The nouns of a home and of what people say to it.
 *
 *     Utterance → (mentions, clauses) → Command → authority → Action → Answer
 *
 * Names and fields are Home Assistant's, so that everything a person scripts against is already documented.
 */

/** A value as JSON has it: the state of an attribute, a field of a service call. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type Attributes = Readonly<Record<string, Json>>;

export interface Floor {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
}

export interface Area {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  /** Id of its floor. */
  readonly floor?: string;
}

export interface Entity {
  /** `<domain>.<name>`: "light.kitchen_ceiling". */
  readonly id: string;
  /** The part of the id before the dot: "light". */
  readonly domain: string;
  readonly name: string;
  readonly aliases: readonly string[];
  /** Id of its area. */
  readonly area?: string;
  /** As Home Assistant writes states: "on", "21.5", "unavailable". */
  readonly state: string;
  readonly attributes: Attributes;
}

export interface Home {
  readonly floors: readonly Floor[];
  readonly areas: readonly Area[];
  readonly entities: readonly Entity[];
}

/** A sentence somebody typed or spoke, with where and in which conversation. */
export interface Utterance {
  readonly id: string;
  readonly text: string;
  /** Id of the area where the speaker is. */
  readonly area?: string;
  readonly conversation?: string;
}

/** One service call on one entity: `{entity: "light.hall", service: "light.turn_on", data: {brightness_pct: 40}}`. */
export interface Action {
  readonly entity: string;
  readonly service: string;
  readonly data: Readonly<Record<string, Json>>;
}

/** Why a clause that was understood as a command is not carried out. */
export type RefusalReason = 'no_device' | 'no_capability' | 'ambiguous' | 'out_of_range';

/** A clause that was not carried out; `text` is the clause as said. */
export interface Refusal {
  readonly text: string;
  readonly reason: RefusalReason;
}

/** See INTERFACES: act, answer, ask (needs a clarification), confirm (risky, waits), refuse, escalate (only with a larger model). */
export type Outcome = 'act' | 'answer' | 'ask' | 'confirm' | 'refuse' | 'escalate';

/** The sentence that goes back, and what is done. */
export interface Answer {
  readonly id: string;
  readonly outcome: Outcome;
  /** In the order said, one per entity; empty with `refuse`, `ask` and `answer`; with `confirm` what would be done. */
  readonly actions: readonly Action[];
  readonly refused?: readonly Refusal[];
  readonly reply: string;
  /** 0..1: how sure the understanding is. */
  readonly confidence: number;
}
