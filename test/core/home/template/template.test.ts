import { expect, it } from 'vitest';
import { timestamp } from '../../../../src/core/base/index.ts';
import { parseTemplate, payloadVariables, render } from '../../../../src/core/home/template/index.ts';

it.each([
  ['{{ value_json.x }}', '{"x": 51.0}', '51.0'],
  ['{{ value_json.x }}', '{"x": 51}', '51'],
  ['{{ value_json.x }}', '{"x": true}', 'True'],
  ['{{ value_json.y }}', '{"x": true}', ''],
  ['{{ value }}', ' on ', 'on'],
])('%s of %s is %j', (text, payload, expected) => {
  const template = parseTemplate(text);
  if (!template.ok) throw new Error(template.fault.detail);
  expect(render(template.value, payloadVariables(payload), { now: timestamp(0) })).toEqual({ ok: true, value: { text: expected } });
});
