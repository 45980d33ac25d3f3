/** The language model on the calling thread: `run` works there, a fraction of a millisecond for a sentence. */
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { BITS, GRAMS, MAX_TOKENS } from '../../core/language/features.ts';
import { type Batch, type LanguageModel, sizesOf, type Tensors } from '../../core/language/model.ts';

const OUTPUTS = ['boundary', 'roles', 'intents', 'scope', 'embedding'] as const satisfies readonly (keyof Tensors)[];

/** Loads the file; rejects what onnxruntime cannot read. Options as in worker.ts: exact int8 kernels, one thread. */
export async function createSession(model: string): Promise<LanguageModel> {
  const session = await InferenceSession.create(model, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
    extra: { session: { x64quantprecision: '1' } },
  });
  return new SessionModel(session);
}

class SessionModel implements LanguageModel {
  readonly #session: InferenceSession;
  #running: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(session: InferenceSession) {
    this.#session = session;
  }

  async run(batch: Batch): Promise<Tensors> {
    if (this.#closed) throw new Error('the model is closed');
    const { ids, bits, mask, rows, tokens } = checked(batch);
    const running = this.#session.run(
      {
        ids: new Tensor('int32', ids, [rows, tokens, GRAMS]),
        bits: new Tensor('float32', bits, [rows, tokens, BITS]),
        mask: new Tensor('float32', mask, [rows, tokens]),
      },
      OUTPUTS,
    );
    this.#running = running.catch(() => undefined);
    const answer = await running;
    const sizes = sizesOf(rows, tokens);
    const floats = (name: keyof Tensors): Float32Array => {
      const tensor = answer[name];
      if (tensor?.type !== 'float32' || tensor.size !== sizes[name]) throw new Error(`the model gave no ${sizes[name]} floats as ${name}`);
      return tensor.data as Float32Array;
    };
    return {
      boundary: floats('boundary'),
      roles: floats('roles'),
      intents: floats('intents'),
      scope: floats('scope'),
      embedding: floats('embedding'),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#running;
    await this.#session.release();
  }
}

/** Said here in our own words; ids out of range onnxruntime refuses itself. */
function checked(batch: Batch): Batch {
  const { ids, bits, mask, rows, tokens } = batch;
  const all = rows * tokens;
  if (!Number.isInteger(rows) || rows < 1 || !Number.isInteger(tokens) || tokens < 1 || tokens > MAX_TOKENS)
    throw new Error(`${rows} sentences of ${tokens} tokens are no batch`);
  if (ids.length !== all * GRAMS || bits.length !== all * BITS || mask.length !== all)
    throw new Error(`the batch does not hold ${rows} sentences of ${tokens} tokens`);
  return batch;
}
