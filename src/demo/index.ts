export { type FaultKind, STORY } from './faults.ts';
export { mqttMessages, serialLine } from './messages.ts';
export { Plant, type PlantOptions, type PlantValues } from './plant.ts';
export { type Demo, type DemoOptions, demoSettings, QUIET_MINUTES, runDemo } from './run.ts';
