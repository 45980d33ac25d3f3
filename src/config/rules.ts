/** What no single key can know: keys that exclude or need each other. */
import type { Seen } from './check.ts';
import { nearest } from './nearest.ts';

type Say = (line: number, sentence: string) => void;

/** `b` may not stand beside `a`. */
const EXCLUSIVE: readonly (readonly [a: string, b: string, why: string])[] = [
  ['mqtt.password', 'mqtt.password_file', 'keep one of them, better the file'],
  ['mqtt', 'broker', 'with `mqtt` another broker is used and the built-in one does not run; leave out one of the two sections'],
];
/** `a` means nothing without `b`. */
const NEEDS: readonly (readonly [a: string, b: string])[] = [
  ['mqtt.password', 'mqtt.username'],
  ['mqtt.password_file', 'mqtt.username'],
  ['mqtt.tls.cert', 'mqtt.tls.key'],
  ['mqtt.tls.key', 'mqtt.tls.cert'],
];

export function conflicts(seen: ReadonlyMap<string, Seen>, say: Say): void {
  for (const [a, b, cure] of EXCLUSIVE) {
    const [first, second] = [seen.get(a), seen.get(b)];
    if (first && second)
      say(Math.max(first.line, second.line), `${a} and ${b} (lines ${first.line} and ${second.line}) exclude each other; ${cure}`);
  }
  for (const [a, b] of NEEDS) {
    const given = seen.get(a);
    if (given && !seen.has(b)) say(given.line, `${a} is given without ${b}; add ${b} or leave ${a} out`);
  }
  timeZone(seen, say);
  addresses(seen, say);
  repeatedPorts(seen, say);
}

function timeZone(seen: ReadonlyMap<string, Seen>, say: Say): void {
  const zone = seen.get('watch.timezone');
  if (typeof zone?.value !== 'string') return;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone.value });
  } catch {
    const near = nearest(zone.value, Intl.supportedValuesOf('timeZone'));
    say(
      zone.line,
      `watch.timezone is ${JSON.stringify(zone.value)}, which is no time zone; ${near ? `did you mean "${near}"?` : 'write one such as "Europe/Berlin"'}`,
    );
  }
}

function addresses(seen: ReadonlyMap<string, Seen>, say: Say): void {
  const url = seen.get('mqtt.url');
  const tls = seen.get('mqtt.tls');
  if (typeof url?.value === 'string') {
    if (/^[a-z]+:\/\/[^/@]*@/i.test(url.value) && seen.has('mqtt.username')) {
      say(url.line, 'mqtt.url holds a user name and mqtt.username is given too; keep mqtt.username and take it out of the URL');
    }
    if (/^(mqtt|tcp|ws):/i.test(url.value) && tls) {
      say(
        tls.line,
        'mqtt.tls is given, but mqtt.url asks for a plain connection; write mqtts:// (or wss://) in mqtt.url, or leave mqtt.tls out',
      );
    }
  }
  const [broker, web] = [seen.get('broker.port'), seen.get('web.port')];
  if (broker && web && broker.value === web.value && broker.value !== 0) {
    say(Math.max(broker.line, web.line), `broker.port and web.port are both ${String(broker.value)}; give each its own`);
  }
}

function repeatedPorts(seen: ReadonlyMap<string, Seen>, say: Say): void {
  const first = new Map<unknown, number>();
  for (const [path, { line, value }] of seen) {
    if (!/^(?:serial|boards)\[\d+\]\.port$/.test(path) || typeof value !== 'string') continue;
    const earlier = first.get(value);
    if (earlier === undefined) first.set(value, line);
    else say(line, `${path} is ${JSON.stringify(value)}, which is listed already on line ${earlier}; list each port once`);
  }
}
