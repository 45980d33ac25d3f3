/** The line that says how far a long file is. */
import { describe, expect, it } from 'vitest';
import { createProgress, line } from '../../src/cli/progress.ts';

function terminal(isTTY = true, columns = 200) {
  const written: string[] = [];
  let now = 0;
  const stream = { isTTY, columns, write: (text: string) => void written.push(text) };
  const progress = createProgress({ stream, label: 'a.csv', total: 1_000, now: () => now });
  return { written, progress, at: (ms: number) => (now = ms) };
}

describe('progress', () => {
  it('says share, rows, pace, alerts and what is left', () => {
    expect(line('a.csv', 1_000, { bytes: 410, rows: 74_100, alerts: 1 }, 3_048)).toBe(
      'a.csv  [########............]  41 %  74,100 rows  24,311 rows/s  1 alert  0:04 left',
    );
    expect(line('a.csv', 1_000, { bytes: 1, rows: 10, alerts: 2 }, 10_000)).toMatch(/2 alerts {2}2:46:30 left$/);
  });

  it('of a pipe knows no share', () => {
    expect(line('stdin', undefined, { bytes: 410, rows: 100 }, 1_000)).toBe('stdin  100 rows  100 rows/s');
  });

  it('of a file that grew ends at 100 %', () => {
    expect(line('a', 10, { bytes: 20, rows: 1 }, 1)).toContain('100 %');
  });

  it('says nothing of short work, then at most ten times a second, and clears up', () => {
    const { written, progress, at } = terminal();
    progress.show({ bytes: 1, rows: 1 });
    at(499);
    progress.show({ bytes: 1, rows: 1 });
    expect(written).toEqual([]);
    for (let ms = 500; ms <= 1_000; ms += 10) {
      at(ms);
      progress.show({ bytes: ms, rows: ms });
    }
    expect(written).toHaveLength(6);
    progress.clear();
    expect(written.at(-1)).toBe('\r\x1b[K');
  });

  it('fits the terminal', () => {
    const { written, progress, at } = terminal(true, 40);
    at(1_000);
    progress.show({ bytes: 500, rows: 1 });
    expect(written[0]?.replace('\r', '').replace('\x1b[K', '').length).toBe(39);
  });

  it('says nothing where there is no terminal', () => {
    const { written, progress, at } = terminal(false);
    at(10_000);
    progress.show({ bytes: 1, rows: 1 });
    progress.clear();
    expect(written).toEqual([]);
  });
});
