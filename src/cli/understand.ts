export { readHome } from './understand/home-file.ts';
export { understandCommand } from './understand/index.ts';
