import { readFile } from 'node:fs/promises';
import { fail, ok, type Result } from '../../core/base/index.ts';
import type { MqttOptions } from './options.ts';

/** What a connection needs from files; read anew for each, so that renewed certificates and passwords are taken up. */
export interface Credentials {
  readonly password?: string;
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
}

/** Reads the password and the certificates. Fault: `mqtt/file`, which names the option and the file, never its contents. */
export async function readCredentials(options: MqttOptions): Promise<Result<Credentials>> {
  const read: { password?: string; ca?: Buffer; cert?: Buffer; key?: Buffer } = {};
  const wanted = [
    ['password', 'mqtt.password_file', options.password_file],
    ['ca', 'mqtt.tls.ca', options.tls.ca],
    ['cert', 'mqtt.tls.cert', options.tls.cert],
    ['key', 'mqtt.tls.key', options.tls.key],
  ] as const;
  for (const [what, option, path] of wanted) {
    if (path === undefined) continue;
    try {
      const bytes = await readFile(path);
      if (what === 'password') read.password = bytes.toString('utf8').split(/\r?\n/, 1)[0] ?? '';
      else read[what] = bytes;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'error';
      return fail(
        'mqtt/file',
        `${option} cannot be read: ${path} (${code}).`,
        code === 'EACCES' ? 'The user that Kinglet runs as needs permission to read it.' : undefined,
      );
    }
  }
  if (options.password !== undefined && read.password === undefined) read.password = options.password;
  return ok(read);
}
