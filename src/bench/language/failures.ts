/** A request that went wrong, as a line to read and as a line to count. */
import type { Action } from '../../core/domain/home.ts';
import type { Gold } from './judge.ts';
import type { Match, Want } from './match.ts';
import type { Played } from './section.ts';

export function failureLine(section: string, contestant: string, { case: one, answer, verdict }: Played): string {
  const { id, place, text, area, gold, tags } = one;
  const got = { outcome: answer.outcome, actions: answer.actions, refused: answer.refused, reply: answer.reply };
  return JSON.stringify({ section, contestant, id, home: place, text, area, wrong: verdict.wrong, tags, gold: goldOf(gold), got });
}

/** One line for people. */
export const listed = ({ case: { place, text, gold }, answer, verdict }: Played): string =>
  `${verdict.wrong ? 'WRONG' : '  -  '} ${place}: "${text}" → ${answer.outcome} ${answer.actions.map(actionOf).join('; ')}${(answer.refused ?? []).map(({ reason }) => ` !${reason}`).join('')} | wanted ${goldOf(gold)}`;

const actionOf = ({ entity, service, data }: Action): string =>
  `${entity} ${service}${Object.keys(data).length === 0 ? '' : JSON.stringify(data)}`;

export function goldOf({ plans, quiet, refused }: Gold): string {
  const ways = plans.slice(0, 2).map(({ must }) => must.map(wantOf).join(' + '));
  return [...ways, ...quiet, ...(refused === undefined ? [] : [`${refused} refused`])].join(' | ');
}

const wantOf = ({ entity, calls: [first] }: Want): string =>
  `${entity} ${first?.service ?? ''}${Object.entries(first?.data ?? {})
    .map(([key, match]) => ` ${key} ${matchOf(match)}`)
    .join('')}`;

const matchOf = (match: Match): string => (match === 'anything' ? match : JSON.stringify(Object.values(match)[0]));
