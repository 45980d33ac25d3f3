/** What people say around a command: greetings, politeness, wishes. What is left is the command itself. */

/** Said before a command; each is taken off as often as it comes. */
const BEFORE: readonly RegExp[] = [
  /^when(?:ever)? you (?:can|have (?:time|a moment|a second|a minute|a chance)|get (?:a (?:chance|moment|minute|second)|to it|around to it))(?= )/,
  /^(?:hey|hi|hello|okay|so|well|um+|uh+|er|hmm+|oh|yo|right|now|then|and|also|but|please|kindly|alexa|siri|google|computer|jarvis|kinglet|olly|assistant|home|house|quickly|quick|just|actually|significantly|considerably|drastically|greatly|marginally|somewhat|slightly|gradually|gently|further|furthermore|finally|additionally|lastly|afterwards|maybe|perhaps|,|\.|!|;|:|")(?= )/,
  /^(?:good (?:morning|evening|day|afternoon))(?= [,a-z])(?! (?:mode|scene|routine)$)/,
  /^(?:can|could|would|will|may|might|shall) (?:you|we|i|u|someone|somebody)(?: (?:please|kindly|maybe|perhaps|possibly|just|also|quickly|all))*(?= )(?! (?:hear|see|tell|say|explain|know|believe))/,
  /^(?:would|do) you mind(?= )/,
  /^(?:is it|would it be) (?:fine|okay|all right|alright) (?:if|that) (?:you|i|we)(?: could| can)?(?= )/,
  /^(?:ask|request|beg|trouble) (?:you|u) (?:to|that you)(?= )/,
  /^request that(?= )/,
  /^(?:be able|manage) to(?= )/,
  /^(?:disclose|reveal|inform (?:me|us)|enlighten (?:me|us)|clue (?:me|us) in)(?: (?:as to|about|on|of|for me))*(?= (?:how|what|which|whether|if|who|when|where|why)\b)/,
  /^(?:let us|i will|we will|i would like to|we would like to) have(?= (?!a |an |some |dinner|lunch|breakfast|coffee|fun).*\b(?:in|at|to|on|off|open|closed|locked|unlocked)\b)/,
  /^(?:will|would|could) you be so kind(?: as to| and)?(?= )/,
  /^(?:it would be (?:great|nice|lovely|much appreciated|appreciated|helpful) if(?: you could)?|i would appreciate it if you(?: could)?)(?= )/,
  /^(?:is it possible|would it be possible|is there a way) (?:to|for you to)(?= )/,
  /^(?:i|we) (?:would like|want|need|would love|wish|would prefer|would appreciate it if)(?: you| it| for you)?(?: to)?(?= )(?= (?:you |to )?(?:turn|switch|set|make|close|open|lock|unlock|start|stop|dim|brighten|play|pause|shut|put|lower|raise|increase|decrease|adjust|change|bring|get|run|activate|deactivate|enable|disable|add|clean|vacuum|hear|listen))/,
  /^(?:i|we) (?:would like|want|need)(?: you)? to(?= )/,
  /^(?:i|we) (?:would like|want|need)(?= (?!to |you |a |an |some |more |coffee).*\b(?:to be|to change|to turn|to go|at|on|off|up|down|open|closed|shut|locked|unlocked|started|stopped|running|cleaned|dimmed|brighter|dimmer|warmer|cooler|louder|\d+)\b)/,
  /^(?:see to it(?: that)?|make sure(?: that)?|ensure(?: that)?|make certain(?: that)?|be so kind as to|go ahead and|be so kind (?:and|as to)|be a dear and|do me a favor and|try to|make sure to|remember to|do not forget to|feel free to|you can|you may|you should|please do|let us|time to|it is time to|if you (?:could|can|would)(?: please)?|i was wondering if you could|i think you should|help me(?: to)?|i would be grateful if you could)(?= )/,
];

/** No hurry: "when you get a chance". */
const LEISURE =
  'when(?:ever)? (?:you (?:can|like|want|have (?:time|a moment|a second|a minute|a chance)|get (?:a (?:chance|moment|minute|second)|to it|around to it)|are (?:ready|free))|possible)';

const AFTER: readonly RegExp[] = [
  new RegExp(` ${LEISURE}$`),
  / by [a-z]+ing (?:it|them|those)(?: (?:up|down|on|off|out))?$/,
  // Why somebody wants it: "… it is hard to see down here", "… so that I can sleep".
  /(?<!\b(?:when|if|because|that|while|until|once|unless|whenever|as|since|what|how|where|turn|keep|leave|set|make|tell me|check)) (?:because|so that|so (?:i|we) can|since (?:it|i|we)|as (?:it|i|we) (?:is|am|are)|it is (?:too|so|hard|very|really|getting|pretty|a bit|kind of)|i (?:am|can not|can hardly|can barely|can not)) (?!off$|on$).{2,80}$/,
  / (?:please|thanks|thank you|for me|for us|now|right now|right away|immediately|okay|quickly|if you can|if you could|if possible|would you|will you|could you|can you|as soon as possible|asap|at once|already|buddy|dude|mate|man|sir|alexa|siri|olly|kinglet|thank you very much|cheers|\.|!|,)$/,
];

/** How many words of `text` come before the command, and how many after it. */
export function politeness(text: string): { readonly before: number; readonly after: number } {
  let rest = text;
  let before = 0;
  let after = 0;
  for (let round = 0; round < 12; round++) {
    const hit = BEFORE.map((pattern) => pattern.exec(rest)).find((m) => m !== null);
    if (!hit) break;
    before += hit[0].split(' ').length;
    rest = rest.slice(hit[0].length + 1);
  }
  for (let round = 0; round < 8; round++) {
    const hit = AFTER.map((pattern) => pattern.exec(rest)).find((m) => m !== null);
    if (!hit) break;
    after += hit[0].trim().split(' ').length;
    rest = rest.slice(0, hit.index);
  }
  return { before, after };
}
