/**
 * Makes an open port notice that its device has gone.
 *
 * A terminal that was hung up reads as zero bytes for ever after (Linux: hung_up_tty_read). @serialport/bindings-cpp 13.0.0 takes zero bytes
 * for "nothing yet" and asks again at once, in a chain of promises that fills the memory (its issue 162). Here zero bytes are the end:
 * the read fails, and the stream closes itself as for any other error. With VMIN = 1, its default, nothing yet is EAGAIN and never zero.
 */
import { read } from 'node:fs';
import { promisify } from 'node:util';

const readOnce = promisify(read);

/** What is used of a port's binding on Linux and macOS. */
interface UnixPort {
  readonly fd: number | null;
  readonly poller: { once(event: 'readable', callback: (error: Error | null) => void): unknown };
  read(buffer: Buffer, offset: number, length: number): Promise<{ buffer: Buffer; bytesRead: number }>;
}

const isUnixPort = (port: unknown): port is UnixPort =>
  typeof port === 'object' && port !== null && 'fd' in port && 'poller' in port && 'read' in port;

/** Call it before the first read. Ports of other systems are left as they are. */
export function noticeHangUp(port: unknown): void {
  if (!isUnixPort(port)) return;
  port.read = async (buffer, offset, length) => {
    for (;;) {
      if (port.fd === null) throw closed();
      try {
        const { bytesRead } = await readOnce(port.fd, buffer, offset, length, null);
        if (bytesRead === 0) throw new Error('the device has gone');
        return { buffer, bytesRead };
      } catch (error) {
        if (!isNothingYet(error)) throw error;
      }
      if (port.fd === null) throw closed(); // closed while the read was under way: the native poller must not be touched any more
      await new Promise<void>((resolve, reject) => port.poller.once('readable', (error) => (error ? reject(error) : resolve())));
    }
  };
}

const closed = (): Error => Object.assign(new Error('the port is closed'), { canceled: true });

const isNothingYet = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'EAGAIN' || error.code === 'EINTR');
