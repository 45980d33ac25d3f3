/** Options of the web server. */
import Type from 'typebox';

export const WebOptions = Type.Object(
  {
    host: Type.String({
      default: '127.0.0.1',
      minLength: 1,
      maxLength: 253,
      pattern: '^[A-Za-z0-9.:%_-]+$',
      examples: ['127.0.0.1'],
      description:
        'Address to listen on. The default is reachable from this machine only; nothing here asks for a password, so think before widening it.',
    }),
    port: Type.Integer({
      default: 5464,
      minimum: 0,
      maximum: 65535,
      description: 'TCP port; 0 takes any free one, which the log then names. (5464 spells KING on a telephone.)',
    }),
    names: Type.Array(Type.String({ minLength: 1, maxLength: 253, pattern: '^[A-Za-z0-9._-]+$', examples: ['gateway.local'] }), {
      default: [],
      maxItems: 16,
      description:
        'Further host names it may be called by. Requests for other names are refused, so that a web page elsewhere cannot reach it through its visitor (DNS rebinding).',
    }),
  },
  { default: {}, description: 'Health, metrics, the state of the sensors, and sentences over HTTP.' },
);
export type WebOptions = Type.Static<typeof WebOptions>;
