/**
 * Sunrise and sunset from latitude and longitude: the equations of NOAA's solar calculator
 * (https://gml.noaa.gov/grad/solcalc/solareqns.PDF and /calcdetails.html, after Meeus, Astronomical Algorithms). Good to about a minute
 * between the polar circles. The sun's upper edge at the horizon with the usual refraction: zenith 90.833°.
 */
import { type Timestamp, timestamp } from '../../base/index.ts';

/** Degrees; north and east positive. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

const DAY = 86_400_000;
const RADIANS = Math.PI / 180;
const sin = (degrees: number): number => Math.sin(degrees * RADIANS);
const cos = (degrees: number): number => Math.cos(degrees * RADIANS);
const tan = (degrees: number): number => Math.tan(degrees * RADIANS);
const ZENITH = 90.833;

/** Declination in degrees and the equation of time in minutes, at a Julian century since J2000. */
function sunAt(century: number): { readonly declination: number; readonly equation: number } {
  const longitude = (((280.46646 + century * (36000.76983 + century * 0.0003032)) % 360) + 360) % 360;
  const anomaly = 357.52911 + century * (35999.05029 - 0.0001537 * century);
  const eccentricity = 0.016708634 - century * (0.000042037 + 0.0000001267 * century);
  const centre =
    sin(anomaly) * (1.914602 - century * (0.004817 + 0.000014 * century)) +
    sin(2 * anomaly) * (0.019993 - 0.000101 * century) +
    sin(3 * anomaly) * 0.000289;
  const omega = 125.04 - 1934.136 * century;
  const apparent = longitude + centre - 0.00569 - 0.00478 * sin(omega);
  const mean = 23 + (26 + (21.448 - century * (46.815 + century * (0.00059 - century * 0.001813))) / 60) / 60;
  const obliquity = mean + 0.00256 * cos(omega);
  const y = tan(obliquity / 2) ** 2;
  const equation =
    (4 / RADIANS) *
    (y * sin(2 * longitude) -
      2 * eccentricity * sin(anomaly) +
      4 * eccentricity * y * sin(anomaly) * cos(2 * longitude) -
      0.5 * y * y * sin(4 * longitude) -
      1.25 * eccentricity * eccentricity * sin(2 * anomaly));
  return { declination: Math.asin(sin(obliquity) * sin(apparent)) / RADIANS, equation };
}

/** The event of the (local solar) day around a time; undefined where the sun does not rise or set that day, or for places that are none. */
export function sunTime(event: 'sunrise' | 'sunset', around: Timestamp, { latitude, longitude }: Place): Timestamp | undefined {
  if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) return undefined;
  const midnight = Math.floor((around + (longitude / 360) * DAY) / DAY) * DAY;
  let at = midnight + DAY / 2 - (longitude / 360) * DAY;
  // The sun moves on while the day goes by: a second round with the time found is enough.
  for (let round = 0; round < 3; round++) {
    const { declination, equation } = sunAt((at / DAY + 2_440_587.5 - 2_451_545) / 36_525);
    const hourAngle = cos(ZENITH) / (cos(latitude) * cos(declination)) - tan(latitude) * tan(declination);
    if (!(Math.abs(hourAngle) <= 1)) return undefined;
    const degrees = (Math.acos(hourAngle) / RADIANS) * (event === 'sunrise' ? -1 : 1);
    at = midnight + (720 - 4 * longitude - equation + 4 * degrees) * 60_000;
  }
  return timestamp(Math.round(at));
}
