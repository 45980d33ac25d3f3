/** A recording's columns as the sensors of one device, named after the file. */
import type { DeviceId, Sensor, SensorId } from '../../core/domain/index.ts';
import { isUnit, quantityOf, unitOf } from '../../core/domain/quantity.ts';

const nameLimit = 60;

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, nameLimit) || 'x';

/** `machine_temperature_system_failure` → "Machine temperature system failure"; a bare number is "Recording 7". */
export function deviceNameOf(name: string): string {
  const words = name
    .replace(/[_\s]+/g, ' ')
    .trim()
    .slice(0, nameLimit);
  if (!/\p{L}/u.test(words)) return `Recording ${words}`.trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "Temp (°C)" → ["Temp", "°C"]; a remark in brackets that is no unit stays. */
function headingAndUnit(column: string): readonly [string, string] {
  const match = /^(.*\S)\s*[([]\s*([^()[\]]{1,12}?)\s*[)\]]$/.exec(column);
  return match?.[1] !== undefined && match[2] !== undefined && isUnit(match[2]) ? [match[1], match[2]] : [column, ''];
}

/**
 * One sensor per column. `first` holds the first row's values: a pressure near 1,000 is taken as hPa, a voltage above 1,000 as mV.
 * Nothing later counts, so a recording's beginning names its sensors as the whole does.
 */
export function columnSensors(file: string, columns: readonly string[], first: Float64Array): Sensor[] {
  const device = slug(file) as DeviceId;
  const deviceName = deviceNameOf(file);
  const taken = new Set<string>();
  return columns.map((column, i) => {
    const [heading, given] = headingAndUnit(column);
    const quantity = quantityOf(heading, given);
    const value = first[i];
    const unit = given === '' ? unitOf(quantity, heading, value === undefined || Number.isNaN(value) ? undefined : value) : given;
    const words = heading
      .replace(/[_\s]+/g, ' ')
      .trim()
      .slice(0, nameLimit);
    // "Temperature" goes on a sentence as "temperature"; "QGL" and "Volume Flow RateRMS" are names.
    const plain = /^\p{Lu}\p{Ll}[^\p{Lu}]*$/u.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words;
    let id = `${device}.${slug(heading)}`;
    for (let n = 2; taken.has(id); n++) id = `${device}.${slug(heading)}_${n}`;
    taken.add(id);
    // A file of one unnamed column is its own sensor: "Machine temperature has risen", not "Machine temperature value".
    const name = columns.length === 1 && column === 'value' ? deviceName : `${deviceName} ${plain}`;
    return { id: id as SensorId, device, name, deviceName, quantity, unit };
  });
}
