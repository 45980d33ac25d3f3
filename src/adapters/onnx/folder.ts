/** Where the shipped models live, in the sources and in the built package alike. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The nearest folder above this module that holds a package: the sources and what is built from them lie at different depths. */
function packageRoot(): URL {
  let folder = new URL('.', import.meta.url);
  while (!existsSync(new URL('package.json', folder)) && folder.pathname !== '/') folder = new URL('..', folder);
  return folder;
}

export const ARTIFACTS = fileURLToPath(new URL('models/artifacts', packageRoot()));
