/** Which folder may import which. Reads every import of src, resolves it, and holds it against the table below. */
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

interface Room {
  /** Paths below src, as the beginning of a path. */
  readonly room: string;
  /** What may be imported: beginnings of paths below src, `node:` and packages by name. `.` is the file's own room. */
  readonly may: readonly string[];
}

/** The first that fits counts. */
const ROOMS: readonly Room[] = [
  { room: 'core/base/', may: ['.'] },
  { room: 'core/', may: ['core/'] },
  // Timers are how it waits; everything else of the machine comes through ports.
  { room: 'agent/', may: ['core/', 'agent/', 'node:timers/promises'] },
  { room: 'config/', may: ['core/', 'config/', 'yaml', 'typebox', 'typebox/value'] },
  ...readdirSync(new URL('../src/adapters', import.meta.url)).map((name) => ({
    room: `adapters/${name}/`,
    may: ['.', 'core/', 'agent/ports.ts', 'node:', 'packages'],
  })),
  { room: 'cli/', may: ['core/', 'agent/', 'config/', 'adapters/', 'cli/', 'demo/', 'bench/', 'compose.ts', 'node:', 'packages'] },
  { room: 'demo/', may: ['core/', 'agent/', 'config/', 'adapters/', 'demo/', 'node:', 'packages'] },
  // main.ts: as the program that is measured, run as a process.
  { room: 'bench/', may: ['core/', 'agent/', 'config/', 'adapters/', 'cli/', 'demo/', 'bench/', 'main.ts', 'node:', 'packages'] },
  ...['compose/', 'compose.ts', 'main.ts'].map((room) => ({
    room,
    may: ['compose/', 'core/', 'agent/', 'config/', 'adapters/', 'cli/', 'demo/', 'bench/', 'node:', 'packages'],
  })),
];

/** Options are data about a room, written with typebox; the configuration collects them from everywhere. */
const isOptions = (path: string) => path.endsWith('/options.ts');

function violation(file: string, target: string): string | undefined {
  const room = ROOMS.find((r) => file.startsWith(r.room));
  if (!room) return `${file}: belongs to no room known here`;
  const path = target.startsWith('.') ? posix.join(posix.dirname(file), target) : undefined;
  const allowed = room.may.some((may) => {
    if (path === undefined)
      return may === 'packages' ? !target.startsWith('node:') : may.endsWith(':') ? target.startsWith(may) : may === target;
    return path.startsWith(may === '.' ? room.room : may);
  });
  if (allowed || (isOptions(file) && target === 'typebox')) return undefined;
  if (room.room === 'config/' && path !== undefined && isOptions(path)) return undefined;
  return `${file} must not import ${path ?? target}`;
}

function importsOf(source: string): string[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
  const pattern = /(?:^|[\s;}])(?:from|import)\s*\(?\s*['"]([^'"\n]+)['"]|new URL\(\s*['"]([^'"\n]+\.[jt]s)['"]/g;
  return [...code.matchAll(pattern)].map((m) => m[1] ?? m[2] ?? '');
}

const src = fileURLToPath(new URL('../src/', import.meta.url));
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts'));

it('no file of src imports against the direction of the rooms', () => {
  expect(files.length).toBeGreaterThan(20);
  const broken = files.flatMap((file) => importsOf(readFileSync(src + file, 'utf8')).flatMap((target) => violation(file, target) ?? []));
  expect(broken).toEqual([]);
});

it('relative imports name the file with its ending', () => {
  const vague = files.flatMap((file) =>
    importsOf(readFileSync(src + file, 'utf8'))
      .filter((t) => t.startsWith('.') && !/\.(ts|js)$/.test(t))
      .map((t) => `${file}: ${t}`),
  );
  expect(vague).toEqual([]);
});

it.each([
  ['core/watch/watch.ts', 'node:fs'],
  ['core/watch/watch.ts', 'mqtt'],
  ['core/watch/watch.ts', 'typebox'],
  ['core/watch/watch.ts', '../../agent/ports.ts'],
  ['core/watch/watch.ts', '../../demo/plant.ts'],
  ['core/base/queue.ts', '../domain/index.ts'],
  ['agent/daemon.ts', '../adapters/web/index.ts'],
  ['agent/daemon.ts', '../config/index.ts'],
  ['agent/daemon.ts', 'node:fs'],
  ['adapters/web/server.ts', '../telemetry/index.ts'],
  ['adapters/web/server.ts', '../../agent/daemon.ts'],
  ['adapters/web/server.ts', '../../cli/doctor.ts'],
  ['config/parse.ts', '../adapters/web/server.ts'],
  ['config/parse.ts', 'node:fs'],
  ['stray.ts', './core/base/index.ts'],
])('would notice that %s imports %s', (file, target) => {
  expect(violation(file, target)).toMatch(/must not import|no room/);
});

it.each([
  [`import { a } from './a.ts';`, ['./a.ts']],
  [`import type {\n  A,\n} from '../a.ts';`, ['../a.ts']],
  [`export * from "./a.ts";`, ['./a.ts']],
  [`import 'node:fs';`, ['node:fs']],
  [`const m = await import('./late.ts');`, ['./late.ts']],
  [`new Worker(new URL('./worker.ts', import.meta.url))`, ['./worker.ts']],
  [`// import './no.ts'\n/* from './no.ts' */ const url = 'http://x'; import './yes.ts'`, ['./yes.ts']],
])('finds the imports in %j', (source, expected) => {
  expect(importsOf(source)).toEqual(expected);
});
