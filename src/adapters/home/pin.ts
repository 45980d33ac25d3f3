import { open } from 'node:fs/promises';
import { fail, ok, type Result } from '../../core/base/index.ts';

const PIN = /^\d{4,12}$/;
/** More is no PIN; what lies behind it is not read. */
const BYTES = 256;

/** The first line of the file. Code `language/pin`; its sentences never hold what the file holds. */
export async function readPin(path: string): Promise<Result<string>> {
  let text: string;
  try {
    await using file = await open(path);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(BYTES), 0, BYTES, 0);
    text = buffer.toString('utf8', 0, bytesRead);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    const hint = code === 'EACCES' ? 'The user that Kinglet runs as needs permission to read it.' : undefined;
    return fail('language/pin', `language.pin_file cannot be read: ${path} (${code}).`, hint);
  }
  const pin = (text.split(/\r?\n/, 1)[0] ?? '').trim();
  return PIN.test(pin)
    ? ok(pin)
    : fail('language/pin', `The first line of ${path} (language.pin_file) is no PIN.`, 'Write 4 to 12 digits there and nothing else.');
}
