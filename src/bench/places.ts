/** Where the parts of a bench lie, whether it runs from the sources or from dist/. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BUILT = import.meta.url.endsWith('.js');
export const ROOT = fileURLToPath(new URL(BUILT ? '..' : '../..', import.meta.url));

/** A program of ./peers, to be run in a process of its own. */
export const peer = (name: string): string => join(ROOT, BUILT ? `dist/peers/${name}.js` : `src/bench/peers/${name}.ts`);

/** How to start Kinglet under this Node. */
export interface Program {
  /** For the notes. */
  readonly what: string;
  readonly main: string;
  readonly nodeOptions: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export const fromSources: Program = { what: 'from the sources, no options', main: join(ROOT, 'src/main.ts'), nodeOptions: [], env: {} };

/**
 * Kinglet as deploy/install.sh installs it: plain JavaScript, with the options and the environment of the unit file. Builds dist/ anew
 * where there are sources. Throws when that fails.
 */
export function installed(): Program {
  if (!BUILT) {
    const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'tools/build.mjs')], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`Kinglet could not be built: ${stderr}`);
  }
  const unit = unitOptions(readFileSync(join(ROOT, 'deploy/kinglet.service'), 'utf8'));
  return { what: 'built, with the options of the unit file', main: join(ROOT, 'dist/main.js'), ...unit };
}

/** Node's options and the environment that a unit file gives to the daemon. */
export function unitOptions(unit: string): Pick<Program, 'nodeOptions' | 'env'> {
  const values = (key: string): string[] =>
    unit.split('\n').flatMap((line) => (line.startsWith(`${key}=`) ? line.slice(key.length + 1).split(' ') : []));
  const pairs = values('Environment').map((pair): [string, string] => {
    const [name = '', ...value] = pair.split('=');
    return [name, value.join('=')];
  });
  return {
    nodeOptions: values('ExecStart').filter((word) => word.startsWith('--') && word !== '--config'),
    env: Object.fromEntries(pairs),
  };
}
