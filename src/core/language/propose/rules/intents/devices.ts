/** Switching, opening, setting: by verb, particle and value. */
import type { Intent } from '../../../intent.ts';
import type { Pattern } from './pattern.ts';

const UP =
  /\b(?:up|increase|raise|higher|more|brighter|brighten|warmer|hotter|louder|faster|boost|intensify|amplify|lift|elevate|bump|heat|warm|add|lighter|stronger|rise|strengthen|accelerate|speed up|extend|lengthen|prolong|crank|maximize|enhance|upward|upwards)\b/;
const DOWN =
  /\b(?:down|decrease|lower|less|dim|dimmer|darker|cooler|colder|quieter|softer|slower|reduce|drop|cut|soften|lessen|throttle|cool|diminish|darken|minimize|low|quiet|slow|weaken|shorten|fewer|downward|downwards|calm)\b/;
const VALUE =
  /\b(?:\d[\d.:]*|percent|half|maximum|max|minimum|min|full|highest|lowest|brightest|dimmest|quarters?|thirds?|auto|high|medium|low|middle|eco|sleep|mode|halfway|warm white|cool white|daylight|kelvin)\b/;
const SET_VERB =
  /^(?:set|change|adjust|make|put|turn|switch|bring|dim|brighten|increase|decrease|raise|lower|reduce|boost|get|modify|configure|move|shift|select|choose|program|tune|crank|fade|drop|have|give|keep|open|close|color|paint|light|tilt|rotate|swing|heat|cool|warm|regulate|tweak|update|fix|position|slide|pull|roll|let|ensure|take|limit|cap|hold|leave|ramp|spin)\b/;

/** Switching, opening, setting: by verb, particle and value. */
export function deviceIntent(text: string): Pattern | undefined {
  const words = text.split(' ');
  const has = (pattern: RegExp): boolean => pattern.test(text);
  const made = (intent: Intent, sure = 0.9): Pattern => ({ intent, pattern: /^/, sure });
  if (
    has(/\b(?:warm|soft|cool|cold|neutral|natural|daylight) (?:white|light)$|\b(?:daylight|candlelight)$|\b\d+ kelvin\b/) &&
    !has(/\boff\b/)
  )
    return made('set', 0.9);
  if (has(/^pack\b/)) return made('press', 0.8);
  if (has(/^(?:sound|blow|blast) (?:the|my|our|all|N)\b/)) return made('on', 0.8);
  if (has(/^(?:take|bring|put|get|switch) .+ (?:offline|out of (?:service|operation))$/)) return made('off', 0.85);
  if (has(/^(?:take|bring|put|get|switch) .+ (?:back )?(?:online|into (?:service|operation))$/)) return made('on', 0.85);
  // "bright the lights": not every tongue has two words for it.
  if (has(/^bright (?:up )?(?:the|my|our|all|N|A)\b/)) return made('raise', 0.8);
  if (has(/^(?:change|adjust|modify|alter) (?:the |my |our |these |all )*(?:\S+ )?(?:lights?|lighting|lamps?|N)$/)) return made('set', 0.7);
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
    if (value && has(/\b(?:to|at|by|percent|half|halfway|quarters?|thirds?)\b|\d/)) return made('set');
    return made('open');
  }
  if (has(/^(?:close|closing|shut(?! (?:off|down))|cover|seal)\b|\b(?:close|closed|shut)(?: up| down| now)?$/) && !off) {
    if (value && has(/\b(?:to|at|by|percent|half|halfway|quarters?|thirds?)\b|\d/)) return made('set');
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
      /\b(?:to|at) (?:the |a |its |an )?(?:\S+ )?(?:max|maximum|min|minimum|half|full|highest|lowest|\d|low|high|medium|auto|quarter|third|middle)/,
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
      /^(?:start|begin|run|launch|boot|kick off|fire up|initiate|brew|make|prepare|commence|get .* (?:going|running|started|cleaning|mowing)|(?:let|have|make) .* (?:run|start|clean|go|work))\b/,
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
