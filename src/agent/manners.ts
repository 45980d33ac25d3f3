/**
 * How each sensor is to be watched: what its device announced, under what its owner says. Asked for every reading, so what was found is
 * kept until an announcement comes or goes.
 *
 *     announced ──► hintOf ─┐
 *     owner's `watch` ──────┴─► Manner     off, and what no rule nor model understands: `watch: off`
 */
import type { Sensor, SensorId } from '../core/domain/index.ts';
import { type Hint, hintOf, loudnessOf } from '../core/home/hints/index.ts';
import type { SensorOptions } from '../core/home/options.ts';
import type { Manner } from '../core/watch/special/index.ts';
import type { SensorAbout } from './home/devices.ts';

/** Who knows of a sensor. */
export interface MannerSources {
  /** What was announced of it. */
  readonly about: (id: SensorId) => SensorAbout | undefined;
  /** What its owner says. */
  readonly ownerOf: (id: SensorId) => SensorOptions['watch'];
  /** Another number when either may answer otherwise. */
  readonly revision: () => number;
}

const NOBODY: MannerSources = { about: () => undefined, ownerOf: () => undefined, revision: () => 0 };
const AS_ANY: Manner = { reading: { as: 'level' }, watch: 'normal' };
const OFF: Manner = { reading: { as: 'text' }, watch: 'off' };
/** Nothing judges these: 359° is beside 0°, a word is no number. */
const UNJUDGED: ReadonlySet<Hint['reading']['as']> = new Set(['angle', 'time', 'text', 'states'] as const);

export class Manners {
  #sources = NOBODY;
  #revision = Number.NaN;
  readonly #known = new Map<SensorId, Manner>();

  /** Others know from now on: a session's devices and its owner's words. */
  ask(sources: MannerSources): void {
    this.#sources = sources;
    this.#known.clear();
  }

  of(sensor: Sensor): Manner {
    const revision = this.#sources.revision();
    if (revision !== this.#revision) {
      this.#revision = revision;
      this.#known.clear();
    }
    const known = this.#known.get(sensor.id);
    if (known !== undefined) return known;
    const found = this.#find(sensor);
    this.#known.set(sensor.id, found);
    return found;
  }

  #find({ id, quantity }: Sensor): Manner {
    const about = this.#sources.about(id);
    const hint = about && hintOf(about.described);
    const watch = loudnessOf(hint, this.#sources.ownerOf(id));
    if (watch === 'off' || (hint && UNJUDGED.has(hint.reading.as))) return OFF;
    if (about === undefined || hint === undefined) return watch === 'normal' ? AS_ANY : { ...AS_ANY, watch };
    // A lamp's brightness is known by its lamp, and is no state for that.
    if (hint.reading.as === 'binary' && quantity !== 'switch') return { ...AS_ANY, watch };
    return { reading: hint.reading, watch, ...(about.inverted ? { inverted: true } : {}) };
  }
}
