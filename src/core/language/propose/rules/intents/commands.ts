/** Commands that are told by a verb of their own; and commands in the passive. */
import type { Intent } from '../../../intent.ts';
import type { Pattern } from './pattern.ts';

export const COMMANDS: readonly Pattern[] = [
  { intent: 'other', pattern: /^(?:play or pause|pause or play)\b/ },
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
      /^(?:unmute|un mute|turn (?:off|down) mute|turn mute off|cancel mute|bring back the sound|turn (?:the )?(?:sound|volume) (?:back )?on|turn (?:back )?on the (?:sound|volume)|unsilence|restore the (?:sound|volume))\b/,
  },
  {
    intent: 'mute',
    pattern:
      /^(?:mute|silence|turn on mute|hush|shush|turn (?:the )?(?:sound|volume) off|kill the sound|(?:turn|switch) off the (?:sound|volume)|be quiet|shut up)\b|^(?:quiet|silence)$/,
  },
  {
    intent: 'next',
    pattern:
      /^(?:skip(?! back)|next|play (?:the )?next|go to (?:the )?next|skip to (?:the )?next|move (?:on )?to (?:the )?next|advance|jump to (?:the )?next|forward|skip forward|change (?:the )?(?:song|track)|change to the next|switch to (?:the )?next)\b|\bnext (?:song|track|episode|one|video|chapter|station|channel|item|show)\b/,
  },
  {
    intent: 'previous',
    pattern:
      /^(?:previous|play (?:the )?(?:previous|last)|go (?:back )?(?:a|1|to the (?:previous|last)|to previous)? ?(?:song|track|one|episode)?(?:$| (?:song|track))|back(?: up)? (?:a|1|one) (?:song|track)|last (?:song|track)|rewind|go back(?: (?:a|1|one) (?:song|track))?(?: on (?:the|my|our) .*)?$|^back$|skip back|replay (?:the )?(?:last|previous)|skip (?:backwards?|back)|go backwards?|can we go back a|return to the (?:previous|last)|play that (?:song|one) again)\b|\bprevious (?:song|track|episode|one|video|chapter|station|channel|item|show)\b/,
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
  { intent: 'search', pattern: /^some \S.* on (?:the |my |our )?(?:N|(?:\S+ )?(?:speakers?|tv|television|stereo|radio))$/, sure: 0.8 },
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
  {
    intent: 'clean',
    pattern:
      /^(?:get|have|let|tell|make|ask|send|set)\b.*\b(?:to )?(?:clean|vacuum|sweep|mop|hoover)\b|^(?:activate|instruct|command|order|direct|configure|program|start|use|run)\b.*\bto (?:clean|vacuum|sweep|mop|hoover)\b/,
  },
  {
    intent: 'start',
    pattern:
      /^(?:make|brew|prepare|get|bring|order|fix|pour|have|cook|start|fetch|serve|whip up|it is|time for|need|want|would like|i need|i want|i would like|can i have|could i have|can i get|could i get|may i have|i could use|let us have|give)\b(?! .*\b(?:temperature|brightness|off)\b).*\b(?:coffee|espresso|cappuccino|latte|cup of tea)\b(?! table| shop| light| lamp| corner| machine (?!on$|please$)\S| maker (?!on$|please$)\S).*$/,
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
export function passiveIntent(text: string): Pattern | undefined {
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
