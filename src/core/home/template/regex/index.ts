export { compile, type Program } from './compile.ts';
export { type Found, find } from './match.ts';
