import { describe, expect, it } from 'vitest';
import { timestamp } from '../../../../src/core/base/index.ts';
import { parseTemplate, payloadVariables, render } from '../../../../src/core/home/template/index.ts';

const options = { now: timestamp(Date.UTC(2026, 10, 25, 7, 0, 0)), timezone: 'Europe/Berlin' };

function rendered(text: string, payload: string, limits = {}) {
  const template = parseTemplate(text);
  if (!template.ok) throw new Error(template.fault.detail);
  const result = render(template.value, payloadVariables(payload), { ...options, limits });
  return result.ok ? result.value : result.fault.code;
}

it('a value that the message does not hold leaves the state as it was, when the template says so', () => {
  expect(rendered('{{ value_json.tempc | is_defined }}', '{"tempc": 21.0}')).toEqual({ text: '21.0' });
  expect(rendered('{{ value_json.tempc | is_defined }}', '{"hum": 40}')).toEqual({ keep: true });
  expect(rendered('before {{ value_json.tempc | is_defined | round(1) }} after', '{"hum": 40}')).toEqual({ keep: true });
  expect(rendered('{{ value_json.tempc | is_defined }}', '{"tempc": null}')).toEqual({ text: 'None' });
  expect(rendered('{{ value_json.tempc }}', '{"hum": 40}')).toEqual({ text: '' });
});

it('asking more of what is missing is a fault of its own, that a consumer need not speak of', () => {
  expect(rendered('{{ value_json.color.x }}', '{"state": "ON"}')).toBe('template/undefined');
  expect(rendered('{{ value_json.x }}', 'no JSON')).toBe('template/undefined');
  expect(rendered('{{ value_json.x | float }}', '{"x": "on"}')).toBe('template/value');
});

it('a template is read once and rendered for every message', () => {
  const template = parseTemplate('{% set ns = namespace(n=0) %}{% set ns.n = ns.n + value_json.x %}{{ ns.n }}');
  if (!template.ok) throw new Error(template.fault.detail);
  for (const x of [1, 2, 3]) {
    expect(render(template.value, payloadVariables(`{"x": ${x}}`), options)).toEqual({ ok: true, value: { text: String(x) } });
  }
});

it('a key that is named like a method is the value, which Home Assistant would not find', () => {
  expect(rendered('{{ value_json.items }} {{ value_json.update.state }}', '{"items": 4, "update": {"state": "idle"}}')).toEqual({
    text: '4 idle',
  });
});

it('the clock is the one that is given, in the zone that is given', () => {
  expect(rendered("{{ now().strftime('%H:%M') }} {{ utcnow().strftime('%H:%M') }}", '')).toEqual({ text: '08:00 07:00' });
  expect(rendered("{{ today_at('06:30') }}", '')).toEqual({ text: '2026-11-25 06:30:00+01:00' });
  const summer = parseTemplate("{{ as_timestamp('2026-07-01 12:00')|timestamp_custom('%H:%M %Z') }}");
  if (!summer.ok) throw new Error(summer.fault.detail);
  expect(render(summer.value, {}, { now: options.now })).toEqual({ ok: true, value: { text: '12:00 UTC' } });
});

describe('what a message shows to a template', () => {
  it.each([
    ['{"a": 51.0}', '51.0'],
    ['{"a": 51}', '51'],
    ['{"a": 5.10e1}', '51.0'],
    ['{"a": -0.0}', '-0.0'],
    ['{"a": "51.0"}', '51.0'],
    ['{"a": [1.0, 2, "3.0"]}', "[1.0, 2, '3.0']"],
    ['{"a": 12345678901234567890}', '12345678901234567000'],
  ])('%s shows %s', (payload, text) => {
    expect(rendered('{{ value_json.a }}', payload)).toEqual({ text });
  });

  it('numbers above 2^53 are as exact as JavaScript has them, and take no part in sums', () => {
    expect(rendered('{{ value_json.a + 1 }}', '{"a": 12345678901234567890}')).toBe('template/value');
  });
});

/** Zigbee2MQTT's template for the event entities of buttons and remotes: its `dict.from_keys` is no method of Python. */
const patterns = [
  ['^(?P<button>(?:button_)?[a-z0-9]+)_(?P<action>(?:press|hold)(?:_release)?)$', 'button', 'action'],
  ['^(?P<action>recall|scene)_(?P<scene>[0-2][0-9]{0,2})$', 'action', 'scene'],
  ['^(?P<actionPrefix>region_)(?P<region>[1-9]|10)_(?P<action>enter|leave|occupied|unoccupied)$', 'actionPrefix', 'region', 'action'],
  ['^(?P<action>dial_rotate)_(?P<direction>left|right)_(?P<speed>step|slow|fast)$', 'action', 'direction', 'speed'],
  ['^(?P<action>brightness_step)(?:_(?P<direction>up|down))?$', 'action', 'direction'],
].map(([pattern, ...groups]) => `{"pattern": '${pattern}', "groups": [${groups.map((group) => `"${group}"`).join(', ')}]}`);
const event = `{% set patterns = [\n${patterns.join(',\n')}\n] %}
{% set action_value = value_json.action|default('') %}
{% set ns = namespace(r=[('action', action_value)]) %}
{% for p in patterns %}
  {% set m = action_value|regex_findall(p.pattern) %}
  {% if m[0] is undefined %}{% continue %}{% endif %}
  {% for key, value in zip(p.groups, m[0]) %}
    {% set ns.r = ns.r|rejectattr(0, 'eq', key)|list + [(key, value)] %}
  {% endfor %}
{% endfor %}
{% if (ns.r|selectattr(0, 'eq', 'actionPrefix')|first) is defined %}
  {% set ns.r = ns.r|rejectattr(0, 'eq', 'action')|list + [('action', ns.r|selectattr(0, 'eq', 'actionPrefix')|map(attribute=1)|first + ns.r|selectattr(0, 'eq', 'action')|map(attribute=1)|first)] %}
{% endif %}
{% set ns.r = ns.r + [('event_type', ns.r|selectattr(0, 'eq', 'action')|map(attribute=1)|first)] %}
{{dict.from_keys(ns.r|rejectattr(0, 'in', ('action', 'actionPrefix'))|reject('eq', ('event_type', None))|reject('eq', ('event_type', '')))|to_json}}`;

describe("Zigbee2MQTT's event template tells the parts of an action", () => {
  it.each([
    ['single', '{"event_type":"single"}'],
    ['button_1_hold_release', '{"button":"button_1","event_type":"hold_release"}'],
    ['scene_12', '{"scene":"12","event_type":"scene"}'],
    ['region_3_enter', '{"region":"3","event_type":"region_enter"}'],
    ['dial_rotate_left_slow', '{"direction":"left","speed":"slow","event_type":"dial_rotate"}'],
    ['brightness_step_up', '{"direction":"up","event_type":"brightness_step"}'],
    ['', '{}'],
  ])('%j is %s', (action, text) => {
    expect(rendered(event, JSON.stringify({ action }))).toEqual({ text });
  });

  it('which takes the most steps of all templates met, and a tenth of what is allowed', () => {
    expect(rendered(event, '{"action": "dial_rotate_left_slow"}', { steps: 2_000 })).toHaveProperty('text');
  });
});
