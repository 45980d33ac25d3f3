/**
 * A home of device-actions-v2-fixtures. Its entities are written as Home Assistant's integrations write them in Python (feature names,
 * native values, states that follow from attributes); here they become what a registry says.
 */
import type { Area, Entity, Home, Json } from '../../../core/domain/home.ts';
import { readYaml } from '../data.ts';

interface RawEntity {
  readonly id: string;
  readonly name: string;
  readonly area: string | null;
  readonly state: string | boolean | null;
  readonly attributes?: Readonly<Record<string, Json>> | null;
}
interface RawHome {
  readonly areas: readonly { readonly id: string; readonly name: string }[];
  readonly entities: readonly RawEntity[];
}

export function readHome(path: string): Home {
  const { areas, entities } = readYaml(path) as RawHome;
  const known = new Set(areas.map(({ id }) => id));
  return {
    floors: [],
    areas: areas.map(({ id, name }): Area => ({ id, name, aliases: [] })),
    entities: told(entities.map((raw): Entity => entityOf(raw, raw.area !== null && known.has(raw.area) ? raw.area : undefined))),
  };
}

/** Some homes give one id to devices of several areas; Home Assistant counts them: light.lamp, light.lamp_2, … */
function told(entities: readonly Entity[]): Entity[] {
  const taken = new Set<string>();
  return entities.map((entity) => {
    let id = entity.id;
    for (let n = 2; taken.has(id); n++) id = `${entity.id}_${n}`;
    taken.add(id);
    return { ...entity, id };
  });
}

/** The entity a test speaks of: by its id, its name and its area. */
export function targetOf(
  home: Home,
  { entity_id: id, device, area }: { entity_id: string; device: string; area: string },
): Entity | undefined {
  const areas = new Map(home.areas.map((one) => [one.id, one.name]));
  const named = home.entities.filter((one) => one.id.replace(/_\d+$/, '') === id.replace(/_\d+$/, ''));
  return (
    named.find((one) => areas.get(one.area ?? '') === area && one.name === device) ??
    named.find((one) => areas.get(one.area ?? '') === area) ??
    named.find((one) => one.id === id)
  );
}

function entityOf({ id, name, state, attributes }: RawEntity, area: string | undefined): Entity {
  const domain = id.slice(0, id.indexOf('.'));
  const given = attributesOf(domain, attributes ?? {});
  return {
    id,
    domain,
    name,
    aliases: [],
    ...(area === undefined ? {} : { area }),
    state: stateOf(domain, state, given),
    attributes: given,
  };
}

/**
 * Bits of `*EntityFeature`, see homeassistant/components/<domain>/const.py. A thermostat that is set by a range is set by one temperature
 * in every sentence of this set, so it counts as able to.
 */
const FEATURES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  climate: { TARGET_TEMPERATURE_RANGE: 2 | 1, FAN_MODE: 8, TURN_OFF: 128, TURN_ON: 256 },
  cover: { OPEN: 1, CLOSE: 2, SET_POSITION: 4 },
  fan: { SET_SPEED: 1, OSCILLATE: 2 },
  media_player: {
    PAUSE: 1,
    VOLUME_SET: 4,
    VOLUME_MUTE: 8,
    PREVIOUS_TRACK: 16,
    NEXT_TRACK: 32,
    TURN_ON: 128,
    TURN_OFF: 256,
    VOLUME_STEP: 1024,
    STOP: 4096,
    PLAY: 16384,
  },
  vacuum: { PAUSE: 4, STOP: 8, RETURN_HOME: 16, STATE: 4096, START: 8192 },
  valve: { OPEN: 1, CLOSE: 2, SET_POSITION: 4 },
};
const RENAMED: Readonly<Record<string, string>> = {
  target_temperature: 'temperature',
  native_unit_of_measurement: 'unit_of_measurement',
  current_valve_position: 'current_position',
};

function attributesOf(domain: string, raw: Readonly<Record<string, Json>>): Record<string, Json> {
  const out: Record<string, Json> = {};
  for (const [key, value] of Object.entries(raw)) {
    const name = RENAMED[key] ?? key;
    if (key === 'supported_features' && Array.isArray(value))
      out[name] = value.reduce<number>((mask, one) => mask | (FEATURES[domain]?.[lastPart(String(one))] ?? 0), 0);
    else if (typeof value === 'string' && /^\w+\.\w+\.[A-Z_]+$/.test(value)) out[name] = lastPart(value).toLowerCase();
    else out[name] = value;
  }
  return out;
}
const lastPart = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

function stateOf(domain: string, raw: RawEntity['state'], attributes: Readonly<Record<string, Json>>): string {
  if (typeof raw === 'string') return raw;
  switch (domain) {
    case 'light':
      return raw === null ? ('brightness' in attributes ? 'on' : 'off') : raw ? 'on' : 'off';
    case 'cover':
      return raw === true ? 'open' : 'closed';
    case 'valve':
      return Number(attributes['current_position'] ?? 0) > 0 ? 'open' : 'closed';
    case 'climate':
      return String(attributes['hvac_mode'] ?? 'off');
    case 'weather':
      return String(attributes['condition'] ?? 'unknown');
    case 'sensor':
      return String(attributes['native_value'] ?? 'unknown');
    default:
      return raw === null ? 'unknown' : raw ? 'on' : 'off';
  }
}
