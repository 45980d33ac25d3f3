/** Speakers and televisions: play, pause, next, previous, volume. */
import type { Entity } from '../../../core/domain/home.ts';
import { louder, turn, volume } from '../calls.ts';
import type { Call } from '../match.ts';
import { type Derivation, UNSURE } from './derive.ts';

const verb = (...services: readonly string[]): Derivation => ({
  calls: services.map((service): Call => ({ service: `media_player.${service}` })),
});

export function media(said: string, entity: Entity): Derivation {
  // "Play again" resumes for some and repeats for others.
  if (/\bagain\b|^hold on$/.test(said)) return UNSURE;
  const level = /\b(\d+)\s*(%|percent)?/.exec(said);
  if (level && /\bvolume\b|\bup to\b|\bdown to\b/.test(said) && !/\bby \d/.test(said)) {
    const n = Number(level[1]);
    // Of ten, where no per cent is said.
    return { calls: [...volume(n), ...(level[2] === undefined && n <= 10 ? volume(n * 10) : [])] };
  }
  if (/\bvolume\b.*\bmaximum\b/.test(said)) return { calls: volume(100) };
  if (/\bvolume\b.*\bminimum\b/.test(said)) return { calls: [...volume(0), ...volume(1)] };
  if (/\bvolume\b.*\bto (?:low|high)$/.test(said)) return UNSURE;
  if (/\b(?:louder|volume up|turn (?:it )?up|increase)\b|\bvolume up\b|turn .*\bup\b/.test(said)) return { calls: louder(entity, true) };
  if (/\b(?:quieter|volume down|decrease|lower)\b|\bturn .*\bdown\b/.test(said)) return { calls: louder(entity, false) };
  if (/\b(?:previous|last|back|backward)\b/.test(said)) return verb('media_previous_track');
  if (/\b(?:next|skip|ahead|forward)\b/.test(said)) return verb('media_next_track');
  if (/\b(?:unpause|resume|continue)\b/.test(said)) return verb('media_play', 'media_play_pause');
  if (/\bpause\b/.test(said)) return verb('media_pause', 'media_play_pause');
  if (/\bstop\b/.test(said)) return verb('media_stop', 'media_pause');
  if (/\bplay\b/.test(said)) return verb('media_play', 'media_play_pause');
  if (/\bon\b/.test(said)) return { calls: turn(entity, true) };
  return /\boff\b/.test(said) ? { calls: turn(entity, false) } : UNSURE;
}
