/** The language path as one function. */
export type { AlertRequest } from './alert-request.ts';
export type { Ground, Understood } from './ground.ts';
export { prepare, understand } from './understand.ts';
