/** Five hundred lamps with ten entities each, announced as Zigbee2MQTT 2 does it. */
export const ROOMS =
  'kitchen bedroom bathroom hall office cellar attic garage den library nursery studio pantry laundry lounge gallery terrace porch shed conservatory workshop study lobby parlour veranda'.split(
    ' ',
  );
export const ADJECTIVES =
  'amber birch cedar copper coral crystal ebony emerald golden granite hazel indigo ivory jade linen maple marble oak pearl willow'.split(
    ' ',
  );
const READINGS = ['temperature', 'humidity', 'battery', 'voltage', 'power', 'energy', 'current', 'illuminance'];
export const ENTITIES = ROOMS.length * ADJECTIVES.length * (READINGS.length + 2);

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

export function lampOf(room: number, adjective: number): { readonly id: string; readonly name: string; readonly topic: string } {
  const id = `0x${(room * ADJECTIVES.length + adjective).toString(16).padStart(16, '0')}`;
  return { id, name: `${capital(ROOMS[room] ?? '')} ${ADJECTIVES[adjective]} lamp`, topic: `bench/home/${id}` };
}

/** Topics and payloads, device by device. */
export function* announcements(): Generator<readonly [topic: string, config: string]> {
  for (let room = 0; room < ROOMS.length; room++) {
    for (let adjective = 0; adjective < ADJECTIVES.length; adjective++) yield* device(room, adjective);
  }
}

function* device(room: number, adjective: number): Generator<readonly [topic: string, config: string]> {
  const { id, name, topic } = lampOf(room, adjective);
  const common = {
    availability: [
      { topic: 'bench/bridge/state', value_template: '{{ value_json.state }}' },
      { topic: `${topic}/availability`, value_template: '{{ value_json.state }}' },
    ],
    availability_mode: 'all',
    device: {
      identifiers: [`zigbee2mqtt_${id}`],
      manufacturer: 'Maker',
      model: 'Lamp that measures (TS0505B)',
      name,
      suggested_area: capital(ROOMS[room] ?? ''),
      sw_version: '1.0.2',
    },
    origin: { name: 'Zigbee2MQTT', sw: '2.6.3', url: 'https://www.zigbee2mqtt.io' },
    state_topic: topic,
  };
  const config = (platform: string, object: string, more: object): readonly [string, string] => [
    `homeassistant/${platform}/${id}/${object}/config`,
    JSON.stringify({ ...common, unique_id: `${id}_${object}_bench`, ...more }),
  ];
  yield config('light', 'light', {
    brightness: true,
    brightness_scale: 254,
    command_topic: `${topic}/set`,
    effect: true,
    effect_list: ['blink', 'breathe', 'okay', 'channel_change', 'finish_effect', 'stop_effect'],
    max_mireds: 500,
    min_mireds: 150,
    name: null,
    schema: 'json',
    supported_color_modes: ['xy', 'color_temp'],
  });
  yield config('select', 'power_on_behavior', {
    command_topic: `${topic}/set`,
    command_template: '{"power_on_behavior": "{{ value }}"}',
    entity_category: 'config',
    name: 'Power-on behavior',
    options: ['off', 'on', 'toggle', 'previous'],
    value_template: '{{ value_json["power_on_behavior"] }}',
  });
  for (const reading of READINGS)
    yield config('sensor', reading, {
      device_class: reading,
      enabled_by_default: true,
      state_class: 'measurement',
      unit_of_measurement: 'x',
      value_template: `{{ value_json["${reading}"] }}`,
    });
}
