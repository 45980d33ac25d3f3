/** The platforms by name. */
import type { Platform } from '../thing.ts';
import { alarmControlPanel } from './alarm-control-panel.ts';
import { binarySensor } from './binary-sensor.ts';
import { climate } from './climate.ts';
import { cover } from './cover.ts';
import { event } from './event.ts';
import { fan } from './fan.ts';
import { humidifier } from './humidifier.ts';
import { lawnMower } from './lawn-mower.ts';
import { light } from './light.ts';
import { lock } from './lock.ts';
import { sensor } from './sensor.ts';
import { button, deviceAutomation, scene, update } from './simple.ts';
import { siren } from './siren.ts';
import { switches } from './switch.ts';
import { vacuum } from './vacuum.ts';
import { number, select, text } from './values.ts';
import { valve } from './valve.ts';
import { waterHeater } from './water-heater.ts';

export const platforms: ReadonlyMap<string, Platform> = new Map<string, Platform>([
  ['alarm_control_panel', alarmControlPanel],
  ['binary_sensor', binarySensor],
  ['button', button],
  ['climate', climate],
  ['cover', cover],
  ['device_automation', deviceAutomation],
  ['event', event],
  ['fan', fan],
  ['humidifier', humidifier],
  ['lawn_mower', lawnMower],
  ['light', light],
  ['lock', lock],
  ['number', number],
  ['scene', scene],
  ['select', select],
  ['sensor', sensor],
  ['siren', siren],
  ['switch', switches],
  ['text', text],
  ['update', update],
  ['vacuum', vacuum],
  ['valve', valve],
  ['water_heater', waterHeater],
]);
