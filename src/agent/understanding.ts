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
import type { Preferences, Prototype } from '../core/language/mood/index.ts';
import { proposeByNetwork } from '../core/language/propose/index.ts';
import type { Book, Place } from '../core/language/schedule/index.ts';
import { bitsOfSentence } from '../core/language/sentence.ts';
import { createSpeller } from '../core/language/text/index.ts';
import { type AlertRequest, type Ground, prepare, understand } from '../core/language/understand/index.ts';
import type { AlertRecord } from './alerts.ts';
import type { Change } from './language/history.ts';

/** State of single entities, laid over the home for one request. */
export type StateOverlay = Readonly<Record<string, { readonly state?: string; readonly attributes?: Attributes }>>;

export interface Request extends Utterance {
  readonly state?: StateOverlay;
}

/** What holds for all conversations: the schedule book and what the owner wants of moods. Without one each conversation has its own. */
export interface Keeping {
  readonly book: Book;
  readonly preferences: Preferences;
  /** Takes both as a sentence has left them. */
  keep(book: Book, preferences: Preferences): void;
}

/** An answer, and what whoever asked has to see to besides its actions. */
export interface Heard extends Answer {
  /** Something said to an alert: whoever keeps alerts does it, and answers in place of this answer. */
  readonly alert?: AlertRequest;
  /** Ids of the jobs that this sentence has put on the schedule book. */
  readonly planned?: readonly number[];
  /** What was preferred before this sentence, where it has changed that. */
  readonly preferred?: Preferences;
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
  /** For sunrise and sunset. */
  readonly place?: Place | undefined;
  readonly keeping?: Keeping | undefined;
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
    const { timezone, words, alerts, history, pin, prototypes, place, policy } = this.#parts;
    return {
      index,
      timezone,
      speller: createSpeller(spellingTargets(index), words),
      ...(pin === undefined ? {} : { pin }),
      ...(policy === undefined ? {} : { policy: policy() }),
      ...(prototypes === undefined ? {} : { moods: { prototypes, preferences: [] } }),
      ...(place === undefined ? {} : { place }),
      ...(alerts === undefined ? {} : { alerts }),
      ...(history === undefined ? {} : { history }),
    };
  }

  /** Understands one request at a time of one conversation; answers never reject but for a model that is gone. */
  async ask(request: Request, at: Timestamp = timestamp(0)): Promise<Heard> {
    const sentence = prepare(request, this.#ground);
    const network = await this.#proposal(sentence);
    const key = request.conversation;
    const memory = key === undefined ? undefined : this.#memories.get(key);
    const { keeping } = this.#parts;
    const understood = understand(request, sentence, this.#ground, {
      at,
      ...(memory === undefined ? {} : { memory }),
      ...(network === undefined ? {} : { network }),
      ...(request.state === undefined ? {} : { states: this.#overlaid(request.state, memory) }),
      ...(keeping === undefined ? {} : { book: keeping.book, preferences: keeping.preferences }),
    });
    const before = keeping?.book;
    const preferred = keeping?.preferences;
    const { book, preferences } = understood.memory;
    if (keeping !== undefined && book !== undefined && preferences !== undefined) keeping.keep(book, preferences);
    if (key !== undefined) this.#remember(key, this.#parts.live === true ? lasting(understood.memory) : understood.memory);
    const planned = before === undefined ? [] : (book?.jobs ?? []).filter((job) => !before.jobs.includes(job)).map(({ id }) => id);
    return {
      ...understood.answer,
      ...(understood.alert === undefined ? {} : { alert: understood.alert }),
      ...(planned.length === 0 ? {} : { planned }),
      ...(preferred === undefined || preferred === preferences ? {} : { preferred }),
    };
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
