/** A house for the tests of what is said, answered and planned: two floors, a workshop with machines, states as they are on an evening. */
import type { Attributes, Entity, Home } from '../../../../src/core/domain/home.ts';

export const thing = (id: string, name: string, area: string | undefined, state: string, attributes: Attributes = {}): Entity => ({
  id,
  domain: id.slice(0, id.indexOf('.')),
  name,
  aliases: [],
  ...(area === undefined ? {} : { area }),
  state,
  attributes,
});

const dimmable: Attributes = { supported_color_modes: ['color_temp'], min_color_temp_kelvin: 2200, max_color_temp_kelvin: 6500 };

export const house: Home = {
  floors: [
    { id: 'ground', name: 'Ground Floor', aliases: ['downstairs'] },
    { id: 'first', name: 'First Floor', aliases: ['upstairs'] },
  ],
  areas: [
    { id: 'kitchen', name: 'Kitchen', aliases: [], floor: 'ground' },
    { id: 'living', name: 'Living Room', aliases: ['lounge'], floor: 'ground' },
    { id: 'bedroom', name: 'Bedroom', aliases: [], floor: 'first' },
    { id: 'anna', name: "Anna's Room", aliases: [], floor: 'first' },
    { id: 'garage', name: 'Garage', aliases: [], floor: 'ground' },
    { id: 'workshop', name: 'Workshop', aliases: [] },
  ],
  entities: [
    thing('light.kitchen', 'Kitchen Light', 'kitchen', 'on', { ...dimmable, brightness: 204 }),
    thing('light.desk', 'Desk Lamp', 'living', 'off', { supported_color_modes: ['onoff'] }),
    thing('light.floor', 'Floor Lamp', 'living', 'on', { ...dimmable, brightness: 128, color_temp_kelvin: 2700 }),
    thing('light.ceiling_bed', 'Ceiling Light', 'bedroom', 'off', dimmable),
    thing('light.ceiling_living', 'Ceiling Light', 'living', 'off', dimmable),
    thing('light.anna', "Anna's Lamp", 'anna', 'off', dimmable),
    thing('climate.living', 'Living Room Thermostat', 'living', 'heat', {
      temperature: 21,
      current_temperature: 19.5,
      min_temp: 7,
      max_temp: 35,
      hvac_modes: ['heat', 'off'],
      hvac_action: 'heating',
    }),
    thing('climate.bedroom', 'Bedroom Radiator', 'bedroom', 'off', {
      temperature: 18,
      current_temperature: 17,
      min_temp: 5,
      max_temp: 28,
      hvac_modes: ['heat', 'off'],
    }),
    thing('water_heater.boiler', 'Boiler', 'workshop', 'eco', {
      temperature: 50,
      min_temp: 30,
      max_temp: 85,
      operation_list: ['eco', 'performance'],
    }),
    thing('cover.blinds', 'Blinds', 'bedroom', 'open', { device_class: 'blind', current_position: 50 }),
    thing('cover.curtain', 'Living Room Curtain', 'living', 'open', { device_class: 'curtain', current_position: 100 }),
    thing('cover.garage', 'Garage Door', 'garage', 'closed', { device_class: 'garage' }),
    thing('lock.front', 'Front Door', 'living', 'locked'),
    thing('lock.back', 'Back Door', 'kitchen', 'unlocked'),
    thing('alarm_control_panel.house', 'House Alarm', undefined, 'disarmed'),
    thing('media_player.sonos', 'Sonos One', 'living', 'playing', {
      device_class: 'speaker',
      volume_level: 0.3,
      media_title: 'So What',
      media_artist: 'Miles Davis',
    }),
    thing('media_player.tv', 'TV', 'living', 'off', { device_class: 'tv', source_list: ['HDMI 1', 'Netflix'] }),
    thing('fan.bedroom', 'Bedroom Fan', 'bedroom', 'off', { percentage: 0, percentage_step: 33.33 }),
    thing('vacuum.robo', 'Roomba', undefined, 'docked', { battery_level: 100 }),
    thing('switch.heater', 'Workshop Heater', 'workshop', 'off'),
    thing('switch.pump', 'Pump P-101', 'workshop', 'off'),
    thing('valve.main', 'Main Water Valve', 'workshop', 'open', { device_class: 'water' }),
    thing('siren.attic', 'Siren', undefined, 'off'),
    thing('scene.movie', 'Movie Night', 'living', 'unknown'),
    thing('script.leave', 'Goodbye', undefined, 'off'),
    thing('todo.shopping', 'Shopping List', undefined, '2', {
      todo_items: [
        { summary: 'Milk', status: 'needs_action' },
        { summary: 'Bread', status: 'completed' },
        { summary: 'Eggs', status: 'needs_action' },
      ],
    }),
    thing('timer.pasta', 'Pasta', 'kitchen', 'active', { duration: '0:10:00', remaining: '0:04:30' }),
    thing('sensor.kitchen_temperature', 'Kitchen Temperature', 'kitchen', '21.5', {
      device_class: 'temperature',
      unit_of_measurement: '°C',
    }),
    thing('sensor.living_temperature', 'Living Room Temperature', 'living', '19.5', {
      device_class: 'temperature',
      unit_of_measurement: '°C',
    }),
    thing('sensor.bedroom_temperature', 'Bedroom Temperature', 'bedroom', '17', { device_class: 'temperature', unit_of_measurement: '°C' }),
    thing('sensor.kitchen_humidity', 'Kitchen Humidity', 'kitchen', '55', { device_class: 'humidity', unit_of_measurement: '%' }),
    thing('sensor.phone', 'Phone Battery', undefined, '12', { device_class: 'battery', unit_of_measurement: '%' }),
    thing('binary_sensor.kitchen_window', 'Kitchen Window', 'kitchen', 'on', { device_class: 'window' }),
    thing('binary_sensor.bedroom_window', 'Bedroom Window', 'bedroom', 'off', { device_class: 'window' }),
    thing('binary_sensor.leak', 'Leak Sensor', 'workshop', 'off', { device_class: 'moisture' }),
    thing('binary_sensor.hall_motion', 'Hall Motion', undefined, 'on', { device_class: 'motion' }),
    thing('sensor.washer', 'Washing Machine', 'workshop', 'running'),
    thing('person.anna', 'Anna', undefined, 'home'),
    thing('person.ben', 'Ben', undefined, 'not_home'),
    thing('weather.home', 'Home', undefined, 'partlycloudy', {
      temperature: 8,
      temperature_unit: '°C',
      humidity: 81,
      wind_speed: 12,
      wind_speed_unit: 'km/h',
    }),
  ],
};

export function entity(id: string): Entity {
  const found = house.entities.find((e) => e.id === id);
  if (found === undefined) throw new Error(`no ${id} in the house`);
  return found;
}
