export { BinaryWatch } from './binary-watch.ts';
export { type BinaryKind, TEMPERS, type Temper } from './kinds.ts';
export type { Slot } from './rhythm.ts';
export { Slots } from './slots.ts';
