/**
 * What somebody says → what is to be done with an alert, where that is clear from the words alone.
 *
 *     "acknowledge the freezer alarm"          → acknowledge, about "freezer"
 *     "snooze the freezer alarm for an hour"   → snooze, about "freezer", until …
 *     "stop snoozing"                          → wake
 *     "what alarms are open?"                  → list
 *     "maintenance on the pump until 5"        → maintain, about "pump", until …
 *
 * Everything else is the language path's, which comes back through `orderOfIntent` when it finds an alert behind other words.
 */
import type { Timestamp } from '../../base/index.ts';
import { plain } from './plain.ts';
import { type Clock, untilIn } from './until.ts';

export type AlertOrder =
  | { readonly verb: 'acknowledge' | 'wake'; readonly about: string; readonly all: boolean }
  | { readonly verb: 'snooze'; readonly about: string; readonly all: boolean; readonly until?: Timestamp }
  | { readonly verb: 'list'; readonly which: 'open' | 'acknowledged' | 'snoozed' }
  | { readonly verb: 'maintain'; readonly about: string; readonly until?: Timestamp }
  | { readonly verb: 'maintained' }
  | { readonly verb: 'end-maintenance'; readonly about: string }
  /** A time was said that cannot be read. */
  | { readonly verb: 'unclear'; readonly time: string };

/** `surely`: nobody says this to a lamp. `perhaps`: if an alert is called like that. */
export interface AlertOrderRead {
  readonly order: AlertOrder;
  readonly meant: 'surely' | 'perhaps';
}

/** Longest sentence that is looked at, in characters. */
const TEXT = 400;
/** Words without which nothing here is meant; looked for before anything costs time. */
const ANY = /\b(?:alarms?|alerts?|warnings?|acknowledged?|ack|snooz\w*|unsnooze|maintenance|wake)\b/i;
const NOUN = '(?:alarms?|alerts?|warnings?)';
const LINKS = /^(?:(?:for|on|with|at|of|about|from|to|in) )?(?:the |my |our )?/;

export function readAlertOrder(text: string, clock: Clock): AlertOrderRead | undefined {
  if (text.length > TEXT || !ANY.test(text)) return undefined;
  const { rest, until, unclear } = untilIn(text, clock);
  const said = politely(plain(rest));
  const order = orderOf(said, until);
  if (order === undefined) return undefined;
  const timed = order.order.verb === 'snooze' || order.order.verb === 'maintain';
  if (unclear !== undefined) return timed ? { ...order, order: { verb: 'unclear', time: unclear } } : undefined;
  // "acknowledge it in ten minutes" is a plan, not an order.
  return until !== undefined && !timed ? undefined : order;
}

const politely = (said: string): string =>
  said.replace(/^(?:please |kinglet |hey |could you |can you |would you |will you )+/, '').replace(/ (?:please|now|thanks|thank you)$/, '');

function orderOf(said: string, until: Timestamp | undefined): AlertOrderRead | undefined {
  const surely = (order: AlertOrder): AlertOrderRead => ({ order, meant: 'surely' });
  for (const [pattern, make] of FORMS) {
    const match = pattern.exec(said);
    if (match === null) continue;
    const { about = '', noun } = match.groups ?? {};
    const order = make(aboutOf(about), until, match.groups ?? {});
    // A verb of alerts alone, or the word for them, leaves no doubt.
    return noun !== undefined || /^(?:ack|acknowledge|snooze|unsnooze|stop snoozing|(?:\w+ )?(?:the )?maintenance|what is)\b/.test(said)
      ? surely(order)
      : { order, meant: 'perhaps' };
  }
  return undefined;
}

interface About {
  readonly about: string;
  readonly all: boolean;
}

type Form = readonly [
  says: RegExp,
  make: (about: About, until: Timestamp | undefined, groups: Readonly<Record<string, string | undefined>>) => AlertOrder,
];

const snooze = (about: About, until: Timestamp | undefined): AlertOrder => ({
  verb: 'snooze',
  ...about,
  ...(until === undefined ? {} : { until }),
});
const maintain = ({ about, all }: About, until: Timestamp | undefined): AlertOrder => ({
  verb: 'maintain',
  about: about === '' && all ? 'everything' : about,
  ...(until === undefined ? {} : { until }),
});

