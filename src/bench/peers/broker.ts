/** The broker of a bench where Mosquitto is not installed: aedes on a free loopback port, which it answers when asked. */
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Aedes } from 'aedes';
import { answer } from './answer.ts';

const broker = await Aedes.createBroker();
const server = createServer(broker.handle);
server.listen(0, '127.0.0.1');
await once(server, 'listening');
answer(() => ({ port: (server.address() as AddressInfo).port }));
