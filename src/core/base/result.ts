/**
 * Expected trouble is a value. A `Fault` has a code that never changes (scripts and metrics count by it), a sentence for a
 * person, and, where there is one, the next step. Broken invariants throw instead; the supervisor catches those once.
 */
export interface Fault {
  /** Stable, `area/what`: `frame/too-long`, `config/unknown-key`, `serial/permission`. */
  readonly code: `${string}/${string}`;
  /** One sentence: what happened, with the values that matter. */
  readonly detail: string;
  /** What to do about it. */
  readonly hint?: string;
  readonly cause?: unknown;
}

export type Result<T, F = Fault> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: F };

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });

export const fail = (code: Fault['code'], detail: string, hint?: string, cause?: unknown): Result<never> => ({
  ok: false,
  fault: fault(code, detail, hint, cause),
});

export const fault = (code: Fault['code'], detail: string, hint?: string, cause?: unknown): Fault => ({
  code,
  detail,
  ...(hint === undefined ? {} : { hint }),
  ...(cause === undefined ? {} : { cause }),
});

/** A fault as people read it: the sentence, then the cure. */
export const describe = (f: Fault): string => (f.hint ? `${f.detail} ${f.hint}` : f.detail);

/** Carries a `Fault` through code that can only reject (a promise chain, a stream). */
export class FaultError extends Error {
  readonly fault: Fault;
  constructor(f: Fault) {
    super(`${describe(f)} (${f.code})`, { cause: f.cause });
    this.name = 'FaultError';
    this.fault = f;
  }
}

/** Proves at compile time that a switch over a union is complete. */
export function absurd(value: never): never {
  throw new Error(`impossible value: ${String(value)}`);
}
