/**
 * A service call → the messages that carry it out, and how the device will show that it has obeyed.
 *
 *     {light.kitchen, light.turn_on, {brightness_pct: 40}}
 *         └► zigbee2mqtt/kitchen/set  {"state":"ON","brightness":102}      obeyed: on, brightness about 102
 *
 * Pure: nothing is sent here, and nothing is decided here about whether it may be: see ../../authority.
 */
import { fail, ok, type Result } from '../../base/index.ts';
import type { Action, Entity } from '../../domain/home.ts';
import type { Item } from '../registry/item.ts';
import { climate, fan, waterHeater } from './air.ts';
import { light } from './light.ts';
import { alarm, cover, lock, valve } from './opening.ts';
import { type Act, button, humidifier, scene, siren, switches, update } from './switching.ts';
import { lawnMower, number, select, text, vacuum } from './values.ts';
import { type Send, type When, Writing } from './writing.ts';

export type { Send, When } from './writing.ts';

export interface Command {
  /** In this order; all of them or none. */
  readonly messages: readonly Send[];
  /** Whether it shows that it has obeyed. Absent: it does not tell, and it is taken to have. */
  readonly obeyed?: (entity: Entity) => boolean;
  /** Why it never will, as the end of a sentence ("is jammed"). */
  readonly failed?: (entity: Entity) => string | undefined;
}

const ACTS: ReadonlyMap<string, Act> = new Map<string, Act>([
  ['alarm_control_panel', alarm],
  ['button', button],
  ['climate', climate],
  ['cover', cover],
  ['fan', fan],
  ['humidifier', humidifier],
  ['lawn_mower', lawnMower],
  ['light', light],
  ['lock', lock],
  ['number', number],
  ['scene', scene],
  ['select', select],
  ['siren', siren],
  ['switch', switches],
  ['text', text],
  ['update', update],
  ['vacuum', vacuum],
  ['valve', valve],
  ['water_heater', waterHeater],
]);

/** Codes: `home/cannot`, `home/template`, `home/bad-command-topic`. */
export function commandFor(item: Item, action: Action, when: When): Result<Command> {
  const [domain, service = ''] = action.service.split('.', 2);
  const act = ACTS.get(item.thing.domain);
  if (act === undefined || domain !== item.thing.domain || !item.thing.services.includes(service))
    return fail('home/cannot', 'It cannot do that.');
  const writing = new Writing(item, action.data, when);
  act(service, writing);
  const trouble = writing.trouble ?? item.settings.trouble;
  if (trouble !== undefined) return { ok: false, fault: trouble };
  if (writing.messages.length === 0) return fail('home/cannot', 'It cannot do that.');
  const { messages, expected, fails } = writing;
  return ok({
    messages,
    ...(expected.length === 0 ? {} : { obeyed: (entity: Entity) => expected.every((shows) => shows(entity)) }),
    ...(fails === undefined ? {} : { failed: fails }),
  });
}
