/**
 * What somebody says → what is meant, as far as feedback on alerts goes. A small table; everything else is the language path's.
 *
 *     "That's normal!"                    → pardon
 *     "this is normal for the freezer"    → pardon, about "freezer"
 *     "undo"                              → undo
 */
import { plain } from '../core/alert/words/index.ts';

export type Verb = 'pardon' | 'undo' | 'list' | 'help';

/** Said with the words of `plain`: small letters, no punctuation, single blanks. */
const VERBS: readonly (readonly [verb: Verb, says: RegExp])[] = [
  ['list', /^(?:what|whats|list|show)(?: is| are)?(?: taken as| called)? normal$/],
  ['help', /^(?:help|what can i say)$/],
  [
    'undo',
    /^(?:undo(?: normal| that| this| it)?|take (?:that|this|it) back|(?:(?:this|that|it) is |thats |its )?not (?:normal|ok|okay|fine)(?: after all)?)(?<about> .+)?$/,
  ],
  ['pardon', /^(?:(?:this|that|it) is |thats |its )?(?:quite |perfectly )?(?:normal|ok|okay|fine)(?<about> .+)?$/],
];
const LINKS = /^(?:(?:for|on|with|at|of) )?(?:the )?/;

export const HELP =
  'Say "this is normal" to an alert, with its id or its sensor where several are open; "undo" takes the last one back, "what is normal" lists them. "Acknowledge", "snooze for an hour" and "what alarms are open" do as well. Or ask for what a sensor says: "what is the freezer temperature?"';

/** Longest sentence that is looked at, in characters. */
const TEXT = 400;

/** The verb, and what was named after it ("" where nothing was); undefined when it is none of these. */
export function understand(text: string): { readonly verb: Verb; readonly about: string } | undefined {
  if (text.length > TEXT) return undefined;
  const said = plain(text);
  for (const [verb, says] of VERBS) {
    const match = says.exec(said);
    if (match) return { verb, about: (match.groups?.['about'] ?? '').trim().replace(LINKS, '') };
  }
  return undefined;
}
