/** The entity after an action, as Home Assistant would show it: for the memory of a conversation, and for tests. */
import type { Action, Entity } from '../../domain/home.ts';
import { climate, fan, humidifier, waterHeater } from './after/air.ts';
import { type After, withAttributes } from './after/change.ts';
import { light } from './after/light.ts';
import { timer, todo } from './after/lists.ts';
import { mediaPlayer } from './after/media.ts';
import { alarm, cover, lock, valve } from './after/opening.ts';
import { camera, counter, lawnMower, numeric, onOff, selecting, texting, vacuum } from './after/things.ts';
import { isOwn } from './commands.ts';

const AFTER: ReadonlyMap<string, After> = new Map<string, After>([
  ['light', light],
  ['fan', fan],
  ['cover', cover],
  ['valve', valve],
  ['lock', lock],
  ['alarm_control_panel', alarm],
  ['climate', climate],
  ['water_heater', waterHeater],
  ['humidifier', humidifier],
  ['media_player', mediaPlayer],
  ['vacuum', vacuum],
  ['lawn_mower', lawnMower],
  ['camera', camera],
  ['todo', todo],
  ['timer', timer],
  ['counter', counter],
  ...['number', 'input_number'].map((d) => [d, numeric] as const),
  ...['select', 'input_select'].map((d) => [d, selecting] as const),
  ...['text', 'input_text'].map((d) => [d, texting] as const),
  ...['switch', 'input_boolean', 'group', 'remote', 'siren', 'automation'].map((d) => [d, onOff] as const),
]);

/**
 * Applies an action to its entity. Scenes, scripts, buttons and messages leave no state, and what does not fit the entity leaves it as it
 * was; a command of its own sets the attributes named like its parameters. `timer.start` on `timer.new` gives a running timer still called
 * `timer.new`: whoever keeps timers gives it a name.
 */
export function apply(action: Action, entity: Entity): Entity {
  if (action.entity !== entity.id) return entity;
  if (isOwn(action, entity)) return withAttributes(entity, action.data);
  const [domain, service = ''] = action.service.split('.', 2);
  return domain === entity.domain ? (AFTER.get(entity.domain)?.(service, action.data, entity) ?? entity) : entity;
}
