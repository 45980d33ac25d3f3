/**
 * Which `Host` headers are answered. A page on the web can make its visitor's browser talk to loopback by pointing its own name
 * there (DNS rebinding), but the browser then still sends that name: addresses are fine, names must be known.
 */
import { isIP } from 'node:net';

/** `header`: as received, with or without a port. `names`: allowed besides addresses and `localhost`. */
export function hostAllowed(header: string | undefined, names: readonly string[]): boolean {
  const match = /^(\[[0-9a-f:.]+\]|[^:[\]]+)(?::\d{1,5})?$/i.exec(header ?? '');
  const host = (match?.[1] ?? '').toLowerCase().replace(/\.$/, '');
  if (host === 'localhost') return true;
  return isIP(host.replace(/^\[(.*)\]$/, '$1')) !== 0 || names.some((name) => name.toLowerCase() === host);
}
