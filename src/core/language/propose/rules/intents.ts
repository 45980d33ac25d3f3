/**
 * The intent of a clause by its words alone: an ordered table of patterns over its signature (`signature.ts`). This is what Kinglet
 * understands without its network, and what the network is measured against.
 */
import type { Intent } from '../../intent.ts';

const LIST = '(?:list|lists|todo|to do|groceries|shopping|chores|L)';

const p = (source: string): RegExp => new RegExp(source);

interface Pattern {
  readonly intent: Intent;
  readonly pattern: RegExp;
  /** How sure a match is. */
  readonly sure?: number;
}

/** Whole sentences that are about the conversation itself. */
const CONVERSATION: readonly Pattern[] = [
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
      `^(?:never ?mind|forget (?:it|about it|that|about that)|ignore (?:that|it)|scratch that|disregard that|nothing|it does not matter|do not bother|leave it)(?: .*)?$`,
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

const TIMERS: readonly Pattern[] = [
  {
    intent: 'timer_left',
    pattern: /^(?:how (?:much|many|long)|what|when|tell me|is|are|do|which|status|check|show)\b.*\b(?:timer|timers|countdown)\b/,
  },
  {
    intent: 'timer_left',
    pattern:
      /^(?:timer|timers)(?: \S+)*? (?:status|left|remaining)$|^(?:status of|how (?:much|long)).*\btimers?\b|^how (?:much time|long|many minutes|much longer) (?:is |are |do i have )?(?:left|remaining|more)(?: \S+)*$|^(?:time|minutes) (?:left|remaining)\b/,
  },
  {
    intent: 'timer_cancel',
    pattern: p(
      `^(?:cancel|stop|delete|remove|clear|end|kill|dismiss|abort|turn off|get rid of|shut off|disable|drop|quit)\\b(?! \\d+ (?:seconds?|minutes?|hours?) (?:from|off)).*\\btimers?\\b`,
    ),
  },
  { intent: 'timer_cancel', pattern: /\b(?:timers?|countdown)\b.*\b(?:no longer needed|not needed|is unnecessary|can go)\b/ },
  { intent: 'timer_pause', pattern: /^(?:pause|hold|freeze|suspend|halt)\b.*\btimers?\b/ },
  { intent: 'timer_resume', pattern: /^(?:resume|continue|unpause|restart|un pause|carry on with|proceed)\b.*\btimers?\b/ },
  { intent: 'timer_less', pattern: /^(?:remove|take|subtract|reduce|decrease|shorten|cut|lower|deduct|drop)\b.*\b(?:timers?|countdown)\b/ },
  {
    intent: 'timer_more',
    pattern:
      /^(?:add|increase|extend|lengthen|prolong|give|put|raise)\b.*\b(?:to|by|on|more|longer|extra|timers?)\b.*\b(?:timers?|countdown)\b|^(?:add|increase|extend|lengthen|prolong|raise)\b.*\btimers?\b/,
  },
  {
    intent: 'timer_start',
    pattern:
      /\b(?:timer|countdown)\b.*\b(?:\d[\d.]*|an?|half)\b.*\b(?:hours?|minutes?|seconds?|hrs?|mins?|secs?)\b|\b(?:\d\S*|an?|half) (?:and a half )?(?:hours?|minutes?|seconds?|hrs?|mins?|secs?)\b.*\b(?:timer|countdown)\b/,
  },
];

const LISTS: readonly Pattern[] = [
  {
    intent: 'ask_list',
    pattern: p(`^(?:what|which|how many|do i have|is there|are there|read|show|list|tell me|is|did|have)\\b.*\\b(?:${LIST})\\b`),
    sure: 0.85,
  },
  {
    intent: 'todo_add',
    pattern: p(
      `\\b(?:added|put|incorporated|included|entered|inserted|placed|written|noted) (?:down )?(?:to|on|onto|into|in) (?:the |my |our )?.*(?:${LIST})\\b`,
    ),
    sure: 0.85,
  },
  { intent: 'todo_complete', pattern: p(`^(?:complete|check|cross|tick|mark|finish|finished|strike)(?: off| out)? .*?\\b(?:${LIST})\\b`) },
  { intent: 'todo_complete', pattern: p(`^(?:mark|check|tick|cross) .+ (?:as )?(?:done|complete|completed|finished|off|bought)\\b`) },
  {
    intent: 'todo_remove',
    pattern: p(`^(?:remove|delete|take|drop|erase|scratch|clear) .+? (?:from|off|off of|out of|on) (?:the |my |our )?.*(?:${LIST})\\b`),
  },
  {
    intent: 'todo_add',
    pattern: p(
      `^(?:add|put|include|append|insert|incorporate|input|slot|attach|drop|save|toss|pencil in|write|note|place|stick|throw|jot down|get|enter|log|register|record|move|pop|schedule|create|queue) .+? (?:to|on|onto|in|into|for) (?:the |my |our )?.*(?:${LIST})\\b`,
    ),
  },
];

const MESSAGES: readonly Pattern[] = [
  {
    intent: 'announce',
    pattern:
      /^(?:announce|broadcast)\b.+|^(?:make an announcement|send an announcement|send a broadcast)\b.+|^tell (?:everyone|everybody|the (?:whole )?(?:house|family|kids|children)|all)\b.+|^let (?:everyone|everybody|the (?:family|kids|house)) know\b.+/,
  },
];

const ALERTS: readonly Pattern[] = [
  {
    intent: 'alert_why',
    pattern:
      /^(?:why|what|how come)\b.*\b(?:alarm|alarmed|alarming|alert|alerted|alerting|warn|warned|warning|complain|complained|complaining|beep|beeping|notify|notified|notification|went off|go off|gone off)\b(?!.*\b(?:armed|set)\b)/,
  },
  {
    intent: 'alert_why',
    pattern:
      /^what (?:is|was|happened|happens|has happened) (?:wrong|the (?:matter|problem|trouble|issue)|going on|up|with)\b(?: with)?.*$/,
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
    pattern: /^(?:is (?:everything|all) (?:okay|all right|fine|normal)|is anything wrong|is there anything wrong)\b/,
  },
  {
    intent: 'alert_ack',
    pattern:
      /^(?:acknowledge|ack|dismiss|confirm|clear|accept)\b.*\b(?:alarms?|alerts?|warnings?)\b|^i (?:have seen|saw|know about) the (?:alarm|alert|warning)/,
  },
  { intent: 'alert_snooze', pattern: /^(?:snooze|silence|mute|quiet|hush|postpone|pause)\b.*\b(?:alarms?|alerts?|warnings?)\b|^snooze\b/ },
  {
    intent: 'alert_normal',
    pattern:
      /^(?:this|that|it) is (?:normal|fine|expected|all right|okay|usual)(?: .*)?$|^(?:mark|accept)\b.*\bas normal$|^(?:stop|do not|never) (?:warn|alert|alarm|warning|alerting|alarming)(?:ing)?\b/,
  },
  {
    intent: 'schedule_list',
    pattern:
      /^(?:what|which|list|show|tell me|do i have|are there|read)\b.*\b(?:scheduled|schedule|schedules|planned|plans|upcoming|pending)\b/,
  },
  {
    intent: 'schedule_cancel',
    pattern: /^(?:cancel|delete|remove|forget|clear|drop)\b.*\b(?:scheduled|schedule|schedules|planned|plan|command|commands)\b/,
  },
];

const QUESTION_START =
  '(?:what|which|who|whose|where|when|why|how|since when|for how long|is|are|was|were|did|does|do|has|have|any|tell me|show me (?:the |which|what|all|a list|my )|show the|give me (?:the (?:status|state|temperature|time|date|weather|forecast|list|current)|a list|an update|a status|information)|list|check|let me know|i want to know|i would like to know|do you know|can you tell me|could you tell me|find out|see|report)';

const QUESTIONS: readonly Pattern[] = [
  {
    intent: 'ask_time',
    pattern:
      /\bwhat(?: is| s)? (?:the )?(?:current )?(?:local )?time\b(?! .*\b(?:does|did|will|is|do)\b.*\b(?!it\b))|^(?:what|tell me) (?:the )?time(?: is it| it is)?(?: now| please| right now)?$|^(?:current time|time please|time|got the time|do you (?:have|know) (?:the|what) time(?: it is)?|how late is it|the time)$|^what hour is it/,
  },
  {
    intent: 'ask_date',
    pattern:
      /^(?:what|which|tell me|give me)(?: is| s)? (?:the |us )?(?:day|date|weekday|month|year)(?: of the (?:week|month))?(?: (?:is )?(?:it|today|now|it is|tomorrow))*$|^(?:what|tell me) (?:is )?(?:today|tomorrow)(?: date| s date| day)?$|\b(?:today|todays|current) date\b|^what (?:is )?(?:the )?date\b|^what day\b.*\b(?:today|it|is it)\b|^(?:the )?date$/,
  },
  {
    intent: 'ask_weather',
    pattern:
      /^(?:what|how|tell me|is|will|give me|show|check|do)\b.*\b(?:weather|forecast)\b|^(?:weather|forecast)(?: .*)?$|^(?:is it|will it|is it going to|does it) (?:rain|raining|snow|snowing|be (?:sunny|cold|hot|warm|windy))\b|^do i need an? (?:umbrella|coat|jacket)/,
  },
  { intent: 'ask_count', pattern: /^(?:tell me |can you tell me )?how many\b(?! (?:minutes|seconds|hours|days|people live))/ },
  { intent: 'ask_when', pattern: /^(?:when|what time|at what time)\b.*\b(?:did|was|were|has|have|last)\b/ },
  { intent: 'ask_when', pattern: /^(?:when|what) (?:is|was) the last time\b|^last time\b/ },
  { intent: 'ask_since', pattern: /^(?:since when|for how long|how long)\b.*\b(?:has|have|is|are|been|was|were)\b/ },
  {
    intent: 'ask_compare',
    pattern: p(
      `^${QUESTION_START}\\b.*\\b(?:warmer|colder|cooler|hotter|brighter|darker|louder|higher|lower|more humid|drier|wetter|more|less|fuller)\\b.*\\bthan\\b`,
    ),
  },
  {
    intent: 'ask_compare',
    pattern:
      /^(?:which|what|where|who|tell me)\b.*\b(?:warmest|coldest|coolest|hottest|brightest|darkest|highest|lowest|most|least|loudest|driest|wettest|most humid|fullest)\b/,
  },
  { intent: 'ask_where', pattern: /^(?:where|do you know where|tell me where|what room|which room)\b.*\b(?:is|are|s)\b/ },
  {
    intent: 'ask_any',
    pattern: p(
      `^(?:tell me if |check if |let me know if )?(?:is|are|did|do|does|has|have)(?: there)?(?: \\S+)?? (?:any|anything|anyone|anybody|some|someone|somebody)\\b|^any\\b|^(?:did|do) (?:i|we|you|anyone|somebody) (?:leave|left|have|forget)\\b`,
    ),
  },
  {
    intent: 'ask_all',
    pattern: p(`^(?:tell me if |check if |check that |check whether |make sure that )?(?:is|are) (?:all|every|everything|each|both)\\b`),
  },
  {
    intent: 'ask_which',
    pattern:
      /^(?:which|what(?! is (?:the|my|our|your|up|in)\b)|tell me (?:which|what)|show me(?: (?:which|what|all))?|list|name|give me a list of)\b.*\b(?:are|is|have|has|on|off|open|closed|locked|unlocked|running|low|home)\b.*$/,
    sure: 0.75,
  },
  { intent: 'ask_state', pattern: p(`^${QUESTION_START}\\b`), sure: 0.75 },
  {
    intent: 'ask_state',
    pattern:
      /^(?:the )?(?:current |present )?(?:state|status|temperature|humidity|battery level)(?: of| in| at) .+$|^(?:N|A|F|\S+)(?: \S+){0,3} (?:status|state|temperature|humidity|battery level)$/,
    sure: 0.7,
  },
  {
    intent: 'ask_state',
    pattern:
      /^(?:an? )?(?:update|status|news|condition|report|info|information|details|status report)s? (?:on|of|about|for)\b|^(?:got|have you|any|is there)(?: got)? any (?:updates?|news)\b|\b(?:status|update|condition|report|okay)$/,
    sure: 0.7,
  },
  { intent: 'ask_state', pattern: /^(?:fill me in|update me|brief me|inform me|give me an update|let me know) (?:on|about)\b/, sure: 0.8 },
  {
    intent: 'ask_help',
    pattern:
      /^(?:help|what can (?:you|i) (?:do|say|ask)|what (?:commands|things)\b.*|how do(?: i|es) (?:this|you|it) work|who are you|what are you)$/,
  },
];

const FORBID: readonly Pattern[] = [
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
];

/** Somebody tells something: nothing is to be done. */
const STATEMENTS: readonly Pattern[] = [
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

/** Needs and moods are told apart by meaning; these are the forms they come in. */
const MOODS: readonly Pattern[] = [
  {
    intent: 'mood',
    pattern:
      /^(?:it|its|the (?:room|air|house|place)|this (?:room|place)|A|here|my (?:room|office)|everything) (?:is|feels|gets|is getting|has become|seems|feels like|is kind of|is a bit)\b.*\b(?:dark|bright|cold|hot|warm|cool|chilly|freezing|stuffy|humid|dry|damp|noisy|loud|quiet|boiling|gloomy|dim|muggy|stale|sweltering|drafty|smoky|stinky|smelly|icy)\b.*/,
  },
  {
    intent: 'mood',
    pattern:
      /^(?:i am|we are|i feel|i am feeling|we feel|i am so|i am really)\b.*\b(?:cold|hot|freezing|chilly|warm|boiling|sweating|shivering|roasting|leaving|going (?:out|away|to (?:bed|sleep|work))|off to (?:bed|work)|home|back|here|tired|sleepy|hungry|cooking|reading|studying|working|stressed|bored|sick|awake|up)\b.*/,
  },
  { intent: 'mood', pattern: /^(?:too|so|way too|a bit too) (?:dark|bright|cold|hot|warm|loud|quiet|stuffy|humid|dry|noisy|cool|dim)\b.*/ },
  {
    intent: 'mood',
    pattern: /^(?:i can not|i can barely|we can not|can not|i can hardly) (?:see|read|sleep|breathe|hear|concentrate|focus)\b.*/,
  },
  {
    intent: 'mood',
    pattern:
      /^(?:it is )?(?:movie|dinner|bed|party|story|reading|nap|game|date|breakfast|lunch|study|work|sleep|cleaning|coffee)(?: |-)?(?:time|night)(?: (?:now|please|everyone))?$/,
  },
  {
    intent: 'mood',
    pattern:
      /^(?:set|create|get|make|give|prepare|put|change) .*\b(?:mood|vibe|atmosphere|ambiance|ambience|scene|cozy|romantic|relaxing|ready for|comfortable|feel)\b.*/,
  },
  {
    intent: 'mood',
    pattern:
      /^(?:good ?night|good morning|goodnight|bye|goodbye|see you|we are off|heading out|i am home|welcome home|time (?:for|to) (?:bed|sleep|a movie|dinner|relax|work|party|read)|let us (?:watch|party|relax|eat|sleep|read|go|dance))\b.*/,
  },
];

const COMMANDS: readonly Pattern[] = [
  {
    intent: 'mood',
    pattern:
      /^(?:light(?:s)? (?:it |this place )?up|(?:some |more )light(?: please)?|let there be light|i need (?:some |more )?lights?|brighten up)$/,
  },
  { intent: 'play', pattern: /^(?:go on|carry on|keep (?:going|playing)|continue)$/ },
  { intent: 'stop', pattern: /^(?:emergency|e) stop\b|\bemergency stop$/ },
  { intent: 'other', pattern: /^(?:set|create|make|add|start) (?:an? |the |my )?(?:wake ?up )?alarm\b.*\b(?:for|at)\b/ },
  { intent: 'close', pattern: /^(?:retract|wind in|roll in|pull in|bring in)\b.*\bawnings?\b/ },
  { intent: 'open', pattern: /^(?:extend|put out|roll out|wind out|pull out)\b.*\bawnings?\b|^put .*\bawnings? out$/ },
  { intent: 'unlock', pattern: /^undo .*\b(?:lock|padlock|bolt|latch)\b/ },
  {
    intent: 'unmute',
    pattern:
      /^(?:unmute|un mute|turn (?:off|down) mute|turn mute off|cancel mute|bring back the sound|turn (?:the )?sound (?:back )?on|unsilence|restore the (?:sound|volume))\b/,
  },
  {
    intent: 'mute',
    pattern:
      /^(?:mute|silence|turn on mute|hush|shush|turn (?:the )?(?:sound|volume) off|kill the sound|turn off the sound|be quiet|shut up)\b/,
  },
  {
    intent: 'next',
    pattern:
      /^(?:skip(?! back)|next|play (?:the )?next|go to (?:the )?next|skip to (?:the )?next|move (?:on )?to (?:the )?next|advance|jump to (?:the )?next|forward|skip forward|change (?:the )?(?:song|track)|change to the next|switch to (?:the )?next)\b|\bnext (?:song|track|episode|one|video|chapter|station|channel)\b/,
  },
  {
    intent: 'previous',
    pattern:
      /^(?:previous|play (?:the )?(?:previous|last)|go (?:back )?(?:a|1|to the (?:previous|last)|to previous)? ?(?:song|track|one|episode)?(?:$| (?:song|track))|back(?: up)? (?:a|1|one) (?:song|track)|last (?:song|track)|rewind|go back(?: (?:a|1|one) (?:song|track))?$|^back$|skip back|replay (?:the )?(?:last|previous)|can we go back a|return to the (?:previous|last)|play that (?:song|one) again)\b|\bprevious (?:song|track|episode|one|video|chapter)\b/,
  },
  { intent: 'pause', pattern: /^(?:pause|hold|freeze|suspend)\b|\bput .* on (?:pause|hold)$|\b(?:on|to) pause\b|\bpaused?$/ },
  { intent: 'play', pattern: /^(?:resume|unpause|un pause|continue)\b|^(?:start|keep) playing\b|\b(?:unpause|resume)$/ },
  { intent: 'stop', pattern: /^(?:stop|halt|end|cease|quit|abort)\b|^(?:make|have|get) .+ stop(?: \S+)?$/ },
  {
    intent: 'play',
    pattern:
      /^(?:play|start|put on|turn on)(?: (?:some|the|my|our|a))? (?:media|music|something|anything|it|that|playback|audio|tunes|songs)(?: (?:in|on|at|from) .*)?$/,
    sure: 0.85,
  },
  {
    intent: 'search',
    pattern:
      /^(?:play|put on|listen to|stream|queue|queue up|watch|shuffle|i want to (?:hear|listen to|watch)|let us (?:hear|listen to|watch)|(?:search for|look for|find)(?=.*\b(?:song|songs|music|album|playlist|movie|film|podcast|radio)\b)) (?:some |me |a |an |the |my |us )?\S+/,
    sure: 0.8,
  },
  { intent: 'play', pattern: /^play$/ },
  {
    intent: 'arm',
    pattern:
      /^(?:arm|set|activate|enable|turn on|switch on)\b.*\b(?:alarm|security|house|home|away|system)\b(?:.*\b(?:home|away|night|vacation|mode)\b)?$/,
    sure: 0.6,
  },
  { intent: 'disarm', pattern: /^disarm\b|^(?:deactivate|disable|turn off|switch off|shut off)\b.*\b(?:alarm|security)\b/ },
  {
    intent: 'dock',
    pattern:
      /^(?:send|direct|return|dock|get|bring|take|make|have|tell|let|order|direct|command|instruct)\b.*\b(?:home|base|dock|docking|charger|charge|charging|recharge|back|station)\b|^(?:return|go back|go|head|drive|dock)\b.*\b(?:home|base|dock|charging|charger|charge|station)\b|^dock\b|^(?:charge|recharge|park)\b/,
    sure: 0.85,
  },
  {
    intent: 'clean',
    pattern:
      /^(?:start|begin|do|get|run|commence|initiate)(?: the| my| some| a)?(?: \S+)? (?:cleaning|cleanup|clean up|vacuuming|hoovering|mopping|sweeping)(?: on| going| started| up)?(?: .*)?$/,
  },
  { intent: 'clean', pattern: /^(?:get|have|let|tell|make|ask|send|set)\b.*\b(?:to )?(?:clean|vacuum|sweep|mop|hoover)\b/ },
  {
    intent: 'start',
    pattern:
      /^(?:make|brew|prepare|get|bring|order|fix|pour|have|cook|start|fetch|serve|whip up|it is|time for|need|want|would like|i need|i want|i would like|can i have|could i have|can i get|could i get|may i have|i could use|let us have|give)\b(?! .*\b(?:temperature|brightness|off)\b).*\b(?:coffee|espresso|cappuccino|latte|cup of tea)\b(?! table| shop| light| lamp| corner).*$/,
    sure: 0.85,
  },
  { intent: 'clean', pattern: /^(?:vacuum|hoover|sweep|mop|clean)(?: up)? (?!off)\S+/ },
  { intent: 'dock', pattern: /^(?:done|finished|finish) (?:cleaning|vacuuming|mowing)/ },
  {
    intent: 'unlock',
    pattern:
      /^(?:unlock|unbolt|unlatch|unsecure|un lock|disengage .*\block$|disengage (?:the )?(?:\S+ )*lock|release (?:the )?(?:\S+ )*lock)\b|\bunlock(?:ed)?$/,
  },
  {
    intent: 'lock',
    pattern:
      /^(?:lock|bolt|latch|secure|lock up|engage (?:the )?(?:\S+ )*lock)\b|^(?!open|close|unlock|turn|toggle|switch|release|disengage).*\b(?:locked|locked up|lock|secure|secured)$|\bsecurely locked$|\bneeds? locking$/,
  },
  { intent: 'press', pattern: /^(?:press|push|hit|tap|click|ring)\b/ },
  {
    intent: 'toggle',
    pattern: /^(?:toggle|flip(?! (?:on|off|.* (?:on|off)$))|invert)\b(?!.* (?:on|off)$)|^(?:switch|change) the state of\b/,
  },
  {
    intent: 'toggle',
    pattern:
      /^(?!.* (?:on|off)$).*\btoggled?\b|^(?:switch|flip|alter|change|reverse|invert) .*\b(?:states?|status)\b(?: (?:of|in|on) .*)?$/,
    sure: 0.85,
  },
  {
    intent: 'activate',
    pattern:
      /^(?:activate|start|run|trigger|execute|launch|begin|turn on|switch on|apply|enable|set|do|use|load|put on|initiate|fire up|switch to|go to|enter|engage)\b.*\b(?:scene|script|routine|automation|mode|program|sequence)$/,
    sure: 0.7,
  },
];

const PARTICIPLES: Readonly<Record<string, Intent>> = {
  started: 'start',
  cleaned: 'clean',
  vacuumed: 'clean',
  mopped: 'clean',
  locked: 'lock',
  unlocked: 'unlock',
  opened: 'open',
  closed: 'close',
  shut: 'close',
  stopped: 'stop',
  paused: 'pause',
  docked: 'dock',
  toggled: 'toggle',
  activated: 'on',
  deactivated: 'off',
  muted: 'mute',
  unmuted: 'unmute',
  dimmed: 'lower',
  raised: 'raise',
  lowered: 'lower',
  increased: 'raise',
  decreased: 'lower',
  reduced: 'lower',
  mowed: 'start',
  resumed: 'play',
  brightened: 'raise',
};

/** "the vacuum needs to be started", "the hall should be cleaned", "can the lamp be toggled". */
function passiveIntent(text: string): Pattern | undefined {
  const made = (intent: Intent): Pattern => ({ intent, pattern: /^/, sure: 0.8 });
  const turned =
    /\b(?:needs? to be|should be|must be|has to be|have to be|ought to be|to be|be|get|gets|needs?|want|i want|would like)\b.* ?(?:turned|switched|powered|shut) (on|off|up|down)\b/.exec(
      text,
    )?.[1];
  if (turned !== undefined) return made(turned === 'on' ? 'on' : turned === 'off' ? 'off' : turned === 'up' ? 'raise' : 'lower');
  const done =
    /\b(?:needs? to be|should be|must be|has to be|have to be|ought to be|wants? to be|can .* be|could .* be) (\S+?)(?: .*)?$/.exec(
      text,
    )?.[1];
  const intent = done !== undefined && Object.hasOwn(PARTICIPLES, done) ? PARTICIPLES[done] : undefined;
  if (intent !== undefined) return made(intent);
  if (
    /\b(?:needs?|wants?) (?:cleaning|vacuuming|a (?:clean|vacuum|sweep))\b|\b(?:is|are|looks?) (?:so |very |really |pretty )?(?:dirty|dusty|filthy|a mess)\b/.test(
      text,
    )
  )
    return made('clean');
  return undefined;
}

/** What has a state for its end: "lights off", "turn the lamp on". `on`, `off` and their likes by themselves decide last. */
export function intentOf(text: string, question: boolean): Pattern | undefined {
  const product = COMMANDS.find(({ intent, pattern }) => intent === 'start' && pattern.test(text));
  if (
    product !== undefined &&
    /^(?:can|could|may) i (?:have|get)\b|^(?:i|we) (?:need|want|would like|could use)\b|^it is coffee/.test(text)
  )
    return product;
  if (/^(?:i|we) do not need .* (?:on|running|open) ?(?:any ?more|any longer|right now)?$/.test(text))
    return { intent: 'off', pattern: /^/, sure: 0.75 };
  const help = QUESTIONS.find(({ intent }) => intent === 'ask_help');
  if (help?.pattern.test(text) === true) return help;
  const first = [...CONVERSATION, ...FORBID, ...ALERTS, ...TIMERS, ...LISTS, ...MESSAGES].find(({ pattern }) => pattern.test(text));
  if (first !== undefined) return first;
  if (question || p(`^${QUESTION_START}\\b`).test(text)) {
    const asked = QUESTIONS.find(({ pattern }) => pattern.test(text));
    if (asked !== undefined && !(COMMAND_LIKE.test(text) && !question)) return asked;
  }
  const asked = QUESTIONS.slice(0, 3).find(({ pattern }) => pattern.test(text));
  if (asked !== undefined) return asked;
  const mood = MOODS.find(({ pattern }) => pattern.test(text));
  if (mood !== undefined && !/\b(?:turn|switch|set (?:the|my) (?:\S+ )*to \d|dim|close|open)\b/.test(text.replace(/^set the mood/, '')))
    return { ...mood, sure: 0.7 };
  const passive = passiveIntent(text);
  if (passive !== undefined) return passive;
  if (product !== undefined) return product;
  const statement = STATEMENTS.find(({ pattern }) => pattern.test(text));
  if (statement !== undefined) return statement;
  const command = COMMANDS.find(({ pattern }) => pattern.test(text));
  if (command !== undefined && !(command.intent === 'arm' && !/^arm\b|alarm|security/.test(text))) return command;
  const told = QUESTIONS.slice(-4).find(({ intent, pattern }) => intent === 'ask_state' && pattern.test(text));
  if (told !== undefined && !/^(?:turn|switch|set|change|make|put|open|close|lock|unlock|toggle|flip|alter)\b/.test(text)) return told;
  const device = deviceIntent(text);
  if (device !== undefined) return device;
  return QUESTIONS.slice(-4).find(({ pattern }) => pattern.test(text));
}

const COMMAND_LIKE = /^(?:show|give|list|check|see|do|have|report) (?:\S+ )*?(?:on|off|lights?)$|^(?:have|let) (?:the|my|all)\b/;

const UP =
  /\b(?:up|increase|raise|higher|more|brighter|brighten|warmer|hotter|louder|faster|boost|intensify|amplify|lift|elevate|bump|heat|warm|add|lighter|stronger|rise|strengthen|crank|maximize|enhance|upward|upwards)\b/;
const DOWN =
  /\b(?:down|decrease|lower|less|dim|dimmer|darker|cooler|colder|quieter|softer|slower|reduce|drop|cut|soften|lessen|cool|diminish|darken|minimize|low|quiet|slow|weaken|fewer|downward|downwards|calm)\b/;
const VALUE =
  /\b(?:\d[\d.:]*|percent|half|maximum|max|minimum|min|full|highest|lowest|brightest|dimmest|quarter|auto|high|medium|low|middle|eco|sleep|mode|halfway|warm white|cool white|daylight|kelvin)\b/;
const SET_VERB =
  /^(?:set|change|adjust|make|put|turn|switch|bring|dim|brighten|increase|decrease|raise|lower|reduce|boost|get|modify|configure|move|shift|select|choose|program|tune|crank|fade|drop|have|give|keep|open|close|color|paint|light|tilt|rotate|swing|heat|cool|warm|regulate|tweak|update|fix|position|slide|pull|roll|let|ensure|take|limit|cap|hold|leave|ramp|spin)\b/;

/** Switching, opening, setting: by verb, particle and value. */
function deviceIntent(text: string): Pattern | undefined {
  const words = text.split(' ');
  const has = (pattern: RegExp): boolean => pattern.test(text);
  const made = (intent: Intent, sure = 0.9): Pattern => ({ intent, pattern: /^/, sure });
  if (
    has(/\b(?:warm|soft|cool|cold|neutral|natural|daylight) (?:white|light)$|\b(?:daylight|candlelight)$|\b\d+ kelvin\b/) &&
    !has(/\boff\b/)
  )
    return made('set', 0.9);
  if (has(/^pack\b/)) return made('press', 0.8);
  if (
    has(
      /\b(?:to|into|in|on)(?: the)? (?:heat|cool|auto|automatic|dry|fan only|eco|heating|cooling|sleep|away|boost|comfort|off mode|turbo|quiet|silent)(?: mode| setting)?$/,
    ) &&
    !has(/^(?:turn|switch|put) (?:on|off)\b/)
  )
    return made('set', 0.85);
  if (
    has(/\b(?!same|dark|night|in)\S+ mode\b/) &&
    !has(/^(?:turn|switch) (?:on|off)\b|\b(?:on|off)$|^(?:activate|enable|start|run|deactivate|disable)\b/)
  )
    return made('set', 0.85);
  if (
    has(/\b(?:oscillat\w*|swing(?:ing)?|rotat\w+)\b/) &&
    has(/\bfan\b/) &&
    !has(/\b(?:up|down|auto|middle|left|right|mode|position|direction)\b/)
  )
    return made('set', 0.85);
  if (has(/^reverse\b.*\bfan\b|\bfan\b.*\b(?:reverse|forward)\b/)) return made('set', 0.85);
  const doing = /\bby (increasing|raising|decreasing|lowering|reducing|dimming|brightening)\b/.exec(text)?.[1];
  if (doing !== undefined) return made(/^(?:incr|rais|brig)/.test(doing) ? 'raise' : 'lower', 0.8);
  const value = has(VALUE) || has(COLOUR);
  const on =
    has(/\b(?:on|activate|enable|engage)\b/) &&
    !has(/^(?:set|change|adjust|dim|close|open|lower|raise|increase|decrease|reduce|move|focus)\b.* on (?:the |my |our )?(?:\S+)/);
  const off =
    has(/\b(?:off|deactivate|disable|kill|extinguish|douse|disengage)\b/) ||
    has(/^(?:shut|power) down\b/) ||
    has(/\b(?:lights?|lamps?) out$/) ||
    has(/^put out\b/);
  // "open the blinds to 40", "close it halfway"
  if (has(/^(?:open|opening|unblock|uncover|unroll|extend)\b|\b(?:open|opened)(?: up| now)?$/) && !off) {
    if (value && has(/\b(?:to|at|by|percent|half|halfway|quarter|quarters)\b|\d/)) return made('set');
    return made('open');
  }
  if (has(/^(?:close|closing|shut(?! (?:off|down))|cover|seal)\b|\b(?:close|closed|shut)(?: up| down| now)?$/) && !off) {
    if (value && has(/\b(?:to|at|by|percent|half|halfway|quarter|quarters)\b|\d/)) return made('set');
    return made('close');
  }
  if (
    has(/^(?:draw|pull|roll) (?:up|back|open)\b/) ||
    has(/^(?:raise|lift|roll up|pull up) (?:up )?.*\b(?:blinds?|shades?|curtains?|shutters?|awnings?|garage|gate|door|drapes?|covers?)\b/)
  )
    return value ? made('set') : made('open', 0.85);
  if (
    has(/^(?:draw|pull|roll|let)(?: (?:down|shut|closed))?\b.*\b(?:blinds?|shades?|curtains?|shutters?|drapes?)\b/) ||
    has(/^(?:lower|drop) .*\b(?:blinds?|shades?|curtains?|shutters?|awnings?|garage|gate|drapes?|covers?)\b/)
  ) {
    return value ? made('set') : made('close', 0.85);
  }
  const by =
    has(/\bby\b/) ||
    has(
      /\b\d[\d.]* (?:percent |degrees? |levels? |points? |notch(?:es)? )?(?:warmer|cooler|hotter|colder|brighter|dimmer|higher|lower|louder|quieter|faster|slower|more|less)\b/,
    );
  const to = has(/\b(?:to|at)\b/) && !has(/\bup to date\b/);
  const up = has(UP);
  const down = has(DOWN);
  const half = has(/\b(?:half as|twice as|halve|double|triple|twice the|half the|in half)\b/);
  if (half) return made(has(/\b(?:half|halve)\b/) ? 'lower' : 'raise');
  if (
    (up || down) &&
    value &&
    !by &&
    has(/\d/) &&
    (to ||
      !has(
        /\b(?:up|down|increase|decrease|raise|lower|reduce|boost|bump|drop|crank)\b(?: \S+)* \d[\d.]* ?(?:percent|degrees?|levels?|points?|notch(?:es)?)?$/,
      ) ||
      has(/^(?:dim|brighten)\b/))
  )
    return made('set');
  if (
    (up || down) &&
    to &&
    value &&
    !by &&
    !has(/\bturn(?:ed)? (?:up|down) the\b(?!.*\bto\b)/) &&
    has(
      /\b(?:to|at) (?:the |a |its |an )?(?:\S+ )?(?:max|maximum|min|minimum|half|full|highest|lowest|\d|low|high|medium|auto|quarter|middle)/,
    )
  )
    return made('set');
  if (has(/\b(?:swing|direction|oscillation)\b/) && (up || down || value)) return made('set', 0.85);
  if (
    (up || down) &&
    has(/^(?:turn|crank|bring|put|pump|push|move|make|take|get|set|tone|ramp|go)\b.*\b(?:all the way|as (?:low|high|bright|loud|dim) as)\b/)
  )
    return made('set');
  const goes = has(/\b(?:it|that|this|them|they)?\b.*\b(?:too) (?:bright|dark|loud|quiet|hot|cold|warm|fast|slow|dim)\b/);
  if (
    up &&
    !(down && !has(/\bturn(?:ed)? (?:\S+ )*up\b/)) &&
    !(off && !has(/\bcool off\b/)) &&
    !(has(/^(?:heat|warm) (?:on|up)?$/) && on)
  ) {
    if (has(/\b(?:max|maximum|full|fully|highest|all the way)\b/) && !by) return made('set', 0.85);
    if (on && !has(/\b(?:brighter|warmer|louder|increase|raise|higher|faster|hotter|more|up)\b/)) return made('on');
    if (has(/^(?:light|power|fire|start|boot|spin|switch|wake|warm) up\b/) && !has(/^(?:warm)/)) return made('on', 0.8);
    return made('raise');
  }
  if (down && !(off && !has(/\b(?:dim|lower|reduce|decrease)\b/))) {
    if (has(/^(?:shut|power|wind|slow|stand) down\b/) && !has(/^slow/)) return made('off', 0.85);
    if (has(/\b(?:min|minimum|lowest|all the way)\b/) && !by) return made('set', 0.85);
    if (has(/\b(?:to|on|at|in) (?:a )?(?:low|quiet|cool)\b/)) return made('set');
    if (has(/\b(?:low|cool|quiet|slow)$/) && !has(/^(?:turn|bring|take) (?:\S+ )*down/)) return made('set', 0.8);
    return made('lower');
  }
  if (
    value &&
    has(/\b(?:percent|to|at|degrees?|celsius|fahrenheit|kelvin|mode|volume|brightness|temperature|speed|position)\b/) &&
    !(off && !has(/\d/)) &&
    !(on && !has(/\d|\bmode\b|\bto\b|\bat\b|\bon (?:high|low|medium|auto|max|full|half)\b/))
  )
    return made('set');
  if (value && has(COLOUR) && !off) return made('set', 0.9);
  if (value && SET_VERB.test(text) && !on && !off) return made('set', 0.85);
  if (off && !(on && has(/\bturn(?:ed)? on\b.* off /))) return made('off');
  if (on) {
    if (value && has(/\bon (?:high|low|medium|auto|max|full|half|\d)/)) return made('set');
    return made('on');
  }
  if (has(/^(?:light|illuminate)(?: up)? (?:the |my |our |up)?\S/)) return made('on', 0.8);
  if (
    has(
      /^(?:start|begin|run|launch|boot|kick off|fire up|initiate|brew|make|prepare|commence|get .* (?:going|running|started|cleaning|mowing)|let .* (?:run|start|clean))\b/,
    ) &&
    !has(/^make (?:it|the)/)
  )
    return made('start', 0.8);
  if (has(/^(?:mow)\b/)) return made('start', 0.85);
  if (has(/^(?:activate|trigger|execute|apply)\b/)) return made('activate', 0.8);
  if (has(/\b(?:is|are|be|stays?) (?:running|on|active)$|\b(?:running|going)$/) && !has(/^(?:stop|keep from)/)) return made('on', 0.75);
  if (has(/^plug in\b/)) return made('on', 0.8);
  if (has(/^unplug\b/)) return made('off', 0.8);
  if (has(/^(?:water|irrigate|sprinkle) (?:the|my|our|all|A|N)\b/)) return made('on', 0.8);
  if (has(/^(?:throw|take|put|bring|carry) (?:away|out)\b.*\b(?:trash|garbage|rubbish|bins?)\b|\b(?:trash|garbage|rubbish|bins?) out$/))
    return made('press', 0.8);
  if (has(/^(?:pack|empty)\b/)) return made('press', 0.8);
  if (value && words.length <= 6) return made('set', 0.7);
  if (SET_VERB.test(text) && has(/\b(?:to|into|in|mode)\b/)) return made('set', 0.6);
  if (goes) return made(has(/\btoo (?:bright|loud|hot|warm|fast)\b/) ? 'lower' : 'raise', 0.7);
  return undefined;
}

const COLOUR =
  /\b(?:red|green|blue|yellow|orange|purple|pink|white|cyan|magenta|turquoise|violet|teal|amber|lime|indigo|gold|coral|crimson|lavender|salmon|beige|maroon|navy|olive|rose|scarlet|fuchsia|aqua|azure|chartreuse|color|colors|daylight|candlelight)\b/;
