/**
 * Messages as publishers really send them, and the home that comes of them: a folder each, with `messages.jsonl` in their order and
 * `expected.json`. Written from the publishers' own formats: Tasmota's xdrv_12_discovery, Zigbee2MQTT's lib/extension/homeassistant.ts and
 * bridge/devices, ESPHome's mqtt components, OpenMQTTGateway's discovery.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Action } from '../../../src/core/domain/home.ts';
import { hintOf } from '../../../src/core/home/hints/index.ts';
import { describe as described, isInverted, isTold } from '../../../src/core/home/registry/index.ts';
import { Discovered } from '../../support/discovered.ts';

interface Expected {
  /** Every entity, by id; `told` is false for those that sentences are not about; `hint`: how it is watched, `inverted`: its on reads 0. */
  readonly entities: Readonly<
    Record<string, { readonly name: string; readonly state: string; readonly told?: boolean; readonly [more: string]: unknown }>
  >;
  readonly calls?: readonly (readonly [id: string, service: string, data: Action['data'], ...sent: string[]])[];
  readonly faults?: readonly string[];
}

const folder = fileURLToPath(new URL('captures/', import.meta.url));
const read = (name: string, file: string): string => readFileSync(`${folder}${name}/${file}`, 'utf8');

describe.each(readdirSync(folder))('%s', (name) => {
  const expected = JSON.parse(read(name, 'expected.json')) as Expected;
  const home = new Discovered();
  for (const line of read(name, 'messages.jsonl').trim().split('\n')) {
    const { topic, payload } = JSON.parse(line) as { topic: string; payload: string };
    home.say(topic, payload);
  }
  it('makes this home', () => {
    expect(home.ids()).toEqual(Object.keys(expected.entities).toSorted());
    expect(home.codes).toEqual(expected.faults ?? []);
  });
  it.each(Object.entries(expected.entities))('%s', (id, { told = true, attributes = {}, hint, inverted, ...shown }) => {
    const item = home.registry.find(id);
    expect(item?.entity).toMatchObject(shown);
    expect(item?.entity.attributes).toMatchObject(attributes as object);
    expect(item && isTold(item)).toBe(told);
    if (hint !== undefined) expect(item && hintOf(described(item))).toEqual(hint);
    if (inverted !== undefined) expect(item && isInverted(item)).toBe(inverted);
  });
  it.each((expected.calls ?? []).map(([id, service, data, ...sent]) => ({ id, service, data, sent })))(
    '$id $service $data',
    ({ id, service, data, sent }) => {
      expect(home.call(service, data, id)).toEqual(sent);
    },
  );
});
