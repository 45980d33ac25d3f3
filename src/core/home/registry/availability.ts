/**
 * Whether a device can be reached, as it says itself. Home Assistant takes a device for gone until it has said that it is there; here it
 * is only gone once somebody has said so, since what it does is known to be unknown anyway.
 */
import type { Settings } from '../discovery/settings.ts';
import { same } from '../discovery/settings.ts';
import type { Template } from '../template/index.ts';

interface Source {
  readonly topic: string;
  readonly template: Template | undefined;
  readonly yes: string;
  readonly no: string;
  /** Undefined until it has been heard. */
  is: boolean | undefined;
}

export class Availability {
  readonly sources: readonly Source[];
  readonly #mode: string;
  #latest: boolean | undefined;

  constructor(settings: Settings) {
    this.#mode = settings.text('availability_mode', 'latest');
    this.sources = [...single(settings), ...listed(settings)];
  }

  get isUp(): boolean {
    if (this.#mode === 'all') return this.sources.every(({ is }) => is !== false);
    if (this.#mode === 'any') return this.sources.length === 0 || this.sources.some(({ is }) => is !== false);
    return this.#latest !== false;
  }

  /** Takes what a source says, its template rendered. */
  hear(source: Source, text: string): void {
    const is = same(text, source.yes) ? true : same(text, source.no) ? false : undefined;
    if (is === undefined) return;
    source.is = is;
    this.#latest = is;
  }

  /** What was known of the same topics before. */
  inherit(before: Availability): void {
    for (const source of this.sources) source.is = before.sources.find(({ topic }) => topic === source.topic)?.is;
    this.#latest = before.#latest;
  }
}

const single = (s: Settings): readonly Source[] => {
  const topic = s.hears('availability_topic');
  if (topic === undefined) return [];
  return [
    {
      topic,
      template: s.template('availability_template'),
      yes: s.text('payload_available', 'online'),
      no: s.text('payload_not_available', 'offline'),
      is: undefined,
    },
  ];
};

const listed = (s: Settings): readonly Source[] =>
  s.maps('availability').flatMap((item) => {
    const inner = s.within(item);
    const topic = inner.hears('topic');
    if (topic === undefined) return [];
    const template = inner.template('value_template');
    return [
      {
        topic,
        template,
        yes: inner.text('payload_available', 'online'),
        no: inner.text('payload_not_available', 'offline'),
        is: undefined,
      },
    ];
  });
