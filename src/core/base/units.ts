/** Types that carry meaning and cost nothing at run time. Made here, only here. */
export type Brand<T, B extends string> = T & { readonly __brand: B };

/** A span of time in milliseconds. */
export type Millis = Brand<number, 'ms'>;
/** Milliseconds since 1970-01-01T00:00:00Z; fractions allowed. */
export type Timestamp = Brand<number, 'epoch-ms'>;

export const millis = (n: number): Millis => n as Millis;
export const seconds = (n: number): Millis => (n * 1_000) as Millis;
export const minutes = (n: number): Millis => (n * 60_000) as Millis;
export const hours = (n: number): Millis => (n * 3_600_000) as Millis;
export const timestamp = (epochMs: number): Timestamp => epochMs as Timestamp;
export const later = (at: Timestamp, by: Millis): Timestamp => (at + by) as Timestamp;
export const between = (from: Timestamp, to: Timestamp): Millis => (to - from) as Millis;
