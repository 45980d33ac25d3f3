/** Home Assistant's classes and units for what Zigbee2MQTT and Tasmota call things. */

/** Property → device_class of a sensor. */
export const SENSOR_CLASSES: ReadonlyMap<string, string> = new Map(
  `temperature temperature  device_temperature temperature  soil_moisture moisture  humidity humidity  pressure pressure  power power
  power_apparent apparent_power  power_reactive reactive_power  energy energy  produced_energy energy  voltage voltage  current current  battery battery
  illuminance illuminance  illuminance_lux illuminance  co2 carbon_dioxide  voc volatile_organic_compounds  pm25 pm25  pm10 pm10  formaldehyd volatile_organic_compounds
  ac_frequency frequency  power_factor power_factor  linkquality signal_strength  water_consumed water  gas gas  noise sound_pressure  wind_speed wind_speed
  apparentpower apparent_power  reactivepower reactive_power  factor power_factor  total energy  today energy  yesterday energy  carbondioxide carbon_dioxide
  dewpoint temperature  frequency frequency  pm2.5 pm25  sealevelpressure pressure`
    .trim()
    .split(/\s{2,}|\n\s*/)
    .map((pair) => pair.split(' ') as [string, string]),
);

/** Property → device_class of a binary sensor. */
export const BINARY_CLASSES: ReadonlyMap<string, string> = new Map(
  `contact door  occupancy occupancy  presence presence  water_leak moisture  smoke smoke  gas gas  carbon_monoxide carbon_monoxide  tamper tamper
  battery_low battery  vibration vibration  moving moving  rain moisture`
    .trim()
    .split(/\s{2,}|\n\s*/)
    .map((pair) => pair.split(' ') as [string, string]),
);

export const COUNTERS: ReadonlySet<string> = new Set(['energy', 'produced_energy', 'water_consumed', 'total', 'today']);

/** What Tasmota measures without saying in what. */
export const TASMOTA_UNITS: ReadonlyMap<string, string> = new Map([
  ['humidity', '%'],
  ['power', 'W'],
  ['apparentpower', 'VA'],
  ['reactivepower', 'var'],
  ['voltage', 'V'],
  ['current', 'A'],
  ['frequency', 'Hz'],
  ['total', 'kWh'],
  ['today', 'kWh'],
  ['yesterday', 'kWh'],
  ['illuminance', 'lx'],
  ['carbondioxide', 'ppm'],
  ['battery', '%'],
  ['moisture', '%'],
  ['distance', 'cm'],
]);
