/** `kinglet replay`: what people script. The scorer is a stand-in; everything else is the daemon's own. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Engine, replay } from '../../src/cli/replay.ts';
import { fail, ok } from '../../src/core/base/index.ts';
import { PersistenceScorer } from '../support/fakes.ts';
import { random } from '../support/sensors.ts';

const engine: Engine = {
  threshold: async () => ok(0.625),
  open: async () => ok({ scorer: new PersistenceScorer(), threshold: 0.625 }),
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kinglet-replay-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const out = (): string => join(folder, 'out');
const result = (name: string): string => readFileSync(join(out(), name), 'utf8');
const lines = (name: string): string[] => result(name).split('\n').slice(0, -1);

async function run(
  args: readonly string[],
  { stdin, signal = new AbortController().signal, use = engine }: { stdin?: Readable; signal?: AbortSignal; use?: Engine } = {},
) {
  let stdout = '';
  let stderr = '';
  const code = await replay(
    args,
    {
      stdout: {
        write: (text) => {
          stdout += text;
        },
      },
      stderr: {
        write: (text) => {
          stderr += text;
        },
      },
      signal,
      ...(stdin === undefined ? {} : { stdin }),
    },
    use,
  );
  return { code, stdout, stderr };
}

/** A freezer, one row a minute, that warms up by 8 °C at row `from`. */
function freezer(rows: number, from = Number.POSITIVE_INFINITY): string {
  const noise = random(7);
  let text = 'timestamp,Temperature (°C),Humidity\n';
  for (let i = 0; i < rows; i++) {
    const at = new Date(Date.UTC(2025, 2, 3) + i * 60_000).toISOString().replace('T', ' ').slice(0, 19);
    text += `${at},${(-18 + noise() * 0.6 + (i >= from ? 8 : 0)).toFixed(2)},${(40 + noise() * 2).toFixed(1)}\n`;
  }
  return text;
}

