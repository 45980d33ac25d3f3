/** A real broker on a free loopback port: Mosquitto as a process of its own where it is installed, else aedes in this one. */
import { openBroker } from '../../src/adapters/broker/index.ts';
import { freePort, hasMosquitto, type Peer, startMosquitto } from '../adapters/mqtt/peers.ts';

export { client, freePort, type Peer } from '../adapters/mqtt/peers.ts';

/** `kill` takes it away without a word: SIGKILL for Mosquitto, cut sockets for aedes. */
export async function startBroker(port?: number): Promise<Peer> {
  const at = port ?? (await freePort());
  if (hasMosquitto) return startMosquitto(['max_queued_messages 20000'], at);
  const opened = await openBroker({ host: '127.0.0.1', port: at });
  if (!opened.ok) throw new Error(opened.fault.detail);
  const it = opened.value;
  const close = async (): Promise<void> => it[Symbol.asyncDispose]();
  return { port: at, url: it.url, kill: close, [Symbol.asyncDispose]: close };
}
