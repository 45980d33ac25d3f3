/** Options of the MQTT connection. */
import Type from 'typebox';

const topic = (description: string) => Type.String({ minLength: 1, maxLength: 256, pattern: '^[^\\u0000]+$', description });

export const TlsOptions = Type.Object(
  {
    ca: Type.Optional(
      Type.String({
        minLength: 1,
        examples: ['/etc/kinglet/ca.pem'],
        description: "File with the certificate of the authority that signed the broker's; the system's authorities when absent.",
      }),
    ),
    cert: Type.Optional(
      Type.String({
        minLength: 1,
        examples: ['/etc/kinglet/client.pem'],
        description: 'File with the client certificate, where the broker asks for one.',
      }),
    ),
    key: Type.Optional(
      Type.String({ minLength: 1, examples: ['/etc/kinglet/client.key'], description: 'File with the key of the client certificate.' }),
    ),
    verify: Type.Union([Type.Literal('full'), Type.Literal('none')], {
      default: 'full',
      description: 'full: the certificate must be valid and be for this host. none: anybody may pretend to be the broker; for trials only.',
    }),
  },
  { default: {}, description: 'Encryption; used with mqtts:// and wss://.' },
);
export type TlsOptions = Type.Static<typeof TlsOptions>;

export const MqttOptions = Type.Object(
  {
    url: Type.String({
      pattern: '^(mqtt|mqtts|ws|wss)://[^\\s]+$',
      maxLength: 512,
      examples: ['mqtt://192.168.1.10:1883'],
      description: 'The broker: mqtt:// or mqtts://, ws:// or wss://, host and port.',
    }),
    username: Type.Optional(Type.String({ maxLength: 256, examples: ['kinglet'], description: 'User name at the broker.' })),
    password: Type.Optional(
      Type.String({
        maxLength: 1024,
        examples: ['secret'],
        description: 'Password at the broker; better in a file of its own (password_file).',
      }),
    ),
    password_file: Type.Optional(
      Type.String({
        minLength: 1,
        examples: ['/etc/kinglet/mqtt-password'],
        description: 'File whose first line is the password; read at each connection.',
      }),
    ),
    client_id: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 128,
        pattern: '^[^\\u0000-\\u001f]+$',
        examples: ['kinglet-gateway'],
        description: 'Name of this client. With qos 1 the broker then keeps messages for it while it is away.',
      }),
    ),
    version: Type.Union([Type.Literal('auto'), Type.Literal('5'), Type.Literal('3.1.1'), Type.Literal(5)], {
      default: 'auto',
      description: 'Protocol version; auto speaks 5 where the broker does, else 3.1.1.',
    }),
    tls: TlsOptions,
    topics: Type.Array(topic('A topic filter: + is one level, # the rest.'), {
      default: ['#'],
      minItems: 1,
      maxItems: 100,
      description: 'What to listen to, as topic filters (+ is one level, # the rest).',
    }),
    ignore: Type.Array(topic('A topic filter: + is one level, # the rest.'), {
      default: [],
      maxItems: 1_000,
      description: 'What not to listen to, as topic filters.',
    }),
    share: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 64,
        pattern: '^[^/+#]+$',
        examples: ['kinglets'],
        description: 'Share the messages with other Kinglets of this group ($share): each message goes to one of them.',
      }),
    ),
    qos: Type.Union([Type.Literal(0), Type.Literal(1)], {
      default: 0,
      description:
        '0: when it gets too much the oldest readings fall off. 1: the broker is made to wait instead, for messages published with QoS 1.',
    }),
    prefix: Type.String({
      default: 'kinglet',
      minLength: 1,
      maxLength: 64,
      pattern: '^[^+#$/\\u0000-\\u0020][^+#\\u0000-\\u0020]*$',
      description: 'First level of the topics that Kinglet itself publishes; each Kinglet at a broker needs its own.',
    }),
    time: Type.Union([Type.Literal('arrival'), Type.Literal('payload')], {
      default: 'arrival',
      description: 'When a reading was taken: when its message arrived, or the time in its payload where there is a believable one.',
    }),
    time_field: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 64,
        examples: ['measured_at'],
        description: 'Key of that time at the top of the payload (ISO 8601, epoch seconds or milliseconds); the usual ones are known.',
      }),
    ),
  },
  { description: 'The broker to listen to. Without this section Kinglet opens one of its own.' },
);
export type MqttOptions = Type.Static<typeof MqttOptions>;
