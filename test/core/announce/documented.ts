/**
 * What Home Assistant's documentation says of discovery payloads, as far as Kinglet uses it: the keys of each platform with their types, which
 * of them are required, and the values that are allowed (https://www.home-assistant.io/integrations/mqtt/ and the page of each platform).
 * A key that is not documented is ignored there, in silence: a misspelt one would never be found.
 */
type Kind = 'topic' | 'template' | 'text' | 'seconds' | 'number' | 'boolean' | 'list' | readonly string[];
type Keys = Readonly<Record<string, Kind>>;

/** Of every entity. */
const ENTITY: Keys = {
  platform: 'text',
  unique_id: 'text',
  name: 'text',
  icon: 'text',
  entity_category: ['config', 'diagnostic'],
  enabled_by_default: 'boolean',
  json_attributes_topic: 'topic',
  json_attributes_template: 'template',
  qos: 'number',
  encoding: 'text',
  availability_topic: 'topic',
};

export const PLATFORMS: Readonly<Record<string, { readonly keys: Keys; readonly required: readonly string[] }>> = {
  binary_sensor: {
    keys: {
      ...ENTITY,
      state_topic: 'topic',
      value_template: 'template',
      device_class: ['problem'],
      payload_on: 'text',
      payload_off: 'text',
      expire_after: 'seconds',
      off_delay: 'seconds',
      force_update: 'boolean',
    },
    required: ['state_topic'],
  },
  sensor: {
    keys: {
      ...ENTITY,
      state_topic: 'topic',
      value_template: 'template',
      device_class: ['duration', 'data_size', 'timestamp'],
      state_class: ['measurement', 'total', 'total_increasing'],
      unit_of_measurement: ['s', 'ms', 'min', 'h', 'd', 'B', 'kB', 'MB', 'GB'],
      suggested_display_precision: 'number',
      expire_after: 'seconds',
      force_update: 'boolean',
    },
    required: ['state_topic'],
  },
  event: {
    keys: { ...ENTITY, state_topic: 'topic', value_template: 'template', event_types: 'list', device_class: ['button'] },
    required: ['state_topic', 'event_types'],
  },
  text: {
    keys: {
      ...ENTITY,
      command_topic: 'topic',
      command_template: 'template',
      state_topic: 'topic',
      min: 'number',
      max: 'number',
      mode: ['text'],
      pattern: 'text',
    },
    required: ['command_topic'],
  },
  notify: {
    keys: { ...ENTITY, command_topic: 'topic', command_template: 'template', retain: 'boolean' },
    required: ['command_topic'],
  },
  select: {
    keys: {
      ...ENTITY,
      command_topic: 'topic',
      command_template: 'template',
      state_topic: 'topic',
      value_template: 'template',
      options: 'list',
      optimistic: 'boolean',
      retain: 'boolean',
    },
    required: ['command_topic', 'options'],
  },
  button: {
    keys: { ...ENTITY, command_topic: 'topic', command_template: 'template', payload_press: 'text', retain: 'boolean' },
    required: ['command_topic'],
  },
};

export const DEVICE: Keys = {
  identifiers: 'list',
  name: 'text',
  manufacturer: 'text',
  model: 'text',
  model_id: 'text',
  sw_version: 'text',
  hw_version: 'text',
  serial_number: 'text',
  suggested_area: 'text',
  via_device: 'text',
  configuration_url: 'text',
};
export const ORIGIN: Keys = { name: 'text', sw_version: 'text', support_url: 'text' };
/** Beside device, origin and components; what is here holds for all components. */
export const SHARED: Keys = { availability_topic: 'topic', state_topic: 'topic', command_topic: 'topic', qos: 'number', encoding: 'text' };

/** What is wrong with a value, as a sentence's end; undefined when nothing is. */
export function misfit(kind: Kind | undefined, value: unknown): string | undefined {
  if (kind === undefined) return 'is not documented';
  if (typeof kind !== 'string') return kind.includes(value as string) ? undefined : `must be one of ${kind.join(', ')}`;
  const is = (ok: boolean, what: string): string | undefined => (ok ? undefined : `must be ${what}`);
  switch (kind) {
    case 'topic':
      return is(typeof value === 'string' && /^[^+#$\p{C}][^+#\p{C}]*$/u.test(value), 'a topic to publish to');
    case 'template':
      return is(typeof value === 'string' && /^\{\{ .+ \}\}$/.test(value), 'a template');
    case 'text':
      return is(typeof value === 'string' && value !== '', 'a text');
    case 'seconds':
      return is(Number.isInteger(value) && (value as number) > 0, 'whole seconds');
    case 'number':
      return is(typeof value === 'number' && Number.isFinite(value), 'a number');
    case 'boolean':
      return is(typeof value === 'boolean', 'true or false');
    case 'list':
      return is(Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string'), 'a list of texts');
  }
}

export const misfits = (keys: Keys, given: object, at: string): string[] =>
  Object.entries(given).flatMap(([key, value]) => {
    const wrong = misfit(Object.hasOwn(keys, key) ? keys[key] : undefined, value);
    return wrong === undefined ? [] : [`${at}.${key} ${wrong}`];
  });

/** All that is wrong with a payload in the device form. */
export function wrongs(payload: string): string[] {
  const { device, origin, components, ...shared } = JSON.parse(payload) as Record<string, Record<string, unknown>>;
  const found = [...misfits(DEVICE, device ?? {}, 'device'), ...misfits(ORIGIN, origin ?? {}, 'origin'), ...misfits(SHARED, shared, '')];
  if (!Array.isArray(device?.['identifiers']) && device?.['connections'] === undefined) found.push('device has no identity');
  if (origin?.['name'] === undefined) found.push('origin has no name');
  const ids = new Set<unknown>();
  for (const [id, component] of Object.entries(components ?? {}) as [string, Record<string, unknown>][]) {
    if (!/^[a-zA-Z0-9_-]+$/.test(id)) found.push(`${id} is no id`);
    const platform = PLATFORMS[String(component['platform'])];
    if (!platform) {
      found.push(`${id} has no platform`);
      continue;
    }
    found.push(...misfits(platform.keys, component, id));
    for (const key of platform.required) if (component[key] === undefined && shared[key] === undefined) found.push(`${id} has no ${key}`);
    if (component['unique_id'] === undefined || ids.has(component['unique_id'])) found.push(`${id} has no unique_id of its own`);
    ids.add(component['unique_id']);
  }
  if (ids.size === 0) found.push('there are no components');
  return found;
}
