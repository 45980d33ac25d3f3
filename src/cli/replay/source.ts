/** A recording as text in pieces: a file or standard input, plain or gzip (told by its first two bytes, not by its name). */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { addAbortSignal, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { FaultError, fail, fault, ok, type Result } from '../../core/base/index.ts';

export interface TextSource {
  /** Bytes to be read from the disk; undefined for a pipe. */
  readonly total: number | undefined;
  /** Bytes read so far, before unpacking. */
  readonly read: () => number;
  /** Rejects with a `FaultError` when the file cannot be read to its end. Called once. */
  text(signal: AbortSignal): AsyncGenerator<string>;
}

/** Looks whether the file is there, without opening it. */
export async function openSource(path: string, stdin: Readable): Promise<Result<TextSource>> {
  let total: number | undefined;
  if (path !== '-') {
    try {
      const info = await stat(path);
      if (info.isDirectory()) return fail('file/folder', `"${path}" is a folder, not a file.`);
      if (info.isFile()) total = info.size;
    } catch (error) {
      return { ok: false, fault: fileFault(path, error) };
    }
  }
  let read = 0;
  const count = async function* (bytes: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer> {
    for await (const piece of bytes) {
      const chunk = typeof piece === 'string' ? Buffer.from(piece) : piece;
      read += chunk.length;
      yield chunk;
    }
  };
  return ok({
    total,
    read: () => read,
    async *text(signal) {
      const bytes = addAbortSignal(signal, path === '-' ? stdin : createReadStream(path, { highWaterMark: 65_536 }));
      try {
        const decoder = new TextDecoder('utf-8');
        for await (const chunk of unpacked(count(bytes), signal)) {
          signal.throwIfAborted();
          yield decoder.decode(chunk, { stream: true });
        }
        const rest = decoder.decode();
        if (rest !== '') yield rest;
      } catch (error) {
        if (signal.aborted) throw error;
        throw new FaultError(fileFault(path, error));
      } finally {
        bytes.destroy();
      }
    },
  });
}

async function* unpacked(bytes: AsyncGenerator<Buffer>, signal: AbortSignal): AsyncGenerator<Buffer> {
  let head: Buffer = Buffer.alloc(0);
  while (head.length < 2) {
    const next = await bytes.next();
    if (next.done) break;
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
  }
  const whole = (async function* () {
    if (head.length > 0) yield head;
    yield* bytes;
  })();
  if (head[0] !== 0x1f || head[1] !== 0x8b) {
    if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) throw new Error('UTF-16');
    yield* whole;
    return;
  }
  const gunzip = createGunzip();
  const done = pipeline(Readable.from(whole), gunzip, { signal });
  done.catch(() => undefined); // the reader of `gunzip` meets the same error
  yield* gunzip as AsyncIterable<Buffer>;
  await done;
}

/** What went wrong with a file, as a sentence. */
export function fileFault(path: string, error: unknown) {
  const name = path === '-' ? 'standard input' : `"${path}"`;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return fault('file/missing', `there is no file ${name}.`, undefined, error);
  if (code === 'EACCES' || code === 'EPERM')
    return fault('file/permission', `${name} may not be read or written by this user.`, undefined, error);
  if (code === 'EISDIR') return fault('file/folder', `${name} is a folder, not a file.`, undefined, error);
  if (code === 'ENOSPC') return fault('file/full', `there is no space left to write ${name}.`, undefined, error);
  if (code?.startsWith('Z_')) return fault('file/gzip', `${name} is not a whole gzip file (${message}).`, undefined, error);
  if (message === 'UTF-16') return fault('file/encoding', `${name} is in UTF-16.`, 'Save it as UTF-8.', error);
  return fault('file/unreadable', `${name} cannot be read or written (${code ?? message}).`, undefined, error);
}
