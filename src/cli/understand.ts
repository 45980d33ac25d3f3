export { understandCommand } from './understand/index.ts';
