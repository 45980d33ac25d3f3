/** The actuator with the words it needs, loaded at the first command: most of a day nobody commands anything. */
import type { Actuator, DeviceWire } from '../ports.ts';
import type { ActuatorParts } from './actuator.ts';
import type { HomeDevices } from './devices.ts';

export function lazyActuator(devices: HomeDevices, wire: DeviceWire, parts: Omit<ActuatorParts, 'keeper' | 'wire' | 'policy'>): Actuator {
  const load = async () => {
    const { HomeActuator } = await import('./actuator.ts');
    return new HomeActuator({ keeper: devices.keeper, wire, policy: () => devices.policy(), ...parts });
  };
  let loading: ReturnType<typeof load> | undefined;
  const actuator = (): ReturnType<typeof load> => (loading ??= load());
  return {
    perform: async (actions, signal) => (await actuator()).perform(actions, signal),
    check: async (actions) => (await actuator()).check(actions),
  };
}
