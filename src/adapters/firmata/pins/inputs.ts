/**
 * Sensors on pins, made sure: Firmata's messages have no checksum. What is analog is looked at five times a second, and the median counts;
 * what is digital is asked for again each second, and must be the same twice.
 */
import type { PartOptions } from '../options.ts';
import { CLASSES, readsDigital } from './classes.ts';
import type { Component, FirmataIo } from './five.ts';
import { pinsOf } from './outputs.ts';

const LOOK_MS = 200;
const LOOKS = 5;

export interface Input {
  readonly part: number;
  readonly options: PartOptions;
  readonly component: Component;
}

/** Until the thread ends. `say` is given one value of each sensor a second, where there is one. */
export function watchInputs(io: FirmataIo, inputs: readonly Input[], say: (part: number, leaf: string, value: number) => void): void {
  const looks = inputs.map((): number[] => []);
  const last = inputs.map(() => Number.NaN);
  const heard = inputs.map((input) => hearFirst(io, input));
  let turn = 0;
  setInterval(() => {
    turn = (turn + 1) % LOOKS;
    for (const [i, { part, options, component }] of inputs.entries()) {
      const kind = CLASSES[options.class];
      if (kind.role !== 'sensor' || heard[i]?.() !== true) continue;
      const value = kind.read(component, options);
      if (typeof value === 'number' && Number.isFinite(value)) looks[i]?.push(value);
      if (turn !== 0) continue;
      const seen = looks[i]?.splice(0) ?? [];
      if (seen.length <= LOOKS / 2) continue;
      const middle = [...seen].sort((a, b) => a - b)[Math.floor(seen.length / 2)] ?? Number.NaN;
      const before = last[i];
      last[i] = middle;
      if (readsDigital(options)) {
        for (const pin of pinsOf(component)) io.reportDigitalPin(pin, 1);
        if (before !== middle) continue;
      }
      say(part, kind.leaf(options), middle);
    }
  }, LOOK_MS);
}

/** Some classes say 0 before anything has been heard of their pin. Those that are no pin's (I2C) say nothing until then. */
function hearFirst(io: FirmataIo, { options, component }: Input): () => boolean {
  const [pin] = pinsOf(component);
  if (pin === undefined || options.options['controller'] === 'HCSR04') return () => true;
  let heard = false;
  const digital = readsDigital(options) && !(options.class === 'Motion' && /^GP/i.test(String(options.options['controller'] ?? '')));
  io.once(`${digital ? 'digital' : 'analog'}-read-${pin}`, () => {
    heard = true;
  });
  return () => heard;
}
