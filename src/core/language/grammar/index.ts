/** The grammar of what people say to a home: data in `en/`, one file an intent family, and the pure code that says its sentences. */
export { type Clause, expand, type Fill, type Piece, type Said, textOf } from './expand.ts';
export { grammarOf, type Source } from './grammar.ts';
export { parseTemplate } from './parse.ts';
export { type Block, type Grammar, GrammarError, type Node, type Place, type Template } from './template.ts';
