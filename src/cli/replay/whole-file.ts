/** A file that is there as a whole or not at all: written under another name, renamed at the end. */
import { type FileHandle, open, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const flushAbove = 65_536;

export class WholeFile implements AsyncDisposable {
  readonly path: string;
  readonly #temporary: string;
  readonly #handle: FileHandle;
  #buffer = '';
  #written: Promise<void> = Promise.resolve();
  #committed = false;

  private constructor(path: string, temporary: string, handle: FileHandle) {
    this.path = path;
    this.#temporary = temporary;
    this.#handle = handle;
  }

  /** Rejects with Node's own error when the folder cannot be written. */
  static async create(path: string): Promise<WholeFile> {
    const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
    return new WholeFile(path, temporary, await open(temporary, 'w'));
  }

  /** Adds text. Follow up with `drained()` now and then, or memory grows. */
  append(text: string): void {
    this.#buffer += text;
  }

  /** Resolves once what was appended is written, or at once while it is little. */
  async drained(): Promise<void> {
    if (this.#buffer.length >= flushAbove) await this.#flush();
  }

  /** Writes the rest and gives the file its name. */
  async commit(): Promise<void> {
    await this.#flush();
    await this.#handle.close();
    await rename(this.#temporary, this.path);
    this.#committed = true;
  }

  /** Takes an uncommitted file away. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#committed) return;
    await this.#written.catch(() => undefined);
    await this.#handle.close().catch(() => undefined);
    await unlink(this.#temporary).catch(() => undefined);
  }

  /** One write at a time, in order, however many wait for it. */
  #flush(): Promise<void> {
    const text = this.#buffer;
    this.#buffer = '';
    if (text !== '') this.#written = this.#written.then(() => this.#handle.writeFile(text));
    return this.#written;
  }
}
