/** The thread with johnny-five, from this side: made when the board is there, ended with it, made again when it breaks. */
import { Worker } from 'node:worker_threads';
import type { FromPins, PinsData, ToPins } from './protocol.ts';

export interface PinsThread {
  say(message: ToPins): void;
  /** Resolves when it has ended. Nothing is heard of it from this call on. */
  end(): Promise<void>;
}

/** `hear` is told `stuck` when the thread breaks. */
export function startThread(data: PinsData, hear: (message: FromPins) => void): PinsThread {
  const file = import.meta.url.endsWith('.ts') ? './pins-worker.ts' : './pins-worker.js';
  // johnny-five talks to the console: into streams that nobody reads. It needs 12 MB.
  const worker = new Worker(new URL(file, import.meta.url), {
    workerData: data,
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 48, maxYoungGenerationSizeMb: 2 },
  });
  worker.stdout.resume();
  worker.stderr.resume();
  let over = false;
  const tell = (message: FromPins): void => {
    if (!over) hear(message);
  };
  worker.on('message', tell);
  worker.on('error', (error) => tell({ kind: 'stuck', detail: error.message }));
  return {
    say: (message) => worker.postMessage(message),
    async end() {
      over = true;
      await worker.terminate();
    },
  };
}
