export { createLog, type LogControl, type LogSetup, type LogTarget } from './log.ts';
export { CONTENT_TYPE, type Counter, type Gauge, type Labels, Metrics } from './metrics.ts';
export { createObserver, type ObserverSetup, type TelemetryObserver } from './observer.ts';
export { type LogLevel, LogOptions } from './options.ts';
export { observeProcess } from './process.ts';
export { notify, pingWatchdog, watchdogInterval } from './systemd.ts';
