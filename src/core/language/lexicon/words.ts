/**
 * Word classes: what a word can be for in a sentence to a home. They are the network's lexicon bits and the rule proposer's alphabet.
 * One word may be in several classes; context decides.
 */

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

export const ON_WORDS = set('on activate activated enable enabled engage engaged');
export const OFF_WORDS = set('off out deactivate disable disengage kill extinguish douse');
export const OPEN_WORDS = set('open opened opening unlock unlocked raise lift unblock retract unroll');
export const CLOSE_WORDS = set('close closed closing shut lower lock locked seal secure block draw');
export const UP_WORDS = set(
  'up increase raise higher more brighter brighten warmer hotter louder faster boost crank intensify amplify heighten upper elevate strengthen bump heat warm lighter stronger lift',
);
export const DOWN_WORDS = set(
  'down decrease lower less dim dimmer darker cooler colder quieter softer slower reduce drop fewer diminish cut soften lessen darken weaken minimize cool weaker quiet',
);

/** Verbs that begin a command. */
export const ACTION_VERBS = set(`
  turn switch set make change put adjust bring get flip toggle power shut close open lock unlock start stop begin launch run pause resume
  play unpause continue skip mute unmute silence dim brighten lower raise increase decrease reduce boost crank lift drop draw roll cool heat warm
  activate deactivate enable disable engage disengage trigger execute press push arm disarm light illuminate clean vacuum sweep mop hoover mow dock return send
  add remove delete complete check cross tick announce broadcast tell say cancel snooze acknowledge undo repeat kill extinguish double halve
  fill empty pack brew prepare move shift tilt rotate swing color paint let give show leave keep put remind schedule wake water fade
  pull crack cover uncover secure seal release halt cease end finish ventilate feed charge recharge park reset restart reboot cue
  bump select choose pick configure program raise modify dispatch order find locate slow speed soften darken tone ramp spin hit throw slam fire`);

export const QUESTION_WORDS = set(
  'what which who whose where when why how is are was were does did do has have am any can could would will whether',
);
export const NEGATIONS = set('not never no without nor neither none stop avoid');
export const PRONOUNS = set('it them they that this these those one ones its both same itself there');
export const PERSONS = set(
  'i me my mine we us our you your he she his her him they their theirs someone somebody anyone nobody people neighbor neighbors mom dad wife husband kids',
);
export const QUANTITY_WORDS = set('all every each everything both any some entire whole everywhere anything none half everyone');
export const EXCEPT_WORDS = set('except excluding but besides apart without save minus other bar leaving');
export const CONJUNCTIONS = set('and then also plus , ; as or afterwards after too next while but');
export const END_MARKS = set('. ! ?');
export const FILLERS = set(
  'please kindly hey hi hello okay so well um uh er hmm just now could would can you will like maybe perhaps quickly right oh yo alexa siri google computer jarvis kinglet house home olly assistant thanks thank actually basically real quick mind',
);
export const PREPOSITIONS = set(
  'in on at to by for of from into onto inside within across throughout around with near under over next until till before',
);
export const STATE_WORDS = set(
  'on off open opened closed shut locked unlocked running playing paused idle active inactive home away wet dry hot cold charging charged low full empty detected clear occupied unoccupied armed disarmed docked cleaning heating cooling stuck dirty bright dark moving stopped unavailable dimmed lit ajar jammed triggered connected disconnected online offline safe unsafe muted',
);
export const TIME_WORDS = set(
  'second seconds sec secs minute minutes min mins hour hours hr hrs day days week weeks month morning afternoon evening noon midnight tonight tomorrow today yesterday sunset sunrise dawn dusk am pm oclock now later soon monday tuesday wednesday thursday friday saturday sunday weekend night ago last',
);
export const DURATION_UNITS = set('second seconds sec secs minute minutes min mins hour hours hr hrs day days week weeks');
export const UNIT_WORDS = set(
  'percent degree degrees celsius fahrenheit kelvin kelvins level levels step steps notch notches point points bar rpm lux watts watt hertz lumens percentage pct',
);
export const ATTRIBUTE_WORDS = set(`
  brightness bright luminosity level levels intensity color colors hue tint shade temperature temp temperatures warmth heat volume sound loudness position speed mode
  fan humidity swing direction oscillation tilt angle preset source input channel setpoint target interval degree percentage setting settings tone saturation pressure flow rate power`);
export const MODE_WORDS = set(
  'auto automatic eco heat cool dry fan_only sleep away boost comfort home manual low medium high max maximum min minimum turbo quiet silent night day party movie normal full half mid middle highest lowest up down upward upwards downward downwards left right horizontal vertical strong gentle vacation performance electric gas cleaning idle',
);

/** Colour and white words by themselves; several-word colours are found by `colours.ts`. */
export const WHITE_WORDS = set('warm cool cold neutral soft natural candlelight candle daylight white incandescent sunlight');
