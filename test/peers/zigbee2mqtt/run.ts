/**
 * Runs the real Zigbee2MQTT of KINGLET_PEERS with a dongle that is not there: everything above it (database, definitions of devices,
 * converters, MQTT, discovery) is its own. As a process of its own: `node run.ts BROKER_URL`. Says "ready" when it has announced everything;
 * ends with standard input, or on SIGTERM.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressOf, devices, networkOf, type Report, reports } from './devices.ts';

const [url = ''] = process.argv.slice(2);
const peers = process.env['KINGLET_PEERS'] ?? '';
const folder = mkdtempSync(join(tmpdir(), 'kinglet-zigbee2mqtt-'));
process.env['ZIGBEE2MQTT_DATA'] = folder;
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const coordinator = '0x00124b0000000001';
const endpoint = (id: number, serves: readonly number[], speaks: readonly number[] = []) => ({
  ...{
    profId: 260,
    epId: id,
    devId: 0,
    inClusterList: serves,
    outClusterList: speaks,
    clusters: {},
    binds: [],
    configuredReportings: [],
    meta: {},
  },
});
const database = [
  {
    id: 1,
    type: 'Coordinator',
    ieeeAddr: coordinator,
    nwkAddr: 0,
    manufId: 0,
    epList: [1],
    endpoints: { 1: endpoint(1, []) },
    interviewCompleted: true,
    meta: {},
  },
  ...devices.map(({ model, maker, type = 'Router', endpoints }, i) => ({
    ...{ id: i + 2, type, ieeeAddr: addressOf(i), nwkAddr: networkOf(i), manufId: 0x1000, manufName: maker, modelId: model },
    ...{
      powerSource: type === 'Router' ? 'Mains (single phase)' : 'Battery',
      zclVersion: 3,
      appVersion: 1,
      swBuildId: '1.0.0',
      dateCode: '20240101',
    },
    ...{ interviewCompleted: true, interviewState: 'SUCCESSFUL', meta: { configured: 1 }, lastSeen: Date.now() },
    epList: Object.keys(endpoints).map(Number),
    endpoints: Object.fromEntries(Object.entries(endpoints).map(([id, [serves, speaks]]) => [id, endpoint(Number(id), serves, speaks)])),
  })),
  {
    id: devices.length + 2,
    type: 'Group',
    groupID: 7,
    members: [2, 3].map((i) => ({ deviceIeeeAddr: addressOf(i), endpointID: i === 3 ? 11 : 1 })),
    meta: {},
  },
];
writeFileSync(join(folder, 'database.db'), database.map((entry) => JSON.stringify(entry)).join('\n'));
writeFileSync(
  join(folder, 'configuration.yaml'),
  JSON.stringify({
    version: 5,
    mqtt: { base_topic: 'zigbee2mqtt', server: url },
    serial: { port: '/dev/none', adapter: 'ember' },
    homeassistant: { enabled: true, experimental_event_entities: true },
    frontend: { enabled: false },
    availability: { enabled: true },
    advanced: {
      log_output: ['console'],
      log_level: 'warning',
      network_key: Array.from({ length: 16 }, (_, i) => i + 1),
      pan_id: 0x1a62,
      channel: 11,
      last_seen: 'ISO_8601',
    },
    devices: Object.fromEntries(devices.map(({ name }, i) => [addressOf(i), { friendly_name: name }])),
    groups: { 7: { friendly_name: 'Downstairs lights' } },
  }),
);

const load = createRequire(join(peers, 'node_modules/zigbee2mqtt/package.json'));
const { Adapter } = load('zigbee-herdsman/dist/adapter') as { Adapter: new (...args: unknown[]) => object };
const { Header } = load('zigbee-herdsman/dist/zspec/zcl') as { Header: { fromBuffer(data: Buffer): unknown } };

interface Frame {
  readonly header: { readonly commandIdentifier: number; readonly transactionSequenceNumber: number };
  readonly cluster: { readonly ID: number };
  readonly payload: readonly { readonly attrId: number }[];
}

/** Everybody is there: who is asked for its ZCL version has one, and nothing else (read attributes response, ZCL 2.5.2). */
function answer({ header, cluster, payload }: Frame, address: number, id: number): object {
  const records = payload.flatMap(({ attrId }) => [
    attrId & 0xff,
    attrId >> 8,
    ...(cluster.ID === 0 && attrId === 0 ? [0, 0x20, 3] : [0x86]),
  ]);
  const data = Buffer.from([0x18, header.transactionSequenceNumber, 1, ...records]);
  return { clusterID: cluster.ID, header: Header.fromBuffer(data), data, ...heard(address, id) };
}

