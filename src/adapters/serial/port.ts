/**
 * Which port is meant, however it was named.
 *
 *     /dev/ttyUSB0, /dev/serial/by-id/…   as they are
 *     usb:2341:0043[:SERIAL]              the port whose adapter has this vendor, product (and serial number)
 *     tcp://host:port                     a serial port somewhere else
 */
import { fail, ok, type Result } from '../../core/base/index.ts';

export type PortName =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'usb'; readonly vendor: string; readonly product: string; readonly serial: string | undefined }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number };

/** What is known of a port on this machine; the part of serialport's list that is used here. */
export interface PortInfo {
  readonly path: string;
  readonly vendorId?: string | undefined;
  readonly productId?: string | undefined;
  readonly serialNumber?: string | undefined;
}

export function parsePortName(text: string): PortName {
  const usb = /^usb:([0-9a-f]{4}):([0-9a-f]{4})(?::(.+))?$/i.exec(text);
  if (usb) return { kind: 'usb', vendor: (usb[1] ?? '').toLowerCase(), product: (usb[2] ?? '').toLowerCase(), serial: usb[3] };
  const tcp = /^tcp:\/\/(?:\[([0-9a-f:]+)\]|([^\s/:]+)):(\d{1,5})$/i.exec(text);
  if (tcp) return { kind: 'tcp', host: tcp[1] ?? tcp[2] ?? '', port: Number(tcp[3]) };
  return { kind: 'path', path: text };
}

/** The path of a USB port. Faults: `serial/not-found`, `serial/ambiguous`. */
export function findUsb(name: PortName & { kind: 'usb' }, ports: readonly PortInfo[]): Result<string> {
  const id = `usb:${name.vendor}:${name.product}`;
  const same = ports.filter((p) => p.vendorId?.toLowerCase() === name.vendor && p.productId?.toLowerCase() === name.product);
  const found = name.serial === undefined ? same : same.filter((p) => p.serialNumber === name.serial);
  const [first, second] = found;
  if (first === undefined) {
    const others = same.map((p) => p.serialNumber).filter((s) => s !== undefined);
    return fail(
      'serial/not-found',
      `No port with ${id}${name.serial === undefined ? '' : `:${name.serial}`} is plugged in.`,
      others.length > 0 ? `There is one with the serial number ${others[0]}.` : undefined,
    );
  }
  if (second !== undefined) {
    return fail(
      'serial/ambiguous',
      `There are ${found.length} ports with ${id}.`,
      `Add the serial number (${id}:${first.serialNumber ?? '…'}) or use a path below /dev/serial/by-id.`,
    );
  }
  return ok(first.path);
}

/** What the device is called when nobody named it: `ttyUSB0`, `usb-2341-0043`, `ser2net-4001`. */
export function defaultName(name: PortName): string {
  switch (name.kind) {
    case 'path':
      return lastLevels(name.path);
    case 'usb':
      return `usb-${name.vendor}-${name.product}${name.serial === undefined ? '' : `-${name.serial}`}`;
    case 'tcp':
      return `${name.host}-${name.port}`;
  }
}

/** `/dev/pts/4` → `pts-4`: a bare number would be no name. */
function lastLevels(path: string): string {
  const levels = path.split('/').filter((p) => p !== '');
  const last = levels.at(-1) ?? 'serial';
  return /^\d+$/.test(last) ? levels.slice(-2).join('-') : last;
}
