/** What the process itself costs, under the names that Prometheus' client libraries use. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Metrics } from './metrics.ts';

export function observeProcess(metrics: Metrics, version: string): Disposable {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const started = Date.now() / 1000 - process.uptime();
  metrics.gauge('kinglet_build_info', 'Version of Kinglet and of Node.', ['version', 'node']).set(1, { version, node: process.version });
  metrics.gauge('process_start_time_seconds', 'Start of the process, seconds since 1970.').set(started);
  metrics.gauge('process_resident_memory_bytes', 'Resident memory.').read(() => process.memoryUsage.rss());
  metrics.counter('process_cpu_seconds_total', 'Processor time used, user and system.').read(() => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  });
  metrics
    .gauge('nodejs_eventloop_lag_p99_seconds', '99th percentile of the delay of the event loop since the last reading of this metric.')
    .read(() => {
      const p99 = delay.percentile(99) / 1e9;
      delay.reset();
      return p99;
    });
  return { [Symbol.dispose]: () => void delay.disable() };
}
