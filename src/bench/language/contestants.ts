/**
 * Who is measured: Kinglet as shipped, Kinglet without its network (rules and grounding alone, the baseline of the same run), and
 * Kinglet with the model of each other folder. All go the way of `kinglet understand`: a home, requests, answers.
 */
import { ARTIFACTS, openLanguageModel, readMoods, readWords } from '../../adapters/onnx/index.ts';
import { Understanding, type UnderstandingParts } from '../../agent/understanding.ts';
import { FaultError, fault, timestamp } from '../../core/base/index.ts';
import { nameOf } from './options.ts';
import type { Understander } from './understander.ts';

/** What time it is in every request. */
const AT = timestamp(Date.UTC(2026, 2, 2, 18, 30));
const TIMEZONE = 'UTC';

export const KINGLET = 'kinglet';
/** Without the network. */
export const RULES = 'rules';

export interface Contestants extends AsyncDisposable {
  /** The shipped one first, where there is one. */
  readonly list: readonly Understander[];
  readonly notes: readonly string[];
}

export async function openContestants(compare: readonly string[]): Promise<Contestants> {
  const words = await readWords();
  const models: AsyncDisposable[] = [];
  const list: Understander[] = [];
  const notes: string[] = [];
  const dispose = async (): Promise<void> => {
    for (const model of models) await model[Symbol.asyncDispose]();
  };
  for (const folder of [ARTIFACTS, ...compare]) {
    const opened = await openLanguageModel({ folder });
    if (opened.ok) {
      models.push(opened.value.model);
      list.push(
        understander(folder === ARTIFACTS ? KINGLET : nameOf(folder), {
          model: opened.value.model,
          prototypes: await readMoods(opened.value.manifest.sha256, folder),
          words,
          timezone: TIMEZONE,
        }),
      );
    } else if (folder === ARTIFACTS) notes.push(`No shipped language model: ${opened.fault.detail}`);
    else {
      await dispose();
      throw new FaultError(fault('bench/models', opened.fault.detail));
    }
  }
  list.splice(list[0]?.name === KINGLET ? 1 : 0, 0, understander(RULES, { words, timezone: TIMEZONE }));
  return { list, notes, [Symbol.asyncDispose]: dispose };
}

function understander(name: string, parts: UnderstandingParts): Understander {
  return {
    name,
    open(home) {
      const understanding = new Understanding(home, parts);
      return {
        async ask(request) {
          const from = performance.now();
          const answer = await understanding.ask(request, AT);
          return { ...answer, ms: performance.now() - from };
        },
      };
    },
  };
}
