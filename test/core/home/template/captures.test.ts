/**
 * Everything the real Zigbee2MQTT announces for twenty-two devices (test/peers/zigbee2mqtt/capture.ts): its templates are understood, and
 * what the devices have said renders; its entities have a hint of how to watch them.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { timestamp } from '../../../../src/core/base/index.ts';
import { hintOf } from '../../../../src/core/home/hints/index.ts';
import { parseTemplate, payloadVariables, render } from '../../../../src/core/home/template/index.ts';

type Config = Readonly<Record<string, unknown>>;
const lines = readFileSync(new URL('../captures/zigbee2mqtt-2.14.1/messages.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const messages = lines.map((line) => JSON.parse(line) as { topic: string; payload: string });
const states = new Map(messages.map(({ topic, payload }) => [topic, payload]));
const entities = messages
  .filter(({ topic }) => topic.startsWith('homeassistant/'))
  .map(({ topic, payload }) => ({ platform: topic.split('/')[1] ?? '', topic, config: JSON.parse(payload) as Config }));

/** Templates of a configuration with the topic whose messages they read; those of commands have none. */
function templatesOf(config: Config): { readonly text: string; readonly topic: string | undefined }[] {
  const found: { text: string; topic: string | undefined }[] = [];
  for (const [key, value] of Object.entries(config)) {
    if (!/_(?:template)$/.test(key) || typeof value !== 'string') continue;
    const topic = /command|set_/.test(key) ? undefined : (config[key.replace(/(?:_value)?_template$/, '_topic')] ?? config['state_topic']);
    found.push({ text: value, topic: typeof topic === 'string' ? topic : undefined });
  }
  return found;
}

const all = entities.flatMap(({ config }) => templatesOf(config));

it('there are hundreds of templates, and all of them are understood', () => {
  expect(all.length).toBeGreaterThan(200);
  const refused = all.flatMap(({ text }) => {
    const parsed = parseTemplate(text);
    return parsed.ok ? [] : [parsed.fault.detail];
  });
  expect(refused).toEqual([]);
});

it('what the devices have said renders, or says that it is missing', () => {
  const codes = new Map<string, number>();
  for (const { text, topic } of all) {
    const payload = states.get(topic ?? '');
    const parsed = parseTemplate(text);
    if (payload === undefined || !parsed.ok) continue;
    const result = render(parsed.value, payloadVariables(payload), { now: timestamp(0) });
    const code = result.ok ? 'rendered' : result.fault.code;
    codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  expect(codes.get('rendered')).toBeGreaterThan(90);
  expect([...codes.keys()].filter((code) => code !== 'rendered' && code !== 'template/undefined')).toEqual([]);
});

describe('the devices say how they want to be watched', () => {
  const hints = new Map(
    entities.map(({ topic, platform, config }) => {
      const text = (key: string) => (typeof config[key] === 'string' ? { [key]: config[key] as string } : {});
      const {
        device_class: deviceClass,
        unit_of_measurement: unit,
        state_class: stateClass,
        entity_category: category,
        name,
      } = {
        ...{ ...text('device_class'), ...text('unit_of_measurement'), ...text('state_class'), ...text('entity_category'), ...text('name') },
      } as Record<string, string>;
      const said = { deviceClass, unit, stateClass, category, name };
      const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
      return [topic.replace(/^homeassistant\/|\/config$/g, ''), hintOf({ domain: platform, ...given })] as const;
    }),
  );
  it.each([
    ['sensor/0x00158d0000001000/temperature', { quantity: 'temperature', unit: '°C', reading: { as: 'level' }, watch: 'normal' }],
    ['sensor/0x00158d0000001000/battery', { quantity: 'battery', unit: '%', reading: { as: 'battery' }, watch: 'normal' }],
    ['sensor/0x00158d0000001000/linkquality', { quantity: 'signal', unit: 'lqi', reading: { as: 'link' }, watch: 'normal' }],
    ['sensor/0x00158d0000001000/last_seen', { reading: { as: 'time' }, watch: 'off' }],
    ['sensor/0x00158d0000001004/energy', { quantity: 'energy', unit: 'kWh', reading: { as: 'counter', falls: 'reset' }, watch: 'normal' }],
    ['sensor/0x00158d0000001004/power', { quantity: 'power', unit: 'W', reading: { as: 'level' }, watch: 'normal' }],
    [
      'binary_sensor/0x00158d0000001001/contact',
      { quantity: 'switch', unit: '', reading: { as: 'binary', kind: 'door' }, watch: 'normal' },
    ],
    [
      'binary_sensor/0x00158d000000100b/water_leak',
      { quantity: 'switch', unit: '', reading: { as: 'binary', kind: 'danger' }, watch: 'normal' },
    ],
    [
      'binary_sensor/0x00158d000000100c/battery_low',
      { quantity: 'switch', unit: '', reading: { as: 'binary', kind: 'low-battery' }, watch: 'normal' },
    ],
    ['lock/0x00158d0000001007/lock', { quantity: 'switch', unit: '', reading: { as: 'binary', kind: 'lock' }, watch: 'normal' }],
    ['select/0x00158d0000001002/effect', { reading: { as: 'text' }, watch: 'off' }],
  ])('%s', (topic, hint) => {
    expect(hints.get(topic)).toEqual(hint);
  });
});
