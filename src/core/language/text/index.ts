/** From what was typed or heard to tokens. */
export { clean, MAX_TEXT } from './clean.ts';
export { createSpeller, mend, type Speller } from './spelling.ts';
export { MAX_TOKENS, type Token, tokenise } from './tokens.ts';
