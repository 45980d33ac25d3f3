/** Language, loaded when somebody says something, and what it meets here: the home's files, the alerts. */
import { openHome, readPin } from '../adapters/home/index.ts';
import type { LogControl } from '../adapters/telemetry/index.ts';
import type { AlertVerbs } from '../agent/alert-verbs.ts';
import type { Feedback } from '../agent/feedback.ts';
import { type AlertListener, modelGone } from '../agent/language/path.ts';
import type { Observer } from '../agent/ports.ts';
import type { Config } from '../config/index.ts';
import { type Clock as OrderClock, orderOfIntent } from '../core/alert/words/index.ts';
import type { Home } from '../core/domain/home.ts';
import type { LanguageModel } from '../core/language/model.ts';
import type { Prototype } from '../core/language/mood/index.ts';

/** What understanding needs beside the home; nothing of it is in memory before it is asked for. */
export interface LanguageParts extends AsyncDisposable {
  /** Without a model the rules alone understand. */
  open(): Promise<{
    readonly model: LanguageModel | undefined;
    readonly words: ReadonlySet<string>;
    /** What wishes are known by; none without the model. */
    readonly prototypes: readonly Prototype[];
  }>;
}

export function lazyLanguage({ log }: LogControl, observer: Observer): LanguageParts {
  const load = async () => {
    const [{ openLanguageModel }, { readMoods }, { readWords }] = await Promise.all([
      import('../adapters/onnx/language.ts'),
      import('../adapters/onnx/moods.ts'),
      import('../adapters/onnx/words.ts'),
    ]);
    const [opened, words] = await Promise.all([openLanguageModel({ thread: 'worker' }), readWords()]);
    if (opened.ok) log.info({ model: opened.value.manifest.name, version: opened.value.manifest.version }, 'language model loaded');
    else if (opened.fault.code === 'model/missing') log.warn({ detail: opened.fault.detail }, NO_LANGUAGE_MODEL);
    else observer.fault('language', opened.fault);
    const prototypes = opened.ok ? await readMoods(opened.value.manifest.sha256) : [];
    return { model: opened.ok ? opened.value.model : undefined, words, prototypes };
  };
  let loading: ReturnType<typeof load> | undefined;
  return {
    open: () => (loading ??= load()),
    async [Symbol.asyncDispose]() {
      await (await loading)?.model?.[Symbol.asyncDispose]();
    },
  };
}
const NO_LANGUAGE_MODEL = 'there is no language model: sentences are understood by rules alone';

/** What is written of the home, and the PIN. With a mistake in them Kinglet goes on without, and says so. */
export async function readHomeFiles(
  { language }: Config,
  observer: Observer,
): Promise<{ readonly home: Home; readonly pin: string | undefined }> {
  const [home, pin] = await Promise.all([
    language.home === undefined ? undefined : openHome(language.home),
    language.pin_file === undefined ? undefined : readPin(language.pin_file),
  ]);
  for (const read of [home, pin]) if (read && !read.ok) observer.fault('language', read.fault);
  return { home: home?.ok ? home.value : { floors: [], areas: [], entities: [] }, pin: pin?.ok ? pin.value : undefined };
}

/** What is said to an alert in the course of other sentences. */
export const saidTo =
  (feedback: Feedback, verbs: AlertVerbs, context: () => OrderClock): AlertListener =>
  (request) => {
    const order = orderOfIntent(request, context());
    if (order.verb === 'normal') {
      const { outcome, reply } = feedback.obey({ id: null, text: `this is normal ${order.about}`.trim() });
      return { outcome, reply };
    }
    const [outcome, reply] = verbs.perform(order);
    return { outcome, reply };
  };

/** The network, so that the language path knows its end from a bug. Its thread lives as long as the process, not as long as one configuration. */
export const guarded = (model: LanguageModel): LanguageModel => ({
  run: (batch) =>
    model.run(batch).catch((error: unknown) => {
      throw modelGone(error);
    }),
  [Symbol.asyncDispose]: async () => {},
});
