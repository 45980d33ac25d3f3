/**
 * Power gone. In a house: several devices that fall silent at one moment have something in common, the mains or the radio stick they
 * all talk to; from silence alone the two cannot be told apart, so both are said. At one device: its voltage or power reads nothing and
 * whatever else it has goes quiet with it; a power of zero alone is a device that was switched off.
 */
import { type Cause, clue, isGone } from './scene.ts';

export const powerCut: Cause = {
  id: 'power-cut',
  prior: -2.2,
  look: (scene) => (scene.devices > 1 ? house(scene.devices) : device(scene)),
};

function house(devices: number): ReturnType<Cause['look']> {
  return {
    text: 'there is a power cut, or the radio stick has failed',
    clues: [clue(true, 1.1 * (Math.min(devices, 5) - 1), `${devices} devices fell silent at the same moment`)],
  };
}

/** What falls to zero, or stands still, whenever something is switched off. */
const ELECTRIC: readonly string[] = ['power', 'current', 'energy', 'count'];

const device: Cause['look'] = (scene) => {
  const fallen = scene.episodes.filter((episode) => isGone(episode));
  const lost = (quantity: string): boolean => fallen.some(({ sensor }) => sensor.quantity === quantity);
  if (!lost('voltage') && !lost('power') && !lost('current')) return undefined;
  const others = scene.siblings.filter(({ sensor }) => !ELECTRIC.includes(sensor.quantity));
  const lively = others.some(({ value, low, high, troubled }) => !troubled && value !== 0 && high > low);
  return {
    text: 'its power is cut',
    clues: [
      clue(lost('voltage'), 2.7, 'its voltage has gone'),
      clue(lost('power'), 0.9, 'it takes no power'),
      clue(lost('current'), 0.6, 'it takes no current'),
      clue(others.length > 0 && !lively, 1.6, 'everything else of it stands still'),
      clue(lively, -1, 'the rest of it goes on as before'),
      clue(
        scene.episodes.some(({ pattern }) => pattern === 'silent'),
        1.6,
        'it has fallen silent',
      ),
    ],
  };
};
