/** SQLite's result codes (sqlite.org/rescode.html) as faults. The low byte is the kind of trouble. */
import { type Fault, fault } from '../../core/base/index.ts';

const BUSY = 5;
const READONLY = 8;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const NOTADB = 26;

export function kindOf(error: unknown): number | undefined {
  const code = typeof error === 'object' && error !== null && 'errcode' in error ? error.errcode : undefined;
  return typeof code === 'number' ? code & 0xff : undefined;
}

/** Whether the file may be read although it cannot be written. */
export const isUnwritable = (error: unknown): boolean => {
  const kind = kindOf(error);
  return kind === READONLY || kind === CANTOPEN;
};

export function storeFault(error: unknown, path: string): Fault {
  switch (kindOf(error)) {
    case NOTADB:
    case CORRUPT:
      return fault(
        'store/damaged',
        `${path} is damaged or is no database; it is left as it is, and nothing is kept between runs.`,
        'Move it away and start again, or name another file in store.path.',
        error,
      );
    case READONLY:
    case CANTOPEN:
      return unwritable(path, error);
    case FULL:
      return fault('store/full', `There is no room left on the disk for ${path}.`, 'Make room; nothing that was kept is lost.', error);
    case BUSY:
      return fault('store/busy', `Another program holds ${path}.`, 'Close it; each Kinglet needs its own store.path.', error);
    default:
      return fault('store/failed', `${path} could not be used (${reasonOf(error)}).`, 'Is the disk in order?', error);
  }
}

export const unwritable = (path: string, error?: unknown): Fault =>
  fault(
    'store/unwritable',
    `${path} cannot be written; what is called normal now is forgotten when Kinglet stops.`,
    'Make its folder writable for the user that runs Kinglet, or name another file in store.path.',
    error,
  );

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message.slice(0, 120) : 'error');
