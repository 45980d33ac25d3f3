/** Reads a configuration file from disk. */
import { readFile, stat } from 'node:fs/promises';
import { type Config, parseConfig } from '../config/index.ts';
import { FILE_MAX } from '../config/parse.ts';
import { type Fault, fault, type Result } from '../core/base/index.ts';

/** Faults: `config/unreadable`, and those of `parseConfig`. Never rejects. */
export async function loadConfig(path: string): Promise<Result<Config, readonly Fault[]>> {
  const refuse = (sentence: string, cause?: unknown) =>
    ({ ok: false, fault: [fault('config/unreadable', `${path}: ${sentence}.`, undefined, cause)] }) as const;
  try {
    const info = await stat(path);
    if (!info.isFile()) return refuse('is not a file');
    // UTF-8 takes at most 4 bytes a character: more cannot pass the limit on characters either.
    if (info.size > FILE_MAX * 4) return refuse(`has ${info.size} bytes, far more than a configuration needs`);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
    return parseConfig(text, path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return refuse('there is no such file; `deploy/config.example.yaml` is one to start from', error);
    if (code === 'EACCES') return refuse('may not be read by this user; check its permissions', error);
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return refuse('is not UTF-8 text', error);
    return refuse(`cannot be read (${code ?? String(error)})`, error);
  }
}
