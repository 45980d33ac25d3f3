/**
 * Where air is sent: "to swing upwards", "to auto swing mode", "raise the swing", "move the fan upward", "to auto mode for the swing".
 * The word of the way is the value; how it is called in the end is the device's own affair.
 */
import type { Deed } from '../deed.ts';
import type { Intent } from '../intent.ts';
import { isName, isPlace, type Sentence } from '../sentence.ts';

export interface SwingFound {
  /** The way, as devices call it: "up", "down", "middle", "auto", "left", "vertical" … */
  readonly word: string;
  /** Token indices that it takes. */
  readonly used: readonly number[];
}

const SWING = /^(?:swing|swings|swinging|vane|vanes|louver|louvers|airflow)$/;
const TAIL = /^(?:mode|setting|settings|position|direction|function|option|way)$/;
const LINK = /^(?:to|in|into|at|for|the|its|a|an|be|with)$/;
const MOVED = /^(?:move|point|aim|direct|tilt|turn)$/;

/** What people say for it. */
const WAYS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    up: 'up',
    upward: 'up',
    upwards: 'up',
    top: 'up',
    down: 'down',
    downward: 'down',
    downwards: 'down',
    bottom: 'down',
    middle: 'middle',
    mid: 'middle',
    center: 'middle',
    centre: 'middle',
    auto: 'auto',
    automatic: 'auto',
    automatically: 'auto',
    left: 'left',
    right: 'right',
    horizontal: 'horizontal',
    horizontally: 'horizontal',
    sideways: 'horizontal',
    vertical: 'vertical',
    vertically: 'vertical',
    both: 'both',
  }),
);
const HIGHER = /^(?:raise|lift|increase|up)$/;
const LOWER = /^(?:lower|drop|decrease|reduce|down)$/;

/** The swing of tokens `[from, to)` with its way; undefined where none is said, or where it is to go up or down by a number of levels. */
export function swingIn(sentence: Sentence, from: number, to: number): SwingFound | undefined {
  const word = (i: number): string => (i >= from && i < to ? (sentence.tokens[i]?.text ?? '') : '');
  const all = Array.from({ length: to - from }, (_, i) => from + i);
  const free = (i: number): boolean => !isPlace(sentence, i) && !(isName(sentence, i) && !SWING.test(word(i)));
  const swing = all.find((i) => SWING.test(word(i)) && free(i));
  if (swing === undefined && !moved(sentence, from, to)) return undefined;
  if (all.some((i) => sentence.tokens[i]?.number !== undefined && free(i))) return undefined;
  const said = all.filter((i) => WAYS.has(word(i)) && free(i) && !MOVED.test(word(i)) && !isParticle(word(i - 1), word(i)));
  const at = said.at(-1);
  if (at === undefined) {
    if (swing === undefined) return undefined;
    const verb = word(from);
    const way = HIGHER.test(verb) ? 'up' : LOWER.test(verb) ? 'down' : undefined;
    return way === undefined ? undefined : { word: way, used: [from, swing, ...tail(swing)] };
  }
  const used = [at, ...before(at), ...tail(at)];
  if (swing !== undefined) used.push(swing, ...before(swing), ...tail(swing));
  return { word: WAYS.get(word(at)) as string, used };

  /** "… mode", "… mode for". */
  function tail(i: number): number[] {
    return TAIL.test(word(i + 1)) ? [i + 1] : [];
  }
  /** "to the", "in", "for". */
  function before(i: number): number[] {
    const out: number[] = [];
    for (let k = i - 1; k > from && LINK.test(word(k)); k--) out.push(k);
    // "to the [fan]": the last word of a run that leads to a name is not ours, but this one leads to `i`.
    return out;
  }
}

/** "turn on", "lift up": a verb's particle rather than a way. */
const isParticle = (before: string, word: string): boolean =>
  (word === 'up' || word === 'down') && /^(?:turn|speed|slow|heat|cool|warm|power|shut)$/.test(before);

/** "move the fan upward": something that blows is sent somewhere. */
function moved(sentence: Sentence, from: number, to: number): boolean {
  if (!MOVED.test(sentence.tokens[from]?.text ?? '')) return false;
  let blows = false;
  let way = false;
  for (let i = from + 1; i < to; i++) {
    blows ||= sentence.mentionAt[i]?.refs.some((r) => r.type === 'kind' && /^(?:fan|ac|heating|climate)$/.test(r.id)) ?? false;
    way ||= /^(?:up|down)wards?$/.test(sentence.tokens[i]?.text ?? '');
  }
  return blows && way;
}

/** "let the fan oscillate", "stop swinging", "reverse the fan". */
export function oscillationIn(line: string, intent: Intent): Pick<Deed, 'attribute' | 'value'> | undefined {
  if (intent !== 'set' && intent !== 'stop' && intent !== 'on' && intent !== 'off') return undefined;
  if (/\breverse\b/.test(line) && /\bfan\b/.test(line)) return { attribute: 'direction', value: { kind: 'word', word: 'reverse' } };
  if (!/\bfan\b/.test(line) || !/\b(?:oscillat\w*|swinging|rotating)\b/.test(line)) return undefined;
  return { attribute: 'oscillation', value: { kind: 'word', word: /\b(?:stop|off|not)\b/.test(line) ? 'off' : 'on' } };
}
