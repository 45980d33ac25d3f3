/** Options: the one that is meant, and the next one up or down. */
import type { Change, Deed, Value } from '../deed.ts';
import { cannot, missing, quoted, type Unplanned, type Worked, worked } from './result.ts';
import { wanted } from './want.ts';
import { fold, MEANINGS, pick } from './words.ts';

/** Places on a scale, by what the words mean; what is in no line has no place (auto, sleep, eco). */
const RANKS: ReadonlyMap<string, number> = new Map(
  `min minimum lowest slowest
  quiet silent whisper gentle
  verylow
  low slow down bottom
  mediumlow lowmedium lowmid
  medium mid middle normal standard regular balanced center centre moderate
  mediumhigh highmedium midhigh
  high fast strong powerful up top
  veryhigh
  turbo boost
  max maximum highest full fastest`
    .split('\n')
    .flatMap((line, rank) =>
      line
        .trim()
        .split(' ')
        .map((word) => [word, rank] as const),
    ),
);

/** The options that are degrees of one thing, least first: [auto, high, low] is [low, high], [3, 1, 2] is [1, 2, 3]. Empty when there are none. */
export function scale(options: readonly string[]): readonly string[] {
  const ranked = (rank: (option: string) => number | undefined): readonly string[] =>
    options
      .flatMap((option) => {
        const at = rank(option);
        return at === undefined ? [] : [{ option, at }];
      })
      .sort((a, b) => a.at - b.at)
      .map(({ option }) => option);
  const byMeaning = ranked((option) => RANKS.get(fold(option)));
  if (byMeaning.length >= 2) return byMeaning;
  const byNumber = ranked((option) => {
    const digits = /^\D{0,12}(\d{1,6}(?:\.\d{1,3})?)\s*%?$/.exec(option)?.[1];
    return digits === undefined ? undefined : Number(digits);
  });
  return byNumber.length >= 2 ? byNumber : [];
}

/** "it knows low, medium and high" */
function known(options: readonly string[]): string {
  if (options.length === 0) return 'it has nothing to choose from';
  const shown = options.slice(0, 6).map(quoted);
  if (options.length > 6) return `it knows ${shown.join(', ')} and ${options.length - 6} more`;
  return shown.length === 1 ? `it only knows ${shown[0]}` : `it knows ${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
export const unknownOption = (said: string, options: readonly string[]): Unplanned =>
  cannot(`it has no "${quoted(said)}"; ${known(options)}`);

/** The option a value stands for. The ends and the middle are those of the scale. */
export function choose(value: Value, options: readonly string[], strict = false): Worked<string> {
  const steps = scale(options);
  const at = (share: number): string | undefined => steps[Math.round(share * (steps.length - 1))];
  if (value.kind === 'share') {
    const found = at(value.share);
    return found === undefined ? cannot('its modes have no order') : worked(found);
  }
  const said =
    value.kind === 'word' ? value.word : value.kind === 'number' ? String(value.number) : value.kind === 'colour' ? value.name : '';
  const numbered = value.kind === 'number' ? steps.find((option) => Number(/\d+(?:\.\d+)?/.exec(option)?.[0]) === value.number) : undefined;
  const found = pick(said, options, strict) ?? numbered ?? end(fold(said), at);
  return found === undefined ? unknownOption(said, options) : worked(found);
}

function end(want: string, at: (share: number) => string | undefined): string | undefined {
  const meaning = MEANINGS.get(want);
  if (meaning === undefined) return undefined;
  if (meaning === MEANINGS.get('max')) return at(1);
  if (meaning === MEANINGS.get('min')) return at(0);
  return undefined;
}

/**
 * The option some steps up or down the scale, stopped at its ends. An option that has no place on the scale (auto) counts as its middle:
 * faster than auto is high, slower is low.
 */
export function climb(change: Change, current: string | undefined, options: readonly string[]): Worked<string> {
  const steps = scale(options);
  if (steps.length < 2) return cannot('its modes have no order');
  const by = change.amount !== undefined && change.unit !== '%' && Number.isFinite(change.amount) ? Math.round(Math.abs(change.amount)) : 0;
  const levels = by > 0 ? by : change.size === 'much' ? 2 : 1;
  const here = current === undefined ? -1 : steps.findIndex((option) => fold(option) === fold(current));
  const from = here < 0 ? (steps.length - 1) / 2 : here;
  const to = change.direction > 0 ? Math.floor(from + levels) : Math.ceil(from - levels);
  const found = steps[Math.min(steps.length - 1, Math.max(0, to))];
  return found === undefined ? cannot('its modes have no order') : worked(found);
}

/** The option a deed comes to. */
export function option(deed: Deed, current: string | undefined, options: readonly string[], strict = false): Worked<string> {
  const want = wanted(deed);
  if (want === undefined) return missing('value');
  return 'value' in want ? choose(want.value, options, strict) : climb(want.change, current, options);
}
