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
  {
    // "The radio was on all night", "the power went out", "pump P-101 was started at six".
    intent: 'statement',
    pattern:
      /^(?!when |if |once |after |until |as soon |while |unless |(?:leave|keep|put|set|make|turn|switch|get|change|bring|undo) ).{1,60} (?:was|were|went|has been|have been|had been|used to|got stuck|broke|fell|died|forgot)\b/,
  },
  {
    // "Anna switched the lamp on", "the night shift closed the valve", "the lights turned off".
    intent: 'statement',
    pattern:
      /^(?:N|(?:the|my|our|a|an|his|her|their) (?:\S+ ){1,3}?)\s?(?:just |already |always |never |finally )?(?:turned|switched|opened|closed|shut|locked|unlocked|started|stopped|dimmed|left|set|painted|bought|moved|cleaned|used) (?:(?:off|on|up|down) )?(?:the|my|our|a|an|all|every|it|them|itself|themselves|N|A|yesterday|today|again|by)\b/,
  },
  {
    // How things are, rather than how they should be.
    intent: 'statement',
    pattern:
      /^(?:the|my|our|his|her|their|all|most|some|N|A|F|these|those) (?:.+ )?(?:is|are) (?:set (?:to|at) \S+(?: \S+)?$|always|never|usually|often|sometimes|already|broken|dead|out of order|beautiful|lovely|great|nice|new|old|expensive|cheap|mine|ours)\b/,
  },
  {
    // What somebody means to do himself.
    intent: 'statement',
    pattern:
      /^(?:i|we|he|she|they|N) (?:will|shall|am going to|are going to|is going to|am about to|are about to) (?!be (?:leaving|off|away|gone|home|back)|have|need|take a|leave|go (?:to|out))\S+/,
  },
  {
    // How something behaves, which nobody here can mend.
    intent: 'statement',
    pattern:
      /^(?:the|my|our|N|A) (?:\S+ ){0,4}?(?:flickers?|works?|rattles?|squeaks?|hums?|buzz(?:es)?|beeps?|leaks?|drips?|does not (?:work|turn|open|close|lock)|do not work|is not working|are not working|keeps \S+ing)\b(?!.* please$)/,
  },
  { intent: 'statement', pattern: /^to \S+ .* (?:you|one|we|they|people) (?:need|have|must|should|can|could)\b/ },
];

/** Asked of somebody else: shops, banks, telephones, dictionaries. */
export const WORLD: readonly Pattern[] = [
  {
    intent: 'other',
    sure: 0.95,
    pattern:
      /^(?:book|reserve|transfer|wire|email|text|phone|dial|translate|define|calculate|convert|google|navigate|recommend|pay|tweet|download|subscribe|unsubscribe|apply for|sign (?:me|us) up|fly|drive me|take me|write (?:a|an|me|us|down a)|tell (?:me|us) (?:a|an|about|the (?:story|news|difference|capital|meaning))|sing (?:me|us)|read me|send (?:\d+|some money|(?:a |an )?(?:text|email|letter|postcard|card|fax))|order (?:me |us )?(?:a |an |some )?(?:pizza|taxi|cab|uber|food|takeaway|dinner|book|ticket|tickets|flowers)|buy|call (?:a |an |my |me a |the )?(?:mom|mum|mother|dad|father|wife|husband|boss|doctor|police|taxi|cab|bank|office|friend|\d+)|set up a meeting|schedule (?:a|an|my) (?:meeting|appointment|call)|what (?:is|are) the (?:capital|population|exchange|meaning|definition|score|stock))\b/,
  },
];

/** All of a sentence is talk, whatever commands stand in it: "turning off the lights saves energy", "translate 'turn off the light'". */
export const TALK =
  /^(?:turning|switching|opening|closing|leaving|setting|keeping|using|having|running|dimming|locking|unlocking|heating|cooling|starting|stopping) (?!.* (?:please|now)$).+ (?:saves?|costs?|is|are|was|makes?|helps?|takes?|wastes?|uses?|will|would|can|could|means?|sounds?|seems?|gives?|keeps?|lets?|cools?|heats?|warms?|brings?|causes?|ruins?|hurts?|bothers?|prevents?)\b|^(?:translate|spell|pronounce|define|how do (?:you|i|we) (?:say|spell|pronounce)|what does .* mean)\b/;
/** The power went out and the lights turned off: what follows such a beginning is told, too. */
export const HAPPENED =
  /^(?:the|our|my|a) (?:\S+ ){1,3}?(?:went|was|were|came|broke|failed|tripped|happened|fell|died|started|stopped)\b.* and (?:the|my|our|it|they|then)\b/;
/** Templates, markup, queries: written for machines. */
export const CODE =
  /\{\{|\}\}|\{%|<\/?[a-z][^>]*>|\bdrop table\b|\bselect \S+ from\b|\bunion select\b|;\s*--|\$\(|&&|\|\||\bfunction\s*\(|=>/i;
