/** Phrases → entities of the home. */
export { makesSense } from './choose.ts';
export { hasParameter } from './fits.ts';
export { resolveImplied } from './implied.ts';
export { everything, type GroundContext, type Grounded, placeText, resolve } from './resolve.ts';
