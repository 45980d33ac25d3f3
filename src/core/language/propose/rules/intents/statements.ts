/** Sentences that want nothing done: prohibitions, and what somebody merely tells. */
import type { Pattern } from './pattern.ts';

export const FORBID: readonly Pattern[] = [
  {
    intent: 'forbid',
    pattern:
      /^(?:leave|keep) (?!it at|them at)(?!.*\d).*\b(?:on|off|open|closed|shut|running|locked|unlocked|alone|as (?:it|they) (?:is|are))$|^(?:leave|keep) (?:it|them|that|everything)(?: alone| as it is| on| off)?$/,
  },
  {
    intent: 'forbid',
    pattern: /^(?:stop|quit) (?:turning|switching|opening|closing|shutting|changing|dimming|locking|unlocking|messing|touching|setting)\b/,
  },
  {
    intent: 'forbid',
    pattern:
      /^(?:please )?(?:do not|never|no need to|you do not (?:need|have) to|you must not|you should not|i do not want(?: you)? to|we do not want|do not you dare|not yet|under no circumstances|whatever you do do not)\b/,
  },
  { intent: 'forbid', pattern: /^(?:i|we) (?:do not|would not|never) (?:want|need|like|wish)\b/ },
  { intent: 'forbid', pattern: /^no more (?!of |than )[a-z]+$/ },
];

/** Somebody tells something: nothing is to be done. */
export const STATEMENTS: readonly Pattern[] = [
  {
    intent: 'statement',
    pattern:
      /^(?:it|this|that|he|she|they|these|those) (?:is|are|was|were|has|had|looks?|sounds?) (?!too|so|very dark|very bright|dark|bright|cold|hot|freezing|getting|time)(?!.*\b(?:dark|bright|cold|hot|warm|chilly|stuffy|humid|loud|noisy|dim|cool|freezing|boiling)\b)/,
  },
  {
    intent: 'statement',
    pattern:
      /^(?:i|we|he|she|they|you|someone|somebody|nobody|everyone|my \S+|our \S+|the (?:kids|children|cat|dog|neighbors?|boss|operator|technician)) (?:have |has |had |just |already |did |was |were |am |are |is |always |never |usually |think |thought |believe |know |said |says |told |like |love |hate |wish |hope |wonder |used |would |should |could |might |may |forgot |remember |left |turned |switched |opened |closed |locked |unlocked |bought |saw |heard |painted |fixed |broke |cleaned |installed |replaced |dream|feel )/,
  },
  {
    intent: 'statement',
    pattern:
      /^(?:yesterday|earlier|last (?:night|week|month|year)|this morning|if i|if we|if only|when i was|back when|sometimes|it would be|it is (?:nice|good|great|funny|interesting)|that is|there is|there was|there are|thanks|thank you|because|since i|whenever)\b/,
  },
];
