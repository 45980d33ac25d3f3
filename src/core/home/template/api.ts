/** What goes into a template and what comes out. */
import type { Timestamp } from '../../base/index.ts';

export interface TemplateLimits {
  /** Characters of a template. */
  readonly length: number;
  /** Work of one rendering: a step for each node visited, each item and each 64 characters made. */
  readonly steps: number;
  /** Characters of the rendering, and of any text on the way to it. */
  readonly output: number;
  /** Levels of brackets, blocks and nested values. */
  readonly depth: number;
}

export const templateLimits: TemplateLimits = { length: 16_384, steps: 20_000, output: 65_536, depth: 64 };

/** What a template sees, by name: `value`, `value_json`, and what a platform adds. Values as JSON.parse makes them. */
export type Variables = Readonly<Record<string, unknown>>;

export interface RenderOptions {
  /** What `now()` says. */
  readonly now: Timestamp;
  /** IANA name of the home's time zone, for `now()` and `timestamp_custom`; UTC without. */
  readonly timezone?: string;
  readonly limits?: Partial<TemplateLimits>;
}

/** The text, without blanks around it; or `keep`: the message does not hold this value (`is_defined`), the state stays as it was. */
export type Rendered = { readonly text: string } | { readonly keep: true };
