/** Options of the home: whether devices are found, and which of them Kinglet may switch. */
import Type from 'typebox';

const pattern = (description: string) =>
  Type.String({ minLength: 1, maxLength: 128, pattern: '^(?:all|area:[^\\u0000-\\u001f]+|[a-z_*?]+\\.[a-z0-9_*?]+)$', description });
const WHICH = 'all, an entity id (* is any characters, ? is one), or area: and the id or the name of a room.';

export const HomeOptions = Type.Object(
  {
    discovery: Type.Union([Type.Literal('on'), Type.Literal('off')], {
      default: 'on',
      description: 'on: devices that announce themselves (Home Assistant, Tasmota, Zigbee2MQTT) are found, named and shown.',
    }),
    prefix: Type.String({
      default: 'homeassistant',
      minLength: 1,
      maxLength: 64,
      pattern: '^[^+#$/\\u0000-\\u0020][^+#\\u0000-\\u0020]*$',
      description: 'First level of the topics on which devices announce themselves to Home Assistant.',
    }),
    allow: Type.Array(pattern(WHICH), {
      default: [],
      maxItems: 500,
      examples: [['light.*', 'area:kitchen']],
      description: `Devices that Kinglet may switch; all others it only reads. ${WHICH} What is risky is confirmed besides.`,
    }),
    deny: Type.Array(pattern(WHICH), {
      default: [],
      maxItems: 500,
      examples: [['lock.*']],
      description: `Devices that Kinglet never switches, though they are allowed. ${WHICH}`,
    }),
    answer_within: Type.Integer({
      default: 8,
      minimum: 1,
      maximum: 9,
      unit: 'seconds',
      description: 'How long a device may take to show that it has done what it was told; then Kinglet says that it did not answer.',
    }),
  },
  { default: {}, description: 'Devices that announce themselves on the broker, and what Kinglet may do to them.' },
);
export type HomeOptions = Type.Static<typeof HomeOptions>;
