/** Questions to the home. Order matters: the plainest come last. */
import { type Pattern, p } from './pattern.ts';

/**
 * What is said before a question that is none by its first word: "I'd like to know what's playing", "can you confirm if the fan is on". Wishes
 * and politeness are gone by then.
 */
export const INDIRECT =
  /^(?:(?:be able to|possible (?:for you )?to|ask you to|go ahead and) )?(?:(?:do you know|any idea|i wonder|wondering) (?=(?:how|what|which|where|when|who|if|whether)\b)|(?:tell|inform|enlighten|remind|advise|update|brief|show) (?:me|us),?(?: (?:as to|about|on|of))? (?=(?:how|what|which|where|when|who|why|whether|if|the number|the amount|the quantity)\b)|(?:know|disclose|confirm|verify|check|see|find out|figure out|clarify|say|identify|name|look up|determine) (?:for me )?(?:as to )?(?=(?:how|what|which|where|when|who|if|whether)\b)|(?:clue|fill|update|brief|enlighten|inform) (?:me|us) (?:in )?(?:on|as to|about) |ask (?:for|about|what|how) |know (?=(?:the|about)\b)|name (?=the (?:song|movie|film|show|track|artist|album|station|channel|music)\b))(?:if |whether )?/;

/** What is to come. */
export const COMING =
  /^(?:(?:hey|so|and|okay|please) )*(?:will|is) (?:it|there) (?:be|get|become|rain|snow|hail|storm|going to|gonna)\b|^will (?:i|we|you) need (?:a|an|my|our|to (?:be|wear|bring|take))\b|^will the (?:weather|sun|rain|wind|snow|temperature)\b/;

/** Words that only questions begin with: whatever follows, nothing is done. "Is it fine if you …", "are you able to …" are requests. */
export const ASKS =
  /^(?:(?:do|did|have|had) (?:i|we|they|he|she)\b|do you (?:know|see|think|have)\b|(?:is|are|was|were|does|did|has|which|who|whose|where|when)\b)(?!.*\b(?:you|i) (?:\S+ )?(?:turn|switch|open|close|set|start|stop|lock|dim|play)\b)(?!.*\b(?:possible|able to|okay to|fine to)\b)/;

export const QUESTION_START =
  '(?:what|which|who|whose|where|when|why|how|since when|for how long|is|are|was|were|did|does|do|has|have|any|anyone|anybody|tell me|show me (?:the |which|what|all|a list|my )|show the|give me (?:the (?:status|state|temperature|time|date|weather|forecast|list|current)|a list|an update|a status|information)|list|check|let me know|i want to know|i would like to know|do you know|can you tell me|could you tell me|find out|see|report)';

export const QUESTIONS: readonly Pattern[] = [
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
  {
    intent: 'ask_list',
    pattern: /^(?:the )?(?:number|quantity|amount|count) of (?:items|things|entries|articles|tasks|components) (?:on|in|there)\b/,
  },
  {
    intent: 'ask_list',
    pattern:
      /^how many (?:items|things|entries|articles|tasks|components|products)(?: there)? (?:are|is|do i have|do we have)(?: there| located| left| still)* (?:on|in) (?:the |my |our )?L\b/,
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
    intent: 'ask_any',
    pattern:
      /^(?:anyone|anybody)(?: still)? (?:(?:at )?home|here|in|out|away|upstairs|downstairs|(?:in|on) (?:the |my |our )?[AF])(?: \?)?$/,
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
      /^(?:(?:i need|i want|need|give me) )?(?:the )?(?:current |present )?(?:state|status|condition|temperature|humidity|battery level|volume|brightness|color|hue|speed|position|mode)(?: of| in| at)(?!.* \d) .+$|^(?:N|A|F|\S+)(?: \S+){0,3} (?:status|state|temperature|humidity|battery level)$/,
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