describe('the scores', () => {
  it('have one row per input row, with its time as the file writes it, and a column per sensor and one for the device', async () => {
    const { code, stderr } = await run(['--out', out(), file('freezer.csv', freezer(700))]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const scores = lines('freezer.scores.csv');
    expect(scores).toHaveLength(701);
    expect(scores[0]).toBe('timestamp,Temperature (°C),Humidity,device');
    expect(scores[1]).toMatch(/^2025-03-03 00:00:00,/);
    for (const line of scores.slice(1)) {
      for (const cell of line.split(',').slice(1)) {
        expect(cell).toMatch(/^(?:0|1|0\.\d{0,5}[1-9])$/);
      }
    }
  });

  it('rise above the threshold where the trouble begins, and the device stays up while it lasts', async () => {
    await run(['--out', out(), file('freezer.csv', freezer(700, 500))]);
    const cells = lines('freezer.scores.csv').map((line) => line.split(','));
    const above = (row: number, column: number): boolean => Number(cells[row + 1]?.[column]) >= 0.625;
    expect(cells.findIndex((row) => Number(row[1]) >= 0.625) - 1).toBeGreaterThanOrEqual(500);
    expect([500, 501, 502, 503, 504, 505].some((row) => above(row, 1))).toBe(true);
    expect(above(520, 1)).toBe(false);
    expect(above(520, 3)).toBe(true);
  });

  it('of a beginning are the beginning of the scores, byte for byte, wherever it ends', async () => {
    const text = freezer(900, 500);
    await run(['--out', out(), file('whole.csv', text)]);
    for (const rows of [1, 2, 255, 256, 257, 600]) {
      const part = text
        .split('\n')
        .slice(0, rows + 1)
        .join('\n');
      await run(['--out', out(), file('part.csv', part)]);
      expect(lines('part.scores.csv')).toEqual(lines('whole.scores.csv').slice(0, rows + 1));
    }
  });

  it('are the same however the bytes come in', async () => {
    const text = freezer(600, 500);
    await run(['--out', out(), file('freezer.csv', text)]);
    for (const size of [3, 1_000, 100_000]) {
      const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, i) => Buffer.from(text.slice(i * size, (i + 1) * size)));
      await run(['--out', out(), '-'], { stdin: Readable.from(pieces) });
      expect(result('stdin.scores.csv')).toBe(result('freezer.scores.csv'));
    }
  });

  it('are 0 where there is nothing to judge, and a row of gaps is a row', async () => {
    const text = 'time,a,b\n1396310400,1,\n1396310401,,\n1396310402,NaN,-\n1396310403,2,3\n';
    await run(['--out', out(), file('gaps.csv', text)]);
    expect(result('gaps.scores.csv')).toBe(
      'timestamp,a,b,device\n1396310400,0,0,0\n1396310401,0,0,0\n1396310402,0,0,0\n1396310403,0,0,0\n',
    );
  });

  it('come from gzip and standard input as from a plain file', async () => {
    const text = freezer(300);
    await run(['--out', out(), file('a.csv', text), file('b.txt.gz', gzipSync(text)), '-'], { stdin: Readable.from([gzipSync(text)]) });
    expect(result('b.scores.csv')).toBe(result('a.scores.csv'));
    expect(result('stdin.scores.csv')).toBe(result('a.scores.csv'));
  });

  it('are of the columns that were asked for', async () => {
    await run(['--out', out(), '--columns', 'Humidity', file('a.csv', freezer(3))]);
    await run(['--out', out(), '--ignore', 'Humidity,label', file('b.csv', freezer(3))]);
    expect([lines('a.scores.csv')[0], lines('b.scores.csv')[0]]).toEqual([
      'timestamp,Humidity,device',
      'timestamp,Temperature (°C),device',
    ]);
  });

  it('are the interval apart where the file has no times', async () => {
    await run(['--out', out(), '--interval', '15min', file('u.txt', '1\n2\n3\n')]);
    expect(result('u.scores.csv')).toBe(
      'timestamp,value,device\n2000-01-01T00:00:00.000Z,0,0\n2000-01-01T00:15:00.000Z,0,0\n2000-01-01T00:30:00.000Z,0,0\n',
    );
  });

  it('quote what CSV must quote', async () => {
    await run(['--out', out(), file('q.csv', 'when_time;"a, ""b"""\n"2014-04-01 00:00:00,5";1\n')]);
    expect(result('q.scores.csv')).toBe('timestamp,"a, ""b""",device\n"2014-04-01 00:00:00,5",0,0\n');
  });

  it('go on through more empty rows than memory would hold', async () => {
    const empty = Array.from({ length: 5_000 }, (_, i) => `${1396310500 + i},\n`).join('');
    await run(['--out', out(), file('e.csv', `time,a\n1396310400,1\n${empty}1396320000,2\n`)]);
    expect(lines('e.scores.csv')).toHaveLength(5_003);
  });
});

