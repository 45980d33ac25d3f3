/** Home Assistant's `regex_…` filters, over the linear matcher. */
import type { Budget } from '../budget.ts';
import { type Callable, type Context, fn, softText, table, textArg, wholeArg } from '../callable.ts';
import { indexed } from '../iterate.ts';
import { compile, type Found, find, type Program } from '../regex/index.ts';
import { trouble } from '../trouble.ts';
import { Tuple, truthy, type Value } from '../value.ts';

/** The pattern and the text, paid for. */
function prepared(context: Context, value: Value, pattern: Value | undefined, ignorecase: Value | undefined): readonly [Program, string] {
  const source = textArg(pattern, '');
  const text = softText(value, context);
  context.budget.chars(text.length);
  context.budget.spend(source.length);
  const program = compile(source, truthy(ignorecase ?? false));
  if (!program.ok) throw trouble('value', program.fault.detail);
  return [program.value, text];
}

function* matches(program: Program, text: string, budget: Budget): Generator<Found> {
  let found = find(program, text, 0, 'search', budget);
  while (found !== undefined) {
    budget.spend(1);
    yield found;
    found = find(program, text, found.end, found.end > found.start ? 'search' : 'next', budget);
  }
}

const group = (text: string, { groups }: Found, n: number): string => {
  const span = groups[n];
  return span === undefined ? '' : text.slice(span[0], span[1]);
};

/** As Python's findall: the match, the one group, or a tuple of all groups. */
function findAll(context: Context, value: Value, pattern: Value | undefined, ignorecase: Value | undefined): Value[] {
  const [program, text] = prepared(context, value, pattern, ignorecase);
  const out: Value[] = [];
  for (const found of matches(program, text, context.budget)) {
    const groups = Array.from({ length: program.groups }, (_, i) => group(text, found, i + 1));
    context.budget.spend(groups.length);
    out.push(groups.length === 0 ? text.slice(found.start, found.end) : groups.length === 1 ? (groups[0] as string) : new Tuple(groups));
  }
  return out;
}

function replaceAll(context: Context, value: Value, pattern: Value | undefined, by: string, ignorecase: Value | undefined): string {
  const [program, text] = prepared(context, value, pattern, ignorecase);
  let [out, at] = ['', 0];
  for (const found of matches(program, text, context.budget)) {
    out += text.slice(at, found.start) + expanded(by, text, found, program);
    at = found.end;
    context.budget.chars(out.length);
  }
  out += text.slice(at);
  context.budget.chars(out.length);
  return out;
}

/** `\1`, `\g<1>` and `\g<name>` in a replacement. */
function expanded(by: string, text: string, found: Found, program: Program): string {
  return by.replace(
    /\\(?:g<(\w{1,40})>|(\d{1,2})|([\s\S]))/g,
    (all, name: string | undefined, digits: string | undefined, other: string) => {
      if (name === undefined && digits === undefined) return other === 'n' ? '\n' : other === 't' ? '\t' : other === '\\' ? '\\' : all;
      const n = Number(digits ?? (/^\d+$/.test(name ?? '') ? name : (program.names.get(name ?? '') ?? Number.NaN)));
      if (!(n <= program.groups)) throw trouble('value', 'The replacement names a group that is not there.');
      return n === 0 ? text.slice(found.start, found.end) : group(text, found, n);
    },
  );
}

const tried = (how: 'match' | 'search'): Callable =>
  fn('find ignorecase', (context, value, [pattern, ignorecase]) => {
    const [program, text] = prepared(context, value, pattern, ignorecase);
    return find(program, text, 0, how, context.budget) !== undefined;
  });

export const regexMatch = tried('match');
export const regexSearch = tried('search');

export const regexFilters = table({
  regex_match: regexMatch,
  regex_search: regexSearch,
  regex_replace: fn('find replace ignorecase', (context, value, [pattern, by, ignorecase]) =>
    replaceAll(context, value, pattern, textArg(by, ''), ignorecase),
  ),
  regex_findall: fn('find ignorecase', (context, value, [pattern, ignorecase]) => findAll(context, value, pattern, ignorecase)),
  regex_findall_index: fn('find index ignorecase', (context, value, [pattern, index, ignorecase]) => {
    const found = indexed(findAll(context, value, pattern, ignorecase), wholeArg(index, 0), context.budget);
    if (typeof found !== 'string' && !(found instanceof Tuple)) throw trouble('value', '"regex_findall_index" found too little.');
    return found;
  }),
});
