export { binaryKindOf } from './binary-kind.ts';
export { type Described, type Hint, hintOf, type Loudness, loudnessOf, type Reading } from './hint.ts';
