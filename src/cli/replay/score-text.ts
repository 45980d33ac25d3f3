/** A score as text: at most six decimals, no trailing zeros: `0`, `0.5`, `0.031402`, `1`. Most scores of a recording are small and repeat. */
export function scoreText(score: number): string {
  const millionths = Math.round(score * 1e6);
  if (!(millionths > 0)) return '0';
  if (millionths >= 1e6) return '1';
  let digits = millionths;
  let width = 6;
  while (digits % 10 === 0) {
    digits /= 10;
    width--;
  }
  return `0.${String(digits).padStart(width, '0')}`;
}

/** A cell of a CSV line (RFC 4180): quoted only when it must be. */
export const csvCell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
