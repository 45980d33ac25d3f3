/** Needs and moods that are said outright; whatever is said otherwise is for the network's embedding. */

const TABLE: readonly (readonly [string, RegExp])[] = [
  ['too_dark', /\b(?:too|so|very|really|pretty|quite|kind of|a bit|getting|pitch|kinda) (?:dark|dim|gloomy)\b|\b(?:it|room|here) is (?:dark|gloomy|dim)\b|can (?:not|barely|hardly) see\b|can hardly see|^(?:light(?:s)? (?:it |this place )?up|(?:some |more )light|let there be light|i need (?:some |more )?lights?|brighten up)$|\bdark in here\b|need (?:some |more |a bit more )(?:more )?light\b|^(?:it )?is dark\b/],
  ['too_bright', /\b(?:too|so|way too|a bit too|very) bright\b|\bblinding\b|\bglare\b|hurts? my eyes/],
  ['cold', /\b(?:i am|we are|it is|its|it feels|feels|feeling|so|too|bit|really|very|getting|feel) (?:a bit |so |too |very |really |quite |pretty |kind of )?(?:cold|chilly|freezing|frozen|icy|cool)\b|\bfreezing\b|\bshivering\b/],
  ['hot', /\b(?:i am|we are|it is|its|it feels|feels|feeling|so|too|bit|really|very|getting|feel) (?:a bit |so |too |very |really |quite |pretty |kind of )?(?:hot|boiling|sweltering|roasting|warm)\b|\bsweating\b|\blike an oven\b|\bmelting\b/],
  ['stuffy', /\bstuffy\b|\bstale\b|\bfresh air\b|\bstinks?\b|\bsmells?\b|\bsmelly\b/],
  ['humid', /\b(?:too|so|very|really|pretty) (?:humid|damp|muggy)\b|\bmuggy\b/],
  ['dry', /\b(?:too|so|very|really) dry\b|\bair is dry\b/],
  ['noisy', /\b(?:too|so|very|really) (?:noisy|loud)\b/],
  ['movie', /\b(?:movie|film|cinema)(?: time| night| mode)?$|\bwatch (?:a|the|some|our) (?:movie|film|show|series|game)\b|^(?:it is )?movie (?:time|night)\b/],
  ['dinner', /\bdinner (?:time|is|party|for)|\b(?:romantic |nice |family )?dinner$|\b(?:time to|going to|about to|let us) eat\b|\bsupper\b/],
  ['reading', /\b(?:time to|want to|going to|like to|am) read(?:ing)?\b|\breading (?:time|mode|a book)\b/],
  ['focus', /\b(?:need|want|time|have|going) to (?:work|focus|concentrate|study)\b|\b(?:focus|work|study) (?:mode|time)\b/],
  ['sleep', /\bgood ?night\b|\b(?:going|off|time|go) (?:to|for) (?:bed|sleep)\b|\bbed ?time\b|\bsleep (?:mode|time)\b|\bhit the (?:sack|hay)\b|\bi am (?:so |very )?(?:tired|sleepy)\b|\bnight ?(?:time)? mode\b/],
  ['wake', /\bgood morning\b|\b(?:wake|waking|getting) (?:me )?up\b|\bi am (?:awake|up)\b/],
  ['leaving', /\b(?:i am|we are|i will be|we will be) (?:leaving|going out|heading out|off to|heading to|off|away)\b|\b(?:bye|goodbye|see you later)\b|\bleaving (?:home|the house|now)\b/],
  ['arriving', /\b(?:i am|we are) (?:home|back)\b|\b(?:just )?(?:got|came) (?:home|back)\b/],
  ['party', /\bparty (?:time|mode|begin)\b|\b(?:time to|let us|let the) (?:party|dance)\b/],
  ['cozy', /\b(?:cozy|romantic|snug|comfy|intimate|date night)\b/],
  ['relax', /\b(?:relax|relaxing|relaxed|unwind|chill out|wind down|calm down|stressed)\b/],
  ['gaming', /\bgam(?:e|ing) (?:time|mode|night|session)\b/],
  ['workout', /\b(?:work ?out|exercise|training|gym) (?:time|mode|session)?\b/],
  ['cooking', /\b(?:i am|we are|going to|time to|start) cook(?:ing)?\b/],
  ['guests', /\b(?:guests|visitors|company) (?:are |is )?(?:coming|arriving|here|over)\b/],
  ['saving', /\b(?:save|saving) (?:energy|power|electricity)\b|\benergy saving\b/],
  ['vacation', /\b(?:on|going on|leaving (?:for|on)) (?:vacation|holiday|holidays)\b/],
  ['lock_up', /\block (?:up|everything up|the house)\b/],
  ['nap', /\bnap\b/],
  ['yoga', /\b(?:yoga|meditat\w+)\b/],
  ['music', /\b(?:in the )?mood for (?:some )?music\b/],
  ['sick', /\b(?:i am|i feel) (?:sick|ill|unwell)\b|\bheadache\b|\bmigraine\b/],
  ['breakfast', /\bbreakfast(?: time)?\b/],
]; // biome-ignore format: a table

/** The mood that these words say, as its id. */
export const moodByWords = (words: string): string | undefined => TABLE.find(([, pattern]) => pattern.test(words))?.[0];
