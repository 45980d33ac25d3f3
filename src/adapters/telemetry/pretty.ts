/** One JSON log line → one line for a person. What came from the wire cannot move the cursor or change the colours of the terminal. */
const COLOURS: Readonly<Record<string, string>> = { debug: '\u001b[90m', info: '\u001b[32m', warn: '\u001b[33m', error: '\u001b[31m' };
const DIM = '\u001b[2m';
const PLAIN = '\u001b[0m';
/** Said in the line itself, not repeated as a field. */
const OWN = new Set(['level', 'time', 'msg', 'where', 'detail', 'hint', 'err', 'pid', 'hostname']);

/** Control and formatting characters (terminal escapes, bidirectional overrides) as visible escapes. */
export const visible = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (c) => `\\u${(c.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);

/**
 *     14:02:11 warn  serial:/dev/ttyUSB0: /dev/ttyUSB0 may not be opened. Add yourself to the group dialout. code=serial/permission
 *     └ time   level where                detail                          hint                               the other fields
 */
export function prettyLine(json: string, colours: boolean): string {
  const fields = JSON.parse(json) as Record<string, unknown>;
  const level = String(fields['level']);
  const paint = (code: string | undefined, text: string) => (colours && text ? `${code ?? ''}${text}${PLAIN}` : text);
  const where = fields['where'] === undefined ? '' : `${visible(String(fields['where']))}: `;
  const said = [fields['detail'], fields['hint']].filter(Boolean).join(' ');
  // `trouble` is what a log line about a fault is called; the fault itself says more.
  const detail = said === '' || fields['msg'] !== 'trouble' ? [fields['msg'], said].filter(Boolean).join(': ') : said;
  const rest = Object.entries(fields)
    .filter(([key, value]) => !OWN.has(key) && value !== undefined)
    .map(([key, value]) => `${visible(key)}=${visible(typeof value === 'string' ? value : JSON.stringify(value))}`);
  const head = `${paint(DIM, clockTime(fields['time']))} ${paint(COLOURS[level], level.padEnd(5))} ${where}${visible(detail)}`;
  return [head, ...(rest.length > 0 ? [` ${paint(DIM, rest.join(' '))}`] : []), stackOf(fields['err']), '\n'].join('');
}

/** Local time of day. */
function clockTime(iso: unknown): string {
  const at = new Date(String(iso));
  const two = (n: number) => String(n).padStart(2, '0');
  return Number.isNaN(at.getTime()) ? '--:--:--' : `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

function stackOf(err: unknown): string {
  const stack = (err as { stack?: unknown } | undefined)?.stack;
  return typeof stack === 'string'
    ? `\n${stack
        .split('\n')
        .map((line) => `    ${visible(line)}`)
        .join('\n')}`
    : '';
}
