/** Devices as Zigbee2MQTT keeps them in its database once they have joined: what they answered when they were interviewed. */

export interface Joined {
  readonly name: string;
  readonly model: string;
  readonly maker: string;
  readonly type?: 'Router' | 'EndDevice';
  /** Clusters of each endpoint: those it serves, those it speaks to. */
  readonly endpoints: Readonly<Record<number, readonly [serves: readonly number[], speaks?: readonly number[]]>>;
}

const [basic, power, identify, onOff, level, color, metering, electrical] = [0, 1, 3, 6, 8, 0x300, 0x702, 0xb04] as const;
const [temperature, pressure, humidity, occupancy, illuminance, zone, warning] = [0x402, 0x403, 0x405, 0x406, 0x400, 0x500, 0x502] as const;
const [thermostat, screen, fan, covering, lock, analog, multistate] = [0x201, 0x204, 0x202, 0x102, 0x101, 0xc, 0x12] as const;

export const devices: readonly Joined[] = [
  {
    name: 'Attic climate',
    model: 'lumi.weather',
    maker: 'LUMI',
    type: 'EndDevice',
    endpoints: { 1: [[basic, identify, temperature, pressure, humidity]] },
  },
  { name: 'Front door', model: 'lumi.sensor_magnet.aq2', maker: 'LUMI', type: 'EndDevice', endpoints: { 1: [[basic, identify, onOff]] } },
  {
    name: 'Kitchen lamp',
    model: 'TRADFRI bulb E27 WS opal 980lm',
    maker: 'IKEA of Sweden',
    endpoints: { 1: [[basic, identify, onOff, level, color]] },
  },
  { name: 'Reading lamp', model: 'LCT015', maker: 'Signify Netherlands B.V.', endpoints: { 11: [[basic, identify, onOff, level, color]] } },
  {
    name: 'Washing machine',
    model: 'TS011F',
    maker: '_TZ3000_w0qqde0g',
    endpoints: { 1: [[basic, identify, onOff, metering, electrical]] },
  },
  {
    name: 'Bath radiator',
    model: 'eTRV0100',
    maker: 'Danfoss',
    type: 'EndDevice',
    endpoints: { 1: [[basic, power, identify, thermostat, screen]] },
  },
  {
    name: 'Bedroom blind',
    model: 'FYRTUR block-out roller blind',
    maker: 'IKEA of Sweden',
    type: 'EndDevice',
    endpoints: { 1: [[basic, power, identify, covering]] },
  },
  { name: 'Back door lock', model: 'YRD226 TSDB', maker: 'Yale', type: 'EndDevice', endpoints: { 1: [[basic, power, identify, lock]] } },
  {
    name: 'Ceiling fan',
    model: 'HDC52EastwindFan',
    maker: 'King Of Fans,  Inc.',
    endpoints: { 1: [[basic, identify, onOff, level, fan]] },
  },
  { name: 'Siren', model: 'WarningDevice', maker: 'Heiman', endpoints: { 1: [[basic, power, identify, zone, warning]] } },
  {
    name: 'Hall motion',
    model: 'SML001',
    maker: 'Philips',
    type: 'EndDevice',
    endpoints: { 2: [[basic, power, identify, illuminance, temperature, occupancy]] },
  },
  {
    name: 'Cellar leak',
    model: 'lumi.sensor_wleak.aq1',
    maker: 'LUMI',
    type: 'EndDevice',
    endpoints: { 1: [[basic, power, identify, zone]] },
  },
  { name: 'Stairs smoke', model: 'SmokeSensor-EM', maker: 'HEIMAN', type: 'EndDevice', endpoints: { 1: [[basic, power, identify, zone]] } },
  {
    name: 'Sofa remote',
    model: 'TRADFRI remote control',
    maker: 'IKEA of Sweden',
    type: 'EndDevice',
    endpoints: {
      1: [
        [basic, power, identify],
        [onOff, level],
      ],
    },
  },
  { name: 'Mailbox', model: 'lumi.vibration.aq1', maker: 'LUMI', type: 'EndDevice', endpoints: { 1: [[basic, lock]] } },
  {
    name: 'Office air',
    model: 'VINDSTYRKA',
    maker: 'IKEA of Sweden',
    endpoints: { 1: [[basic, identify, temperature, humidity, 0x42a, 0xfc7e]] },
  },
  {
    name: 'Wall switch',
    model: 'lumi.ctrl_neutral2',
    maker: 'LUMI',
    endpoints: { 1: [[basic, temperature]], 2: [[onOff]], 3: [[onOff]], 4: [[multistate]], 5: [[multistate]], 8: [[analog]] },
  },
  { name: 'Desk presence', model: 'lumi.motion.ac01', maker: 'aqara', endpoints: { 1: [[basic, identify, 0xfcc0]] } },
  { name: 'Garden valve', model: 'SWV', maker: 'SONOFF', type: 'EndDevice', endpoints: { 1: [[basic, power, identify, onOff, 0x404]] } },
  {
    name: 'Studio curtain',
    model: 'lumi.curtain.acn002',
    maker: 'LUMI',
    endpoints: { 1: [[basic, identify, covering, analog, multistate, 0xfcc0]] },
  },
  {
    name: 'Floor heating',
    model: 'TH1123ZB',
    maker: 'Sinope Technologies',
    endpoints: { 1: [[basic, identify, thermostat, screen, temperature, metering, electrical]] },
  },
  { name: 'Nobody knows', model: 'a model of tomorrow', maker: 'Somebody', endpoints: { 1: [[basic, onOff]] } },
];

export const addressOf = (i: number): string => `0x00158d000000${(0x1000 + i).toString(16)}`;
export const networkOf = (i: number): number => 0x2000 + i;

/** What a device says: an attribute of a cluster, as it stands on the air. */
export interface Report {
  readonly from: string;
  readonly cluster: number;
  readonly attribute: number;
  /** ZCL data type (ZCL 2.6.2) and value, little endian. */
  readonly type: number;
  readonly value: readonly number[];
  readonly endpoint?: number;
}

const int16 = (n: number): readonly number[] => [n & 0xff, (n >> 8) & 0xff];

export const reports: readonly Report[] = [
  { from: 'Attic climate', cluster: temperature, attribute: 0, type: 0x29, value: int16(2150) },
  { from: 'Attic climate', cluster: humidity, attribute: 0, type: 0x21, value: int16(4530) },
  { from: 'Front door', cluster: onOff, attribute: 0, type: 0x10, value: [1] },
  { from: 'Kitchen lamp', cluster: onOff, attribute: 0, type: 0x10, value: [1] },
  { from: 'Kitchen lamp', cluster: level, attribute: 0, type: 0x20, value: [127] },
  { from: 'Washing machine', cluster: onOff, attribute: 0, type: 0x10, value: [1] },
  { from: 'Hall motion', cluster: occupancy, attribute: 0, type: 0x18, value: [1], endpoint: 2 },
  { from: 'Hall motion', cluster: temperature, attribute: 0, type: 0x29, value: int16(1999), endpoint: 2 },
  { from: 'Bedroom blind', cluster: covering, attribute: 8, type: 0x20, value: [40] },
  { from: 'Back door lock', cluster: lock, attribute: 0, type: 0x30, value: [1] },
  { from: 'Bath radiator', cluster: thermostat, attribute: 0, type: 0x29, value: int16(2040) },
  { from: 'Bath radiator', cluster: thermostat, attribute: 0x12, type: 0x29, value: int16(2100) },
  { from: 'Office air', cluster: temperature, attribute: 0, type: 0x29, value: int16(2200) },
];