const heard = (address: number, id: number): object => ({
  ...{ address, endpoint: id, linkquality: 120, groupID: 0, wasBroadcast: false, destinationEndpoint: 1 },
});

/** A dongle on an empty air: it starts, devices are there, and do nothing they are told. */
class EmptyAir extends (Adapter as new (...args: unknown[]) => { emit(event: string, payload: unknown): boolean }) {
  async start() {
    return 'resumed';
  }
  async stop() {}
  async getCoordinatorIEEE() {
    return coordinator;
  }
  async getCoordinatorVersion() {
    return { type: 'EmptyAir', meta: { revision: 20240710 } };
  }
  async supportsBackup() {
    return false;
  }
  async getNetworkParameters() {
    return { panID: 0x1a62, extendedPanID: '0x00124b0000000001', channel: 11, nwkUpdateID: 0 };
  }
  async permitJoin() {}
  async sendZdo() {
    throw new Error('nobody answers');
  }
  async sendZclFrameToEndpoint(_ieee: string, address: number, id: number, frame: Frame, _timeout: number, quiet: boolean) {
    if (frame.header.commandIdentifier === 0 && Array.isArray(frame.payload)) return answer(frame, address, id);
    if (!quiet) throw new Error('nobody answers');
    return undefined;
  }
  async sendZclFrameToGroup() {}
  async sendZclFrameToAll() {}
  waitFor() {
    return { promise: Promise.reject(new Error('nobody answers')), cancel: () => undefined };
  }
}
let air: EmptyAir | undefined;
(Adapter as unknown as { create: unknown }).create = async (...args: unknown[]) => {
  air = new EmptyAir(...args);
  return air;
};

/** An attribute report: frame control (server to client, no answer wanted), sequence, command 0x0a, then attribute, type, value (ZCL 2.5.11). */
function say({ from, cluster, attribute, type, value, endpoint: id = 1 }: Report, i: number): void {
  const data = Buffer.from([0x18, i & 0xff, 0x0a, attribute & 0xff, attribute >> 8, type, ...value]);
  const address = networkOf(devices.findIndex(({ name }) => name === from));
  air?.emit('zclPayload', { clusterID: cluster, header: Header.fromBuffer(data), data, ...heard(address, id) });
}

const settings = load('zigbee2mqtt/dist/util/settings.js') as { reRead(): void };
settings.reRead();
(load('zigbee2mqtt/dist/util/logger.js') as { default: { init(): void } }).default.init();
const { Controller } = load('zigbee2mqtt/dist/controller.js') as {
  Controller: new (
    restart: () => void,
    exit: (code: number) => void,
  ) => { readonly mqtt: { publish(topic: string, ...more: unknown[]): Promise<void> }; start(): Promise<void>; stop(): Promise<void> };
};
const controller = new Controller(
  () => undefined,
  (code) => process.exit(code),
);
const stop = (): void => void controller.stop();
process.on('SIGTERM', stop);
process.stdin.on('end', stop).resume();
/** It waits for what the broker has kept of an earlier life, then announces all at once: a second without another is the end of it. */
const announced = new Promise<void>((resolve) => {
  const { mqtt } = controller;
  const publish = mqtt.publish.bind(mqtt);
  let quiet: NodeJS.Timeout | undefined;
  mqtt.publish = (topic, ...more) => {
    if (topic.startsWith('sensor/') || topic.startsWith('light/')) {
      clearTimeout(quiet);
      quiet = setTimeout(resolve, 1_000);
    }
    return publish(topic, ...more);
  };
});
await controller.start();
for (const [i, report] of reports.entries()) say(report, i);
await announced;
process.stdout.write('ready\n');