/** In this order. `about` is whatever was named, `noun` the word "alarm" in one of its forms. */
const FORMS: readonly Form[] = [
  [/^(?:stop|end|cancel|no more) (?:snoozing|(?:the |this )?snooze)(?: ?(?<about>.*))$/, (about) => ({ verb: 'wake', ...about })],
  [/^unsnooze(?: ?(?<about>.*))$/, (about) => ({ verb: 'wake', ...about })],
  [new RegExp(`^wake (?:up )?(?<about>.*\\b(?<noun>${NOUN})\\b.*)$`), (about) => ({ verb: 'wake', ...about })],
  [/^(?:acknowledge|ack)(?: ?(?<about>.*))$/, (about) => ({ verb: 'acknowledge', ...about })],
  [
    new RegExp(`^(?:confirm|dismiss|accept|tick off) (?<about>.*\\b(?<noun>${NOUN})\\b.*)$`),
    (about) => ({ verb: 'acknowledge', ...about }),
  ],
  [
    new RegExp(`^i (?:have seen|saw|know about|have got) (?<about>(?:the|that|this) .*\\b(?<noun>${NOUN})\\b.*)$`),
    (about) => ({ verb: 'acknowledge', ...about }),
  ],
  [/^snooze(?: ?(?<about>.*))$/, snooze],
  [new RegExp(`^(?:silence|quiet|hush|postpone|suppress) (?<about>.*\\b(?<noun>${NOUN})\\b.*)$`), snooze],
  [
    new RegExp(
      `^(?:what|which|list|show|tell me|are there|do we have|are|any) (?:me )?(?:any |all )?(?:the )?(?<which>open |active |snoozed |acknowledged )?(?<noun>${NOUN})(?: are)?(?: there)?(?: (?<state>open|active|on|snoozed|acknowledged))?(?: right)?$`,
    ),
    (_, __, { which, state }) => {
      const word = (state ?? which ?? '').trim();
      return { verb: 'list', which: word === 'snoozed' || word === 'acknowledged' ? word : 'open' };
    },
  ],
  [/^(?:what|which \w+) is (?:in|under) maintenance$/, () => ({ verb: 'maintained' })],
  [
    /^(?:end|stop|finish|cancel) (?:the )?maintenance(?: ?(?<about>.*))$|^(?:the )?maintenance (?:of |on |for )?(?<what>.*?) ?(?:is |has )?(?:over|ended|finished|done)$/,
    ({ about }, _, { what }) => ({ verb: 'end-maintenance', about: about || aboutOf(what ?? '').about }),
  ],
  [/^(?:(?:start|begin|announce) )?(?:the )?maintenance(?: mode)?(?: (?<about>.*))?$/, maintain],
  [/^(?:put )?(?<about>.*?) (?:is )?(?:in|into|under) maintenance$/, maintain],
];

/** "all of the freezer alarms" → all, "freezer". */
function aboutOf(words: string): About {
  let about = words.trim().replace(LINKS, '');
  const all = /^(?:all|every|both|everything)\b/.test(about);
  about = about
    .replace(/^(?:all|every|both)(?: of)?(?: |$)/, '')
    .replace(LINKS, '')
    .replace(new RegExp(`^${NOUN}(?: |$)`), '')
    .replace(new RegExp(` ${NOUN}$`), '')
    .replace(LINKS, '')
    .trim();
  if (/^(?:it|this|that|them|these|those|this one|that one|everything|open|active|alarm|alert|warning)$/.test(about)) about = '';
  return { about, all };
}

/** What the language path has found in a clause: the intent, and the words for what it is about. */
export interface AlertIntent {
  readonly intent: 'alert_ack' | 'alert_snooze' | 'alert_normal';
  /** The clause as it was said; times in it are read. */
  readonly text: string;
  /** The words of its target, where the path found one. */
  readonly target?: string;
}

/** `alert_normal` is feedback: what is to be said to it is "this is normal" and the same target. */
export function orderOfIntent(
  { intent, text, target }: AlertIntent,
  clock: Clock,
): AlertOrder | { readonly verb: 'normal'; readonly about: string } {
  const { until, unclear } = untilIn(text.slice(0, TEXT), clock);
  const about = aboutOf(plain((target ?? '').slice(0, TEXT)));
  if (intent === 'alert_normal') return { verb: 'normal', about: about.about };
  if (intent === 'alert_ack') return { verb: 'acknowledge', ...about };
  return unclear === undefined ? snooze(about, until) : { verb: 'unclear', time: unclear };
}
