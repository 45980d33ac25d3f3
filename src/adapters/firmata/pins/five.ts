/** The part of johnny-five and firmata-io that is used here. Neither brings types. Loaded when asked for: both are optional packages. */
import type { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';

export interface FirmataPin {
  supportedModes: readonly number[];
  mode: number | undefined;
  value: number;
  state?: number;
  analogChannel?: number;
}

export interface FirmataIo extends EventEmitter {
  isReady: boolean;
  readonly buffer: number[];
  readonly pins: FirmataPin[];
  readonly analogPins: number[];
  readonly MODES: Readonly<Record<'INPUT' | 'OUTPUT' | 'ANALOG' | 'PWM' | 'SERVO' | 'PULLUP', number>>;
  pinMode(pin: number, mode: number): void;
  digitalWrite(pin: number, value: number): void;
  analogWrite(pin: number, value: number): void;
  reportDigitalPin(pin: number, on: 0 | 1): void;
  queryPinState(pin: number, then: () => void): void;
}

/** A component of any class: only some of these are there. */
export interface Component {
  readonly pin?: number;
  readonly pins?: Readonly<Record<string, number>>;
  readonly [property: string]: unknown;
}

export interface Five {
  readonly Board: new (options: object) => EventEmitter;
  readonly [component: string]: unknown;
}

export interface Loaded {
  readonly five: Five;
  readonly Firmata: new (transport: EventEmitter, options: object) => FirmataIo;
}

/** Throws where they are not installed. */
export function loadFive(): Loaded {
  const require = createRequire(import.meta.url);
  const five = require('johnny-five') as Five;
  const { Firmata } = require('firmata-io') as Pick<Loaded, 'Firmata'>;
  return { five, Firmata };
}
