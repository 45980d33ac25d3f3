/** What a publisher with bad intentions may announce: every one of these ends, soon, with a code. */
import { describe, expect, it } from 'vitest';
import { timestamp } from '../../../../src/core/base/index.ts';
import { parseTemplate, payloadVariables, render, templateLimits } from '../../../../src/core/home/template/index.ts';

/** The text of a rendering, `keep`, or the code of what went wrong in reading or rendering. */
function outcome(template: string, payload = '{"x": 1}', more: Record<string, unknown> = {}): string {
  const parsed = parseTemplate(template);
  if (!parsed.ok) return parsed.fault.code;
  const result = render(parsed.value, { ...payloadVariables(payload), ...more }, { now: timestamp(0) });
  return result.ok ? ('text' in result.value ? result.value.text : 'keep') : result.fault.code;
}

const times = (n: number, text: string): string => text.repeat(n);
const nested = (n: number, open: string, inside: string, close: string): string => times(n, open) + inside + times(n, close);

describe('nothing of JavaScript or Python is within reach', () => {
  it.each([
    ['{{ value_json.constructor.constructor("return process")() }}', 'template/unsupported'],
    ['{{ value_json.constructor }}', ''],
    ['{{ value_json["constructor"] }}', ''],
    ['{{ value_json["con" ~ "structor"]["con" ~ "structor"] }}', 'template/undefined'],
    ['{{ value_json.__proto__ }}', ''],
    ['{{ value_json.__proto__.polluted }}', 'template/undefined'],
    ['{{ value.__class__.__mro__ }}', 'template/undefined'],
    ['{{ "".__class__ }}', ''],
    ['{{ [].constructor }}', ''],
    ['{{ "a".length }}', ''],
    ['{{ value_json.toString() }}', 'template/unsupported'],
    ['{{ value_json.hasOwnProperty("x") }}', 'template/unsupported'],
    ['{{ value_json.valueOf }}', ''],
    ['{{ (1).toFixed(2) }}', 'template/unsupported'],
    ['{{ cycler.__init__.__globals__.os.popen("id").read() }}', 'template/unsupported'],
    ['{{ self }}{{ request }}{{ config }}{{ globalThis }}{{ process }}{{ require }}', ''],
    ['{{ range.constructor }}', 'template/undefined'],
    ['{{ namespace.prototype }}', 'template/undefined'],
    ['{% set ns = namespace() %}{% set ns.__proto__ = {"a": 1} %}{{ ns.a }}|{{ {}.a }}|{{ ns.constructor }}', '||'],
    ['{{ dict(__proto__={"a": 1}).a }}|{{ dict([["constructor", 1]]).constructor }}', '|1'],
    ['{{ [1]|map(attribute="constructor")|list }}', '[Undefined]'],
    ['{{ [value_json]|map(attribute="constructor.constructor")|list }}', 'template/undefined'],
    ['{{ value_json|attr("constructor") }}', 'template/unsupported'],
    ['{{ [1]|map("constructor")|list }}', 'template/value'],
    ['{{ [1]|map("__proto__")|list }}', 'template/value'],
    ['{{ [1]|select("constructor")|list }}', 'template/value'],
    ['{% import "os" as os %}', 'template/unsupported'],
    ['{% include "/etc/passwd" %}', 'template/unsupported'],
    ['{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}', 'template/unsupported'],
  ])('%s is %j', (template, expected) => {
    expect(outcome(template)).toBe(expected);
  });

  it('a payload with __proto__ in it changes nothing and shows nothing', () => {
    const payload = '{"__proto__": {"polluted": 1}, "constructor": {"name": "x"}, "a": {"__proto__": {"b": 2}}, "y": 1}';
    expect(outcome('{{ value_json.polluted }}|{{ value_json.a.b }}|{{ value_json.constructor }}|{{ value_json }}', payload)).toBe(
      "|||{'a': {}, 'y': 1}",
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('what is no JSON among the variables is undefined: functions, symbols, objects of a class', () => {
    const odd = {
      f: () => 'called',
      date: new Date(0),
      map: new Map([['a', 1]]),
      sym: Symbol('s'),
      big: 1n,
      re: /a/,
      bare: Object.create(null),
    };
    expect(outcome('{{ f }}{{ date }}{{ map }}{{ sym }}{{ big }}{{ re }}|{{ bare }}', '1', odd)).toBe('|{}');
    expect(outcome('{{ f() }}', '1', odd)).toBe('template/unsupported');
    expect(outcome('{{ map.get("a") }}', '1', odd)).toBe('template/undefined');
    expect(outcome('{{ o.inner.x }}|{{ o.ok }}', '1', { o: { inner: new Date(0), ok: 5 } })).toBe('template/undefined');
  });

  it('a variable cannot be called, also when it is named like a function', () => {
    expect(outcome('{% set range = 5 %}{{ range(3) }}')).toBe('template/value');
  });
});

describe('what costs too much is refused before it is done', () => {
  it.each([
    ['{{ range(10**9)|list|length }}', 'template/steps'],
    ['{{ range(1000000000) }}', 'template/steps'],
    ['{% for i in range(100000) %}{% endfor %}', 'template/steps'],
    [`${nested(6, '{% for i in range(100) %}', 'x', '{% endfor %}')}`, 'template/steps'],
    ["{{ 'a'*1000000 }}", 'template/output'],
    ["{{ 'a' * 10**15 }}", 'template/output'],
    ['{{ [0] * 10**9 }}', 'template/steps'],
    ['{{ (0,) * 10**15 }}', 'template/steps'],
    [`{% set a = 'aaaaaaaaaa' %}${times(8, '{% set a = a ~ a ~ a ~ a %}')}{{ a|length }}`, 'template/output'],
    [`{% set a = [1, 2] %}${times(30, '{% set a = a + a %}')}{{ a|length }}`, 'template/steps'],
    [`{% set a = ['x'] %}${times(12, '{% set a = [a|join("yy"), a|join("zz"), a|join("q"), a] %}')}{{ a }}`, 'template/output'],
    [`{% set a = 'x' %}${times(20, '{% set a = (a, a) %}')}{{ a }}`, 'template/steps'],
    [`{% set a = {} %}${times(40, '{% set a = {"k": a, "l": a} %}')}{{ a == a }}`, 'True'],
    [`{% set a = 0 %}{% set b = 0 %}${times(40, '{% set a = [a, a] %}{% set b = [b, b] %}')}{{ a == b }}`, 'template/steps'],
    [`{% set a = 0 %}${times(40, '{% set a = [a, a] %}')}{{ a|to_json }}`, 'template/steps'],
    ['{% set ns = namespace(t=()) %}{% for i in range(2000) %}{% set ns.t = (ns.t,) %}{% endfor %}{{ {ns.t: 1} }}', 'template/depth'],
    ['{% set ns = namespace(t=()) %}{% for i in range(2000) %}{% set ns.t = (ns.t,) %}{% endfor %}{{ ns.t }}', 'template/depth'],
    ['{% set ns = namespace(t=[]) %}{% for i in range(2000) %}{% set ns.t = [ns.t] %}{% endfor %}{{ ns.t == [ns.t] }}', 'template/depth'],
    ['{% set ns = namespace(t=[]) %}{% for i in range(2000) %}{% set ns.t = [ns.t] %}{% endfor %}{{ ns.t|tojson }}', 'template/depth'],
    [
      '{% set ns = namespace(a="x") %}{% for i in range(40) %}{% set ns.a = ns.a.replace("x", "xxxx") %}{% endfor %}{{ ns.a }}',
      'template/steps',
    ],
    ["{{ ('a'*60000)|replace('a', 'bb') }}", 'template/steps'],
    ["{{ ('ab'*4000)|replace('b', 'cccccccccccccccc') }}", 'template/output'],
    ["{{ ('a'*60000)|list|length }}", 'template/steps'],
    ["{{ '%0999d' % 5 }}".replace('999', '9999'), 'template/value'],
    ["{{ '%*d' % (5, 5) }}", 'template/value'],
    ["{{ '%(a)s' % {'a': 1} }}", 'template/value'],
    ["{{ '{0.__class__}'.format(value) }}", 'template/unsupported'],
    ["{{ '{0.__class__}'|format(value) }}", 'template/value'],
    ["{{ 'a'.ljust(10**9) }}", 'template/output'],
    ["{{ 'a'.zfill(10**9) }}", 'template/output'],
    ["{{ 'x'|indent(10**9) }}", 'template/unsupported'],
    ['{{ 10**400 }}', 'template/value'],
    ['{{ 10.0**400 }}', 'template/value'],
    ['{{ 2**64 }}', 'template/value'],
    ['{{ 1|round(400) }}', 'template/value'],
    ['{{ now() + timedelta(days=10**9) }}', 'template/value'],
    ['{{ timedelta(weeks=10**15) }}', 'template/value'],
    ['{{ 10**12|timestamp_local }}', 'template/value'],
    ["{{ 0|timestamp_custom('%Y' * 30000) }}", 'template/output'],
  ])('%s ends in %s', (template, expected) => {
    expect(outcome(template)).toBe(expected);
  });

  it.each([
    ['brackets', `{{ ${nested(2_000, '(', '1', ')')} }}`],
    ['lists', `{{ ${nested(2_000, '[', '', ']')} }}`],
    ['dicts', `{{ ${nested(1_000, '{1:', '1', '}')} }}`],
    ['indices', `{{ x${nested(2_000, '[x', '', ']')} }}`],
    ['calls', `{{ ${nested(1_000, 'int(', '1', ')')} }}`],
    ['signs', `{{ ${times(4_000, '-')}1 }}`],
    ['not', `{{ ${times(3_000, 'not ')}1 }}`],
    ['else', `{{ ${times(1_000, '1 if 0 else ')}2 }}`],
    ['blocks', nested(500, '{% if 1 %}', '', '{% endif %}')],
    ['loops', nested(300, '{% for i in x %}', '', '{% endfor %}')],
  ])('nesting %s without end is not read', (_what, template) => {
    expect(outcome(template)).toBe('template/unsupported');
  });

  it.each([
    ['sums', `{{ 1${times(3_000, '+1')} }}`],
    ['filters', `{{ 1${times(3_000, '|abs')} }}`],
    ['attributes', `{{ x${times(3_000, '[0]')} }}`],
    ['or', `{{ 0${times(3_000, ' or 0')} }}`],
    ['conditions', `{{ 1${times(1_000, ' if 1')} }}`],
  ])('a row of %s without end is read but not followed', (_what, template) => {
    expect(outcome(template)).toBe('template/depth');
  });

  it('a payload that nests without end is not printed, and one that nests less is', () => {
    expect(outcome('{{ value_json }}', nested(5_000, '[', '', ']'))).toBe('template/depth');
    expect(outcome('{{ value_json }}', nested(5_000, '{"a":', '1', '}'))).toBe('template/depth');
    expect(outcome('{{ value_json }}', nested(20, '[', '1.0', ']'))).toBe(nested(20, '[', '1.0', ']'));
  });

  it('a template may have so many characters', () => {
    expect(outcome(times(templateLimits.length, 'a'))).toBe(times(templateLimits.length, 'a'));
    expect(outcome(times(templateLimits.length + 1, 'a'))).toBe('template/too-long');
  });

  it('limits may be set lower, and hold', () => {
    const parsed = parseTemplate("{{ 'ab' * 3 }}{% for i in range(5) %}{{ i }}{% endfor %}");
    if (!parsed.ok) throw new Error(parsed.fault.detail);
    const with_ = (limits: object) => render(parsed.value, {}, { now: timestamp(0), limits });
    expect(with_({})).toEqual({ ok: true, value: { text: 'ababab01234' } });
    expect(with_({ output: 10 })).toMatchObject({ fault: { code: 'template/output' } });
    expect(with_({ steps: 20 })).toMatchObject({ fault: { code: 'template/steps' } });
    expect(with_({ depth: 2 })).toMatchObject({ fault: { code: 'template/depth' } });
    expect(parseTemplate('{{ ((1)) }}', { depth: 2 })).toMatchObject({ fault: { code: 'template/unsupported' } });
  });
});

describe('work that one call hides is paid too: three thousand calls on a large payload are too many', () => {
  const loop = (work: string): string => `{% for i in range(3000) %}{% set x = ${work} %}{% endfor %}`;
  const emoji = '🙂'.repeat(30_000);
  const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 6_000 }, (_, i) => [`k${i}`, 1])));
  it.each([
    ['value|length', emoji],
    ['value[5]', emoji],
    ['value[1:2]', emoji],
    ['value|truncate(9)', emoji],
    ['value|wordcount', 'a '.repeat(30_000)],
    ['value is lower', times(60_000, 'a')],
    ["value.find('zz')", times(60_000, 'a')],
    ["'b' in value", times(60_000, 'a')],
    ["value.count('ab')", times(60_000, 'a')],
    ["value == value ~ ''", times(60_000, 'a')],
    ['value|from_json', `[${'1.0,'.repeat(1_000)}1]`],
    ['value_json.items()|list', wide],
    ['value_json|to_json', wide],
    ["now().strftime('%Z'*100)", ''],
    ["value|regex_findall('(a|b)*c')", 'ab'.repeat(500)],
  ])('%s', (work, payload) => {
    expect(outcome(loop(work), payload)).toMatch(/^template\/(?:steps|output)$/);
  });

  it('what costs next to nothing may be done as often', () => {
    for (const work of ['value_json.k5', 'value_json is mapping', "value_json.get('k9')"])
      expect(outcome(`{% for i in range(1000) %}{% set x = ${work} %}{% endfor %}fine`, wide)).toBe('fine');
    expect(outcome('{% for i in range(1000) %}{% if value_json %}{% endif %}{% endfor %}fine', wide)).toBe('fine');
  });
});

