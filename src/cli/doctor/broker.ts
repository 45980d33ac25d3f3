/** Whether the broker can be reached, with these credentials, and which MQTT it speaks. */
import { connectAsync } from 'mqtt';
import { clientOptions, type Version } from '../../adapters/mqtt/connect.ts';
import { addressOf, connectionFault, isHangUp, isVersionRefused } from '../../adapters/mqtt/faults.ts';
import { type Credentials, readCredentials } from '../../adapters/mqtt/files.ts';
import type { MqttOptions } from '../../adapters/mqtt/options.ts';
import { type Finding, good, problem, warning } from './finding.ts';
import { checkSecretFile } from './places.ts';

const TIMEOUT_MS = 5_000;

export async function checkBroker(options: MqttOptions | undefined): Promise<readonly Finding[]> {
  if (!options) return [good('broker', 'None is configured: Kinglet runs its own on this machine.')];
  const credentials = await readCredentials(options);
  if (!credentials.ok)
    return [problem('broker', credentials.fault.detail, credentials.fault.hint ?? 'Correct the path in the configuration.')];
  const secrets = await Promise.all([options.password_file, options.tls.key].filter((p) => p !== undefined).map(checkSecretFile));
  return [await tryVersions(options, credentials.value), ...secrets.flat(), ...openlySent(options)];
}

async function tryVersions(options: MqttOptions, credentials: Credentials): Promise<Finding> {
  const address = addressOf(options.url);
  const versions: readonly Version[] = options.version === 'auto' ? [5, 4] : options.version === '3.1.1' ? [4] : [5];
  let refusal: unknown;
  for (const version of versions) {
    // As the daemon connects, but under a name of its own and without a will: a running daemon must not notice.
    const { will: _, ...like } = clientOptions(options, credentials, version, `kinglet-doctor-${process.pid}`);
    try {
      const client = await connectAsync({ ...like, clean: true, connectTimeout: TIMEOUT_MS });
      await client.endAsync(true);
      const who = like.username === undefined ? '' : ` as ${like.username}`;
      return good('broker', `${address} lets us in${who} and speaks MQTT ${version === 5 ? '5' : '3.1.1'}.`);
    } catch (error) {
      refusal = error;
      if (!isVersionRefused(error) && !isHangUp(error)) break;
    }
  }
  const { detail, hint } = connectionFault(refusal, address);
  return problem('broker', detail, hint);
}

/** A password on a network where others can read it. */
function openlySent({ url, username }: MqttOptions): readonly Finding[] {
  const { protocol, hostname } = new URL(url);
  const local = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
  if (username === undefined || local || !/^(mqtt|ws):$/.test(protocol)) return [];
  return [warning('broker', 'The password travels unencrypted.', 'Where the broker offers TLS, use mqtts:// in mqtt.url.')];
}
