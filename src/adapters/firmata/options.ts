/** Options of the boards. */
import Type from 'typebox';
import { PORT_NAME } from '../../core/protocol/port-name.ts';

const name = { minLength: 1, maxLength: 48, pattern: '^[^\\u0000-\\u001f]+$' };

/** One value of johnny-five's options, as far as they can be written in a file. */
const PartOption = Type.Union([
  Type.Number(),
  Type.Boolean(),
  Type.String({ maxLength: 64 }),
  Type.Array(Type.Union([Type.Number(), Type.String({ maxLength: 64 })]), { maxItems: 16 }),
]);

export const PartClasses = [
  'Thermometer',
  'Hygrometer',
  'Barometer',
  'Light',
  'Proximity',
  'Motion',
  'Sensor',
  'Button',
  'Switch',
  'Led',
  'Relay',
  'Servo',
  'Motor',
] as const;

export const PartDomains = ['light', 'switch', 'fan', 'cover', 'valve', 'siren', 'humidifier'] as const;

export const PartOptions = Type.Object(
  {
    class: Type.Enum(PartClasses, {
      description: 'What it is, as johnny-five calls it; http://johnny-five.io/api has their options.',
      examples: ['Servo'],
    }),
    name: Type.String({ ...name, examples: ['Vent'], description: 'What people call it.' }),
    options: Type.Record(Type.String({ pattern: '^[A-Za-z][A-Za-z0-9]{0,31}$' }), PartOption, {
      default: {},
      maxProperties: 32,
      examples: [{ pin: 9, range: [0, 90] }],
      description: "What johnny-five's constructor takes: pin, controller, range, type, …",
    }),
    as: Type.Optional(
      Type.Enum(PartDomains, {
        examples: ['valve'],
        description:
          'What it is in the home, where that is not what its class usually is (Led light, Relay switch, Servo cover, Motor fan).',
      }),
    ),
    area: Type.Optional(Type.String({ ...name, examples: ['greenhouse'], description: 'Id of the area it is in.' })),
    aliases: Type.Array(Type.String(name), { default: [], maxItems: 8, examples: [['window flap']], description: 'Further names.' }),
    unit: Type.Optional(Type.String({ maxLength: 12, examples: ['%'], description: 'Unit of what a Sensor measures.' })),
    scale: Type.Optional(
      Type.Array(Type.Number(), {
        minItems: 2,
        maxItems: 2,
        examples: [[0, 100]],
        description: 'What the ends of a Sensor’s range mean, in its unit.',
      }),
    ),
  },
  { description: 'A sensor or an actuator on the pins of a board.' },
);
export type PartOptions = Type.Static<typeof PartOptions>;

export const ChannelOptions = Type.Object(
  {
    name: Type.Optional(
      Type.String({ ...name, examples: ['vibration'], description: 'What the channel is called, instead of what the firmware says.' }),
    ),
    unit: Type.Optional(Type.String({ maxLength: 12, examples: ['m/s²'], description: 'Unit after scaling.' })),
    scale: Type.Number({ default: 1, examples: [9.80665], description: 'Multiplies what the firmware says in its own unit.' }),
  },
  { description: 'One channel of the board’s converter; the first entry is channel 0.' },
);

export const BoardOptions = Type.Object(
  {
    port: Type.String({
      minLength: 1,
      maxLength: 256,
      pattern: PORT_NAME,
      examples: ['/dev/serial/by-id/usb-Arduino_Uno-if00'],
      description: 'Its port, named as those of `serial`: a path, usb:VID:PID[:SERIAL], or tcp://host:port.',
    }),
    name: Type.Optional(Type.String({ ...name, examples: ['Pump'], description: 'Name of the device, as sentences begin.' })),
    baud: Type.Integer({
      default: 115_200,
      minimum: 300,
      maximum: 4_000_000,
      unit: 'baud',
      description: "Speed: 115200 for Kinglet's firmware, 57600 for most of Firmata's.",
    }),
    features: Type.Union([Type.Literal('changes'), Type.Literal('every'), Type.Literal('off')], {
      default: 'changes',
      description:
        'When the board sends what it has measured: every window, or when something has changed and each `heartbeat` windows. off: only its pins are used.',
    }),
    window: Type.Union([Type.Literal(64), Type.Literal(128), Type.Literal(256), Type.Literal(512), Type.Literal(1024)], {
      default: 512,
      description: 'Samples in a window.',
    }),
    heartbeat: Type.Integer({
      default: 10,
      minimum: 1,
      maximum: 255,
      unit: 'windows',
      description: 'At least one in so many windows is sent.',
    }),
    hold: Type.Integer({ default: 8, minimum: 0, maximum: 255, unit: 'windows', description: 'Sent after a change, each of them.' }),
    delta: Type.Integer({
      default: 16,
      minimum: 0,
      maximum: 255,
      description: 'What counts as a change: so many eighths of an octave of power in a band (8: twice the power); 0 for nothing.',
    }),
    threshold: Type.Integer({
      default: 0,
      minimum: 0,
      maximum: 4_095,
      unit: 'counts',
      description: 'A peak of so many counts of the converter counts as a change too; 0 for none.',
    }),
    channels: Type.Array(ChannelOptions, { default: [], maxItems: 8, description: "The channels of Kinglet's firmware, in order." }),
    parts: Type.Array(PartOptions, {
      default: [],
      maxItems: 32,
      description: 'What hangs on its pins, in the words of johnny-five: sensors are watched, actuators obey.',
    }),
  },
  { description: "A microcontroller with Kinglet's firmware, or with any Firmata." },
);
export type BoardOptions = Type.Static<typeof BoardOptions>;

export const BoardsOptions = Type.Array(BoardOptions, {
  default: [],
  maxItems: 16,
  description: 'Microcontrollers on serial ports: what they measure, and what hangs on their pins.',
});
export type BoardsOptions = Type.Static<typeof BoardsOptions>;
