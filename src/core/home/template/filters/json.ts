/** Values as JSON and back: `tojson` as Jinja writes it (blanks, sorted keys, nothing that HTML would take), `to_json` as Home Assistant. */
import type { Budget } from '../budget.ts';
import { fn, table, textArg } from '../callable.ts';
import { orderOf } from '../compare.ts';
import { missing } from '../operate.ts';
import { parseJson } from '../payload.ts';
import { floatText } from '../text.ts';
import { trouble } from '../trouble.ts';
import { entriesOf, kindOf, Missing, numberOf, Tuple, truthy, type Value } from '../value.ts';

interface Style {
  readonly item: string;
  readonly key: string;
  readonly indent: boolean;
  readonly sorted: boolean;
  readonly ascii: boolean;
}

function jsonOf(value: Value, style: Style, budget: Budget, level = 1): string {
  budget.spend(1);
  switch (kindOf(value)) {
    case 'none':
      return 'null';
    case 'bool':
      return value === true ? 'true' : 'false';
    case 'int':
      return String(value);
    case 'float':
      return jsonFloat(numberOf(value));
    case 'str':
      return quoted(value as string, style, budget);
    case 'list':
    case 'tuple': {
      const items = value instanceof Tuple ? value.items : (value as readonly Value[]);
      return brackets(
        '[',
        ']',
        budget.deeper(() => items.map((item) => jsonOf(item, style, budget, level + 1))),
        style,
        level,
        budget,
      );
    }
    case 'dict': {
      const pairs = entriesOf(value);
      if (style.sorted) pairs.sort(([a], [b]) => orderOf(a, b, budget));
      const parts = budget.deeper(() =>
        pairs.map(([key, item]) => `${quoted(keyText(key), style, budget)}${style.key}${jsonOf(item, style, budget, level + 1)}`),
      );
      return brackets('{', '}', parts, style, level, budget);
    }
    case 'undefined':
      throw missing(value instanceof Missing ? value : new Missing('value'));
    default:
      throw trouble('value', `A ${kindOf(value)} cannot be written as JSON.`);
  }
}

function brackets(open: string, close: string, parts: readonly string[], style: Style, level: number, budget: Budget): string {
  const line = style.indent ? `\n${'  '.repeat(level)}` : '';
  const text =
    parts.length === 0
      ? open + close
      : `${open}${line}${parts.join(style.indent ? `,${line}` : style.item)}${style.indent ? `\n${'  '.repeat(level - 1)}` : ''}${close}`;
  budget.chars(text.length);
  return text;
}

/** JSON has no infinity. */
const jsonFloat = (x: number): string => (Number.isFinite(x) ? floatText(x) : 'null');

function keyText(key: Value): string {
  if (typeof key === 'string') return key;
  const kind = kindOf(key);
  if (kind === 'int') return String(key);
  if (kind === 'float') return floatText(numberOf(key));
  if (kind === 'bool' || kind === 'none') return String(key);
  throw trouble('value', `A ${kind} cannot be a key in JSON.`);
}

function quoted(text: string, { ascii }: Style, budget: Budget): string {
  budget.chars(text.length);
  const json = JSON.stringify(text);
  const safe = ascii ? json.replace(/[\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`) : json;
  budget.chars(safe.length);
  return safe;
}

/** Jinja's `tojson` may stand in HTML. */
const forHtml = (json: string): string => json.replace(/[<>&']/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

export const jsonFilters = table({
  tojson: fn('indent', ({ budget }, value, [indent]) => {
    const json = forHtml(jsonOf(value, { item: ', ', key: ': ', indent: truthy(indent ?? null), sorted: true, ascii: true }, budget));
    budget.chars(json.length);
    return json;
  }),
  to_json: fn('ensure_ascii pretty_print sort_keys', ({ budget }, value, [ascii, pretty, sort]) => {
    const escaped = truthy(ascii ?? false);
    const indent = truthy(pretty ?? false);
    const style = {
      item: escaped ? ', ' : ',',
      key: escaped || indent ? ': ' : ':',
      indent,
      sorted: truthy(sort ?? false),
      ascii: escaped,
    };
    return jsonOf(value, style, budget);
  }),
  from_json: fn('default', ({ budget }, value, [fallback]) => {
    if (value instanceof Missing) throw missing(value);
    const text = textArg(value);
    budget.spend(text.length / 8);
    const parsed = parseJson(text);
    if (parsed === undefined && fallback === undefined) throw trouble('value', '"from_json" got no JSON.');
    return (parsed === undefined ? fallback : parsed) as Value;
  }),
});
