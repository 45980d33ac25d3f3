import { describe, expect, it } from 'vitest';
import { type LineFormat, LineReader } from '../../../src/core/protocol/line.ts';
import { LineSplitter } from '../../../src/core/protocol/line-splitter.ts';

/** Reads lines behind a first one, as from a port that has been open for a while. */
function readAll(lines: readonly string[], format: LineFormat = 'auto', columns: string[] = []): string[] {
  const reader = new LineReader({ format, columns });
  reader.read('{}');
  return lines.map((line) => {
    const read = reader.read(line);
    return read.ok ? read.value.map((l) => `${l.path.join('.')}=${l.value}${l.unit ?? ''}`).join(' ') : read.fault.code;
  });
}

describe('A line of', () => {
  it.each([
    ['Edge Impulse, comma', '-0.12,9.81,0.33', 'column 1=-0.12 column 2=9.81 column 3=0.33'],
    ['Edge Impulse, tab', '-0.12\t9.81', 'column 1=-0.12 column 2=9.81'],
    ['a script, spaces', '1  2 3', 'column 1=1 column 2=2 column 3=3'],
    ['a script, semicolons and a gap', '1;;3', 'column 1=1 column 3=3'],
    ['one number', ' 21.5 ', 'value=21.5'],
    ['one number with its unit', '21.5 C', 'value=21.5°C'],
    ['an overflow', '1,nan,-inf', 'column 1=1 column 2=NaN column 3=-Infinity'],
    ['a logger with its own time', '2026-05-01T10:00:00,21.5', 'column 2=21.5'],
    ["Arduino's plotter, comma", 'temp:21.5,hum:40', 'temp=21.5 hum=40'],
    ["Arduino's plotter, blanks", 'temp:21.5 hum:40', 'temp=21.5 hum=40'],
    ["Arduino's plotter, tab and blanks", 'temp: 21.5\thum: 40', 'temp=21.5 hum=40'],
    ['key=value', 'temp=21.5;door=open', 'temp=21.5 door=1'],
    ['prose with numbers', 'Humidity: 40.5 %, Temperature: 21.5 °C', 'Humidity=40.5% Temperature=21.5°C'],
    ['JSON', '{"temp":21.5,"imu":{"x":1}}', 'temp=21.5 imu.x=1'],
    ['a boot message', 'Found 3 sensors', ''],
    ['a boot message with a colon', 'rst:0x1 (POWERON_RESET),boot:0x13', ''],
    ['nothing', '   ', ''],
    ['a word', 'no', ''],
    ['line noise', '\u0001\ufffd:12', 'line/junk'],
    ['a hurt JSON object', '{"temp":21.', 'line/not-json'],
    ['a name that is none', '::5, =3, 9x:1', ''],
  ])('%s', (_who, line, expected) => {
    expect(readAll([line])).toEqual([expected]);
  });

  it('words names the columns of the lines behind it', () => {
    expect(readAll(['time,temp,rpm', '1000,21.5,3000'])).toEqual(['', 'time=1000 temp=21.5 rpm=3000']);
  });
  it.each(['ready', 'Booting now'])('%j is a greeting and names nothing', (greeting) => {
    const numbers = greeting.includes(' ') ? '1 2' : '1';
    expect(readAll([greeting, numbers]).at(-1)).not.toMatch(/ready|Booting/);
  });
  it('a greeting with as many words as there are columns is overruled by the owner', () => {
    expect(readAll(['Hello, world', '1,2'], 'csv', ['x', 'y'])).toEqual(['', 'x=1 y=2']);
  });
  it('an owner who left a name empty left the column out', () => {
    expect(readAll(['1,2,3'], 'auto', ['x', '', 'z'])).toEqual(['x=1 z=3']);
  });
  it('fewer columns is believed the second time', () => {
    expect(readAll(['1,2,3', '1,2', '1,2,3', '1,2', '1,2', '1,2'])).toEqual([
      'column 1=1 column 2=2 column 3=3',
      'line/columns',
      'column 1=1 column 2=2 column 3=3',
      'line/columns',
      'column 1=1 column 2=2',
      'column 1=1 column 2=2',
    ]);
  });
  it('a broken column is dropped whole, not shifted', () => {
    expect(readAll(['1,2,3', '1,2x2,3'])).toEqual(['column 1=1 column 2=2 column 3=3', 'line/junk']);
  });
  it('65 columns gives 64', () => {
    expect(readAll([Array(80).fill('1').join(',')])[0]?.split(' column').length).toBe(64);
  });
});

describe('The first line after opening', () => {
  const first = (line: string): number | string => {
    const read = new LineReader({ format: 'auto', columns: [] }).read(line);
    return read.ok ? read.value.length : read.fault.code;
  };
  it('may lack its beginning, so its numbers do not count', () => expect(first('3.2,1.0')).toBe(0));
  it('and neither do its names', () => expect(first('mp:21.5')).toBe(0));
  it('is no fault when it is junk', () => expect(first('\u0000\ufffd')).toBe(0));
  it('is no fault when it is the end of an object', () => expect(first('[":21.5}')).toBe(0));
  it('counts when it is a whole JSON object', () => expect(first('{"t":1}')).toBe(1));
  it('counts as a header', () => {
    const reader = new LineReader({ format: 'auto', columns: [] });
    reader.read('t,h');
    const read = reader.read('1,2');
    expect(read.ok && read.value.map((l) => l.path[0])).toEqual(['t', 'h']);
  });
});

describe('Bytes become lines', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  function split(chunks: readonly Uint8Array[], limit = 16): { lines: string[]; dropped: number } {
    const splitter = new LineSplitter(limit);
    const lines: string[] = [];
    for (const chunk of chunks) splitter.push(chunk, (line) => lines.push(new TextDecoder().decode(line)));
    return { lines, dropped: splitter.dropped };
  }

  it.each([
    ['LF', 'a\nb\n'],
    ['CRLF', 'a\r\nb\r\n'],
    ['CR', 'a\rb\r'],
    ['a mix with empty lines', '\n\ra\r\r\n\nb\r\n\r'],
  ])('at %s', (_name, text) => {
    expect(split([bytes(text)]).lines).toEqual(['a', 'b']);
  });
  it('wherever the chunks were cut', () => {
    const text = 'first\r\nsecond\nthird\r\n';
    for (let size = 1; size <= text.length; size++) {
      const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, i) => bytes(text.slice(i * size, (i + 1) * size)));
      expect(split(chunks).lines).toEqual(['first', 'second', 'third']);
    }
  });
  it('up to the limit exactly', () => {
    expect(split([bytes(`${'x'.repeat(16)}\n${'y'.repeat(17)}\nz\n`)])).toEqual({ lines: ['x'.repeat(16), 'z'], dropped: 1 });
    expect(split([bytes('x'.repeat(9)), bytes('x'.repeat(7)), bytes('\n')]).lines).toEqual(['x'.repeat(16)]);
  });
  it('again after megabytes without an end, counted once', () => {
    expect(split([...Array(64).fill(new Uint8Array(65_536).fill(0x78)), bytes('tail\nnext\n')])).toEqual({ lines: ['next'], dropped: 1 });
  });
  it('from now on after a reset', () => {
    const splitter = new LineSplitter(16);
    const lines: string[] = [];
    splitter.push(bytes('half'), () => {});
    splitter.reset();
    splitter.push(bytes('whole\n'), (line) => lines.push(new TextDecoder().decode(line)));
    expect(lines).toEqual(['whole']);
  });
});
