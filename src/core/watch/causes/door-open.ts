/**
 * A door that stands open. At a freezer or fridge the temperature climbs while the compressor works as hard as it can; a unit whose power
 * has gone is broken or unplugged instead. Damp air comes in with the warm (door and seal first, then whether the compressor runs, is how
 * their makers' manuals look for the fault). In a room an open window is cooler air, drier air in winter, and fresh air:
 * carbon dioxide falls within minutes (EN 16798-1 takes it as the measure of ventilation).
 */
import { type Cause, clue, isGradual, isSudden, type Scene } from './scene.ts';

const COLD = /\b(?:freezer|deep freeze|fridge|refrigerator|cooler|cold room|cold store|icebox|wine cabinet)\b/;
const ROOM =
  /\b(?:room|bedroom|bathroom|bath|kitchen|hall|hallway|office|nursery|attic|cellar|basement|garage|lounge|study|house|home|living|greenhouse)\b/;

export const doorOpen: Cause = {
  id: 'door-open',
  prior: -0.4,
  look: (scene) => (scene.says(COLD) ? coldUnit(scene) : room(scene)),
};

function coldUnit(scene: Scene): ReturnType<Cause['look']> {
  const warming = scene.went('temperature', 'up');
  if (!warming) return undefined;
  const works = scene.working('power') ?? (scene.went('power', 'up') === undefined ? undefined : true);
  const stopped = works === false || scene.went('power', 'down') !== undefined;
  return {
    text: scene.says(/\b(?:chest|lid)\b/) ? 'its lid was left open' : 'its door was left open',
    clues: [
      clue(isGradual(warming), 0.6, 'it gets warmer by degrees'),
      clue(works === true, 1.2, 'its power has not fallen'),
      clue(stopped, -2.6, 'its power has fallen'),
      clue(scene.went('humidity', 'up') !== undefined, 0.8, 'damp air comes in'),
      clue(scene.contactOpen, 3, 'its contact says open'),
    ],
  };
}

function room(scene: Scene): ReturnType<Cause['look']> {
  const cooling = scene.went('temperature', 'down');
  if (!cooling) return undefined;
  return {
    text: 'a window or door was left open',
    clues: [
      clue(true, -1.2, 'rooms get colder for many reasons'),
      clue(isSudden(cooling), 0.6, 'it got colder quickly'),
      clue(scene.says(ROOM), 0.5, 'it is a room'),
      clue(scene.went('humidity', 'up', 'down') !== undefined, 1.2, 'the humidity changed with it'),
      clue(scene.went('co2', 'down') !== undefined, 1.6, 'fresh air came in'),
      clue(scene.contactOpen, 2.5, 'its contact says open'),
    ],
  };
}
