/** What is said about the conversation itself, messages to people, alerts and what is planned. */
import { type Pattern, p } from './pattern.ts';

/** Whole sentences that are about the conversation itself. */
export const CONVERSATION: readonly Pattern[] = [
  {
    intent: 'undo',
    pattern: p(
      `^(?:undo|revert|cancel|reverse|take back)(?: (?:that|it|this|everything))?(?: last)?(?: (?:the )?(?:last|previous) (?:one|thing|command|action|change))?$`,
    ),
  },
  { intent: 'undo', pattern: p(`^(?:undo|revert|cancel) (?:the |my |your )?(?:last|previous)(?: \\S+)?$`) },
  {
    intent: 'undo',
    pattern: p(
      `^(?:undo (?:what you (?:just )?did|the change|all that)|(?:put|change|set|turn|switch) (?:it|them|that|everything) back(?: (?:to )?(?:how|the way|as|what) it was.*)?|go back to (?:how|the way) it was(?: before)?|i changed my mind|back to how it was)$`,
    ),
  },
  {
    intent: 'nevermind',
    pattern: p(
      `^(?:never ?mind|forget (?:it|about it|that|about that)|ignore (?:that|it)(?! (?:\\S+ )?(?:sensors?|alarms?|alerts?|warnings?)\\b)|scratch that|disregard that|nothing|it does not matter|do not bother|leave it)(?: .*)?$`,
    ),
  },
  {
    intent: 'yes',
    pattern: p(
      `^(?:yes|yeah|yep|yup|sure|do it|go ahead|go for it|confirm|confirmed|of course|affirmative|absolutely|definitely|correct|certainly|please do|i am sure|that is right|right|exactly|all right|sounds good|proceed)(?: (?:please|do it|do that|do|go ahead|confirm|sure|thanks|that is right|i am sure|both|all|all of them))*$`,
    ),
  },
  {
    intent: 'no',
    pattern: p(
      `^(?:no|nope|nah|negative|stop|cancel|do not|no thanks|no thank you|no way|please do not|absolutely not|not now)(?: (?:please|thanks|thank you|do not|stop|cancel))*$`,
    ),
  },
  {
    intent: 'again',
    pattern: p(
      `^(?:again|once more|once again|1 more time|one more time|repeat|repeat that|repeat it|do (?:it|that|the same)(?: again| once more)?|same again|same thing again|do the same thing(?: again)?|encore)$`,
    ),
  },
];

export const MESSAGES: readonly Pattern[] = [
  {
    intent: 'announce',
    pattern:
      /^(?:announce|broadcast)\b.+|^(?:make an announcement|send an announcement|send a broadcast)\b.+|^tell (?:everyone|everybody|the (?:whole )?(?:house|family|kids|children)|all)\b.+|^let (?:everyone|everybody|the (?:family|kids|house)) know\b.+/,
  },
  {
    intent: 'announce',
    pattern:
      /^(?:send (?:a |an )?(?:message|notification|note) to|notify|message|page|inform|text) (?:the |my |our )?\S.*?(?: :| that| saying| about) .+|^say .+ (?:in|on|to) (?:the |my |our )?(?:A|N|everyone|everybody|whole house)$/,
  },
];

export const ALERTS: readonly Pattern[] = [
  {
    intent: 'alert_why',
    pattern:
      /^(?:why|what|how come)\b.*\b(?:alarm|alarmed|alarming|alert|alerted|alerting|warn|warned|warning|complain|complained|complaining|beep|beeping|notify|notified|notification|went off|go off|gone off)\b(?!.*\b(?:armed|set|status|state|mode)\b)/,
  },
  {
    intent: 'alert_why',
    pattern:
      /^what (?:is|was|happened|happens|has happened) (?:wrong|the (?:matter|problem|trouble|issue)|going on|up|with)\b(?! (?:in|on|at) (?:the |my |our )?[AF]\b)(?: with)?.*$/,
    sure: 0.8,
  },
  {
    intent: 'alert_list',
    pattern:
      /^(?:are|is|do|any|what|which|list|show|tell me|give me|how many)\b.*\b(?:alerts?|warnings?|problems?|troubles?|open alarms|active alarms|alarms (?:open|active)|anything wrong|alarms)\b(?!.*\b(?:armed|set)\b)/,
    sure: 0.85,
  },
  {
    intent: 'alert_list',
    pattern:
      /^(?:is (?:everything|all)(?= \?|$)|is (?:everything|all) (?:okay|all right|fine|normal|well|in order|running (?:normally|smoothly|fine))|(?:is|was) (?:there )?(?:anything|something) (?:wrong|unusual|odd|strange|weird|abnormal|suspicious|amiss|out of the ordinary)|(?:have|did) you (?:notice|noticed|see|seen|find|found) (?:anything|something)|any (?:anomalies|anomaly|irregularities|faults|trouble)|(?:what|which|who)(?: (?:sensors?|devices?|machines?|things?|rooms?|readings?|values?))? (?:is|are|looks?|seems?|behaves?) (?:unusual|odd|strange|weird|abnormal|suspicious|out of the ordinary|strangely|oddly))(?= |$)/,
  },
  {
    intent: 'alert_ack',
    pattern:
      /^(?:acknowledge|ack|dismiss|confirm|clear|accept)\b.*\b(?:alarms?|alerts?|warnings?)\b|^i (?:have seen|saw|know about) the (?:alarm|alert|warning)/,
  },
  { intent: 'alert_snooze', pattern: /^(?:ignore|silence|mute|snooze) (?:that|this|the) (?:\S+ )?sensor\b/ },
  { intent: 'alert_snooze', pattern: /^(?:snooze|silence|mute|quiet|hush|postpone|pause)\b.*\b(?:alarms?|alerts?|warnings?)\b|^snooze\b/ },
  {
    intent: 'alert_normal',
    pattern:
      /^(?:this|that|it) is (?:normal|fine|expected|all right|okay|usual)(?: .*)?$|^(?:mark|accept)\b.*\bas normal$|^(?:stop|do not|never) (?:warn|alert|alarm|warning|alerting|alarming)(?:ing)?\b/,
  },
  {
    intent: 'schedule_list',
    pattern:
      /^(?:what|which|list|show|tell me|do i have|do you have|are there|is there|is|have (?:i|you)|read)\b.*\b(?:scheduled|schedule|schedules|planned|plans|reminders?|upcoming|pending|coming up)\b|^what (?:will you|are you going to) do\b/,
  },
  {
    intent: 'schedule_cancel',
    pattern:
      /^(?:cancel|delete|remove|forget|clear|drop|scrap|call off)\b.*\b(?:scheduled|schedule|schedules|planned|plans?|commands?|reminders?)\b/,
  },
];
