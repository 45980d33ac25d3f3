/** Reads a template: text, `{{ }}` and the statements in `{% %}`. */
import type { Block, Expression, For, Statement, Target } from './ast.ts';
import { parseExpression, parseFilter, parseOr, parseTuple } from './expression.ts';
import { Reader } from './reader.ts';
import { tokenize } from './token.ts';

/** Throws SyntaxTrouble. */
export function parse(text: string, depth: number): Block {
  const r = new Reader(tokenize(text), depth);
  const body = parseBlock(r, [], false);
  if (!r.is('eof')) throw r.unexpected();
  return body;
}

/** Up to one of these words in `{% %}`, which is left to be read; to the end of the template without. */
function parseBlock(r: Reader, until: readonly string[], inLoop: boolean): Block {
  return r.deeper(() => {
    const body: Statement[] = [];
    for (;;) {
      if (r.is('data')) body.push({ type: 'text', text: r.take().text });
      else if (r.accept('begin', '{{')) {
        body.push({ type: 'print', of: parseTuple(r) });
        r.expect('end', '{{');
      } else if (r.is('begin', '{%')) {
        if (r.following.kind === 'name' && until.includes(r.following.text)) return body;
        r.take();
        const statement = parseStatement(r, inLoop);
        if (statement !== undefined) body.push(statement);
      } else if (until.length > 0) throw r.unexpected(`{% ${until.at(-1)} %}`);
      else return body;
    }
  });
}

function parseStatement(r: Reader, inLoop: boolean): Statement | undefined {
  const { text: word, at } = r.expect('name');
  switch (word) {
    case 'if':
      return parseIf(r, inLoop);
    case 'for':
      return parseFor(r);
    case 'set':
      return parseSet(r, inLoop);
    case 'break':
    case 'continue':
      if (!inLoop) throw r.unexpected();
      r.expect('end', '{%');
      return { type: word };
    default:
      throw /^(?:end|else|elif)/.test(word) ? r.unexpected() : r.unsupported(`the statement "${word.slice(0, 40)}"`, at);
  }
}

function parseIf(r: Reader, inLoop: boolean): Statement {
  const branches: [Expression, Block][] = [];
  let word = 'if';
  do {
    const test = parseTuple(r);
    r.expect('end', '{%');
    branches.push([test, parseBlock(r, ['elif', 'else', 'endif'], inLoop)]);
    r.take();
    word = r.take().text;
  } while (word === 'elif');
  let otherwise: Block = [];
  if (word === 'else') {
    r.expect('end', '{%');
    otherwise = parseBlock(r, ['endif'], inLoop);
    r.take();
    r.take();
  }
  r.expect('end', '{%');
  return { type: 'if', branches, otherwise };
}

function parseFor(r: Reader): For {
  const target = parseTargets(r);
  r.expect('name', 'in');
  const over = parseTuple(r, parseOr);
  const only = r.accept('name', 'if') ? parseExpression(r) : undefined;
  if (r.is('name', 'recursive')) throw r.unsupported('a recursive loop');
  r.expect('end', '{%');
  const body = parseBlock(r, ['else', 'endfor'], true);
  r.take();
  let otherwise: Block = [];
  if (r.take().text === 'else') {
    r.expect('end', '{%');
    otherwise = parseBlock(r, ['endfor'], false);
    r.take();
    r.take();
  }
  r.expect('end', '{%');
  return { type: 'for', target, over, only, body, otherwise };
}

function parseSet(r: Reader, inLoop: boolean): Statement {
  const target = parseTargets(r);
  if (r.accept('op', '=')) {
    const value = parseTuple(r);
    r.expect('end', '{%');
    return { type: 'set', target, value };
  }
  const filters: ((of: Expression) => Expression)[] = [];
  while (r.accept('op', '|')) {
    const parsed = parseFilter(r, { type: 'constant', value: null });
    filters.push((of) => (parsed.type === 'filter' ? { ...parsed, of } : parsed));
  }
  r.expect('end', '{%');
  const body = parseBlock(r, ['endset'], inLoop);
  r.take();
  r.take();
  r.expect('end', '{%');
  return { type: 'capture', target, body, filter: (of) => filters.reduce((inner, filter) => filter(inner), of) };
}

/** `x`, `ns.x`, `a, b`, `(a, b)`. */
function parseTargets(r: Reader): Target {
  const first = parseTarget(r);
  if (!r.isOp(',')) return first;
  const targets = [first];
  while (r.accept('op', ',')) {
    if (!r.is('name') || r.is('name', 'in')) break;
    targets.push(parseTarget(r));
  }
  return { type: 'several', targets };
}

function parseTarget(r: Reader): Target {
  if (r.accept('op', '(')) {
    const inside = r.deeper(() => parseTargets(r));
    r.expect('op', ')');
    return inside;
  }
  const { text: name, at } = r.expect('name');
  if (/^(?:true|false|none|True|False|None|loop)$/.test(name)) throw r.unsupported(`a value for "${name}"`, at);
  return r.accept('op', '.') ? { type: 'field', of: name, name: r.expect('name').text } : { type: 'name', name };
}
