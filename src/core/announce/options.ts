/** Options of how Kinglet shows itself to others. */
import Type from 'typebox';

export const AnnounceOptions = Type.Object(
  {
    home_assistant: Type.Union([Type.Literal('auto'), Type.Literal('on'), Type.Literal('off')], {
      default: 'auto',
      description:
        'Whether Kinglet shows itself in Home Assistant by MQTT discovery. auto: where a broker is configured and not shared with other Kinglets (mqtt.share). off: and what it has shown there is taken away.',
    }),
    prefix: Type.String({
      default: 'homeassistant',
      minLength: 1,
      maxLength: 64,
      pattern: '^[^+#$/\\u0000-\\u0020][^+#\\u0000-\\u0020]*$',
      description: "Home Assistant's discovery prefix.",
    }),
    interval: Type.Integer({
      default: 60,
      minimum: 10,
      maximum: 3_600,
      unit: 'seconds',
      description:
        'How often states are published when nothing changes; after three times as long without one, Home Assistant shows them as unavailable.',
    }),
    max_devices: Type.Integer({
      default: 250,
      minimum: 0,
      maximum: 2_000,
      unit: 'devices',
      description: 'Most watched devices that are shown; further ones are watched all the same.',
    }),
  },
  { default: {}, description: 'How Kinglet shows itself to Home Assistant.' },
);
export type AnnounceOptions = Type.Static<typeof AnnounceOptions>;