describe('the alerts', () => {
  interface Line {
    sensor: string;
    opened: string;
    closed: string | null;
    severity: string;
    score: number;
    text: string;
    sensors: { sensor: string; share: number; pattern: string }[];
  }
  const alerts = (name: string): Line[] => lines(name).map((line) => JSON.parse(line) as Line);

  it('are one line per incident with its sentence, opened at the time of a row', async () => {
    await run(['--out', out(), file('freezer.csv', freezer(700, 500))]);
    const [first] = alerts('freezer.alerts.jsonl');
    expect(Object.keys(first ?? {})).toEqual(['sensor', 'opened', 'closed', 'severity', 'score', 'text', 'sensors', 'causes']);
    expect(first).toMatchObject({ sensor: 'Temperature (°C)', closed: null });
    expect(first?.opened).toMatch(/^2025-03-03 08:2\d:00$/);
    expect(first?.text).toMatch(/^Freezer temperature .*°C/);
  });

  it('tell once of several columns that leave their habits together', async () => {
    const rows = freezer(700)
      .split('\n')
      .map((line, i) => {
        const [time, temperature, ...rest] = line.split(',');
        const warmer = i > 500 ? Number(temperature) + 8 : Number(temperature);
        return i === 0 ? `${line},Coil` : line === '' ? '' : [time, warmer, ...rest, warmer - 4].join(',');
      });
    await run(['--out', out(), file('freezer.csv', rows.join('\n'))]);
    const told = alerts('freezer.alerts.jsonl');
    expect(told).toHaveLength(1);
    expect(told[0]?.sensors.map((s) => s.sensor).sort()).toEqual(['Coil', 'Temperature (°C)']);
    expect(told[0]?.sensors.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 2);
    expect(told[0]?.text).toMatch(/ (?:Coil|Temperature) has left its habits too\./);
  });

  it('are an empty file when there was nothing to tell', async () => {
    await run(['--out', out(), file('calm.csv', freezer(300))]);
    expect(result('calm.alerts.jsonl')).toBe('');
  });

  it('tell of a value that cannot be, and of its end', async () => {
    const text = freezer(300).split('\n');
    for (const row of [201, 202, 203]) text[row] = `${text[row]?.split(',').slice(0, 2).join(',')},150`;
    await run(['--out', out(), file('freezer.csv', text.join('\n'))]);
    expect(alerts('freezer.alerts.jsonl')).toEqual([
      expect.objectContaining({
        sensor: 'Humidity',
        opened: '2025-03-03 03:21:00',
        closed: '2025-03-03 03:23:00',
        text: 'Freezer humidity reported 150 % at 03:21, which is impossible. Perhaps the sensor or its cable is broken (very likely).',
      }),
    ]);
  });

  it('tell of silence in whole empty rows, in the row where it is noticed', async () => {
    const text = freezer(300)
      .split('\n')
      .map((line, i) => (i > 200 && i <= 260 ? `${line.split(',')[0]},,` : line));
    await run(['--out', out(), file('freezer.csv', text.join('\n'))]);
    const silent = alerts('freezer.alerts.jsonl');
    expect(silent.map((a) => a.sensor)).toEqual(['Temperature (°C)']);
    expect(silent[0]).toMatchObject({
      closed: '2025-03-03 04:20:00',
      text: 'Freezer has sent nothing since 03:19; it normally reports every minute.',
    });
    const row = lines('freezer.scores.csv').find((line) => line.startsWith(`${silent[0]?.opened},`));
    expect(Number(row?.split(',')[1])).toBeGreaterThan(0.625);
    expect(Number(row?.split(',')[3])).toBeGreaterThan(0.625);
  });
});

it('--threshold prints the shipped number and nothing else', async () => {
  expect(await run(['--threshold'])).toEqual({ code: 0, stdout: '0.625\n', stderr: '' });
});

it('--help tells all options, those for people who train models too', async () => {
  const { code, stdout, stderr } = await run(['--help']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const option of ['--out', '--interval', '--columns', '--ignore', '--threshold', '--models']) expect(stdout).toContain(`  ${option}`);
});

describe('--models takes another model than the shipped one', () => {
  const asked: (string | undefined)[] = [];
  const two: Engine = {
    threshold: async (models) => ok(models === 'mine' ? 0.5 : 0.625),
    open: async (models) => {
      asked.push(models);
      return ok({ scorer: new PersistenceScorer(), threshold: models === 'mine' ? 0.999 : 0.625 });
    },
  };

  it('for its threshold', async () => {
    expect(await run(['--threshold', '--models', 'mine'], { use: two })).toEqual({ code: 0, stdout: '0.5\n', stderr: '' });
  });

  it('for a recording, with the threshold that comes with it', async () => {
    const text = freezer(700, 500);
    await run(['--out', out(), file('shipped.csv', text)], { use: two });
    await run(['--models', 'mine', '--out', out(), file('mine.csv', text)], { use: two });
    expect(asked).toEqual([undefined, 'mine']);
    expect(lines('shipped.alerts.jsonl')).not.toHaveLength(0);
    expect(lines('mine.alerts.jsonl')).toHaveLength(0);
  });
});

