/**
 * An empty battery: the battery was low, and then the device fell silent. Makers' own warnings come at 10 to 20 %; lithium coin cells (CR2032) hold 3 V nearly to their end and are empty at about 2.2 V.
 */
import { type Cause, clue } from './scene.ts';

/** Volts of a 3 V cell below which it is nearly empty. */
const NEARLY = 2.5;

export const batteryEmpty: Cause = {
  id: 'battery-empty',
  prior: -1,
  look(scene) {
    if (!scene.episodes.some(({ pattern }) => pattern === 'silent')) return undefined;
    const percent = scene.went('battery', 'down') ?? scene.sibling('battery');
    const voltage = scene.sibling(/\bbattery voltage\b|\bvbat\b/) ?? scene.sibling('voltage');
    const share = percent?.sensor.unit === '%' ? percent.value : undefined;
    const volts = voltage && (voltage.sensor.unit === 'mV' ? voltage.value / 1_000 : voltage.value);
    if (share === undefined && !(volts !== undefined && volts < 5)) return undefined;
    const left = (from: number, to: number): boolean => share !== undefined && share >= from && share < to;
    return {
      text: 'its battery is empty',
      clues: [
        clue(left(0, 11), 2.4, 'its battery was nearly empty'),
        clue(left(11, 21), 1.4, 'its battery was low'),
        clue(left(40, 201), -2.5, 'its battery was well charged'),
        clue(scene.went('battery', 'down') !== undefined, 0.8, 'its battery had fallen'),
        clue(volts !== undefined && volts > 0 && volts <= NEARLY, 1.6, 'the voltage of its battery was low'),
        clue(scene.devices > 1, -2, 'others fell silent with it'),
      ],
    };
  },
};
