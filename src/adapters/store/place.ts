/** Where the file lies when nobody says. */
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Not a file: nothing outlives the process. */
export const MEMORY = ':memory:';
const NAME = 'kinglet.db';

/**
 * `STATE_DIRECTORY` is systemd's (systemd.exec(5); several directories are separated by colons, ours is the first), `XDG_STATE_HOME` that of
 * the XDG Base Directory Specification, where a relative path counts as absent.
 */
export function storePath(given: string | undefined, env: Readonly<Record<string, string | undefined>> = process.env): string {
  if (given !== undefined) return given;
  const own = env['STATE_DIRECTORY']?.split(':')[0];
  if (own) return join(own, NAME);
  const state = env['XDG_STATE_HOME'];
  return join(state && isAbsolute(state) ? state : join(homedir(), '.local', 'state'), 'kinglet', NAME);
}
