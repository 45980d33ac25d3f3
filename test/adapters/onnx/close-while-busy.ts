/** A process of its own for scorer.test.ts, because a mistake here ends the process: closes the model while it is at work. */
import { openScorer } from '../../../src/adapters/onnx/index.ts';
import { INPUTS } from '../../../src/core/signal/index.ts';

const opened = await openScorer();
if (!opened.ok) throw new Error(opened.fault.detail);
const { scorer } = opened.value;
const ROWS = 20_000;
const asked = scorer.run(new Float32Array(ROWS * INPUTS), ROWS).then(
  () => 'answered',
  (error: Error) => error.message,
);
await new Promise((resolve) => setTimeout(resolve, 5));
await scorer[Symbol.asyncDispose]();
process.stdout.write(await asked);
