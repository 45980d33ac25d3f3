import { type Fault, fault } from '../../core/base/index.ts';

/** A broker's address for people: without user and password. */
export function addressOf(url: string): string {
  const parsed = URL.parse(url);
  return parsed === null ? 'the broker' : `${parsed.protocol}//${parsed.host}${parsed.pathname === '/' ? '' : parsed.pathname}`;
}

/** Return codes of a CONNACK: MQTT 3.1.1 section 3.2.2.3, MQTT 5.0 section 3.2.2.2. */
const wrongVersion: ReadonlySet<number> = new Set([1, 132]);
const notAllowed: ReadonlySet<number> = new Set([4, 5, 134, 135, 138, 140]);

export const isVersionRefused = (error: unknown): boolean => wrongVersion.has(codeOf(error) as number);

/** The other side closed the connection and did not say why. */
export const isHangUp = (error: unknown): boolean => codeOf(error) === 'ECONNRESET' || codeOf(error) === 'EPIPE';

const codeOf = (error: unknown): unknown => (typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined);

/** Why there is no connection, in a person's words. Never repeats what was sent, so no password can be in it. */
export function connectionFault(error: unknown, address: string): Fault {
  const code = codeOf(error);
  if (typeof code === 'number') {
    if (notAllowed.has(code))
      return fault(
        'mqtt/not-authorized',
        `The broker at ${address} does not let Kinglet in (code ${code}).`,
        'Check mqtt.username and the password.',
      );
    if (wrongVersion.has(code))
      return fault('mqtt/version', `The broker at ${address} does not speak this version of MQTT.`, 'Set mqtt.version to auto.');
    return fault('mqtt/refused', `The broker at ${address} refused the connection (code ${code}).`);
  }
  const name = typeof code === 'string' ? code : '';
  if (name === 'ECONNREFUSED')
    return fault('mqtt/unreachable', `No broker answers at ${address}.`, 'Is it running, and is mqtt.url right?');
  if (name === 'ENOTFOUND' || name === 'EAI_AGAIN')
    return fault('mqtt/unknown-host', `The host of ${address} is not known here (${name}).`, 'Check mqtt.url and the name server.');
  if (/^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS|ERR_SSL|ERR_OSSL|HOSTNAME_)/.test(name)) {
    return fault(
      'mqtt/tls',
      `No trust between ${address} and Kinglet (${name}).`,
      'Check mqtt.tls: ca for a private authority, cert and key where the broker asks for them.',
    );
  }
  const message = error instanceof Error ? error.message : '';
  if (name === 'ETIMEDOUT' || name === 'EHOSTUNREACH' || name === 'ENETUNREACH' || /timeout/i.test(message)) {
    return fault(
      'mqtt/timeout',
      `${address} does not answer (${name || 'time ran out'}).`,
      'Is the network up, and does nothing stand in between?',
    );
  }
  return fault('mqtt/lost', `The connection to ${address} was lost${name === '' ? '' : ` (${name})`}.`);
}
