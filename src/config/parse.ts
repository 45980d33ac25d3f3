/**
 * The text of a configuration file → `Config`, or every fault found in it (20 at most), each one sentence with file and line.
 * Does no I/O: what the file points to (a password file, a certificate, a port) is looked at by whoever opens it.
 * Refuses files over 256 kB, more than one document, and whatever is not plain YAML 1.2 (tags, merge keys).
 */
import { LineCounter, parseDocument } from 'yaml';
import { type Fault, fault, type Result } from '../core/base/index.ts';
import { Checker, printable } from './check.ts';
import { conflicts } from './rules.ts';
import { type Config, ConfigSchema } from './schema.ts';
import { type Shape, shapeOf } from './shape.ts';

/** Characters; a gateway with a thousand named sensors needs a third of it. */
export const FILE_MAX = 256 * 1024;
/** Brackets within brackets; the schema needs four. */
const NESTING_MAX = 40;

const configShape = shapeOf(ConfigSchema);

export function parseConfig(text: string, fileName: string): Result<Config, readonly Fault[]> {
  return parseShaped(text, fileName, configShape) as Result<Config, readonly Fault[]>;
}

/** The configuration of an empty file: every default, no sources but the built-in broker. */
export function defaultConfig(): Config {
  const parsed = parseConfig('', 'defaults');
  if (!parsed.ok) throw new Error(`the schema refuses its own defaults: ${parsed.fault[0]?.detail}`);
  return parsed.value;
}

/** As `parseConfig`, for any shape of a section at the top. */
export function parseShaped(text: string, fileName: string, shape: Shape): Result<unknown, readonly Fault[]> {
  const refuse = (code: Fault['code'], sentence: string) =>
    ({ ok: false, fault: [fault(code, `${printable(fileName)}${sentence}.`)] }) as const;
  if (text.length > FILE_MAX) return refuse('config/too-large', `: has ${text.length} characters, but at most ${FILE_MAX} are read`);
  const deep = deepestBracket(text);
  if (deep.depth > NESTING_MAX)
    return refuse('config/too-large', `, line ${deep.line}: brackets are nested more than ${NESTING_MAX} deep; unfold them`);

  const lines = new LineCounter();
  let document: ReturnType<typeof parseDocument>;
  try {
    document = parseDocument(text, { version: '1.2', lineCounter: lines, prettyErrors: false, uniqueKeys: false, merge: false });
  } catch (error) {
    return refuse('config/syntax', `: cannot be read as YAML (${error instanceof Error ? printable(error.message) : 'unknown'})`);
  }
  // After the first mistake in the syntax the rest is guesswork.
  const [broken] = [...document.errors, ...document.warnings];
  if (broken) {
    const at = lines.linePos(broken.pos[0]);
    const what =
      broken.code === 'MULTIPLE_DOCS' ? 'a second document begins here (`---`); keep one' : syntaxHelp(broken.code, broken.message);
    return refuse('config/syntax', `, line ${at.line}, column ${at.col}: ${what}`);
  }
  const checker = new Checker(document, lines, fileName);
  const value = checker.check(shape, document.contents, '');
  conflicts(checker.seen, (line, sentence) => checker.report('config/conflict', line, sentence));
  return checker.faults.length > 0 ? { ok: false, fault: checker.faults } : { ok: true, value };
}

function syntaxHelp(code: string, message: string): string {
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'a tab stands where spaces belong; indent with spaces';
    case 'BAD_INDENT':
      return `the indentation does not fit the lines above; keys of one section begin in the same column (${printable(message)})`;
    case 'MISSING_CHAR':
      return `something is missing (${printable(message)})`;
    case 'TAG_RESOLVE_FAILED':
      return 'tags (!name) are not used here; leave it out';
    default:
      return `not valid YAML (${printable(message)})`;
  }
}

/** An upper bound of flow nesting, quotes ignored: the YAML parser recurses, and hostile depth would exhaust its stack. */
function deepestBracket(text: string): { depth: number; line: number } {
  let open = 0;
  let line = 1;
  const deepest = { depth: 0, line: 1 };
  for (const c of text) {
    if (c === '\n') {
      line++;
    } else if (c === '[' || c === '{') {
      open++;
      if (open > deepest.depth) [deepest.depth, deepest.line] = [open, line];
    } else if (c === ']' || c === '}') {
      open = Math.max(0, open - 1);
    }
  }
  return deepest;
}
