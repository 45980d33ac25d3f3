/** Words that go with a verb and say nothing about which device is meant: "send it back to its base", "play the next song". */
import type { Intent } from '../intent.ts';
import { isName, isPlace, type Sentence } from '../sentence.ts';

/** Words that belong to the verb of an intent rather than to its target. */
const IDLE_WORDS: Partial<Record<Intent, RegExp>> = {
  dock: /^(?:base|station|dock|docking|home|charging|charge|charger|back|place|spot|recharge|cradle)$/,
  clean: /^(?:floor|floors|up|house|home|apartment|flat|cleaning|cleanup|everything|whole|dust|carpet|carpets)$/,
  start:
    /^(?:cleaning|vacuuming|mowing|work|working|job|cycle|cleanup|morning|evening|afternoon|usual|first|nice|hot|strong|fresh|quick|big|large|small|double)$/,
  pause: /^(?:current|task|operation|session|job|work|moment)$/,
  stop: /^(?:emergency|current|task|operation|session|job|work|cleaning|vacuuming|mowing|moving|working|watering)$/,
  next: /^(?:forward|ahead|advance|next|song|track|station|item)$/,
  previous: /^(?:backward|backwards|back)$/,
  raise: /^(?:half|as|twice|double|much|times|triple|fast|loud|high|strong|quick|too|way|far|quiet|dark|dim|slow|cold)$/,
  lower: /^(?:half|as|twice|halve|much|times|too|way|far|loud|bright|fast|hot|warm)$/,
};

const MEDIA: ReadonlySet<Intent> = new Set<Intent>(['play', 'pause', 'next', 'previous', 'mute', 'unmute', 'stop']);

/** What a player plays is no player. */
const MEDIA_WORDS =
  /^(?:next|previous|prior|last|first|item|items|song|songs|track|tracks|music|audio|sound|playback|playing|one|episode|chapter|video|movie|show|album|playlist|podcast|tune|tunes|media|volume|again|station|channel|film|beginning|to|go)$/;

const WORKED = /^(?:water|watering|irrigate|irrigating|sprinkle|sprinkling|heating|warming|cooling|mow|cut|lawn|grass)$/;

/** Whether token `at` is such a word of a clause with that intent. */
export function isIdleWord(sentence: Sentence, at: number, intent: Intent): boolean {
  const word = sentence.tokens[at]?.text ?? '';
  // A weather service or a zone is often called "Home": that is where the vacuum is sent.
  const placeless = sentence.mentionAt[at]?.refs.every((r) => r.type === 'entity' && /^(?:weather|zone|sun)\./.test(r.id)) === true;
  if (isName(sentence, at) && !(intent === 'dock' && placeless)) return false;
  return (IDLE_WORDS[intent]?.test(word) === true && !isPlace(sentence, at)) || (MEDIA.has(intent) && MEDIA_WORDS.test(word));
}

/** Whether it is the verb of those that speak of a device by themselves (`about.ts`). */
export const isWorkWord = (word: string): boolean => WORKED.test(word);
