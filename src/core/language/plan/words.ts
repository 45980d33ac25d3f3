/** Words: which of a device's options somebody means. */

/** Letters and digits only, lower case: "Fan only", "fan_only" and "FAN-ONLY" are one word. */
export const fold = (said: string): string => said.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** Each line is one meaning. */
export const MEANINGS: ReadonlyMap<string, number> = new Map(
  `auto automatic automatically
  low slow slowly gentle
  medium mid middle med moderate average center centre intermediate halfway
  high fast quick
  max maximum highest full fastest
  min minimum lowest slowest
  quiet silent silence whisper
  sleep sleeping night nighttime bedtime
  eco economy economic economical ecological energysaving energysaver powersaving saving saver
  heat heating warm warming
  cool cooling cold
  dry drying dehumidify dehumidifying dehumidification
  fanonly fan ventilate ventilation ventilating
  heatcool heatandcool heatingandcooling coolandheat
  strong powerful
  up upward upwards upper
  down downward downwards bottom
  vertical vertically updown
  horizontal horizontally leftright sideways
  both everywhere
  normal standard regular balanced
  off none disabled
  on enabled
  away out
  home present
  comfort comfortable comfy
  forward forwards
  reverse reversed backward backwards`
    .split('\n')
    .flatMap((line, meaning) =>
      line
        .trim()
        .split(' ')
        .map((word) => [word, meaning] as const),
    ),
);

/** What people add to a mode's name. */
const TAIL = /\s+(mode|setting|level|speed|position|preset|preset mode|cycle|program|programme|option)$/;
const stem = (folded: string): string => folded.replace(/(ing|ed|er|s|y)$/, '');
export const wordsOf = (said: string): readonly string[] => said.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

const only = (found: readonly string[]): string | undefined => (found.length === 1 ? found[0] : undefined);

/**
 * The option that is meant: the same letters, else the same meaning (medium, mid), else the same stem, else the one option that has all
 * the words said ("netflix": "Netflix App"). `strict` leaves out the last, where a part of a name is another thing: heat is not heat_cool.
 */
export function pick(said: string, options: readonly string[], strict = false): string | undefined {
  const bare = said.trim().toLowerCase().replace(TAIL, '');
  const want = fold(bare);
  if (want === '') return undefined;
  const folded = options.map(fold);
  const whole = fold(said);
  const same = options.find((_, i) => folded[i] === whole) ?? options.find((_, i) => folded[i] === want);
  if (same !== undefined) return same;
  const meaning = MEANINGS.get(want);
  const alike = meaning === undefined ? undefined : options.find((_, i) => MEANINGS.get(folded[i] ?? '') === meaning);
  if (alike !== undefined) return alike;
  const root = stem(want);
  const kin = root.length < 3 ? undefined : only(options.filter((_, i) => stem(folded[i] ?? '') === root));
  if (kin !== undefined || strict) return kin;
  const words = wordsOf(bare);
  return want.length < 3 ? undefined : only(options.filter((option) => words.every((word) => wordsOf(option).includes(word))));
}
