// Builds dist/: plain JavaScript for an installed Kinglet, since Node strips no types below node_modules and types cost memory.
//
//     src/main.ts ──────────────► dist/main.js + chunks, loaded when asked for
//     src/adapters/onnx/worker ─► dist/worker.js           beside whatever chunk starts it, as in the sources
//     …/onnx/language-worker ───► dist/language-worker.js  likewise
//     …/firmata/pins/… ─────────► dist/pins-worker.js      likewise
//     src/bench/peers/*.ts ─────► dist/peers/*.js
//
// Libraries are bundled and what nobody calls is left out: of TypeBox's 700 files 20 are used, and the daemon is 14 MB smaller for it.
// Those with a native part stay packages. Checks no types; `npm run types` does.
//     build.mjs [FOLDER]      dist/ when absent; emptied first
import { chmodSync, readdirSync, rmSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = resolve(process.argv[2] ?? `${root}/dist`);
const peers = readdirSync(`${root}/src/bench/peers`).map((name) => basename(name, '.ts'));

rmSync(folder, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: [
    { in: 'src/main.ts', out: 'main' },
    { in: 'src/adapters/onnx/worker.ts', out: 'worker' },
    { in: 'src/adapters/onnx/language-worker.ts', out: 'language-worker' },
    { in: 'src/adapters/firmata/pins/pins-worker.ts', out: 'pins-worker' },
    ...peers.map((name) => ({ in: `src/bench/peers/${name}.ts`, out: `peers/${name}` })),
  ],
  outdir: folder,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22.18',
  external: ['onnxruntime-node', 'serialport', '@serialport/*', 'johnny-five', 'firmata-io'],
  // Bundled CommonJS asks for Node's own modules with require.
  banner: {
    js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);",
  },
  legalComments: 'linked',
  // Node keeps the text of what it runs in memory, twice as large when a comment holds a letter beyond Latin-1. Names stay, for stack traces.
  minifyWhitespace: true,
  lineLimit: 160,
  logLevel: 'warning',
});
chmodSync(`${folder}/main.js`, 0o755);
