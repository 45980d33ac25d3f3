/** Lists and limits of what is said. */

/** Names that one list holds. */
export const LISTED = 6;
/** Longest reply. */
export const MAX_REPLY = 500;

/** "A, B and C"; more than six are "A, B, C and 7 more". */
export function listed(items: readonly string[], last: 'and' | 'or' = 'and', most: number = LISTED): string {
  if (items.length <= 1) return items[0] ?? '';
  if (items.length <= most) return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`;
  const shown = items.slice(0, Math.max(1, Math.min(3, most)));
  const beyond = items.length - shown.length;
  return `${shown.join(', ')} ${last} ${beyond} ${last === 'or' ? (beyond === 1 ? 'other' : 'others') : 'more'}`;
}

/** Sentences one after the other, as many as there is room for; the first in any case, cut. */
export function paragraph(sentences: readonly string[], limit: number = MAX_REPLY): string {
  let text = '';
  for (const sentence of sentences) {
    if (sentence === '') continue;
    const longer = text === '' ? sentence : `${text} ${sentence}`;
    if (longer.length > limit)
      return text === ''
        ? `${Array.from(longer)
            .slice(0, limit - 1)
            .join('')
            .slice(0, limit - 1)
            .trimEnd()}…`
        : text;
    text = longer;
  }
  return text;
}

export const plural = (count: number, noun: string): string => (count === 1 ? `1 ${noun}` : `${count} ${pluralOf(noun)}`);

/** "light" → "lights", "battery" → "batteries", "switch" → "switches". */
export function pluralOf(noun: string): string {
  if (/(?:s|x|z|ch|sh)$/.test(noun)) return `${noun}es`;
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  if (noun === 'person') return 'people';
  return noun.endsWith('s') ? noun : `${noun}s`;
}
