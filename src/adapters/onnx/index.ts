/** The signals model behind a worker thread. */
import { Worker } from 'node:worker_threads';
import type { Scorer } from '../../agent/ports.ts';
import { fail, ok, type Result } from '../../core/base/index.ts';
import { ARTIFACTS } from './folder.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { CLOSE, type Task, type WorkerData, type WorkerMessage } from './protocol.ts';

export { ARTIFACTS } from './folder.ts';
export { type LanguageManifest, openLanguageModel, readLanguageManifest } from './language.ts';
export type { Manifest } from './manifest.ts';
export { readManifest } from './manifest.ts';
export { readWords } from './words.ts';

/** Checks the model folder, starts the worker and loads the model. Adds `model/refused` to the manifest's codes. */
export async function openScorer({
  folder = ARTIFACTS,
}: {
  folder?: string;
} = {}): Promise<Result<{ scorer: Scorer; manifest: Manifest }>> {
  const found = await readManifest(folder);
  if (!found.ok) return found;
  const { manifest, model } = found.value;
  const data: WorkerData = {
    model,
    input: manifest.input.name,
    output: manifest.output.name,
    inputs: manifest.input.inputs,
    outputs: manifest.output.outputs,
  };
  const file = import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js';
  // Small heap: the worker holds one batch at a time, the model lives outside V8.
  const worker = new Worker(new URL(file, import.meta.url), {
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 1 },
  });
  const first = await new Promise<WorkerMessage>((resolve) => {
    worker.once('message', resolve);
    worker.once('error', (error) => resolve({ kind: 'refused', detail: error.message }));
  });
  if (first.kind !== 'ready') {
    await worker.terminate();
    const detail = first.kind === 'refused' ? first.detail : first.kind;
    return fail('model/refused', `onnxruntime could not load ${model}: ${detail}.`, 'Run kinglet doctor.');
  }
  return ok({ scorer: new WorkerScorer(worker, data), manifest });
}

class WorkerScorer implements Scorer {
  readonly inputs: number;
  readonly outputs: number;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, { resolve: (data: Float32Array<ArrayBuffer>) => void; reject: (error: Error) => void }>();
  readonly #ended: Promise<void>;
  #next = 0;
  #gone: Error | undefined;

  constructor(worker: Worker, data: WorkerData) {
    this.inputs = data.inputs;
    this.outputs = data.outputs;
    this.#worker = worker;
    this.#ended = new Promise((resolve) => worker.once('exit', () => resolve()));
    worker.on('message', (message: WorkerMessage) => this.#hear(message));
    worker.on('error', (error) => this.#fall(error));
    worker.on('exit', (code) => this.#fall(new Error(`the model's worker ended with code ${code}`)));
  }

  run(data: Float32Array<ArrayBuffer>, rows: number): Promise<Float32Array<ArrayBuffer>> {
    if (this.#gone) return Promise.reject(this.#gone);
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      const task: Task = { id, data, rows };
      this.#worker.postMessage(task, [data.buffer]);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#fall(new Error('the model is closed'));
    this.#worker.postMessage(CLOSE);
    await this.#ended;
  }

  #hear(message: WorkerMessage): void {
    if (message.kind !== 'answer' && message.kind !== 'failed') return;
    const waiter = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.kind === 'answer') waiter?.resolve(message.data);
    else waiter?.reject(new Error(message.detail));
  }

  #fall(error: Error): void {
    this.#gone ??= error;
    for (const waiter of this.#waiting.values()) waiter.reject(this.#gone);
    this.#waiting.clear();
  }
}

export { readMoods } from './moods.ts';