describe('a bad argument or file is one sentence and exit 2, and leaves nothing behind', () => {
  it.each<[string, (() => string[]) | string[], RegExp]>([
    ['no folder', ['a.csv'], /wants --out/],
    ['no file', ['--out', 'x'], /at least one file/],
    ['an unknown option', ['--out', 'x', '--speed', 'a.csv'], /Unknown option '--speed'/],
    ['an option without its value', ['--out'], /--out/],
    [
      'an interval nobody can read',
      ['--out', 'x', '--interval', '5', 'a.csv'],
      /--interval wants a time like 500ms, 1s, 15min or 1h, not "5"/,
    ],
    ['no interval at all', ['--out', 'x', '--interval', '0s', 'a.csv'], /--interval/],
    ['no folder of a model', ['--models', '', '--out', 'x', 'a.csv'], /--models wants the folder of a model/],
    ['a threshold of a file', ['--threshold', 'a.csv'], /stands alone/],
    ['a file that is not there', () => ['--out', out(), join(folder, 'nope.csv')], /there is no file/],
    ['a folder for a file', () => ['--out', out(), folder], /is a folder/],
    ['a file for a folder', () => ['--out', file('f', ''), file('a.csv', '1\n2\n')], /cannot be written to/],
    ['an empty file', () => ['--out', out(), file('a.csv', '')], /a\.csv": it is empty/],
    ['a picture', () => ['--out', out(), file('a.csv', Buffer.from([0x89, 0x50, 0, 0, 10, 10]))], /it is not a text file/],
    ['prose', () => ['--out', out(), file('a.csv', 'dear\nreader\n')], /no column of numbers/],
    ['UTF-16', () => ['--out', out(), file('a.csv', Buffer.from('\ufeffa,b\n1,2\n', 'utf16le'))], /UTF-16/],
    ['half a gzip file', () => ['--out', out(), file('a.csv.gz', gzipSync(freezer(5_000)).subarray(0, 20_000))], /not a whole gzip file/],
    ['a column that is not there', () => ['--out', out(), '--columns', 'x', file('a.csv', freezer(3))], /no numeric column "x"/],
    [
      'two files of one name',
      () => {
        mkdirSync(join(folder, 'b'));
        return ['--out', out(), file('a.csv', '1\n2\n'), file('b/a.txt.gz', gzipSync('1\n2\n'))];
      },
      /would both be written to a\.scores\.csv/,
    ],
  ])('%s', async (_title, args, sentence) => {
    const { code, stdout, stderr } = await run(typeof args === 'function' ? args() : args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(stderr.trimEnd()).not.toContain('\n');
    expect(existsSync(out()) ? readdirSync(out()) : []).toEqual([]);
  });

  it('a bad file after a good one leaves the good one’s results whole', async () => {
    expect((await run(['--out', out(), file('a.csv', freezer(3)), file('b.csv', 'x')])).code).toBe(2);
    expect(readdirSync(out()).sort()).toEqual(['a.alerts.jsonl', 'a.scores.csv']);
  });

  it('a model of one’s own that does not fit', async () => {
    const none: Engine = {
      threshold: async (models) => fail('model/missing', `There is no model manifest at ${models}/signals.json.`),
      open: async () => ok({ scorer: new PersistenceScorer(), threshold: 0.625 }),
    };
    for (const args of [
      ['--models', 'mine', '--out', out(), file('a.csv', freezer(3))],
      ['--threshold', '--models', 'mine'],
    ]) {
      const { code, stdout, stderr } = await run(args, { use: none });
      expect({ code, stdout, stderr }).toEqual({
        code: 2,
        stdout: '',
        stderr: 'kinglet replay: There is no model manifest at mine/signals.json.\n',
      });
    }
    expect(existsSync(out())).toBe(false);
  });

  it('a missing model is not the file’s fault: exit 1', async () => {
    const missing: Engine = {
      threshold: async () => fail('model/missing', 'There is no model.'),
      open: async () => fail('model/missing', 'There is no model.'),
    };
    expect(await run(['--out', out(), file('a.csv', freezer(3))], { use: missing })).toMatchObject({
      code: 1,
      stderr: 'kinglet replay: There is no model.\n',
    });
  });
});

it('an interrupt ends it at once and leaves nothing half-written', async () => {
  const abort = new AbortController();
  const endless = new Readable({ read() {} });
  endless.push(freezer(2_000));
  const running = run(['--out', out(), '-'], { stdin: endless, signal: abort.signal });
  setImmediate(() => abort.abort());
  expect((await running).code).toBe(130);
  expect(existsSync(out()) ? readdirSync(out()) : []).toEqual([]);
});

it('what it left out is said on standard error', async () => {
  const { stderr } = await run(['--out', out(), file('a.csv', 'time,where,v\n1396310400,hall,1\nsoon,hall,2\n')]);
  expect(stderr).toBe(
    'a: left out the column of text where.\na: the time of 1 row cannot be read; the time of the row before was taken.\n',
  );
});
