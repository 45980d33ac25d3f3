/** The body of a request, as text, up to a limit; and how often one may be sent. */
import type { IncomingMessage } from 'node:http';

/** `too-long` stops reading, `not-text` is no UTF-8, `gone` is a client that went away in the middle. */
export type Body = { readonly text: string } | { readonly trouble: 'too-long' | 'not-text' | 'gone' };

export async function readBody(request: IncomingMessage, most: number): Promise<Body> {
  if (Number(request.headers['content-length'] ?? 0) > most) return { trouble: 'too-long' };
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    // The connection is still needed for the answer when it has been too long.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > most) return { trouble: 'too-long' };
      chunks.push(chunk);
    }
  } catch {
    return { trouble: 'gone' };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)) };
  } catch {
    return { trouble: 'not-text' };
  }
}

/** So many at once, and so many a second. */
export class Allowance {
  readonly #most: number;
  readonly #monotonic: () => number;
  #left: number;
  #filledAt: number;

  constructor(most: number, monotonic: () => number = () => performance.now()) {
    this.#most = most;
    this.#monotonic = monotonic;
    this.#left = most;
    this.#filledAt = monotonic();
  }

  /** False when there is none left. */
  take(): boolean {
    const now = this.#monotonic();
    this.#left = Math.min(this.#most, this.#left + ((now - this.#filledAt) / 1_000) * this.#most);
    this.#filledAt = now;
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }
}
