export { BatteryRule } from './battery.ts';
export { LinkRule } from './link.ts';
