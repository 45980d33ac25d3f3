/** Options of the serial ports. */
import Type from 'typebox';
import { PORT_NAME } from '../../core/protocol/port-name.ts';

export const SerialPortOptions = Type.Object(
  {
    port: Type.String({
      minLength: 1,
      maxLength: 256,
      pattern: PORT_NAME,
      examples: ['/dev/serial/by-id/usb-Arduino_Uno-if00'],
      description:
        'The port: a path (best below /dev/serial/by-id), usb:VID:PID or usb:VID:PID:SERIAL, or tcp://host:port (ser2net and the like).',
    }),
    name: Type.Optional(
      Type.String({ minLength: 1, maxLength: 48, examples: ['Pump'], description: 'Name of the device behind it, as sentences begin.' }),
    ),
    baud: Type.Integer({
      default: 115_200,
      minimum: 50,
      maximum: 4_000_000,
      unit: 'baud',
      description: 'Speed; must be that of the device.',
    }),
    format: Type.Union([Type.Literal('auto'), Type.Literal('csv'), Type.Literal('pairs'), Type.Literal('json')], {
      default: 'auto',
      description: 'What a line is: numbers in columns (csv), name:value pairs, or JSON; auto looks at each.',
    }),
    columns: Type.Array(Type.String({ maxLength: 48 }), {
      default: [],
      maxItems: 64,
      examples: [['vibration', 'temperature']],
      description:
        'Names of the columns of csv lines, in order; an empty name leaves a column out. A header line from the device does the same.',
    }),
    units: Type.Array(Type.String({ maxLength: 12 }), {
      default: [],
      maxItems: 64,
      examples: [['mm/s', '°C']],
      description: 'Units of the columns, in the same order.',
    }),
  },
  { description: 'One serial port: one line of text is one sample.' },
);
export type SerialPortOptions = Type.Static<typeof SerialPortOptions>;

export const SerialOptions = Type.Array(SerialPortOptions, { default: [], maxItems: 32, description: 'Serial ports to listen to.' });
export type SerialOptions = Type.Static<typeof SerialOptions>;
