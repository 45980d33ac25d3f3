/** The language path as one function. */
export { type Ground, prepare, type Understood, understand } from './understand.ts';
