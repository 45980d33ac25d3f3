/**
 * The language path with its network and its conversations: the shell around `core/language`.
 *
 *     request → sentence ─► LanguageModel ─► understand(sentence, proposal, memory) → answer, memory
 */

import type { Policy } from '../core/authority/index.ts';
import { type Timestamp, timestamp } from '../core/base/index.ts';
import type { Answer, Attributes, Entity, Home, Utterance } from '../core/domain/home.ts';
import type { Memory } from '../core/language/converse/memory.ts';
import { featuresOf, MAX_TOKENS } from '../core/language/features.ts';
import { spellingTargets } from '../core/language/lexicon/targets.ts';
import { type HomeIndex, indexHome } from '../core/language/mention/index.ts';
import type { LanguageModel } from '../core/language/model.ts';
import type { Prototype } from '../core/language/mood/index.ts';
import { proposeByNetwork } from '../core/language/propose/index.ts';
import { bitsOfSentence } from '../core/language/sentence.ts';
import { createSpeller } from '../core/language/text/index.ts';
import { type Ground, prepare, understand } from '../core/language/understand/index.ts';
import type { AlertRecord } from './alerts.ts';
import type { Change } from './language/history.ts';

/** State of single entities, laid over the home for one request. */
export type StateOverlay = Readonly<Record<string, { readonly state?: string; readonly attributes?: Attributes }>>;

export interface Request extends Utterance {
  readonly state?: StateOverlay;
}

export interface UnderstandingParts {
  /** Absent: the rules alone, as the benches' baseline. */
  readonly model?: LanguageModel | undefined;
  /** Words that exist and are never taken for slips of the fingers. */
  readonly words: ReadonlySet<string>;
  /** IANA name. */
  readonly timezone: string;
  /** The owner's, for what is risky. */
  readonly pin?: string | undefined;
  /** What moods are known by; with the model only. */
  readonly prototypes?: readonly Prototype[];
  /** Open and recent alerts, latest first. */
  readonly alerts?: () => readonly AlertRecord[];
  /** What may be done, as the owner says. */
  readonly policy?: () => Policy;
  /** The home shows what becomes of a command: nothing of a state is remembered beyond the sentence. */
  readonly live?: boolean;
  /** What an entity was, oldest first. */
  readonly history?: (entity: string) => readonly Change[];
}

/** Conversations beyond this are forgotten, oldest first. */
const MAX_CONVERSATIONS = 200;

export class Understanding {
  readonly #parts: UnderstandingParts;
  readonly #memories = new Map<string, Memory>();
  #ground: Ground;

  constructor(home: Home, parts: UnderstandingParts) {
    this.#parts = parts;
    this.#ground = this.#groundOf(home);
  }

  get index(): HomeIndex {
    return this.#ground.index;
  }

  /** Another home, or the same with devices that came or went; conversations go on. */
  move(home: Home): void {
    this.#ground = this.#groundOf(home);
  }

  #groundOf(home: Home): Ground {
    const index = indexHome(home);
    const { timezone, words, alerts, history, pin, prototypes, policy } = this.#parts;
    return {
      index,
      timezone,
      speller: createSpeller(spellingTargets(index), words),
      ...(pin === undefined ? {} : { pin }),
      ...(policy === undefined ? {} : { policy: policy() }),
      ...(prototypes === undefined ? {} : { moods: { prototypes, preferences: [] } }),
      ...(alerts === undefined ? {} : { alerts }),
      ...(history === undefined ? {} : { history }),
    };
  }

  /** Understands one request at a time of one conversation; answers never reject but for a model that is gone. */
  async ask(request: Request, at: Timestamp = timestamp(0)): Promise<Answer> {
    const sentence = prepare(request, this.#ground);
    const network = await this.#proposal(sentence);
    const key = request.conversation;
    const memory = key === undefined ? undefined : this.#memories.get(key);
    const understood = understand(request, sentence, this.#ground, {
      at,
      ...(memory === undefined ? {} : { memory }),
      ...(network === undefined ? {} : { network }),
      ...(request.state === undefined ? {} : { states: this.#overlaid(request.state, memory) }),
    });
    if (key !== undefined) this.#remember(key, this.#parts.live === true ? lasting(understood.memory) : understood.memory);
    return understood.answer;
  }

  async #proposal(sentence: ReturnType<typeof prepare>): Promise<ReturnType<typeof proposeByNetwork> | undefined> {
    const { model } = this.#parts;
    if (model === undefined || sentence.tokens.length === 0 || sentence.tokens.length > MAX_TOKENS) return undefined;
    const tensors = await model.run(
      featuresOf(
        sentence.tokens.map(({ text }) => text),
        bitsOfSentence(sentence),
      ),
    );
    return proposeByNetwork(sentence, tensors);
  }

  #overlaid(overlay: StateOverlay, memory: Memory | undefined): ReadonlyMap<string, Entity> {
    const out = new Map<string, Entity>();
    for (const [id, given] of Object.entries(overlay)) {
      const entity = memory?.states.get(id) ?? this.#ground.index.entities.get(id)?.entity;
      if (entity !== undefined)
        out.set(id, { ...entity, state: given.state ?? entity.state, attributes: { ...entity.attributes, ...given.attributes } });
    }
    return out;
  }

  #remember(key: string, memory: Memory): void {
    this.#memories.delete(key);
    this.#memories.set(key, memory);
    const oldest = this.#memories.keys().next();
    if (this.#memories.size > MAX_CONVERSATIONS && !oldest.done) this.#memories.delete(oldest.value);
  }
}

/** What outlasts a sentence in a home that lives: how things were before, as they were then, and nothing of how they should be now. */
const lasting = (memory: Memory): Memory => ({
  ...memory,
  states: new Map(),
  last: memory.last.map((done) => ({ ...done, before: done.before.map((entity) => ({ ...entity })) })),
});
