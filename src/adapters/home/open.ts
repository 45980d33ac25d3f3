import { readFile, stat } from 'node:fs/promises';
import { fail, type Result } from '../../core/base/index.ts';
import type { Home } from '../../core/domain/home.ts';
import { MAX_HOME_BYTES, readHome } from './home-file.ts';

/** HOME.yaml from disk. Code `home/file`: it is not there, too large, or says something that is no home (with its line and key). */
export async function openHome(path: string): Promise<Result<Home>> {
  let text: string;
  try {
    if ((await stat(path)).size > MAX_HOME_BYTES) return tooLarge(path);
    text = await readFile(path, 'utf8'); // also what has no size: a pipe from another program
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    const hint = code === 'EACCES' ? 'The user that Kinglet runs as needs permission to read it.' : undefined;
    return fail('home/file', code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read (${code}).`, hint, cause);
  }
  return text.length > MAX_HOME_BYTES ? tooLarge(path) : readHome(text, path);
}

const tooLarge = (path: string): Result<never> => fail('home/file', `${path} is larger than ${MAX_HOME_BYTES / 1024 / 1024} MB.`);
