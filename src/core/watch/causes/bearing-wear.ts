/**
 * A rolling bearing that wears: first the shape of its vibration changes (kurtosis, crest factor, the envelope and the high bands, as single
 * knocks), then its strength, and when it also gets warm and loud the end is near. ISO 20816-3 for the strength, ISO 13373-3 for the
 * diagnosis; kurtosis as an early sign since Dyer and Stewart, "Detection of rolling element bearing damage by statistical vibration
 * analysis", 1978. A motor that runs faster or harder also vibrates more, which speaks against it.
 */
import { distance } from '../../alert/sentence.ts';
import type { Episode } from '../../domain/index.ts';
import { type Cause, clue, isGradual } from './scene.ts';

const KNOCKS = /\b(?:kurtosis|crest|envelope|peak|band|bands|hf|demod|impulse)\b/;
const MACHINE =
  /\b(?:motor|pump|fan|blower|compressor|spindle|bearing|gearbox|gear|turbine|generator|conveyor|mixer|mill|drive|roller|shaft|machine|washer|ventilation)\b/;

/** Out of its usual range by more than the range is wide. */
const isClear = ({ worst, expected }: Episode): boolean => distance(worst, expected) >= 1;

export const bearingWear: Cause = {
  id: 'bearing-wear',
  prior: -1.9,
  look(scene) {
    const shaken = scene.all('vibration', 'up', 'unsteady');
    const [strongest] = shaken;
    if (!strongest) return undefined;
    const knocks = shaken.filter(({ sensor }) => KNOCKS.test(sensor.name.toLowerCase()));
    return {
      text: 'a bearing is wearing out',
      clues: [
        clue(scene.says(MACHINE), 1, 'it is a machine that turns'),
        clue(knocks.length > 0, 0.9, 'its vibration has become knocking'),
        clue(knocks.some(isClear), 0.8, 'the knocking is clear'),
        clue(shaken.length > knocks.length, 0.8, 'it vibrates more strongly'),
        clue(isGradual(strongest), 0.5, 'it came by degrees'),
        clue(scene.went('temperature', 'up') !== undefined, 1.2, 'it gets warmer at the same time'),
        clue(scene.went(/\b(?:noise|sound|loudness|db|dba)\b/, 'up') !== undefined, 1, 'it gets louder at the same time'),
        clue(scene.went('speed', 'up', 'down', 'unsteady') !== undefined, -2, 'it runs at another speed'),
        clue(scene.went('flow', 'up', 'down') !== undefined, -0.7, 'it runs at another load'),
      ],
    };
  },
};
