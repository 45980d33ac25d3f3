/**
 * Windows of a board → readings: each feature of each channel is a sensor of the board's device (`pump.vibration.rms`).
 */
import { type Fault, type Timestamp, timestamp } from '../../core/base/index.ts';
import type { Channel, Feature, Measured } from '../../core/board/index.ts';
import type { Quantity, Reading } from '../../core/domain/index.ts';
import type { SensorStream } from '../../core/home/index.ts';
import type { BoardOptions } from './options.ts';

type ChannelOptions = BoardOptions['channels'][number];

/** What a channel measures, in Kinglet's words; undefined where its name must tell. */
const QUANTITIES: Readonly<Record<Channel['quantity'], Quantity | undefined>> = {
  raw: undefined,
  acceleration: 'vibration',
  current: 'current',
  sound: 'other',
  voltage: 'voltage',
};
/** Units as firmware can write them in ASCII. */
const UNITS: Readonly<Record<string, string>> = { 'm/s2': 'm/s²', 'm/s^2': 'm/s²', degC: '°C' };
const unitOf = (unit: string): string => (Object.hasOwn(UNITS, unit) ? (UNITS[unit] ?? unit) : unit);

/** A ratio has no unit, and it is what it is of: a knocking current is no current. */
function quantityOf(feature: Feature, channel: Channel): Quantity | undefined {
  const quantity = QUANTITIES[channel.quantity];
  return feature.physical || quantity === 'vibration' || quantity === undefined ? quantity : 'other';
}

/** @param refused told of sensors that there is no room for */
export function readingsOf(
  { index, channel, features, at }: Measured,
  stream: SensorStream,
  options: ChannelOptions | undefined,
  refused: (fault: Fault) => void,
): Reading[] {
  const name = options?.name ?? (channel.name === '' ? `channel ${index}` : channel.name);
  const scale = options?.scale ?? 1;
  const time: Timestamp = timestamp(at);
  const out: Reading[] = [];
  for (const feature of features) {
    const path = [name, feature.name];
    const value = feature.physical ? feature.value * scale : feature.value;
    let sensor = stream.at(path);
    if (sensor === undefined) {
      const unit = feature.physical ? (options?.unit ?? unitOf(channel.unit)) : '';
      const met = stream.meet(path, { value, kind: 'number', unit, quantity: quantityOf(feature, channel) });
      if (met !== null && 'code' in met) {
        refused(met);
        continue;
      }
      sensor = met;
    }
    if (sensor !== null) out.push({ sensor, at: time, value });
  }
  return out;
}
