import { describe, expect, it } from 'vitest';
import { parsePayload, payloadLimits, timeOfPayload, unitOfLeaf } from '../../../src/core/protocol/payload.ts';
import { numberFrom, timeFrom, unitFrom, valueFrom } from '../../../src/core/protocol/payload-value.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** `path=value` of each leaf; two-state words as `path=1!`. */
function leavesOf(text: string): string[] | string {
  const parsed = parsePayload(bytes(text));
  if (!parsed.ok) return parsed.fault.code;
  return parsed.value.leaves.map((l) => `${l.path.join('.')}=${l.value}${l.kind === 'state' ? '!' : ''}`);
}

describe('A payload from', () => {
  const table: readonly (readonly [string, string, string[] | string])[] = [
    ['a plain script', '21.5', ['=21.5']],
    ['a plain script with a newline', ' -3.2e1\n', ['=-32']],
    ['a template with a unit', '21.5 °C', ['=21.5']],
    ['a script that quotes', '"21.5"', ['=21.5']],
    ['a switch', 'ON', ['=1!']],
    ['a door', 'closed', ['=0!']],
    ['a last will', 'Offline', ['=0!']],
    ['Node-RED', '{"payload":{"temp":"21.5","ok":true}}', ['payload.temp=21.5', 'payload.ok=1!']],
    [
      'Zigbee2MQTT',
      '{"battery":97.5,"humidity":45.21,"last_seen":"2026-05-01T10:00:00+00:00","linkquality":120,"temperature":21.4,"update":{"installed_version":16777248,"state":"idle"},"voltage":3005}',
      ['battery=97.5', 'humidity=45.21', 'linkquality=120', 'temperature=21.4', 'voltage=3005'],
    ],
    ['a Zigbee2MQTT contact', '{"contact":false,"tamper":null,"device_temperature":""}', ['contact=0!']],
    [
      'Tasmota',
      '{"Time":"2026-05-01T10:00:00","ENERGY":{"TotalStartTime":"2025-01-01T00:00:00","Total":12.345,"Power":[4,5],"Factor":0.93},"DS18B20":{"Id":"0316A2795B1F","Temperature":-18.4},"TempUnit":"C"}',
      ['ENERGY.Total=12.345', 'ENERGY.Power.0=4', 'ENERGY.Power.1=5', 'ENERGY.Factor=0.93', 'DS18B20.Temperature=-18.4'],
    ],
    [
      'Shelly, first generation',
      '{"tmp":{"value":21.4,"units":"C","is_valid":true},"bat":{"value":88}}',
      ['tmp.value=21.4', 'tmp.is_valid=1!', 'bat.value=88'],
    ],
    [
      'Shelly, second generation',
      '{"id":0,"source":"init","output":true,"apower":8.9,"aenergy":{"total":6.532,"by_minute":[45.1,47.1,88.0],"minute_ts":1626935779},"temperature":{"tC":23.5,"tF":74.4}}',
      [
        'id=0',
        'output=1!',
        'apower=8.9',
        'aenergy.total=6.532',
        'aenergy.minute_ts=1626935779',
        'temperature.tC=23.5',
        'temperature.tF=74.4',
      ],
    ],
    ["Python's json.dumps", '{"a":NaN,"b":-Infinity,"c":"NaN in prose","d":Infinity}', ['a=NaN', 'b=-Infinity', 'd=Infinity']],
    ['a sensor beyond a double', '{"a":1e308,"b":1e999}', ['a=1e+308', 'b=Infinity']],
    [
      'an attacker of prototypes',
      '{"__proto__":{"x":1},"constructor":{"prototype":{"y":2}}}',
      ['__proto__.x=1', 'constructor.prototype.y=2'],
    ],
    ['a list of numbers', '[1,"2",null,true]', ['0=1', '1=2', '3=1!']],
    ['nobody: null', 'null', 'payload/no-numbers'],
    ['nobody: empty', '', 'payload/no-numbers'],
    ['nobody: an empty string in JSON', '{"temperature":""}', 'payload/no-numbers'],
    ['a log line', 'WiFi connected after 3 tries', 'payload/no-numbers'],
    ['an address', '0x00158d0001a2b3c4', 'payload/no-numbers'],
    ['a decimal comma', '21,5', 'payload/no-numbers'],
    ['a broken pipe', '{"temperature":21.', 'payload/not-json'],
    ['a camera', '\u0000\u0001\u0002JFIF', 'payload/binary'],
  ];
  it.each(table)('%s is read leaf by leaf: %s', (_who, text, expected) => {
    expect(leavesOf(text)).toEqual(expected);
  });

  it('nobody leaves Object.prototype as it was', () => {
    leavesOf('{"__proto__":{"polluted":1}}');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('A payload over a limit', () => {
  it('is refused unread when it is longer than 64 KiB', () => {
    expect(leavesOf(`[${'1,'.repeat(50_000)}1]`)).toBe('payload/too-large');
  });
  const leftOut = (text: string): readonly [number, number] => {
    const parsed = parsePayload(bytes(text));
    return parsed.ok ? [parsed.value.leaves.length, parsed.value.leftOut] : [-1, -1];
  };
  it('gives its first 64 leaves and counts the others', () => {
    const many = Object.fromEntries(Array.from({ length: 70 }, (_, i) => [`k${i}`, i]));
    expect(leftOut(JSON.stringify(many))).toEqual([payloadLimits.leaves, 6]);
  });
  it('loses what is nested too deep, even 30,000 levels', () => {
    expect(leftOut(`{"a":1,"b":${'['.repeat(30_000)}2${']'.repeat(30_000)}}`)).toEqual([1, 1]);
  });
  it('loses a key or an array that is too long', () => {
    expect(leftOut(JSON.stringify({ a: 1, ['k'.repeat(65)]: 2, wave: Array(17).fill(0) }))).toEqual([1, 2]);
  });
  it('takes no quadratic time over a flood of quotes with a NaN', () => {
    expect(leavesOf(`{"a":NaN,"${'\\"'.repeat(30_000)}`)).toBe('payload/not-json');
  });
});

describe('The time in a payload', () => {
  const noon = Date.UTC(2026, 4, 1, 12);
  it.each([
    ['{"time":"2026-05-01T12:00:00Z","t":1}', undefined],
    ['{"Time":"2026-05-01T14:00:00+02:00","t":1}', undefined],
    [`{"timestamp":${noon / 1000},"t":1}`, undefined],
    [`{"ts":${noon},"t":1}`, undefined],
    [`{"params":{"ts":${noon / 1000}.0,"t":1}}`, undefined],
    [`{"measured_at":"${noon}","ts":5,"t":1}`, 'measured_at'],
  ])('is found in %s', (text, field) => {
    const parsed = parsePayload(bytes(text));
    expect(parsed.ok && timeOfPayload(parsed.value, field)).toBe(noon);
  });
  it.each(['soon', '', '2026-13-45', -1, 0, Number.NaN, 1e20, null, {}])('is not made up from %j', (value) => {
    expect(timeFrom(value)).toBeUndefined();
  });
});

describe('The unit of a leaf', () => {
  const unitsOf = (text: string): (string | undefined)[] => {
    const parsed = parsePayload(bytes(text));
    return parsed.ok ? parsed.value.leaves.map((l) => unitOfLeaf(parsed.value, l)) : [];
  };
  it.each([
    ['"21.5 °C"', ['°C']],
    ['{"value":21.5,"unit":"celsius"}', ['°C']],
    ['{"flow":3,"flow_unit":"l/min"}', ['l/min']],
    ['{"tmp":{"value":70.2,"units":"F"}}', ['°F']],
    [
      '{"DS18B20":{"Temperature":60.1},"BME280":{"Pressure":29.9,"Humidity":40},"TempUnit":"F","PressureUnit":"inHg"}',
      ['°F', 'inHg', undefined],
    ],
    ['{"value":1,"unit":"<script>"}', [undefined]],
    ['{"contact":true,"unit":"C"}', [undefined]],
  ])('in %s is found beside it', (text, expected) => {
    expect(unitsOf(text)).toEqual(expected);
  });
  it('is printed in one spelling', () => {
    expect(['degC', '℃', 'kwh', 'm3/h', 'lux', 'a\u0007b', 'much too long a unit'].map(unitFrom)).toEqual([
      '°C',
      '°C',
      'kWh',
      'm³/h',
      'lx',
      undefined,
      undefined,
    ]);
  });
});

describe('A word', () => {
  it.each(['1', '+1.5', '.5', '5.', '1e3', 'nan', '-inf', 'Infinity'])('%s is a number', (text) => expect(numberFrom(text)).toBeDefined());
  it.each(['', '1.2.3', '1,5', '0x10', '1_000', '--1', 'e5', '1e99999', '12ab', ' 1', '१२'])('%j is none', (text) =>
    expect(numberFrom(text)).toBeUndefined(),
  );
  it.each(['home', 'idle', 'auto', 'not_home', 'heat', 'unavailable', '2 birds', '5 o'])('%s stands for no value', (text) =>
    expect(valueFrom(text)).toBeUndefined(),
  );
});
