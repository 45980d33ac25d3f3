/** The few messages of Firmata that are read here too; all others go to whoever speaks it. https://github.com/firmata/protocol */
import { START_SYSEX } from './splitter.ts';

const REPORT_FIRMWARE = 0x79;
const NAME_MAX = 60;

/** The name and version in a firmware report: `StandardFirmata.ino 2.5`, `kinglet/avr328p 1.0`. Undefined for every other message. */
export function readFirmware(message: Uint8Array): string | undefined {
  if (message[0] !== START_SYSEX || message[1] !== REPORT_FIRMWARE || message.length < 5) return undefined;
  let name = '';
  // Each character in two halves of 7 bits.
  for (let i = 4; i + 1 < message.length - 1 && name.length < NAME_MAX; i += 2) {
    const letter = (message[i] ?? 0) | ((message[i + 1] ?? 0) << 7);
    if (letter >= 0x20 && letter < 0x7f) name += String.fromCharCode(letter);
  }
  return `${name || 'unnamed'} ${message[2]}.${message[3]}`;
}
