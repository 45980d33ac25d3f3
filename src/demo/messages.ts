/** The plant's values in the words of the devices it pretends to have. */
import type { PlantValues } from './plant.ts';

export interface Message {
  readonly topic: string;
  readonly payload: string;
}

/** What goes over MQTT in one minute. `time` is the simulated time: the daemon of a demonstration follows it. */
export function mqttMessages(values: PlantValues): Message[] {
  const time = new Date(values.at).toISOString();
  const { freezer, climate, meter } = values;
  const messages = [
    // Zigbee2MQTT: one flat object on zigbee2mqtt/<friendly name>
    { topic: 'zigbee2mqtt/freezer', payload: JSON.stringify({ ...freezer, time }) },
    // Tasmota: tele/<topic>/SENSOR, one object per chip
    {
      topic: 'tele/living_room/SENSOR',
      payload: JSON.stringify({
        time,
        SCD40: { CarbonDioxide: climate.co2, Temperature: climate.temperature, Humidity: climate.humidity },
        TempUnit: 'C',
      }),
    },
  ];
  if (meter !== undefined) {
    messages.push({
      // Shelly, second generation: <prefix>/status/<component>:<id>
      topic: 'power_meter/status/pm1:0',
      payload: JSON.stringify({
        id: 0,
        voltage: meter.voltage,
        current: meter.current,
        apower: meter.apower,
        aenergy: { total: meter.energy },
        time,
      }),
    });
  }
  return messages;
}

/** What the pump's board writes to its serial line in one minute: `name:value` pairs, as the Arduino plotter reads them. */
export function serialLine(values: PlantValues): string {
  const { vibration, kurtosis, temperature } = values.pump;
  return `vibration:${vibration},kurtosis:${kurtosis},temperature:${temperature}`;
}
