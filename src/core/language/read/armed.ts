/** How an alarm is to be armed, where it is not told by a mode's name: "for our vacation", "we are staying home". */

const WAYS: readonly (readonly [RegExp, string])[] = [
  [/\bfor (?:the |our |my )?(?:vacation|vacations|holiday|holidays|trip)\b|\bon (?:vacation|holiday)\b/, 'vacation'],
  [/\bfor (?:the )?(?:night|bed|bedtime)\b|\b(?:going|off) to (?:bed|sleep)\b/, 'night'],
  [/\b(?:staying|stay|staying in) (?:at )?(?:home|in|inside|here)\b|\b(?:i am|we are) (?:still )?(?:at )?(?:home|in|inside)\b/, 'home'],
  [/\b(?:i am|we are) (?:leaving|going out|heading out|off|away|going away)\b|\bleaving (?:the )?(?:house|home|now)\b/, 'away'],
];

/** The mode in the words of a whole sentence; undefined where they say none. */
export const armedHow = (line: string): string | undefined => WAYS.find(([said]) => said.test(line))?.[1];
