export type { SensorWords } from './naming.ts';
export { SensorOptions, SensorsOptions } from './options.ts';
export { type FirstSight, globMatcher, SensorStream, Sensors, type SensorsLimits } from './sensors.ts';
