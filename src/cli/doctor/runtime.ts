/** Node, the processor and the memory. */
import { type Finding, good, problem, warning } from './finding.ts';

export interface Runtime {
  readonly node: string;
  readonly platform: string;
  readonly arch: string;
  readonly memoryBytes: number;
}

/** What Kinglet takes with a thousand sensors, and as much again for the system. */
const MEMORY_MIN = 400e6;

export function checkRuntime({ node, platform, arch, memoryBytes }: Runtime): readonly Finding[] {
  const [major = 0, minor = 0] = node.replace(/^v/, '').split('.').map(Number);
  const recent = major > 22 || (major === 22 && minor >= 18);
  const memory = `${Math.round(memoryBytes / 1e6)} MB of memory`;
  return [
    recent
      ? good('node', `Node ${node}.`)
      : problem(
          'node',
          `Node ${node} is too old; 22.18 or newer is needed.`,
          'Run `npm ci`: it brings a Node of its own, which `npm run` uses.',
        ),
    platform === 'linux' && (arch === 'x64' || arch === 'arm64')
      ? good('machine', `${platform} on ${arch}, ${memory}.`)
      : problem(
          'machine',
          `${platform} on ${arch} cannot run the model: its runtime exists for 64-bit x86 and ARM on Linux.`,
          'On a Raspberry Pi 3 or later install the 64-bit system.',
        ),
    ...(memoryBytes < MEMORY_MIN ? [warning('memory', `Only ${memory}.`, 'Keep the number of sensors small (watch.max_sensors).')] : []),
  ];
}
