/**
 * Kinglet as Home Assistant's MQTT discovery knows devices: one for itself, and one for each watched device, in the device form
 * (https://www.home-assistant.io/integrations/mqtt/#device-discovery-payload), full keys, no abbreviations.
 *
 *     <discovery>/device/kinglet/config           commands, reply, last alert, an event for each change, diagnostics
 *     <discovery>/device/kinglet_freezer/config   problem, score, last alert, buttons
 */
import type { Json } from '../domain/home.ts';
import type { AlertEvent, DeviceId } from '../domain/index.ts';
import { type AnnouncePlace, childOf, LOG_LEVEL, LOG_LEVELS, nodeOf, ORIGIN, OWN_STATE, stateTopic } from './names.ts';

export interface AnnounceSetup extends AnnouncePlace {
  /** Of Kinglet. */
  readonly version: string;
  /** Between two states when nothing changes, in seconds. */
  readonly interval: number;
}

export interface WatchedDevice {
  readonly device: DeviceId;
  readonly name: string;
  /** Name of its area, for Home Assistant to suggest. */
  readonly area?: string | undefined;
}

export type Component = { readonly [key: string]: Json };
export type DeviceConfig = {
  readonly device: { readonly [key: string]: Json };
  readonly origin: { readonly [key: string]: Json };
  readonly availability_topic: string;
  readonly components: { readonly [id: string]: Component };
};

export const EVENTS: readonly AlertEvent[] = ['raised', 'updated', 'acknowledged', 'snoozed', 'woken', 'escalated', 'resolved', 'feedback'];

/** What Home Assistant takes as a state, in characters. */
export const STATE_LIMIT = 255;
/** Talks begun by our buttons and our text entity: "undo" there is about what was done there. */
const CONVERSATION = 'home-assistant';
const SAID = `{{ {'text': value, 'conversation': '${CONVERSATION}'} | tojson }}`;

const CONTROL = /[\p{C}\p{Z}]+/gu;
/** Names come from the wire. */
const named = (text: string): string => Array.from(text.replace(CONTROL, ' ').trim()).slice(0, 60).join('') || 'Unnamed';

type Draft = { readonly [key: string]: Json | undefined };

function config(setup: AnnounceSetup, id: string, device: Draft, components: Readonly<Record<string, Draft>>): DeviceConfig {
  return {
    device: defined({ identifiers: [id], manufacturer: ORIGIN, sw_version: setup.version, ...device }),
    origin: { name: ORIGIN, sw_version: setup.version },
    availability_topic: `${setup.prefix}/status`,
    // No state_topic for all of them: the text entity would take every state for what somebody has typed.
    components: Object.fromEntries(
      Object.entries(components).map(([key, component]) => [key, defined({ unique_id: `${id}_${key}`, ...component })]),
    ),
  };
}

const defined = (draft: Draft): { readonly [key: string]: Json } =>
  Object.fromEntries(Object.entries(draft).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));

const order = (setup: AnnounceSetup, text: string): Draft => ({
  platform: 'button',
  command_topic: `${setup.prefix}/command`,
  payload_press: JSON.stringify({ text, conversation: CONVERSATION }),
});

/** From the key of the state message. */
const stated = (setup: AnnounceSetup, state: string, key: string): Draft => ({
  state_topic: `${setup.prefix}/${state}`,
  value_template: `{{ value_json.${key} }}`,
});
/** The same with attributes, from its `about`. */
const withAbout = (setup: AnnounceSetup, state: string, key: string): Draft => ({
  ...stated(setup, state, key),
  json_attributes_topic: `${setup.prefix}/${state}`,
  json_attributes_template: '{{ value_json.about | tojson }}',
});

