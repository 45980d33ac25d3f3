/** What the Worker and its owner say to each other. */

/** Asks the worker to end once it has answered what it has. */
export const CLOSE = 'close';

export interface Task {
  readonly id: number;
  readonly data: Float32Array<ArrayBuffer>;
  readonly rows: number;
}

export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'refused'; readonly detail: string }
  | { readonly kind: 'answer'; readonly id: number; readonly data: Float32Array<ArrayBuffer> }
  | { readonly kind: 'failed'; readonly id: number; readonly detail: string };

export interface WorkerData {
  readonly model: string;
  readonly input: string;
  readonly output: string;
  readonly inputs: number;
  readonly outputs: number;
}
