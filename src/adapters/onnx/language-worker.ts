/** Runs in a worker thread, for the daemon: a batch must not hold up its event loop. */
import { parentPort, workerData } from 'node:worker_threads';
import type { LanguageModel } from '../../core/language/model.ts';
import { CLOSE, type LanguageTask, type LanguageWorkerMessage } from './language-protocol.ts';
import { createSession } from './language-session.ts';

const port = parentPort;
if (!port) throw new Error('language-worker.ts runs as a worker thread only');
const say = (message: LanguageWorkerMessage): void => port.postMessage(message);
const detailOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function answer(model: LanguageModel, { id, batch }: LanguageTask): Promise<void> {
  try {
    const { boundary, roles, intents, scope, embedding } = await model.run(batch);
    // Copied on the way: a sentence is a few kilobytes, and the tensors' memory belongs to the runtime.
    say({ kind: 'answer', id, tensors: { boundary, roles, intents, scope, embedding } });
  } catch (error) {
    say({ kind: 'failed', id, detail: detailOf(error) });
  }
}

try {
  const model = await createSession((workerData as { model: string }).model);
  // Between two runs: ending the thread inside one would take the whole process down with it.
  port.on('message', (task: LanguageTask | typeof CLOSE) => (task === CLOSE ? port.close() : answer(model, task)));
  say({ kind: 'ready' });
} catch (error) {
  say({ kind: 'refused', detail: detailOf(error) });
}
