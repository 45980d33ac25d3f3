/**
 * Water, heating water, gas or air that gets out. A consumption that never rests is how utilities find leaks (minimum night flow: IWA
 * Water Loss Task Force; AWWA manual M36); a closed circuit that loses pressure over hours loses its content; a cellar that gets damper
 * by degrees has water coming in. A sudden large flow is somebody filling a bath, and falling pressure with falling temperature is
 * only water that cools down.
 */
import { type Cause, clue, isGradual, type Scene, wordsOf } from './scene.ts';

const FLUID =
  /\b(?:water|heating|boiler|hydraulic|gas|pipe|pipes|main|mains|tap|irrigation|sprinkler|cistern|compressed|solar|radiator|underfloor)\b/;
const DETECTOR = /\b(?:leak|leakage|flood|water|moisture|wet)\b/;
const DAMP = /\b(?:cellar|basement|crawl|crawlspace|utility|under sink|sink|washing machine|dishwasher)\b/;
/** Of the flow now; below it the sensor counts as resting. */
const RESTING = 0.05;

export const leak: Cause = {
  id: 'leak',
  prior: -2.4,
  look(scene) {
    const clues = [
      clue(isDetected(scene), 5, 'a detector has met water'),
      ...flowClues(scene),
      ...pressureClues(scene),
      ...dampClues(scene),
    ];
    return clues.some(({ holds, weight }) => holds && weight > 0) ? { text: 'something leaks', clues } : undefined;
  },
};

const isDetected = (scene: Scene): boolean =>
  scene.episodes.some(
    ({ sensor, value, pattern }) =>
      sensor.quantity === 'switch' && value === 1 && (pattern === 'spike' || pattern === 'rise') && DETECTOR.test(wordsOf(sensor)),
  );

function flowClues(scene: Scene) {
  const running = scene.went('flow', 'up') ?? scene.went(/\b(?:water|gas) (?:consumption|usage|use|meter rate)\b/, 'up');
  if (!running) return [];
  const rests = running.expected.low <= RESTING * running.value;
  return [
    clue(rests && isGradual(running), 2.2, 'it flows when it usually rests'),
    clue(scene.says(FLUID), 0.6, 'it carries water or gas'),
    clue(!isGradual(running), -1, 'it began at once, as when a tap is opened'),
  ];
}

function pressureClues(scene: Scene) {
  const falling = scene.went('pressure', 'down');
  // The pressure of the weather falls too.
  if (!falling || !scene.says(FLUID)) return [];
  return [
    clue(isGradual(falling), 2.6, 'its pressure falls slowly'),
    clue(scene.went('flow', 'up') !== undefined, 1.5, 'more flows at less pressure'),
    clue(scene.went('flow', 'down') !== undefined, -1.5, 'less flows, too'),
    clue(scene.went('power', 'down') !== undefined || scene.went('speed', 'down') !== undefined, -2, 'its pump runs slower'),
    clue(scene.went('temperature', 'down') !== undefined, -1.2, 'it cools down'),
  ];
}

function dampClues(scene: Scene) {
  const damper = scene.went('humidity', 'up');
  if (!damper) return [];
  return [
    clue(isGradual(damper), 1.4, 'it gets damper by degrees'),
    clue(scene.says(DAMP), 1.3, 'it is where water gathers'),
    clue(scene.went('level', 'up') !== undefined, 1.2, 'the level rises with it'),
    clue(scene.went('temperature', 'up', 'down') !== undefined, -0.9, 'the temperature changed with it'),
  ];
}
