/**
 * A sensor that has frozen: the same number, to the last digit, while the rest of the device goes on living. A frozen value is the
 * silent failure of transmitters and of gateways that repeat the last message; quality control of weather data looks for just this
 * (WMO-No. 8, persistence check). A zero of
 * something that can be switched off, and a whole device at rest, are no fault of the sensor.
 */
import { type Cause, clue } from './scene.ts';

/** Quantities that rest at zero while the thing is off. */
const RESTS: readonly string[] = ['power', 'current', 'flow', 'speed', 'vibration', 'illuminance', 'frequency'];
/** Quantities that may well stay as they are. */
const PATIENT: readonly string[] = ['switch', 'count', 'energy', 'battery', 'level'];

export const sensorStuck: Cause = {
  id: 'sensor-stuck',
  prior: -0.3,
  look(scene) {
    const stuck = scene.episodes.find(({ pattern }) => pattern === 'stuck');
    if (!stuck || PATIENT.includes(stuck.sensor.quantity)) return undefined;
    const others = scene.siblings.filter(({ troubled, sensor }) => !troubled && !PATIENT.includes(sensor.quantity));
    const moving = others.some(({ low, high }) => high > low);
    return {
      text: 'the sensor itself is stuck',
      clues: [
        clue(moving, 1.2, 'the other sensors of the device go on changing'),
        clue(others.length > 0 && !moving, -1, 'the whole device is at rest'),
        clue(stuck.value === 0 && RESTS.includes(stuck.sensor.quantity), -1.5, 'zero is what it shows when it is off'),
        clue(scene.episodes.filter(({ pattern }) => pattern === 'stuck').length > 1, -0.6, 'several are stuck at once'),
      ],
    };
  },
};
