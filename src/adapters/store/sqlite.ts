/** Node's own SQLite, loaded when it is asked for. Node 22 warns that it is experimental; Node 24 does not. */
import process from 'node:process';

export async function loadSqlite(): Promise<typeof import('node:sqlite')> {
  const { emitWarning } = process;
  const about = (warning: unknown): boolean => /^SQLite is an experimental feature/.test(String(warning));
  // Exactly this warning, exactly while it is loaded.
  process.emitWarning = ((warning: string | Error, ...rest: never[]) => {
    if (!about(warning)) emitWarning.call(process, warning, ...rest);
  }) as typeof process.emitWarning;
  try {
    return await import('node:sqlite');
  } finally {
    process.emitWarning = emitWarning;
  }
}
