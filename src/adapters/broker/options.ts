/** Options of the broker that Kinglet opens when none is configured. */
import Type from 'typebox';

export const BrokerOptions = Type.Object(
  {
    host: Type.String({
      default: '127.0.0.1',
      minLength: 1,
      maxLength: 253,
      pattern: '^[A-Za-z0-9.:%_-]+$',
      description:
        'Address to listen on. The default is reachable from this machine only; it asks nobody for a password, so think before widening it.',
    }),
    port: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 65_535,
        examples: [1883],
        description: 'TCP port; 0 takes any free one. When absent: 1883, or the next free one.',
      }),
    ),
  },
  { default: {}, description: 'The broker that Kinglet opens by itself when there is no mqtt section (MQTT 3.1.1).' },
);
export type BrokerOptions = Type.Static<typeof BrokerOptions>;
