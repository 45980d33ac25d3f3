import { expect, it } from 'vitest';
import { timestamp } from '../../../../src/core/base/index.ts';
import type { Episode } from '../../../../src/core/domain/index.ts';
import { pardonOf, Watch } from '../../../../src/core/watch/index.ts';
import { Excuses } from '../../../../src/core/watch/special/excuses.ts';
import { START, sensor } from '../../../support/sensors.ts';

const at = (second: number) => timestamp(START + second * 1_000);
const low = (value: number): Episode => ({
  sensor: sensor('lock.battery', 'battery', '%'),
  pattern: 'fall',
  opened: at(0),
  since: at(0),
  value,
  worst: value,
  expected: { low: 20, middle: 60, high: 100, basis: 'always' },
  rarity: 100,
  score: 0.9,
});

it('what goes further than was called normal is told, and stays told', () => {
  const watch = new Watch({ threshold: 0.6, maxSensors: 1 });
  const excuses = new Excuses(watch.pardoned);
  expect(excuses.through([{ kind: 'opened', episode: low(15) }], at(0))).toHaveLength(1);
  watch.pardon(pardonOf(low(15), at(5), 'a', ''));
  expect(excuses.look(at(6))).toMatchObject([{ kind: 'closed', episode: { ending: 'accepted', closed: at(6) } }]);
  expect([excuses.isHushed(low(15)), excuses.look(at(7))]).toEqual([true, []]);
  const empty = low(-60);
  expect(excuses.through([{ kind: 'worsened', episode: empty }], at(9))).toEqual([{ kind: 'opened', episode: empty }]);
  expect([excuses.isHushed(empty), excuses.look(at(10))]).toEqual([false, []]);
  expect(excuses.through([{ kind: 'closed', episode: empty }], at(11))).toHaveLength(1);
});
