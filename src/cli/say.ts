/** `kinglet say "…"`: one sentence to the daemon that runs, over its page; prints the reply. */
import { parseArgs } from 'node:util';

const USE = 'Use: kinglet say "SENTENCE" [--url http://127.0.0.1:PORT] [--area ID] [--conversation ID]';
const HELP = `${USE}

  --url URL           where Kinglet's page is; http://127.0.0.1:5464 when absent
  --area ID           the area where you are, for "the light"
  --conversation ID   a talk of its own, for "it", "again" and "undo"

Exit status: 0 done or answered, 1 asked back, waiting for a confirmation or refused, 2 wrong arguments or no answer.
`;
const URL_OF_PAGE = 'http://127.0.0.1:5464';
const PATIENCE_MS = 20_000;
/** Longer answers are not from Kinglet. */
const ANSWER_MAX = 1_000_000;

interface Io {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  readonly signal: AbortSignal;
}

/** Resolves with the exit code. */
export async function say(args: readonly string[], { stdout, stderr, signal }: Io): Promise<number> {
  const refuse = (sentence: string): number => {
    stderr.write(`kinglet say: ${sentence}\n`);
    return 2;
  };
  const parsed = parse(args);
  if (typeof parsed === 'string') return refuse(parsed);
  if (parsed === undefined) {
    stdout.write(HELP);
    return 0;
  }
  const { page, request } = parsed;
  let status: number;
  let answer: Readonly<Record<string, unknown>>;
  try {
    const response = await fetch(new URL('/api/understand', page), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
    });
    status = response.status;
    answer = objectIn(await response.text());
  } catch (error) {
    if (signal.aborted) return 2;
    return refuse(
      `No Kinglet answers at ${page.origin} (${reasonOf(error)}). Is it running? Its log names its page; --url takes another one.`,
    );
  }
  const { reply, outcome, error } = answer;
  if (status === 200 && typeof reply === 'string') {
    stdout.write(`${harmless(reply)}\n`);
    return outcome === 'act' || outcome === 'answer' ? 0 : 1;
  }
  const why = typeof error === 'string' ? harmless(error) : 'what answers there is not Kinglet';
  return refuse(`${page.origin} answers with ${status}: ${why}.`.replace(/\.+$/, '.'));
}

/** What was asked for; a sentence when that is wrong; undefined for the help. */
function parse(args: readonly string[]): { readonly page: URL; readonly request: Readonly<Record<string, string>> } | string | undefined {
  const options = {
    url: { type: 'string' },
    area: { type: 'string' },
    conversation: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (values.help === true) return undefined;
    const text = positionals.join(' ').trim(); // quotes forgotten: the words are a sentence all the same
    if (text === '') return USE;
    const { url = URL_OF_PAGE, area, conversation } = values;
    const page = URL.canParse(url) ? new URL(url) : undefined;
    if (page?.protocol !== 'http:' && page?.protocol !== 'https:')
      return `--url wants an address like ${URL_OF_PAGE}, not "${harmless(url).slice(0, 80)}".`;
    return { page, request: { text, ...(area === undefined ? {} : { area }), ...(conversation === undefined ? {} : { conversation }) } };
  } catch (error) {
    return `${error instanceof Error ? (error.message.split(/\. To specify|\n/)[0] ?? '').replace(/\.?$/, '.') : String(error)} ${USE}`;
  }
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  if (text.length > ANSWER_MAX) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return `nothing came within ${PATIENCE_MS / 1_000} s`;
  const cause = error instanceof Error ? (error.cause as NodeJS.ErrnoException | undefined) : undefined;
  return cause?.code ?? cause?.message ?? (error instanceof Error ? error.message : String(error));
}

/** Names in a reply come from the wire: nothing of it may steer a terminal. */
const harmless = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu, '·');
