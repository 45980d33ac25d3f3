/** Options of the language path: what is known of the home, and what guards it. */
import Type from 'typebox';

const file = { minLength: 1, maxLength: 1024, pattern: '^[^\\u0000]+$' };

export const LanguageOptions = Type.Object(
  {
    home: Type.Optional(
      Type.String({
        ...file,
        examples: ['/etc/kinglet/home.yaml'],
        description:
          'File that describes the home: floors, areas and entities with their names, as for `kinglet understand`. The sensors are known without it; it gives them rooms and further names.',
      }),
    ),
    place: Type.Optional(
      Type.Object(
        {
          latitude: Type.Number({
            minimum: -90,
            maximum: 90,
            unit: '°',
            examples: [52.52],
            description: 'Degrees north of the equator; negative for south.',
          }),
          longitude: Type.Number({
            minimum: -180,
            maximum: 180,
            unit: '°',
            examples: [13.4],
            description: 'Degrees east of Greenwich; negative for west.',
          }),
        },
        { description: 'Where this is, for sunrise and sunset ("close the blinds half an hour after sunset"). It goes nowhere.' },
      ),
    ),
    pin_file: Type.Optional(
      Type.String({
        ...file,
        examples: ['/etc/kinglet/pin'],
        description: 'File whose first line is the PIN (4 to 12 digits) that confirms what is risky: unlocking, opening, disarming.',
      }),
    ),
  },
  { default: {}, description: 'What people say to Kinglet, on `kinglet/command`, over HTTP and with `kinglet say`.' },
);
export type LanguageOptions = Type.Static<typeof LanguageOptions>;
