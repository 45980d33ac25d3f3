export type { Pardoned } from './excuses.ts';
export type { Remembered } from './remembered.ts';
export { type Manner, type Noted, Special, type SpecialOptions } from './special.ts';