describe('patterns that make a backtracking matcher run for ever are matched in the end, or refused', () => {
  const long = times(3_000, 'a');
  it.each([
    ['(a+)+$', 'False'],
    ['(a|a)*b', 'False'],
    ['(a*)*b', 'False'],
    ['(.*)*x', 'False'],
    ['(a?){50}a{50}$', 'template/steps'],
    ['(?:a|aa)+$', 'False'],
    ['(?P<x>a+)+$', 'False'],
    ['^(([a-z])+.)+[A-Z]([a-z])+$', 'False'],
    ['(a)\\\\1', 'template/value'],
    ['(?=a+)+', 'template/value'],
    ['(?<=a)b', 'template/value'],
    ['a{1000}', 'template/value'],
    ['((a{200}){200}){200}', 'template/value'],
    [nested(20, '(?:', '', '){255}'), 'template/value'],
    [nested(20, '(?:', 'x{0}', '){255}'), 'template/value'],
    [nested(40, '(', '', ')'), 'template/value'],
    [times(600, 'a'), 'template/value'],
    ['(', 'template/value'],
    ['[', 'template/value'],
    ['a**', 'template/value'],
    ['\\\\', 'template/value'],
  ])('%s', (pattern, expected) => {
    expect(outcome(`{{ value|regex_search('${pattern}') }}`, `${long}!`)).toBe(expected);
  });

  it('too long a text for a pattern is too many steps', () => {
    expect(outcome(`{{ value|regex_search('${times(60, '(?:x|y)')}') }}`, times(60_000, 'a'))).toBe('template/steps');
    expect(outcome("{{ value|regex_findall('a*?b')|length }}", times(5_000, 'a'))).toBe('0');
    expect(outcome("{{ value|regex_findall('')|length }}", times(60_000, 'a'))).toBe('template/steps');
    expect(outcome("{{ value|regex_replace('a', 'bb') }}", times(40_000, 'a'))).toMatch(/^template\/(steps|output)$/);
  });
});

describe('what is wrong is said, with its place', () => {
  it.each([
    ['{{ value_json.x | frobnicate }}', 'The template uses what is not known here: the filter "frobnicate", at character 19'],
    ['{{ states("sensor.x") }}', 'the function "states", at character'],
    ['{% macro x() %}{% endmacro %}', 'the statement "macro", at character 4'],
    ['{{ value_json.x is prime }}', 'the test "prime"'],
    ['{{ value_json.x.pop() }}', 'the method "pop"'],
    ['{{ value_json.x }', 'The template is not understood: "}" closes nothing, at character 17'],
    ['{{ 1 + }}', 'the end of "{{" was not expected'],
    ['{% if x %}', 'the end stands where "{% endif %}" was expected'],
    ['{{ x\u0000\u001b[31m }}', 'a character is not understood'],
  ])('%j: %s', (template, expected) => {
    const parsed = parseTemplate(template);
    expect(parsed.ok ? '' : parsed.fault.detail).toContain(expected);
    expect(parsed.ok ? '' : parsed.fault.detail).toMatch(/^[^\p{C}]{1,300}$/u);
  });
});
