/** Phrases → entities of the home. */
export { hasParameter } from './fits.ts';
export { everything, type GroundContext, type Grounded, placeText, resolve, resolveImplied } from './resolve.ts';
