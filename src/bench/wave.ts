/** The reading number `i` of synthetic sensor number `sensor`: a wave of its own period, level and noise. Cheap and repeatable. */
export function wave(sensor: number, i: number): number {
  const period = 40 + (sensor % 37) * 3;
  const noise = ((Math.imul(sensor * 7_919 + i, 2_654_435_761) >>> 0) / 2 ** 32 - 0.5) * (0.2 + (sensor % 5) * 0.1);
  return 10 + (sensor % 50) + 2 * Math.sin((2 * Math.PI * i) / period) + noise;
}
