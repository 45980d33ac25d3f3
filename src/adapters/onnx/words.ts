/** The words that exist: those are never taken for slips of the fingers. Written beside the language model when it is trained. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ARTIFACTS } from './folder.ts';

/** Empty where there is no list. */
export async function readWords(folder: string = ARTIFACTS): Promise<ReadonlySet<string>> {
  try {
    return new Set((await readFile(join(folder, 'language-words.txt'), 'utf8')).split('\n').filter((word) => word !== ''));
  } catch {
    return new Set();
  }
}
