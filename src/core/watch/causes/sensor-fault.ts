/**
 * A sensor or cable that is broken: values that cannot be, or one freak far beyond anything on a quantity that has no haste. Air, water and
 * pressure have inertia, a loose contact has none (NAMUR NE 43 sets aside ranges of the loop current for such failures; weather services
 * check the step between neighbouring values: WMO-No. 8, step check). If siblings jump as well, it was real.
 */
import { distance } from '../../alert/sentence.ts';
import { type Cause, clue, isSudden } from './scene.ts';

/** Quantities that cannot jump from one reading to the next. */
const INERT: readonly string[] = ['temperature', 'humidity', 'pressure', 'battery', 'level', 'co2'];
/** Widths of the usual range, and of the forecast, which is much narrower: a freezer with an open door leaves that by far. */
const FREAK = { always: 20, hour: 20, recent: 100 } as const;

export const sensorFault: Cause = {
  id: 'sensor-fault',
  prior: -0.8,
  look(scene) {
    const impossible = scene.episodes.some(({ pattern }) => pattern === 'impossible');
    const freak = scene.episodes.find(
      (e) => isSudden(e) && INERT.includes(e.sensor.quantity) && distance(e.value, e.expected) >= FREAK[e.expected.basis],
    );
    if (!impossible && !freak) return undefined;
    const sensors = new Set(scene.episodes.map(({ sensor }) => sensor.id)).size;
    const calm = scene.siblings.length > 0 && scene.siblings.every(({ troubled }) => !troubled);
    return {
      text: 'the sensor or its cable is broken',
      clues: [
        clue(impossible, 2.2, 'its value cannot be'),
        clue(freak !== undefined, 1.4, 'it jumped further than such a thing can'),
        clue(calm, 0.6, 'nothing else of the device has changed'),
        clue(sensors > 1, -1.5, 'others changed with it'),
      ],
    };
  },
};
