/** The forms that needs and moods come in; which one it is, is told by meaning (`understand/mood.ts`). */
import { type Pattern, p } from './pattern.ts';

/** Needs and moods are told apart by meaning; these are the forms they come in. */
/** What is too loud, too bright: said of a device, it is a wish for that device. */
const OF =
  '^(?:N|(?:the|my|our|this|that) (?:\\S+ ){0,2}?(?:N|radio|tv|television|telly|music|speakers?|lights?|lamps?|fan|volume|sound|stereo|bulb)) (?:is|are|sounds?|seems?|looks?) (?:way |far |a bit |a little |much |just |still |really )?too';

export const MOODS: readonly Pattern[] = [
  { intent: 'lower', sure: 0.9, pattern: p(`${OF} (?:loud|bright|fast|strong)\\b`) },
  { intent: 'raise', sure: 0.9, pattern: p(`${OF} (?:quiet|dim|dark|slow|weak|soft|low)\\b`) },
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
  {
    intent: 'mood',
    pattern: /^(?:brr+|party|let us get (?:this|the) party\b.*|sleep (?:tight|well)\b.*|sweet dreams\b.*|rise and shine)(?: [!.])*$/,
  },
  {
    intent: 'mood',
    pattern:
      /^there is (?:an? |some |such an? |too much |so much )?(?:awful |terrible |nasty |bad |weird |strange |cold )?(?:glare|reflection|draft|draught|smell|stench|chill|noise|racket)\b/,
  },
  {
    intent: 'mood',
    pattern:
      /^(?:i am|we are) (?:just |quickly |about to |off )?(?:popping|nipping|stepping|heading|going|leaving|off)(?: (?:out|off|away|home|now))?(?: (?:to|for) (?:the |a |our |my )?\S+(?: \S+)?)?$/,
  },
];
