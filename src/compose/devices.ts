/** The devices of a session, with what is counted of them. */
import { type DevicesParts, HomeDevices } from '../agent/home/devices.ts';
import type { Config } from '../config/index.ts';
import type { Engine } from './engine.ts';

/** The devices that announce themselves, unless they are not to be found. */
export function openDevices(
  engine: Engine,
  config: Config,
  parts: Omit<DevicesParts, 'options' | 'identities' | 'memory'>,
): HomeDevices | undefined {
  if (config.home.discovery === 'off') return undefined;
  const devices = new HomeDevices({ options: config.home, identities: engine.identities, memory: engine.home, ...parts });
  const { registry } = devices.keeper;
  engine.metrics.gauge('kinglet_home_entities', 'Entities of devices that announced themselves.').read(() => registry.size);
  engine.metrics
    .gauge('kinglet_home_not_understood', 'Components that were announced and are not understood.')
    .read(() => registry.notUnderstood().length);
  return devices;
}
