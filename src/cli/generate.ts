/**
 * `npm run -s generate`: writes the example configuration, the editor's schema and the tables of the documents from the schema.
 * `npm run -s generate -- --check`: writes nothing, names what is stale, exits 1.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { generatedFiles } from '../config/index.ts';

/** `root`: URL of the project's folder, with a slash at its end. Returns the paths that are (or were) stale. */
export function generate(root: URL, mode: 'write' | 'check'): readonly string[] {
  const read = (path: string): string | undefined => {
    try {
      return readFileSync(new URL(path, root), 'utf8');
    } catch {
      return undefined;
    }
  };
  const stale = generatedFiles(read).filter(({ path, text }) => read(path) !== text);
  if (mode === 'write') for (const { path, text } of stale) writeFileSync(new URL(path, root), text);
  return stale.map(({ path }) => path);
}

if (import.meta.main) {
  const [option, ...rest] = process.argv.slice(2);
  if (rest.length > 0 || (option !== undefined && option !== '--check')) {
    console.error('Usage: npm run -s generate [-- --check]');
    process.exit(2);
  }
  const root = new URL('../../', import.meta.url);
  const stale = generate(root, option === '--check' ? 'check' : 'write');
  for (const path of stale) console.error(option ? `${path} is stale: run npm run generate` : `wrote ${path}`);
  process.exit(option && stale.length > 0 ? 1 : 0);
}
