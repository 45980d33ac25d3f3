/** Text of a recording into its rows. */
import { FaultError, type Result } from '../../core/base/index.ts';
import type { TableReader, TableRow } from '../../core/protocol/table.ts';
import type { TextSource } from './source.ts';

/** Yields the rows as they come. Rejects with a `FaultError` when the text is no table or cannot be read. */
export async function* readRows(reader: TableReader, source: TextSource, signal: AbortSignal): AsyncGenerator<readonly TableRow[], void> {
  const sound = (result: Result<readonly TableRow[]>): readonly TableRow[] => {
    if (!result.ok) throw new FaultError(result.fault);
    return result.value;
  };
  for await (const text of source.text(signal)) {
    const rows = sound(reader.push(text));
    if (rows.length > 0) yield rows;
  }
  const rows = sound(reader.end());
  if (rows.length > 0 || reader.rows === 0) yield rows;
}
