/** Serial ports: which there are, under which lasting name, and whether this user may open them. */
import { constants } from 'node:fs';
import { access, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { findUsb, type PortInfo, parsePortName } from '../../adapters/serial/port.ts';
import { type Finding, good, problem, warning } from './finding.ts';

export interface SerialPlaces {
  /** `/dev`, or another in tests. */
  readonly dev: string;
  /** `/etc/group`. */
  readonly groups: string;
  readonly user: string;
  /** serialport's list of the ports with their USB identities. */
  readonly list: () => Promise<readonly PortInfo[]>;
}

export const SYSTEM: Omit<SerialPlaces, 'user'> = {
  dev: '/dev',
  groups: '/etc/group',
  // Loaded only when asked: it is a native module.
  list: async () => (await import('serialport')).SerialPort.list(),
};

/** USB adapters and boards, and the UARTs of ARM boards. (ttyS0…3 exist on most PCs without a socket.) */
const PORT_NAME = /^tty(USB|ACM|AMA)\d{1,3}$/;

/** `configured`: the `port` of each entry of `serial`. */
export async function checkSerial(configured: readonly string[], places: SerialPlaces): Promise<readonly Finding[]> {
  const names = (await readdir(places.dev).catch(() => [])).filter((name) => PORT_NAME.test(name)).sort();
  const lasting = await lastingNames(places.dev);
  const found = await Promise.all(names.map((name) => checkPort(join(places.dev, name), lasting.get(join(places.dev, name)), places)));
  const wanted = await Promise.all(configured.map((port) => checkConfigured(port, names, places)));
  const none = names.length === 0 && configured.length === 0 ? [good('serial', 'No serial ports found, and none is configured.')] : [];
  return [...found.flat(), ...wanted.flat(), ...none];
}

async function checkPort(path: string, lasting: string | undefined, places: SerialPlaces): Promise<readonly Finding[]> {
  const name = lasting ? `${path} (${lasting})` : `${path} (no lasting name)`;
  if (await mayOpen(path)) return [good('serial', `${name} can be opened.`)];
  const group = await groupOf(path, places.groups);
  const cure = group ? `\`sudo usermod -aG ${group} ${places.user}\`, then log in again.` : 'Give this user read and write access to it.';
  return [warning('serial', `${name} may not be opened by ${places.user}${group ? `, who is not in the group ${group}` : ''}.`, cure)];
}

async function checkConfigured(port: string, present: readonly string[], places: SerialPlaces): Promise<readonly Finding[]> {
  if (port.startsWith('tcp://')) return [await checkTcp(port)];
  const name = parsePortName(port);
  if (name.kind === 'usb') {
    const path = findUsb(name, await places.list());
    return path.ok
      ? []
      : [problem('serial', path.fault.detail, path.fault.hint ?? 'Plug it in; `dmesg` tells whether the machine notices.')];
  }
  try {
    await stat(port);
  } catch {
    const cure =
      present.length > 0
        ? `Present are ${present.map((name) => join(places.dev, name)).join(', ')}.`
        : 'No serial port is plugged in at all.';
    return [problem('serial', `${port} is configured, but does not exist.`, cure)];
  }
  const real = await realpath(port);
  const listed = present.some((name) => real === join(places.dev, name));
  if (await mayOpen(port)) return listed ? [] : [good('serial', `${port} can be opened.`)];
  return [
    problem(
      'serial',
      `${port} is configured, but may not be opened.`,
      `Its group is ${(await groupOf(port, places.groups)) ?? 'unknown'}; put the user that runs Kinglet into it.`,
    ),
  ];
}

function checkTcp(port: string): Promise<Finding> {
  const { hostname, port: number } = new URL(port);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(number), timeout: 3_000 });
    const end = (finding: Finding) => {
      socket.destroy();
      resolve(finding);
    };
    socket.once('connect', () => end(good('serial', `${port} answers.`)));
    socket.once('timeout', () =>
      end(problem('serial', `${port} does not answer within 3 s.`, 'Is the machine on, and ser2net running on it?')),
    );
    socket.once('error', (e: NodeJS.ErrnoException) =>
      end(problem('serial', `${port} cannot be reached (${e.code}).`, 'Is the machine on, and ser2net running on it?')),
    );
  });
}

const mayOpen = (path: string): Promise<boolean> =>
  access(path, constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  );

/** Device path → its name below serial/by-id, which stays when ports are swapped. */
async function lastingNames(dev: string): Promise<ReadonlyMap<string, string>> {
  const folder = join(dev, 'serial/by-id');
  const links = await readdir(folder).catch(() => []);
  const pairs = await Promise.all(
    links.map(async (link) => [await realpath(join(folder, link)).catch(() => ''), join(folder, link)] as const),
  );
  return new Map(pairs.filter(([path]) => path));
}

async function groupOf(path: string, groups: string): Promise<string | undefined> {
  try {
    const { gid } = await stat(path);
    const line = (await readFile(groups, 'utf8')).split('\n').find((l) => l.split(':')[2] === String(gid));
    return line?.split(':')[0];
  } catch {
    return undefined;
  }
}
