/**
 * Runs in a worker thread: `session.run` does its work synchronously on the calling thread, so it must not be the main one.
 * `x64quantprecision` avoids the saturating u8·s8 kernels of CPUs without VNNI; one thread because spinning on shared cores costs more.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { CLOSE, type Task, type WorkerData, type WorkerMessage } from './protocol.ts';

const { model, input, output, inputs, outputs } = workerData as WorkerData;
const port = parentPort;
if (!port) throw new Error('worker.ts runs as a worker thread only');
const say = (message: WorkerMessage, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);
const detailOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

try {
  const session = await InferenceSession.create(model, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
    extra: { session: { x64quantprecision: '1' } },
  });
  port.on('message', async (task: Task | typeof CLOSE) => {
    // Between two runs: ending the thread inside one would take the whole process down with it.
    if (task === CLOSE) return port.close();
    const { id, data, rows } = task;
    try {
      const answer = (await session.run({ [input]: new Tensor('float32', data, [rows, inputs]) }, [output]))[output];
      if (answer?.type !== 'float32' || answer.size !== rows * outputs) throw new Error(`the model gave no ${rows} × ${outputs} floats`);
      // A copy of our own: the tensor's memory belongs to the runtime and cannot be transferred.
      const own = Float32Array.from(answer.data as Float32Array);
      // Freed now: this thread makes so little garbage that a collection, and with it megabytes of old windows, would be long in coming.
      data.buffer.transfer(0);
      say({ kind: 'answer', id, data: own }, [own.buffer]);
    } catch (error) {
      say({ kind: 'failed', id, detail: detailOf(error) });
    }
  });
  say({ kind: 'ready' });
} catch (error) {
  say({ kind: 'refused', detail: detailOf(error) });
}
