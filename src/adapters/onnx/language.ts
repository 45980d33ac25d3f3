/**
 * The language model, on the calling thread (`kinglet understand`, benches: the shortest way) or in a worker thread (the daemon, whose
 * event loop it must not hold up). The same answers either way.
 */
import { Worker } from 'node:worker_threads';
import { fail, ok, type Result } from '../../core/base/index.ts';
import type { Batch, LanguageModel, Tensors } from '../../core/language/model.ts';
import { ARTIFACTS } from './folder.ts';
import { type LanguageManifest, readLanguageManifest } from './language-manifest.ts';
import { CLOSE, type LanguageTask, type LanguageWorkerMessage } from './language-protocol.ts';

export type { LanguageManifest } from './language-manifest.ts';
export { readLanguageManifest } from './language-manifest.ts';

/** More requests than anybody speaks at once; beyond it a request is turned away instead of waiting. */
const MAX_WAITING = 64;

/** Checks the model folder and loads the model. Adds `model/refused` to the manifest's codes. */
export async function openLanguageModel({
  folder = ARTIFACTS,
  thread = 'own',
}: {
  folder?: string;
  thread?: 'own' | 'worker';
} = {}): Promise<Result<{ model: LanguageModel; manifest: LanguageManifest }>> {
  const found = await readLanguageManifest(folder);
  if (!found.ok) return found;
  const { manifest, model: file } = found.value;
  try {
    // Loaded when asked for: a daemon that works with the worker keeps the runtime out of its main thread.
    const model = thread === 'own' ? await (await import('./language-session.ts')).createSession(file) : await openWorker(file);
    return ok({ model, manifest });
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    return fail('model/refused', `onnxruntime could not load ${file}: ${detail}.`, 'Run kinglet doctor.', cause);
  }
}

async function openWorker(file: string): Promise<LanguageModel> {
  const script = import.meta.url.endsWith('.ts') ? './language-worker.ts' : './language-worker.js';
  // Small heap: the worker holds one batch at a time, the model lives outside V8.
  const worker = new Worker(new URL(script, import.meta.url), {
    workerData: { model: file },
    resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 1 },
  });
  const first = await new Promise<LanguageWorkerMessage>((resolve) => {
    worker.once('message', resolve);
    worker.once('error', (error) => resolve({ kind: 'refused', detail: error.message }));
  });
  if (first.kind === 'ready') return new WorkerModel(worker);
  await worker.terminate();
  throw new Error(first.kind === 'refused' ? first.detail : first.kind);
}

class WorkerModel implements LanguageModel {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, { resolve: (tensors: Tensors) => void; reject: (error: Error) => void }>();
  readonly #ended: Promise<void>;
  #next = 0;
  #gone: Error | undefined;

  constructor(worker: Worker) {
    this.#worker = worker;
    this.#ended = new Promise((resolve) => worker.once('exit', () => resolve()));
    worker.on('message', (message: LanguageWorkerMessage) => this.#hear(message));
    worker.on('error', (error) => this.#fall(error));
    worker.on('exit', (code) => this.#fall(new Error(`the model's worker ended with code ${code}`)));
  }

  run({ ids, bits, mask, rows, tokens }: Batch): Promise<Tensors> {
    if (this.#gone) return Promise.reject(this.#gone);
    if (this.#waiting.size >= MAX_WAITING) return Promise.reject(new Error(`${MAX_WAITING} requests wait already`));
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      const task: LanguageTask = { id, batch: { ids, bits, mask, rows, tokens } };
      this.#worker.postMessage(task);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#fall(new Error('the model is closed'));
    this.#worker.postMessage(CLOSE);
    await this.#ended;
  }

  #hear(message: LanguageWorkerMessage): void {
    if (message.kind !== 'answer' && message.kind !== 'failed') return;
    const waiter = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.kind === 'answer') waiter?.resolve(message.tensors);
    else waiter?.reject(new Error(message.detail));
  }

  #fall(error: Error): void {
    this.#gone ??= error;
    for (const waiter of this.#waiting.values()) waiter.reject(this.#gone);
    this.#waiting.clear();
  }
}
