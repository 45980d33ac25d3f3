/**
 * Colours between the ways in which lamps count them. sRGB channels 0..255, hue 0..360, saturation 0..100, CIE 1931 x and y, kelvin.
 * Formulas: hue and saturation of the HSV cone; x and y by the wide-gamut D65 matrix that Philips publishes for its lamps
 * (https://developers.meethue.com/develop/application-design-guidance/color-conversion-formulas-rgb-to-xy-and-back/), which Home
 * Assistant uses too; white by Tanner Helland's fit to the black body.
 */
export type Rgb = readonly [number, number, number];

const round = (n: number, digits: number): number => Number(n.toFixed(digits));
const channel = (n: number): number => Math.round(Math.min(255, Math.max(0, n)));

export function rgbToHs([r, g, b]: Rgb): readonly [number, number] {
  const max = Math.max(r, g, b);
  const span = max - Math.min(r, g, b);
  if (span === 0) return [0, 0];
  const hue = max === r ? ((g - b) / span) % 6 : max === g ? (b - r) / span + 2 : (r - g) / span + 4;
  return [round((hue * 60 + 360) % 360, 3), round((span / max) * 100, 3)];
}

export function hsToRgb([hue, saturation]: readonly [number, number]): Rgb {
  const s = saturation / 100;
  const part = (n: number): number => {
    const k = (n + hue / 60) % 6;
    return channel(255 * (1 - s * Math.max(0, Math.min(k, 4 - k, 1))));
  };
  return [part(5), part(3), part(1)];
}

const linear = (c: number): number => (c > 0.04045 ? ((c + 0.055) / 1.055) ** 2.4 : c / 12.92);
const gamma = (c: number): number => (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055);

export function rgbToXy([red, green, blue]: Rgb): readonly [number, number] {
  if (red + green + blue === 0) return [0, 0];
  const [r, g, b] = [linear(red / 255), linear(green / 255), linear(blue / 255)];
  const x = r * 0.664511 + g * 0.154324 + b * 0.162028;
  const y = r * 0.283881 + g * 0.668433 + b * 0.047685;
  const z = r * 0.000088 + g * 0.07231 + b * 0.986039;
  return [round(x / (x + y + z), 3), round(y / (x + y + z), 3)];
}

export function xyToRgb([x, y]: readonly [number, number]): Rgb {
  const below = y === 0 ? 1e-11 : y;
  const [cx, cz] = [x / below, (1 - x - below) / below];
  const parts = [
    cx * 1.656492 - 0.354851 - cz * 0.255038,
    -cx * 0.707196 + 1.655397 + cz * 0.036152,
    cx * 0.051713 - 0.121364 + cz * 1.01153,
  ].map((c) => Math.max(0, gamma(c)));
  const most = Math.max(...parts, 1e-9);
  return parts.map((c) => channel((c / most) * 255)) as unknown as Rgb;
}

/** White of so many kelvin, 1000 to 40000. */
export function kelvinToRgb(kelvin: number): Rgb {
  const t = Math.min(40_000, Math.max(1_000, kelvin)) / 100;
  const red = t <= 66 ? 255 : 329.698727446 * (t - 60) ** -0.1332047592;
  const green = t <= 66 ? 99.4708025861 * Math.log(t) - 161.1195681661 : 288.1221695283 * (t - 60) ** -0.0755148492;
  const blue = t >= 66 ? 255 : t <= 19 ? 0 : 138.5177312231 * Math.log(t - 10) - 305.0447927307;
  return [channel(red), channel(green), channel(blue)];
}

/** Between kelvin and mired; the same both ways. */
export const reciprocal = (value: number): number => Math.floor(1_000_000 / Math.max(1, value));

/** With what is white of it on a channel of its own, as bright as before. */
export function rgbToRgbw([r, g, b]: Rgb): readonly [number, number, number, number] {
  const white = Math.min(r, g, b);
  const most = Math.max(r, g, b);
  const left = Math.max(r - white, g - white, b - white, white);
  const factor = left === 0 ? 0 : most / left;
  return [channel((r - white) * factor), channel((g - white) * factor), channel((b - white) * factor), channel(white * factor)];
}
