/** `npm start` with nothing else: the daemon as it is, on a broker of its own, with a simulated plant on real wires. */
import { openBroker } from '../adapters/broker/index.ts';
import { MqttOptions } from '../adapters/mqtt/index.ts';
import { SerialPortOptions } from '../adapters/serial/index.ts';
import { type Engine, runSession } from '../compose.ts';
import { type Config, withDefaults } from '../config/index.ts';
import { fail, type Result } from '../core/base/index.ts';
import type { Alert } from '../core/domain/index.ts';
import { demoSettings, runDemo } from '../demo/index.ts';
import type { RunIo } from './run.ts';

const COLOURS: Readonly<Record<string, string>> = { critical: '31', warning: '33', notice: '36', cleared: '32' };

export async function demonstrate(engine: Engine, defaults: Config, { stdout, signal }: RunIo): Promise<Result<void>> {
  const opened = await openBroker(defaults.broker);
  if (!opened.ok) return opened;
  await using broker = opened.value;
  const colour = stdout.isTTY && !process.env['NO_COLOR'];
  const print = (line: string): void => void stdout.write(`${colour ? `\u001b[2m${line}\u001b[0m` : line}\n`);
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  try {
    const demo = await runDemo({ brokerUrl: broker.url, signal: both, log: engine.log.log, print });
    const settings = demoSettings(demo.serialPort);
    const config: Config = {
      ...defaults,
      watch: { ...defaults.watch, ...settings.watch },
      mqtt: withDefaults(MqttOptions, { url: broker.url, ...settings.mqtt }),
      serial: settings.serial.map((port) => withDefaults(SerialPortOptions, port)),
    };
    let living: Promise<void> | undefined;
    const ended = await runSession(engine, config, both, {
      ready({ page }) {
        print(`The broker of this demonstration is ${broker.url}${page ? `, its page ${page}/api/alerts` : ''}. End it with Ctrl-C.\n`);
        living = demo.run();
        living.catch((error: unknown) => engine.log.log.error({ err: error }, 'the simulated plant broke'));
      },
      say: (alert) => void stdout.write(`${sayOf(alert, colour)}\n`),
      tell: (text) => void stdout.write(`» ${text}\n`),
    });
    stop.abort();
    await living;
    return ended;
  } catch (cause) {
    stop.abort();
    return fail('demo/start', 'The demonstration could not start.', undefined, cause);
  }
}

function sayOf({ state, severity, text }: Alert, colour: boolean): string {
  const mark = state === 'cleared' ? '✓' : severity === 'notice' ? '•' : '▲';
  const code = COLOURS[state === 'cleared' ? state : severity] ?? '0';
  return colour ? `\u001b[${code}m${mark} ${text}\u001b[0m` : `${mark} ${text}`;
}
