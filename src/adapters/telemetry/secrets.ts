/**
 * Keeps secrets out of the log: values under telling keys at any depth, and the password in a URL wherever it stands. What an
 * error carries besides its name, message, code and stack is left out, since libraries hang their whole options on errors.
 */
const SECRET_KEY = /^(.*[_-])?(pass(word|phrase|wd)?|pwd|token|secret|api_?key|private_?key|authorization|cookie|credentials?)$/i;
const URL_PASSWORD = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s"'/:@]*):[^\s"'/]*@/gi;
const HIDDEN = '***';
const DEPTH_MAX = 6;
const ENTRIES_MAX = 100;
const TEXT_MAX = 4000;

/** `mqtt://me:hunter2@host` → `mqtt://me:***@host`. */
export const withoutUrlPasswords = (text: string): string => text.replaceAll(URL_PASSWORD, `$1:${HIDDEN}@`);

/** A copy fit for the log: no secrets, bounded in depth, width and length. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return withoutUrlPasswords(value.length > TEXT_MAX ? `${value.slice(0, TEXT_MAX)}...` : value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEPTH_MAX) return '[deeper]';
  if (value instanceof Error) return errorFields(value, depth);
  if (value instanceof Date) return value;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.slice(0, ENTRIES_MAX).map((item) => redact(item, depth + 1));
  const entries = Object.entries(value).slice(0, ENTRIES_MAX);
  return Object.fromEntries(entries.map(([key, item]) => [key, SECRET_KEY.test(key) ? HIDDEN : redact(item, depth + 1)]));
}

function errorFields(error: Error, depth: number): object {
  const { name, message, stack, cause } = error;
  const code = (error as NodeJS.ErrnoException).code;
  return {
    type: name,
    message: redact(message),
    ...(code === undefined ? {} : { code }),
    stack: redact(stack),
    ...(cause === undefined ? {} : { cause: redact(cause, depth + 1) }),
  };
}
