/** What can be wrong with a board, by code: the codes never change. */
import { type Fault, fault } from '../base/index.ts';

const FAULTS = {
  'frame/packing': ['Frames arrive in a length that cannot be; they are dropped.', 'A bad cable, or electrical noise on it?'],
  'frame/crc': ['Frames arrive with a wrong checksum; they are dropped.', 'A bad cable, or electrical noise on it?'],
  'frame/cut': ['Messages break off; they are dropped.', 'A bad cable, or electrical noise on it?'],
  'frame/oversize': ['Messages are longer than there are any; they are dropped.', 'Is the baud rate that of the board?'],
  'frame/stray': ['Bytes arrive that belong to no message; they are dropped.', 'Is the baud rate that of the board?'],
  'frame/length': [
    'Frames with a right checksum are not as long as their kind is; they are dropped.',
    'Firmware and Kinglet should be of one version: kinglet flash.',
  ],
  'board/silent': [
    'Nothing on this port answers as a board.',
    'Is it flashed, and is the baud rate that of its firmware? `kinglet flash` tells what is there.',
  ],
  'board/garbage': [
    'This port speaks, but not as a board does.',
    'Is the baud rate that of its firmware, and was it flashed to the end? `kinglet flash` tells what is there.',
  ],
  'board/foreign': [
    'This board runs a firmware that is not Kinglet’s: its pins can be used, but it measures no vibration and the like.',
    '`kinglet flash` tells how to put Kinglet’s firmware on it.',
  ],
  'board/version': [
    'This board speaks another version of the protocol; what it says cannot be read.',
    'Bring firmware and Kinglet to one version: `kinglet flash`.',
  ],
  'board/command': [
    'This board sends frames of a kind that this Kinglet does not know; they are left alone.',
    'A newer Kinglet may know them.',
  ],
  'board/old-firmware': ['This board runs an old firmware.', '`kinglet flash` tells how to bring it up to date.'],
  'board/constants': ['What this board tells of its constants contradicts itself; it is asked again.', undefined],
  'board/schema': ['Frames came whose constants are not known (any more); they were dropped, and the constants are asked for.', undefined],
  'board/value': [
    'Frames with a right checksum hold sums that no samples can have; they are dropped.',
    'Please report it: it is a mistake in a firmware.',
  ],
  'board/gap': ['Frames of this board are missing; they stay a gap.', undefined],
  'board/lost': ['This board had to drop frames because its line was full.', 'Raise the baud rate, or send fewer channels.'],
  'board/overrun': ['This board was too busy to take every sample.', 'Let it sample fewer channels.'],
  'board/misheard': ['This board did not understand everything that was sent to it.', 'A bad cable, or electrical noise on it?'],
  'board/rx-lost': ['This board lost bytes that were sent to it.', undefined],
  'board/clipped': ['A signal reached the end of the converter’s range: it is stronger than what is measured.', 'Turn its gain down.'],
  'board/restarted': ['This board has started again.', undefined],
  'board/reset-loop': [
    'This board starts again and again; it is left alone until it stays up.',
    'Its supply may be too weak for what hangs on it, or its firmware broken: try it without its loads.',
  ],
  'board/quiet': ['This board has fallen silent; it is asked again who it is.', undefined],
  'board/refused': [
    'This board refuses how its features are to be sent.',
    'Its firmware may allow less than the configuration asks for (window, channels).',
  ],
} as const satisfies Readonly<Record<string, readonly [detail: string, hint: string | undefined]>>;

export type BoardFault = keyof typeof FAULTS;

/** `about`: what only this case knows, put in brackets. It comes from the wire: cleaned and shortened. */
export function faultOf(code: BoardFault, about?: string): Fault {
  const [detail, hint] = FAULTS[code];
  const clean = about?.replaceAll(/\p{C}/gu, '').slice(0, 60);
  return fault(code, clean ? `${detail.slice(0, -1)} (${clean}).` : detail, hint);
}
