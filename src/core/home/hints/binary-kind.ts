/** Home Assistant's device classes of two states (https://www.home-assistant.io/integrations/binary_sensor/#device-class) as kinds. */
import type { BinaryKind } from '../../watch/binary/index.ts';

const KINDS: ReadonlyMap<string, BinaryKind> = new Map<string, BinaryKind>([
  ...['smoke', 'gas', 'carbon_monoxide', 'moisture', 'safety'].map((name) => [name, 'danger'] as const),
  ...['tamper', 'problem', 'heat', 'cold'].map((name) => [name, 'trouble'] as const),
  ...['motion', 'vibration', 'sound', 'moving'].map((name) => [name, 'motion'] as const),
  ...['occupancy', 'presence'].map((name) => [name, 'presence'] as const),
  ...['plug', 'power', 'light', 'battery_charging', 'update'].map((name) => [name, 'operated'] as const),
  ['battery', 'low-battery'],
  ['connectivity', 'connection'],
  ['door', 'door'],
  ['garage_door', 'garage-door'],
  ['window', 'window'],
  ['opening', 'opening'],
  ['lock', 'lock'],
  ['running', 'running'],
]);

/** Things that run by themselves, whatever switches them. */
const RUNS = /\b(?:pump|compressor|burner|boiler|heater|motor|sump|irrigation|sprinkler|dehumidifier|purifier|ventilation)\b/i;

/** What a sensor of two states is about: by its class, and where that says little by its name. */
export function binaryKindOf(deviceClass: string, name: string): BinaryKind {
  const kind = KINDS.get(deviceClass) ?? 'plain';
  return (kind === 'plain' || kind === 'operated') && deviceClass !== 'update' && RUNS.test(name.slice(0, 200)) ? 'running' : kind;
}
