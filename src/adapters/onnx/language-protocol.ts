/** What the language model's worker and its owner say to each other. */
import type { Batch, Tensors } from '../../core/language/model.ts';

export { CLOSE } from './protocol.ts';

export interface LanguageTask {
  readonly id: number;
  readonly batch: Batch;
}

export type LanguageWorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'refused'; readonly detail: string }
  | { readonly kind: 'answer'; readonly id: number; readonly tensors: Tensors }
  | { readonly kind: 'failed'; readonly id: number; readonly detail: string };
