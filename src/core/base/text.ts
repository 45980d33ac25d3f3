/** Words as sentences have them. */

/** With its first letter large. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "a", "a and b", "a, b and c". */
export function series(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

/** Words from the wire inside a reply: on one line, 80 characters at most. */
export const quoted = (text: string): string =>
  `"${text
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .slice(0, 80)
    .trim()}"`;
