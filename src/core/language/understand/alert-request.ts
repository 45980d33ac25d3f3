/** What people say to alerts, as a request: read here, done by whoever keeps the alerts. */
import { resolve } from '../ground/index.ts';
import type { Intent } from '../intent.ts';
import { durationIn, type ReadClause } from '../read/index.ts';
import type { Sentence } from '../sentence.ts';
import type { Piece } from './pieces.ts';
import type { World } from './world.ts';

export interface AlertRequest {
  readonly intent: Extract<Intent, 'alert_ack' | 'alert_snooze' | 'alert_normal'>;
  /** The clause as it was said. */
  readonly text: string;
  /** The words for what it is about; absent: whichever alert is open. */
  readonly target?: string;
  /** Ids of the entities that these words name. */
  readonly entities: readonly string[];
  /** How long to be quiet, in seconds, where a span was said. */
  readonly seconds?: number;
}

export const isAlertVerb = (intent: Intent): intent is AlertRequest['intent'] =>
  intent === 'alert_ack' || intent === 'alert_snooze' || intent === 'alert_normal';

const NOUN = /^(?:alarms?|alerts?|warnings?)$/;
/** Words of these sentences that are no name of anything. */
const OWN =
  /^(?:(?:the|that|this|all|my|any|it|alarms?|alerts?|warnings?|sensors?|an?|now|please|normal|everything|them|those|as|of|for|is|ignore|silence|mute|snooze|acknowledge|ack|dismiss|mark|accept) ?)*$/i;

export function alertRequest(sentence: Sentence, read: ReadClause, world: World): Piece[] {
  const { intent } = read.deed;
  if (!isAlertVerb(intent)) return [];
  // Nothing to be done to: said at once, whoever keeps the alerts. What is normal may be over already.
  if (!world.alerts().some(({ state }) => state === 'open') && (intent !== 'alert_normal' || world.alerts().length === 0))
    return [{ kind: 'answer', reply: 'No alert is open.', ids: [] }];
  const named = read.phrases.targets.find(({ text }) => !OWN.test(text.trim()));
  // "the pump alarm": the alarm is not part of the pump's name.
  const phrase = named && { ...named, tokens: named.tokens.filter((at) => !NOUN.test(sentence.tokens[at]?.text ?? '')) };
  const grounded =
    phrase === undefined
      ? undefined
      : resolve(
          { ...phrase, plural: true },
          { sentence, deed: { intent: 'ask_state' }, asking: true, stateOf: (id) => world.now(id)?.state ?? '' },
        );
  const target = phrase?.text.replace(/\b(?:alarms?|alerts?|warnings?)\b/gi, '').trim();
  const span = durationIn(sentence, read.from, read.to);
  return [
    {
      kind: 'alert',
      request: {
        intent,
        text: read.text,
        ...(target === undefined || target === '' ? {} : { target }),
        entities: grounded === undefined || grounded.kind === 'none' ? [] : grounded.ids,
        ...(span === undefined ? {} : { seconds: span.seconds }),
      },
    },
  ];
}
