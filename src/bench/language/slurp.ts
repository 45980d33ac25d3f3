/**
 * SLURP, development part. Its home sentences: does what was done amount to the intent? The flat is ours, so a light that is dimmed counts
 * as dimmed whichever it is. Its other sentences: is anything done? What a home legitimately serves (music, lists, alarms …) is told apart.
 */
import { join } from 'node:path';
import type { Action } from '../../core/domain/home.ts';
import { readJsonLines } from './data.ts';
import { type Case, executed, nothing, type Verdict } from './judge.ts';
import { byTag, type Figure, type Played, percent, right, type Section, type Suite, UNJUDGED } from './section.ts';
import { slurpHome } from './slurp-home.ts';
import type { StateOverlay, Timed } from './understander.ts';

interface RawRow {
  readonly slurp_id: number;
  readonly sentence: string;
  readonly scenario: string;
  readonly intent: string;
  readonly entities: readonly { readonly type: string }[];
}

/** Scenarios in which a home may do something. */
const SERVED = new Set(['music', 'audio', 'play', 'lists', 'weather', 'datetime', 'alarm']);

/** Timers and reminders that the set files under the calendar. */
const TIMED = /\b(?:timer|alarm|remind(?:er)?s?)\b/;
const isServed = ({ scenario, sentence }: RawRow): boolean => SERVED.has(scenario) || TIMED.test(sentence);

/** Some intents lack their scenario. */
const intentOf = ({ intent, scenario }: RawRow): string => (intent.startsWith(`${scenario}_`) ? intent : `${scenario}_${intent}`);

const lit = slurpHome.entities.filter(({ domain }) => domain === 'light');
const DARK: StateOverlay = Object.fromEntries(lit.map(({ id }) => [id, { state: 'off', attributes: { brightness: null } }]));
const HALF = 128 / 2.55;

const is =
  (pattern: RegExp, fits: (data: Action['data']) => boolean = () => true) =>
  ({ entity, service, data }: Action): boolean =>
    pattern.test(`${entity} ${service}`) && fits(data);
const percentOf = (data: Action['data']): number => Number(data['brightness_pct'] ?? Number.NaN);
const coloured = (data: Action['data']): boolean => Object.keys(data).some((key) => /color|effect/.test(key));

/** What each intent comes to. */
const DOES: Readonly<Record<string, (action: Action) => boolean>> = {
  iot_hue_lightoff: is(/^light\S+ light\.turn_off$/),
  iot_hue_lighton: is(/^light\S+ light\.turn_on$/, (data) => !coloured(data) || 'brightness_pct' in data),
  iot_hue_lightup: is(/^light\S+ light\.turn_on$/, (data) => !(percentOf(data) <= HALF) && (!coloured(data) || 'brightness_pct' in data)),
  iot_hue_lightdim: is(/^light\S+ light\.turn_(?:on|off)$/, (data) => !(percentOf(data) >= HALF)),
  iot_hue_lightchange: is(/^light\S+ light\.turn_on$|^(?:scene|script)\S+ /, (data) => coloured(data) || percentOf(data) < HALF),
  iot_wemo_on: is(/^(?:switch\.(?!coffee)|fan)\S+ \w+\.turn_on$/),
  iot_wemo_off: is(/^(?:switch\.(?!coffee)|fan)\S+ \w+\.turn_off$/),
  iot_coffee: is(/^switch\.coffee switch\.turn_on$/),
  iot_cleaning: is(/^vacuum\S+ vacuum\.(?:start|clean_area)$/),
};

/** What a delayed command is for, by its words. */
const LATER: Readonly<Record<string, RegExp>> = {
  iot_cleaning: /vacuum|clean|roomba/i,
  iot_wemo_on: /socket|plug|wemo/i,
  iot_coffee: /coffee/i,
};

/** Whether an answer amounts to an intent. @param open the sentence does not say what to change to */
export function does(answer: Timed, intent: string, open: boolean): boolean {
  const actions = executed(answer);
  // "Change the colour" names none: asking for it is understanding it.
  if (actions.length === 0) return open && answer.outcome === 'ask';
  const match = DOES[intent];
  return actions.every((action) => {
    const { command } = action.data;
    return typeof command === 'string' ? (LATER[intent]?.test(command) ?? false) : (match?.(action) ?? false);
  });
}

function judged(answer: Timed, intent: string, open: boolean): Verdict {
  const right = does(answer, intent, open);
  const done = executed(answer).length;
  return { right, wrong: done > 0 && !right, wanted: 1, done, met: right && done > 0 ? 1 : 0 };
}

const home = ({ case: { tags } }: Played): boolean => tags.includes('iot');
const acted = ({ answer }: Played): boolean => executed(answer).length > 0;
const strange = ({ case: { tags } }: Played): boolean => tags.includes('elsewhere');

export const slurp: Section = {
  name: 'slurp',
  needs: 'slurp',
  suite,
  figures,
  failed: (one) => (home(one) ? !right(one) : strange(one) && acted(one)),
};

function suite(folder: string): Suite {
  const rows = readJsonLines(join(folder, 'slurp', 'devel.jsonl')) as RawRow[];
  const cases = rows.map((row): Case => {
    const intent = intentOf(row);
    const iot = row.scenario === 'iot';
    const open = intent === 'iot_hue_lightchange' && row.entities.every(({ type }) => type !== 'color_type');
    return {
      id: String(row.slurp_id),
      home: slurpHome,
      place: 'flat',
      text: row.sentence,
      area: 'living_room',
      ...(intent === 'iot_hue_lighton' ? { state: DARK } : {}),
      gold: nothing('answer', 'refuse'),
      ...(iot ? { judge: (answer: Timed) => judged(answer, intent, open) } : {}),
      tags: iot ? ['iot', `intent:${intent}`] : [...(isServed(row) ? ['served', UNJUDGED] : ['elsewhere']), `scenario:${row.scenario}`],
    };
  });
  const count = (tag: string): number => cases.filter(({ tags }) => tags.includes(tag)).length;
  return {
    cases,
    dropped: new Map(),
    notes: [
      `SLURP: ${cases.length} development sentences, ${count('iot')} for the home, ${count('served')} that a home may serve (${[...SERVED].join(', ')}, reminders), ${count('elsewhere')} others; the speaker is in the living room. A change of colour that names none counts when it is asked for.`,
    ],
  };
}

function figures(played: ReadonlyMap<string, readonly Played[]>): Figure[] {
  const of = (holds: (one: Played) => boolean, counts: (one: Played) => boolean): Record<string, number> =>
    Object.fromEntries(
      [...played].map(([name, all]) => [name, percent(all.filter((one) => counts(one) && holds(one)).length, all.filter(counts).length)]),
    );
  return [
    {
      key: 'slurp.iot',
      what: 'SLURP iot, intent',
      unit: '%',
      measured: of(right, home),
      anchors: { HerMiT: 83.2, 'SF-ID': 86.4 },
      target: { of: 'measured', least: 88 },
    },
    ...byTag(played, 'slurp.iot', 'intent,', 'intent:iot_'),
    {
      key: 'slurp.elsewhere',
      what: 'SLURP, not for a home: action executed',
      unit: '%',
      measured: of(acted, strange),
      target: { of: 'measured', most: 0.5 },
    },
    {
      key: 'slurp.served',
      what: 'SLURP, music, lists …: action executed',
      unit: '%',
      measured: of(acted, ({ case: { tags } }) => tags.includes('served')),
    },
  ];
}
