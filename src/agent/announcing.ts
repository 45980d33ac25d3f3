/** The announcer of a running daemon: whether there is one, and what it sees. */
import type { Health } from '../core/announce/index.ts';
import type { AnnounceOptions } from '../core/announce/options.ts';
import { millis, seconds } from '../core/base/index.ts';
import type { Home } from '../core/domain/home.ts';
import { areaNamesOf } from './alert-places.ts';
import { Announcer, type AnnouncerParts } from './announcer.ts';
import type { Daemon } from './daemon.ts';
import type { Observer, Publisher } from './ports.ts';

export interface AnnouncingParts {
  readonly options: AnnounceOptions;
  /** The broker that is configured, if one is. */
  readonly mqtt: { readonly share?: string } | undefined;
  readonly prefix: string;
  readonly version: string;
  readonly home: Home;
  readonly observer: Observer;
  readonly publish: Publisher['publish'];
  readonly daemon: () => Pick<Daemon, 'devices' | 'desk'>;
  readonly health: () => Health;
  readonly logLevel?: AnnouncerParts['logLevel'];
  /** 0 ≤ x < 1 */
  readonly random: () => number;
}

/** Longest wait before everything is announced again, as Zigbee2MQTT's. */
const AGAIN = seconds(30);

export function createAnnouncer({
  options,
  mqtt,
  prefix,
  version,
  home,
  observer,
  publish,
  daemon,
  health,
  logLevel,
  random,
}: AnnouncingParts): Announcer {
  const { home_assistant: wanted, prefix: discovery, interval, max_devices: maxDevices } = options;
  const areaOf = areaNamesOf(home);
  // Kinglets that share their messages would all be the same one in Home Assistant.
  const isAnnounced = wanted === 'on' || (wanted === 'auto' && mqtt !== undefined && mqtt.share === undefined);
  return new Announcer({
    mode: isAnnounced ? 'on' : 'off',
    setup: { discovery, prefix, version, interval },
    maxDevices,
    observer,
    publish,
    *devices() {
      for (const device of daemon().devices()) yield { ...device, area: areaOf(device.device) };
    },
    alerts: () => daemon().desk.list(),
    health,
    ...(logLevel === undefined ? {} : { logLevel }),
    delay: () => millis(AGAIN * random()),
  });
}
