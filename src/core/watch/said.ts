/** What is said of a sensor carries how loudly it is watched. */
import type { EpisodeChange } from '../domain/index.ts';
import type { Loudness } from '../home/hints/index.ts';

/** The same with how loudly its sensor is watched, where not as any other. */
export function saidAs(change: EpisodeChange, loudness: Loudness): EpisodeChange {
  if (loudness !== 'quiet' && loudness !== 'loud') return change;
  return { ...change, episode: { ...change.episode, facts: { ...change.episode.facts, loudness } } };
}
