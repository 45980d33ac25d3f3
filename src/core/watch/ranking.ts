/** Which episode of an incident leads: what can hurt somebody first, then what contributed most, then what came first. */
import { severity } from '../alert/severity.ts';
import type { Episode } from '../domain/index.ts';
import { evidenceOf } from './episode.ts';

/** Beyond one in 10^12 more evidence says nothing more; a plain rule counts as this certain. */
const CERTAIN = 12;
/** Evidence this close, as a part of the smaller, is a tie: how far an episode stands out in its first moment says little more. */
const TIE = 0.5;

/** An episode's evidence, 0..12: -log10 of how rare it is for its sensor. */
export const contribution = ({ score }: Pick<Episode, 'score'>): number =>
  score >= 1 ? CERTAIN : Math.min(CERTAIN, Math.max(0, evidenceOf(score) || 0));

/** Steps of a half, on a logarithmic scale: within a step who was first decides. */
const stepOf = (episode: Episode): number => Math.round(Math.log(Math.max(contribution(episode), 0.01)) / Math.log1p(TIE));

/** Negative when `a` leads `b`. What is still open leads what is over. */
function compare(a: Episode, b: Episode): number {
  return (
    Number(a.closed !== undefined) - Number(b.closed !== undefined) ||
    Number(severity(b) === 'critical') - Number(severity(a) === 'critical') ||
    stepOf(b) - stepOf(a) ||
    a.since - b.since ||
    a.opened - b.opened ||
    0
  );
}

export const outranks = (a: Episode, b: Episode): boolean => compare(a, b) < 0;

/** Leading first; the order given decides where nothing else does. */
export const ranked = (episodes: readonly Episode[]): readonly Episode[] => [...episodes].sort(compare);

/** The part each episode has in all the evidence; they add up to one. */
export function sharesOf(episodes: readonly Episode[]): readonly number[] {
  const all = episodes.reduce((sum, episode) => sum + contribution(episode), 0);
  return episodes.map((episode) => (all > 0 ? contribution(episode) / all : 1 / episodes.length));
}
