/** Recorded data into rows. */
import { describe, expect, it } from 'vitest';
import { minutes, seconds } from '../../../src/core/base/index.ts';
import { type TableOptions, TableReader } from '../../../src/core/protocol/table.ts';

const gap = Number.NaN;

/** Reads a whole text, in pieces of `piece` characters; faults as their sentence. */
function readTable(text: string, options: Partial<TableOptions> = {}, piece = text.length || 1) {
  const reader = new TableReader({ interval: seconds(1), ...options });
  const rows = [];
  for (let i = 0; i <= text.length; i += piece) {
    const result = i < text.length ? reader.push(text.slice(i, i + piece)) : reader.end();
    if (!result.ok) return { fault: result.fault.detail };
    rows.push(...result.value);
  }
  if (text.length % piece !== 0) {
    const result = reader.end();
    if (!result.ok) return { fault: result.fault.detail };
    rows.push(...result.value);
  }
  return {
    columns: reader.columns,
    stamps: rows.map((r) => r.stamp),
    times: rows.map((r) => new Date(r.time).toISOString()),
    values: rows.map((r) => [...r.values]),
    leftOut: reader.leftOut,
    badTimes: reader.badTimes,
  };
}

describe('a table is read', () => {
  it.each([
    ['with commas and a header', 'timestamp,value\n2014-04-01 00:00:00,20.0\n2014-04-01 00:05:00,21\n', ['value'], [[20], [21]]],
    ['with semicolons', 'datetime;a;b\n2020-03-09 10:14:33;0.5;-1\n', ['a', 'b'], [[0.5, -1]]],
    ['with decimal commas', 'datetime;a;b\n2020-03-09 10:14:33;0,5;-1,25\n', ['a', 'b'], [[0.5, -1.25]]],
    ['with tabs and no header', '1489017618\t20\n1489044623\t16\n', ['value'], [[20], [16]]],
    [
      'with blanks',
      '  1.5   2\n  3     4e1\n',
      ['column_1', 'column_2'],
      [
        [1.5, 2],
        [3, 40],
      ],
    ],
    ['as one number a line', '-2785.9403\n-3228.5676\n', ['value'], [[-2785.9403], [-3228.5676]]],
    ['as one number a line under a name', 'flow\n1\n2\n', ['flow'], [[1], [2]]],
    [
      'with Windows line ends, a byte order mark and no last line end',
      '\uFEFFa,b\r\n1,2\r\n3,4',
      ['a', 'b'],
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      'with blank lines, which are no rows',
      'a,b\n\n1,2\n  \n3,4\n\n',
      ['a', 'b'],
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ['with comments above', '# made by a logger\n#\na,b\n1,2\n', ['a', 'b'], [[1, 2]]],
    ['with quoted cells, delimiters and line ends inside', '"a","b, and ""c""\nd"\n"1","2"\n', ['a', 'b, and "c" d'], [[1, 2]]],
    [
      'with an inch mark that is no quote',
      'pipe 12", b\n1,2\n3,4\n',
      ['pipe 12"', 'b'],
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ['with blanks around cells', 'a, b\n 1 , 2 \n', ['a', 'b'], [[1, 2]]],
    ['with one line only, when that is numbers', '1,2', ['column_1', 'column_2'], [[1, 2]]],
    ['with numbers in exponents and with many digits', 'a,b\n1.5e-3,3.14159265358979323846\n', ['a', 'b'], [[0.0015, Math.PI]]],
  ])('%s', (_title, text, columns, values) => {
    for (const piece of [text.length, 7, 1]) {
      const table = readTable(text, {}, piece);
      expect(table.columns).toEqual(columns);
      expect(table.values).toEqual(values);
    }
  });

  it('with row names above which nothing stands (R writes tables so)', () => {
    const table = readTable('"date","Temperature"\n"1","2015-02-04 17:51:00",23.18\n"2","2015-02-04 17:51:59",23.15\n');
    expect(table).toMatchObject({
      columns: ['Temperature'],
      stamps: ['2015-02-04 17:51:00', '2015-02-04 17:51:59'],
      values: [[23.18], [23.15]],
    });
  });

  it('with the same name twice and with names the output needs for itself', () => {
    expect(readTable('time,a,a,device,timestamp,\n1,1,1,1,1,1\n').columns).toEqual(['a', 'a_2', 'device_2', 'timestamp_2', 'column_6']);
  });
});

describe('gaps', () => {
  it.each(['', '-', '?', 'NaN', 'nan', 'NA', 'null', 'inf', '-Infinity', 'x', '0x10', '1e999', '1.2.3', '--1', '1,2'])(
    'the cell %j is a gap, not zero',
    (cell) => {
      expect(readTable(`a;b\n1;2\n1;"${cell}"\n1;3\n`).values).toEqual(
        cell === '1,2'
          ? [
              [1, 2],
              [1, 1.2],
              [1, 3],
            ]
          : [
              [1, 2],
              [1, gap],
              [1, 3],
            ],
      );
    },
  );

  it('cells missing at the end of a row are gaps, and cells beyond the header are let go', () => {
    expect(readTable('a,b,c\n1,2,3\n4\n5,6,7,8,9\n').values).toEqual([
      [1, 2, 3],
      [4, gap, gap],
      [5, 6, 7],
    ]);
  });
});

describe('columns', () => {
  const weather =
    'timestamp,Conditions,Events,Gust,TemperatureC\n2012-01-01 00:53:00,Overcast,,-,4.4\n2012-01-01 01:17:00,Rain,Fog,30,4.0\n';
  it('of text are left out; the first row decides, so that more rows change nothing', () => {
    expect(readTable(weather)).toMatchObject({
      columns: ['Events', 'Gust', 'TemperatureC'],
      leftOut: ['Conditions'],
      values: [
        [gap, gap, 4.4],
        [gap, 30, 4],
      ],
    });
  });
  it('can be picked', () => {
    expect(readTable(weather, { columns: ['TemperatureC', 'Gust'] }).columns).toEqual(['Gust', 'TemperatureC']);
  });
  it('can be ignored, also when they are not there', () => {
    expect(readTable(weather, { ignore: ['Gust', 'label'] }).columns).toEqual(['Events', 'TemperatureC']);
  });
  it('that are picked must be there', () => {
    expect(readTable(weather, { columns: ['Conditions', 'x'] }).fault).toBe(
      'there is no numeric column "Conditions", "x"; there are: Events, Gust, TemperatureC.',
    );
  });
  it('called like something every object has are columns like any other', () => {
    expect(readTable('__proto__,constructor\n1,2\n')).toMatchObject({ columns: ['__proto__', 'constructor'], values: [[1, 2]] });
  });
});

describe('the time', () => {
  it.each([
    ['2014-04-01T00:00:00Z', '2014-04-01T00:00:00.000Z'],
    ['2014-04-01 00:00:00', '2014-04-01T00:00:00.000Z'],
    ['2014-04-01 00:00:00.250', '2014-04-01T00:00:00.250Z'],
    ['2014-04-01 00:00:00,250', '2014-04-01T00:00:00.250Z'],
    ['2014-04-01T02:00:00+02:00', '2014-04-01T00:00:00.000Z'],
    ['2014-04-01T02:00+0200', '2014-04-01T00:00:00.000Z'],
    ['2014-04-01', '2014-04-01T00:00:00.000Z'],
    ['2014/04/01 00:00', '2014-04-01T00:00:00.000Z'],
    ['2000-02-29 24:00:00', '2000-03-01T00:00:00.000Z'],
    ['1396310400', '2014-04-01T00:00:00.000Z'],
    ['1396310400.5', '2014-04-01T00:00:00.500Z'],
    ['1396310400000', '2014-04-01T00:00:00.000Z'],
    ['1396310400000000', '2014-04-01T00:00:00.000Z'],
    ['Tue 1 Apr 2014 00:00:00', '2014-04-01T00:00:00.000Z'],
    ['Tue, 01 Apr 2014 00:00:00 GMT', '2014-04-01T00:00:00.000Z'],
  ])('%s is understood, and echoed as it stands', (stamp, iso) => {
    expect(readTable(`when_time;v\n${stamp};1\n`)).toMatchObject({ times: [iso], stamps: [stamp], values: [[1]], columns: ['v'] });
  });

  it('split over a date and a time column is put together', () => {
    expect(readTable('date,time,v\n2014-04-01,00:05:00,7\n')).toMatchObject({
      columns: ['v'],
      stamps: ['2014-04-01 00:05:00'],
      times: ['2014-04-01T00:05:00.000Z'],
    });
  });

  it.each(['03/04/2014 10:00', '14:02:11', 'Overcast 2', '2014-13-01', '2014-04-01 25:00:00', '2014-04-01T00:00:00+2'])(
    '%s is no time anybody can be sure of',
    (stamp) => {
      expect(readTable(`when_time;v\n${stamp};1\n`, { interval: minutes(1) })).toMatchObject({
        columns: ['v'],
        times: ['2000-01-01T00:00:00.000Z'],
      });
    },
  );

  it('is counted from 2000 on by the interval where there is none', () => {
    expect(readTable('a,b\n1,2\n3,4\n', { interval: minutes(1) })).toMatchObject({
      columns: ['a', 'b'],
      stamps: ['2000-01-01T00:00:00.000Z', '2000-01-01T00:01:00.000Z'],
    });
  });

  it('is never a large number that is named otherwise', () => {
    expect(readTable('P-PDG,x\n1396310400,2\n').columns).toEqual(['P-PDG', 'x']);
  });

  it('going backwards, standing still or unreadable is no crash: an unreadable one keeps the time of the row before', () => {
    const table = readTable('time,v\n2014-04-01 03:00:00,1\n2014-04-01 02:00:00,2\n2014-04-01 02:00:00,3\n?,4\n,5\n');
    expect(table).toMatchObject({
      badTimes: 2,
      values: [[1], [2], [3], [4], [5]],
      stamps: ['2014-04-01 03:00:00', '2014-04-01 02:00:00', '2014-04-01 02:00:00', '?', ''],
    });
    expect(table.times?.slice(1)).toEqual(Array(4).fill('2014-04-01T02:00:00.000Z'));
  });
});

describe('what is no table is refused with a reason', () => {
  it.each([
    ['', 'it is empty.'],
    ['\n\n', 'it is empty.'],
    ['a,b\n', 'there is a header but no row below it.'],
    ['hello\nworld\n', 'it has no column of numbers.'],
    ['\u007fELF\u0000\u0001', 'it is not a text file.'],
    ['x'.repeat(1_100_000), 'line 1 is longer than 1 MB: this is not a table.'],
    [`${'1,'.repeat(1_000)}1\n`, 'there are 1001 columns; at most 1000 can be read.'],
  ])('%.12j', (text, sentence) => {
    expect(readTable(text).fault).toBe(sentence);
  });
});

it('a beginning reads as the whole does', () => {
  const text = 'timestamp,a,b\n2014-04-01 00:00:00,1,\n2014-04-01 00:00:01,x,2\n2014-04-01 00:00:02,3,4\n';
  const whole = readTable(text);
  for (let end = text.indexOf('\n', 20) + 1; end < text.length; end = text.indexOf('\n', end) + 1) {
    const part = readTable(text.slice(0, end));
    expect(part.columns).toEqual(whole.columns);
    expect(part.values).toEqual(whole.values?.slice(0, part.values?.length));
    if (text.indexOf('\n', end) === -1) break;
  }
});
