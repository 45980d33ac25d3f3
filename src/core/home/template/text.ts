/** Values as Python prints them. */
import type { Budget } from './budget.ts';
import { isoText, type Moment, type Span, spanText } from './moment.ts';
import { entriesOf, kindOf, numberOf, type Tuple, type Value } from './value.ts';

/** `str(value)`: what `{{ }}` writes. */
export function textOf(value: Value, budget: Budget): string {
  switch (kindOf(value)) {
    case 'str':
      return value as string;
    case 'undefined':
      return '';
    case 'datetime':
      return isoText(value as Moment, ' ');
    case 'timedelta':
      return spanText(value as Span);
    default:
      return repr(value, budget);
  }
}

/** `repr(value)`: how it stands within a list. */
export function repr(value: Value, budget: Budget): string {
  budget.spend(1);
  switch (kindOf(value)) {
    case 'none':
      return 'None';
    case 'bool':
      return value === true ? 'True' : 'False';
    case 'int':
      return intText(value as number);
    case 'float':
      return floatText(numberOf(value));
    case 'str':
      return quoted(value as string, budget);
    case 'list':
      return `[${joined(value as readonly Value[], budget)}]`;
    case 'tuple': {
      const { items } = value as Tuple;
      return `(${joined(items, budget)}${items.length === 1 ? ',' : ''})`;
    }
    case 'dict': {
      const pairs = budget.deeper(() => entriesOf(value).map(([k, v]) => paid(`${repr(k, budget)}: ${repr(v, budget)}`, budget)));
      return paid(`{${pairs.join(', ')}}`, budget);
    }
    case 'undefined':
      return 'Undefined';
    case 'namespace':
      return '<Namespace>';
    default:
      return `<${textOf(value, budget)}>`;
  }
}

const joined = (items: readonly Value[], budget: Budget): string =>
  paid(
    budget.deeper(() => items.map((item) => repr(item, budget)).join(', ')),
    budget,
  );

function paid(text: string, budget: Budget): string {
  budget.chars(text.length);
  return text;
}

const intText = (n: number): string => (Math.abs(n) < 1e21 ? String(n) : BigInt(n).toString());

/** The shortest digits that read back as the same number, in Python's form: 51.0, 1e-05, 1e+16. */
export function floatText(x: number): string {
  if (Number.isNaN(x)) return 'nan';
  if (!Number.isFinite(x)) return x > 0 ? 'inf' : '-inf';
  if (x === 0) return Object.is(x, -0) ? '-0.0' : '0.0';
  const [mantissa = '', power = '0'] = x.toExponential().split('e');
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  const plain = exponent < 0 ? x.toFixed(Math.min(100, mantissa.replace(/[-.]/g, '').length - 1 - exponent)) : String(x);
  return plain.includes('.') ? plain : `${plain}.0`;
}

const shortEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

function quoted(text: string, budget: Budget): string {
  budget.chars(text.length);
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inside = text.replace(/[\\\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?! )\p{Zs}|'/gu, (c) => {
    if (c === "'") return quote === "'" ? "\\'" : "'";
    const code = c.codePointAt(0) ?? 0;
    const short = shortEscapes[c];
    if (short !== undefined) return short;
    return code < 0x100 ? `\\x${hex(code, 2)}` : code < 0x1_0000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
  });
  return paid(`${quote}${inside}${quote}`, budget);
}

const hex = (code: number, width: number): string => code.toString(16).padStart(width, '0');

/** A text as Python counts it: by characters, not by UTF-16 units. */
export const charsOf = (text: string): string[] | string => (/[\ud800-\udbff]/.test(text) ? [...text] : text);
export function lengthOf(text: string): number {
  let pairs = 0;
  for (let i = 0; i < text.length; i++) if ((text.codePointAt(i) ?? 0) > 0xffff) pairs++;
  return text.length - pairs;
}
