/** Phrases → entities of the home. */
export { everything, type GroundContext, type Grounded, placeText, resolve, resolveImplied } from './resolve.ts';
