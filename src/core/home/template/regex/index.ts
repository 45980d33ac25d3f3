export { compile, type Program } from './compile.ts';
export { type Found, find, widthAt } from './match.ts';
