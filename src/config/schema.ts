/** One schema of everything that can be configured. Each module owns its part; the order here is the order in the example file. */
import Type from 'typebox';
import { BrokerOptions } from '../adapters/broker/options.ts';
import { BoardsOptions } from '../adapters/firmata/options.ts';
import { MqttOptions } from '../adapters/mqtt/options.ts';
import { SerialOptions } from '../adapters/serial/options.ts';
import { StoreOptions } from '../adapters/store/options.ts';
import { LogOptions } from '../adapters/telemetry/options.ts';
import { WebOptions } from '../adapters/web/options.ts';
import { HomeOptions } from '../agent/home/options.ts';
import { LanguageOptions } from '../agent/language/options.ts';
import { WatchOptions } from '../agent/options.ts';
import { AlertsOptions } from '../core/alert/options.ts';
import { AnnounceOptions } from '../core/announce/options.ts';
import { SensorsOptions } from '../core/home/options.ts';

export const ConfigSchema = Type.Object({
  mqtt: Type.Optional(MqttOptions),
  broker: BrokerOptions,
  serial: SerialOptions,
  boards: BoardsOptions,
  sensors: SensorsOptions,
  watch: WatchOptions,
  alerts: AlertsOptions,
  announce: AnnounceOptions,
  home: HomeOptions,
  language: LanguageOptions,
  store: StoreOptions,
  log: LogOptions,
  web: WebOptions,
});

/** A configuration with all defaults filled in. */
export type Config = Type.Static<typeof ConfigSchema>;
