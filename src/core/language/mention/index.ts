/** Names, areas, floors and kinds of this home in a sentence. Nothing about names is in the network's weights. */
export { BITS, bitsOf } from './bits.ts';
export { findMentions, type Mention } from './find.ts';
export { type EntityEntry, type HomeIndex, indexHome, MAX_ENTITIES, type Ref } from './home-index.ts';
export { KINDS, type Kind } from './kinds.ts';
export { stem, wordsOf } from './names.ts';
