export { globMatcher, type FirstSight, Sensors, type SensorsLimits, SensorStream } from './sensors.ts';
export type { SensorWords } from './naming.ts';
export { SensorOptions, SensorsOptions } from './options.ts';
