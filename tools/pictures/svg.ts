/**
 * Just enough SVG for the pictures of the documentation: shapes as strings, colours as classes that follow the reader's light or dark
 * scheme (on a card of their own, so that they are readable on any page), and axes.
 */

/** Colours by what they mean: [light, dark]. */
const COLOURS = {
  card: ['#ffffff', '#161b22'],
  edge: ['#d0d7de', '#30363d'],
  ink: ['#1f2328', '#e6edf3'],
  quiet: ['#57606a', '#9da7b3'],
  signal: ['#0969da', '#58a6ff'],
  expected: ['#1a7f37', '#3fb950'],
  alarm: ['#cf222e', '#ff7b72'],
} as const;
export type Colour = keyof typeof COLOURS;

const rules = (scheme: 0 | 1): string =>
  Object.entries(COLOURS)
    .map(([name, pair]) => `.f-${name}{fill:${pair[scheme]}}.s-${name}{stroke:${pair[scheme]}}`)
    .join('');

/** A whole picture: a card of the given size with `body` on it. */
export const picture = (width: number, height: number, title: string, body: readonly string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">
<title>${escaped(title)}</title>
<style>text{font-family:system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif}path,polyline,line{fill:none;stroke-linejoin:round;stroke-linecap:round}${rules(0)}@media (prefers-color-scheme:dark){${rules(1)}}</style>
<rect class="f-card s-edge" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
${body.join('\n')}
</svg>
`;

export const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
export const px = (x: number): string => String(Math.round(x * 10) / 10);

interface TextStyle {
  readonly size?: number;
  readonly colour?: Colour;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly weight?: number;
}
export const text = (
  x: number,
  y: number,
  words: string,
  { size = 12, colour = 'ink', anchor = 'start', weight = 400 }: TextStyle = {},
): string =>
  `<text class="f-${colour}" x="${px(x)}" y="${px(y)}" font-size="${size}" text-anchor="${anchor}" font-weight="${weight}">${escaped(words)}</text>`;

interface LineStyle {
  readonly width?: number;
  readonly dash?: string;
  readonly opacity?: number;
}
const line = ({ width = 1, dash, opacity = 1 }: LineStyle): string =>
  `stroke-width="${width}" opacity="${opacity}"${dash ? ` stroke-dasharray="${dash}"` : ''}`;

export const stroke = (points: readonly (readonly [number, number])[], colour: Colour, style: LineStyle = {}): string =>
  `<polyline class="s-${colour}" points="${points.map(([x, y]) => `${px(x)},${px(y)}`).join(' ')}" ${line(style)}/>`;

export const box = (
  x: number,
  y: number,
  width: number,
  height: number,
  colour: Colour,
  { opacity = 1, radius = 0, edge }: { opacity?: number; radius?: number; edge?: Colour } = {},
): string =>
  `<rect class="f-${colour}${edge ? ` s-${edge}` : ''}" x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}" rx="${radius}" opacity="${opacity}"/>`;

export const dot = (x: number, y: number, radius: number, colour: Colour, opacity = 1): string =>
  `<circle class="f-${colour}" cx="${px(x)}" cy="${px(y)}" r="${px(radius)}" opacity="${opacity}"/>`;

/** A short arrow to the right that ends at (x, y). */
export const arrow = (x: number, y: number, length: number): string =>
  stroke(
    [
      [x - length, y],
      [x - 1, y],
    ],
    'quiet',
    { width: 1.5 },
  ) +
  stroke(
    [
      [x - 5, y - 4],
      [x, y],
      [x - 5, y + 4],
    ],
    'quiet',
    { width: 1.5 },
  );

/** Maps numbers to pixels, linearly. */
export const scale =
  (from: readonly [number, number], to: readonly [number, number]) =>
  (value: number): number =>
    to[0] + ((value - from[0]) / (from[1] - from[0])) * (to[1] - to[0]);

/** Round numbers within a range, about `count` of them. */
export function ticks([low, high]: readonly [number, number], count: number): number[] {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((s) => s * power >= rough) ?? 10) * power;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 }, (_, i) => (first + i) * step);
}

/** Breaks a sentence into lines of at most `most` characters. */
export function wrap(sentence: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of sentence.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