/** Kinglet itself. */
export function ownConfig(setup: AnnounceSetup): DeviceConfig {
  const { prefix, interval } = setup;
  const number = (key: string, more: Draft): Draft => ({
    platform: 'sensor',
    ...stated(setup, OWN_STATE, key),
    state_class: 'measurement',
    expire_after: 3 * interval,
    ...more,
  });
  const diagnostic = (key: string, more: Draft): Draft => number(key, { entity_category: 'diagnostic', ...more });
  return config(
    setup,
    nodeOf(setup),
    { name: prefix === 'kinglet' ? 'Kinglet' : `Kinglet ${named(prefix)}`, model: 'Watches sensors' },
    {
      problem: {
        platform: 'binary_sensor',
        name: 'Problem',
        device_class: 'problem',
        expire_after: 3 * interval,
        ...withAbout(setup, OWN_STATE, 'problem'),
      },
      open_alerts: number('open', { name: 'Open alerts', icon: 'mdi:alert-outline' }),
      last_alert: {
        platform: 'sensor',
        name: 'Last alert',
        icon: 'mdi:message-alert-outline',
        ...withAbout(setup, OWN_STATE, 'last_alert'),
      },
      alert: {
        platform: 'event',
        name: 'Alert',
        icon: 'mdi:bell-outline',
        state_topic: `${prefix}/event`,
        event_types: [...EVENTS],
        value_template: eventTemplate(['event_type', 'id', 'text', 'severity', 'device', 'sensor', 'state', 'score', 'value', 'unit']),
      },
      command: {
        platform: 'text',
        name: 'Command',
        icon: 'mdi:message-text-outline',
        command_topic: `${prefix}/command`,
        command_template: SAID,
        max: STATE_LIMIT,
      },
      // For automations: a text entity keeps what it was told last, this keeps nothing.
      say: {
        platform: 'notify',
        name: 'Say',
        icon: 'mdi:message-arrow-right-outline',
        command_topic: `${prefix}/command`,
        command_template: SAID,
      },
      reply: {
        platform: 'sensor',
        name: 'Reply',
        icon: 'mdi:message-reply-text-outline',
        state_topic: `${prefix}/reply`,
        value_template: `{{ value_json.reply | truncate(${STATE_LIMIT}, True, '…', 0) }}`,
        json_attributes_topic: `${prefix}/reply`,
      },
      acknowledge: { ...order(setup, 'acknowledge all'), name: 'Acknowledge all', icon: 'mdi:check-all' },
      snooze: { ...order(setup, 'snooze all'), name: 'Snooze all', icon: 'mdi:bell-sleep-outline' },
      log_level: {
        platform: 'select',
        name: 'Log level',
        icon: 'mdi:text-box-search-outline',
        entity_category: 'config',
        ...stated(setup, OWN_STATE, 'log_level'),
        command_topic: `${prefix}/${LOG_LEVEL}`,
        options: [...LOG_LEVELS],
      },
      sensors: diagnostic('sensors', { name: 'Sensors watched', icon: 'mdi:counter' }),
      unannounced: diagnostic('unannounced', { name: 'Devices not shown', icon: 'mdi:eye-off-outline' }),
      uptime: diagnostic('uptime', { name: 'Uptime', device_class: 'duration', unit_of_measurement: 's', state_class: 'total_increasing' }),
      memory: diagnostic('memory', { name: 'Memory', device_class: 'data_size', unit_of_measurement: 'MB' }),
      queue: diagnostic('queue', { name: 'Queue', icon: 'mdi:tray-full' }),
      dropped: diagnostic('dropped', { name: 'Dropped', icon: 'mdi:tray-remove', state_class: 'total_increasing' }),
      inference: diagnostic('inference_ms', { name: 'Inference', device_class: 'duration', unit_of_measurement: 'ms' }),
    },
  );
}

/** What stands for a watched device. */
export function childConfig(setup: AnnounceSetup, { device, name, area }: WatchedDevice): DeviceConfig {
  const state = stateTopic(device);
  const expires = { expire_after: 3 * setup.interval };
  return config(
    setup,
    childOf(setup, device),
    {
      name: `${named(name || device)} (${ORIGIN})`,
      model: 'Watched device',
      via_device: nodeOf(setup),
      suggested_area: area ? named(area) : undefined,
    },
    {
      problem: { platform: 'binary_sensor', name: 'Problem', device_class: 'problem', ...expires, ...withAbout(setup, state, 'problem') },
      score: {
        platform: 'sensor',
        name: 'Score',
        icon: 'mdi:chart-bell-curve',
        state_class: 'measurement',
        suggested_display_precision: 2,
        ...stated(setup, state, 'score'),
        ...expires,
      },
      last_alert: { platform: 'sensor', name: 'Last alert', icon: 'mdi:message-alert-outline', ...withAbout(setup, state, 'last_alert') },
      acknowledge: { ...order(setup, `acknowledge all ${device}`), name: 'Acknowledge', icon: 'mdi:check' },
      normal: { ...order(setup, `this is normal ${device}`), name: 'This is normal', icon: 'mdi:thumb-up-outline' },
      snooze: { ...order(setup, `snooze all ${device}`), name: 'Snooze', icon: 'mdi:bell-sleep-outline' },
    },
  );
}

/** An event entity wants JSON with `event_type`; every other key becomes an attribute. */
const eventTemplate = (keys: readonly string[]): string =>
  `{{ {${keys.map((key) => `'${key}': value_json.${key}`).join(', ')}} | tojson }}`;
