import { describe, expect, it } from 'vitest';
import { joinActuators, joinFound, type PartialActuator } from '../../../src/agent/home/join.ts';
import { fail, ok } from '../../../src/core/base/index.ts';
import type { Action, Entity } from '../../../src/core/domain/home.ts';

const entity = (id: string): Entity => ({ id, domain: 'light', name: id, aliases: [], state: 'on', attributes: {} });
const action = (id: string): Action => ({ entity: id, service: 'light.turn_on', data: {} });
const never = new AbortController().signal;

function actuator(prefix: string, told: string[], broken?: string): PartialActuator {
  return {
    has: (id) => id.startsWith(prefix),
    async perform(actions) {
      told.push(`${prefix}: ${actions.map(({ entity: id }) => id).join(' ')}`);
      return actions.some(({ entity: id }) => id === broken) ? fail('board/gone', `${broken} is gone.`) : ok(undefined);
    },
  };
}

describe('Devices of several places', () => {
  it('are one home, which is another one when any place is', () => {
    let revision = 1;
    const found = joinFound([
      () => ({ revision, entities: [entity('a.1')] }),
      () => ({ revision: 5, entities: [entity('b.1')], areas: [{ id: 'hall', name: 'Hall', aliases: [] }] }),
    ]);
    const before = found();
    expect(before.entities.map(({ id }) => id)).toEqual(['a.1', 'b.1']);
    expect(before.areas).toHaveLength(1);
    revision++;
    expect(found().revision).not.toBe(before.revision);
  });

  it('are switched by whoever has them, in the order said', async () => {
    const told: string[] = [];
    const both = joinActuators([actuator('a.', told), actuator('b.', told)]);
    expect(await both.perform(['a.1', 'a.2', 'b.1', 'a.3'].map(action), never)).toEqual(ok(undefined));
    expect(told).toEqual(['a.: a.1 a.2', 'b.: b.1', 'a.: a.3']);
  });

  it('end with the first that fails, and say how many had been done', async () => {
    const told: string[] = [];
    const both = joinActuators([actuator('a.', told), actuator('b.', told, 'b.1')]);
    expect(await both.perform(['a.1', 'b.1', 'a.3'].map(action), never)).toMatchObject({
      fault: { code: 'board/gone', detail: 'b.1 is gone. 1 of 3 were done before these.' },
    });
    expect(told).toEqual(['a.: a.1', 'b.: b.1']);
  });

  it('that nobody has are not switched', async () => {
    expect(await joinActuators([]).perform([action('c.1')], never)).toMatchObject({ fault: { code: 'home/unknown' } });
  });
});
