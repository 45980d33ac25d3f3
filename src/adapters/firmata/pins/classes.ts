/**
 * What each class of johnny-five is here: a sensor, with what it says, or an actuator. A table; how actuators are commanded is in commands.ts.
 */
import type { Quantity } from '../../../core/domain/index.ts';
import type { PartOptions } from '../options.ts';
import type { Component } from './five.ts';

export interface SensorClass {
  readonly role: 'sensor';
  /** The last word of the sensor's name; none where the part's own name says it. */
  leaf(part: PartOptions): string;
  unit(part: PartOptions): string;
  readonly quantity?: Quantity;
  readonly kind: 'number' | 'state';
  /** The value now, as johnny-five has it; anything but a finite number is none. */
  read(component: Component, part: PartOptions): unknown;
}
export interface ActuatorClass {
  readonly role: 'actuator';
  /** What it can be in the home, the usual one first. */
  readonly domains: readonly NonNullable<PartOptions['as']>[];
}

const number = (leaf: string, unit: string, property: string, quantity: Quantity): SensorClass => ({
  role: 'sensor',
  leaf: () => leaf,
  unit: () => unit,
  quantity,
  kind: 'number',
  read: (component) => component[property],
});
const state = (leaf: string, property: string): SensorClass => ({
  role: 'sensor',
  leaf: () => leaf,
  unit: () => '',
  kind: 'state',
  read: (component) => Number(component[property]),
});
/** Those that know lux; of all others only the share of their range is known. */
const knowsLux = ({ options }: PartOptions): boolean => /^(?:BH1750|TSL2561)$/i.test(String(options['controller'] ?? ''));
const isDigital = ({ options }: PartOptions): boolean => options['type'] === 'digital';

export const CLASSES: Readonly<Record<PartOptions['class'], SensorClass | ActuatorClass>> = {
  Thermometer: number('temperature', '°C', 'celsius', 'temperature'),
  Hygrometer: number('humidity', '%', 'relativeHumidity', 'humidity'),
  Barometer: number('pressure', 'kPa', 'pressure', 'pressure'),
  Proximity: number('distance', 'cm', 'centimeters', 'level'),
  Light: {
    role: 'sensor',
    leaf: (part) => (knowsLux(part) ? 'illuminance' : 'level'),
    unit: (part) => (knowsLux(part) ? 'lx' : ''),
    kind: 'number',
    read: (component, part) => component[knowsLux(part) ? 'lux' : 'level'],
  },
  Motion: state('motion', 'detectedMotion'),
  Button: state('', 'isDown'),
  Switch: state('', 'isClosed'),
  Sensor: {
    role: 'sensor',
    leaf: () => '',
    unit: (part) => part.unit ?? '',
    kind: 'number',
    read: (component, part) => (part.scale !== undefined && !isDigital(part) ? scaled(component, part.scale) : component['value']),
  },
  Led: { role: 'actuator', domains: ['light', 'switch'] },
  Relay: { role: 'actuator', domains: ['switch', 'light', 'fan', 'valve', 'siren', 'humidifier'] },
  Servo: { role: 'actuator', domains: ['cover', 'valve'] },
  Motor: { role: 'actuator', domains: ['fan', 'switch'] },
};

/** johnny-five's own `scaled` cuts off what lies beyond the ends, and a sensor beyond its range is worth knowing of. */
function scaled(component: Component, [low = 0, high = 1]: readonly number[]): number {
  const [from, to] = component['range'] as readonly [number, number];
  const value = component['value'];
  return typeof value === 'number' ? low + ((value - from) / (to - from)) * (high - low) : Number.NaN;
}

/** Whether its value comes from a digital pin, which Firmata tells only when it changes. */
export const readsDigital = (part: PartOptions): boolean =>
  part.class === 'Button' || part.class === 'Switch' || part.class === 'Motion' || (part.class === 'Sensor' && isDigital(part));
