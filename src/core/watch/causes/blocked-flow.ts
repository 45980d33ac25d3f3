/**
 * A filter that clogs, or a valve that closes. Less gets through while the pressure in front of it (or across it) rises, and what drives it
 * works harder or, in the case of a fan, runs faster for nothing. Rising differential pressure is how filters are judged (EN 779 and
 * ISO 16890 give final pressure drops; ASHRAE Handbook, "Air Cleaners"). If pressure falls together with the flow, the pump is at fault.
 */
import { type Cause, clue, isGradual } from './scene.ts';

const FILTER = /\b(?:filter|strainer|membrane|sieve|differential|dp|delta p)\b/;
const DUCT = /\b(?:pump|fan|valve|ventilation|air handler|ahu|duct|pool|heat recovery|hrv|mvhr)\b/;

export const blockedFlow: Cause = {
  id: 'blocked-flow',
  prior: -2,
  look(scene) {
    const less = scene.went('flow', 'down');
    const pushed = scene.went('pressure', 'up');
    const filter = scene.says(FILTER);
    const sign = less ?? (filter ? pushed : undefined);
    if (!sign) return undefined;
    const harder = scene.went('current', 'up') ?? scene.went('power', 'up') ?? scene.went('speed', 'up');
    const weaker = scene.went('power', 'down') ?? scene.went('current', 'down') ?? scene.went('speed', 'down');
    return {
      text: filter ? 'its filter is blocked' : 'a filter is blocked or a valve is closing',
      clues: [
        clue(less !== undefined && pushed !== undefined, 2.4, 'the pressure rises while less flows'),
        clue(less === undefined, 1.8, 'the pressure across it rises'),
        clue(harder !== undefined, 1.4, 'it is driven harder'),
        clue(isGradual(sign), 0.4, 'it came by degrees'),
        clue(filter || scene.says(DUCT), 0.4, 'it has what can get blocked'),
        clue(scene.went('pressure', 'down') !== undefined, -1.5, 'the pressure falls, too'),
        clue(weaker !== undefined, -2, 'it is driven less'),
      ],
    };
  },
};
