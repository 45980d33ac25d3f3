export { globMatcher } from './glob.ts';
export type { SensorWords } from './naming.ts';
export { SensorOptions, SensorsOptions } from './options.ts';
export { mayBeSwitched, type SwitchPolicy } from './policy.ts';
export { type FirstSight, type Known, SensorStream, Sensors, type SensorsLimits } from './sensors.ts';
