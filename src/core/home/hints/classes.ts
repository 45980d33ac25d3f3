/** Home Assistant's device classes of numbers as quantities (https://www.home-assistant.io/integrations/sensor/#device-class). */
import type { Quantity } from '../../domain/index.ts';

const QUANTITIES: ReadonlyMap<string, Quantity> = new Map<string, Quantity>([
  ...(['temperature', 'temperature_delta'] as const).map((name) => [name, 'temperature'] as const),
  ...(['humidity', 'moisture'] as const).map((name) => [name, 'humidity'] as const),
  ...(['pressure', 'atmospheric_pressure'] as const).map((name) => [name, 'pressure'] as const),
  ...(['power', 'apparent_power', 'reactive_power'] as const).map((name) => [name, 'power'] as const),
  ...(['energy', 'energy_storage', 'reactive_energy'] as const).map((name) => [name, 'energy'] as const),
  ...(['gas', 'water', 'volume', 'monetary', 'data_size'] as const).map((name) => [name, 'count'] as const),
  ...(['speed', 'wind_speed'] as const).map((name) => [name, 'speed'] as const),
  ...(['distance', 'volume_storage', 'weight'] as const).map((name) => [name, 'level'] as const),
  ['voltage', 'voltage'],
  ['current', 'current'],
  ['battery', 'battery'],
  ['illuminance', 'illuminance'],
  ['carbon_dioxide', 'co2'],
  ['volume_flow_rate', 'flow'],
  ['frequency', 'frequency'],
  ['signal_strength', 'signal'],
  ...(
    [
      ...['absolute_humidity', 'aqi', 'area', 'blood_glucose_concentration', 'carbon_monoxide', 'conductivity', 'data_rate', 'duration'],
      ...['energy_distance', 'irradiance', 'nitrogen_dioxide', 'nitrogen_monoxide', 'nitrous_oxide', 'ozone', 'ph', 'pm1', 'pm10', 'pm25'],
      ...['pm4', 'power_factor', 'precipitation', 'precipitation_intensity', 'sound_pressure', 'sulphur_dioxide', 'wind_direction'],
      ...['volatile_organic_compounds', 'volatile_organic_compounds_parts'],
    ] as const
  ).map((name) => [name, 'other'] as const),
]);

/** Undefined for a class that is none of Home Assistant's. */
export const quantityOfClass = (deviceClass: string): Quantity | undefined => QUANTITIES.get(deviceClass);

/** Classes that count up unless they say otherwise. */
export const COUNTERS: ReadonlySet<string> = new Set(['energy', 'gas', 'water', 'monetary', 'reactive_energy']);
/** Classes whose values are points in time. */
export const TIMES: ReadonlySet<string> = new Set(['timestamp', 'date', 'uptime']);
