/** The language path as one function. */
export type { AlertRequest } from './alert-request.ts';
export { type Ground, prepare, type Understood, understand } from './understand.ts';
