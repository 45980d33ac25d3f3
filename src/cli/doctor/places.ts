/** Where Kinglet keeps things and where it listens. */
import { access, constants, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { type Finding, good, problem, warning } from './finding.ts';

/** `folder`: what systemd gives in STATE_DIRECTORY, or the usual place. */
export async function checkState(folder: string | undefined): Promise<readonly Finding[]> {
  if (folder === undefined)
    return [good('state', 'No state directory is given; what is kept goes to ~/.local/state/kinglet, or to store.path.')];
  try {
    if (!(await stat(folder)).isDirectory())
      return [problem('state', `${folder} is not a directory.`, 'Remove it and start the service again.')];
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return [good('state', `${folder} is writable.`)];
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT')
      return [
        problem('state', `${folder} does not exist.`, 'The systemd unit makes it; otherwise create it for the user that runs Kinglet.'),
      ];
    return [problem('state', `${folder} is not writable (${code}).`, 'Give it to the user that runs Kinglet.')];
  }
}

/** Whether the web page's port is free, or in use by Kinglet itself. */
export async function checkWebPort({ host, port }: { readonly host: string; readonly port: number }): Promise<readonly Finding[]> {
  const where = `${host}:${port}`;
  const code = await listenOnce(host, port);
  if (code === undefined) return [good('web', port === 0 ? 'Any free port will be taken.' : `${where} is free.`)];
  if (code === 'EADDRINUSE' && (await answersAsKinglet(host, port))) return [good('web', `Kinglet is running and answers on ${where}.`)];
  if (code === 'EADDRINUSE')
    return [
      problem(
        'web',
        `${where} is used by another program.`,
        `Set web.port to another number; \`ss -ltnp 'sport = ${port}'\` says who has it.`,
      ),
    ];
  return [problem('web', `${where} cannot be listened on (${code}).`, 'Set web.host to 127.0.0.1 and web.port to a number above 1023.')];
}

function listenOnce(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

async function answersAsKinglet(host: string, port: number): Promise<boolean> {
  try {
    const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
    const response = await fetch(`http://${name}:${port}/healthz`, { signal: AbortSignal.timeout(2_000), redirect: 'error' });
    const body: unknown = await response.json();
    return typeof body === 'object' && body !== null && 'uptime_seconds' in body;
  } catch {
    return false;
  }
}

/** A file that holds a secret must not be open to everybody. */
export async function checkSecretFile(path: string): Promise<readonly Finding[]> {
  const open = ((await stat(path)).mode & 0o044) !== 0;
  return open ? [warning('broker', `${path} can be read by other users.`, `\`chmod 600 ${path}\``)] : [];
}
