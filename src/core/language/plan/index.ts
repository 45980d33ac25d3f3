/** Deed × entity → service call, or why not; and what a call leaves behind. */
export { clock, secondsOf } from './after/lists.ts';
export { apply } from './apply.ts';
export { finite, number, read, text, texts } from './attributes.ts';
export { type Command, commandsOf, type Parameter } from './commands.ts';
export { brightnessOf } from './domains/light.ts';
export { itemNamed, itemsOf, type TodoItem } from './domains/lists.ts';
export { cleansAreas } from './domains/robots.ts';
export { merge } from './merge.ts';
export { climb, scale } from './options.ts';
export { plan } from './plan.ts';
export type { Need, Planned, Unplanned } from './result.ts';
export { isActive, isKnown } from './state.ts';
export { temperatureRange, temperatureUnit } from './temperature.ts';
export { undoing } from './undo.ts';
export { fold, pick } from './words.ts';
