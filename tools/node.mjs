// Runs its arguments under a new enough Node: this one if it is, else the one npm installed beside us (README: Node 20 is enough to start).
// npm 10 does not link the optional Node into node_modules/.bin when two architectures are listed, so scripts come through here.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const pinned = fileURLToPath(new URL(`../node_modules/node-linux-${process.arch}/bin/node`, import.meta.url));
const [major, minor] = process.versions.node.split('.').map(Number);
const recent = major > 22 || (major === 22 && minor >= 18);
const exe = recent ? process.execPath : existsSync(pinned) ? pinned : '';
if (!exe) {
  console.error(`Kinglet needs Node 24; this is ${process.version} and ${pinned} is missing: run npm ci.`);
  process.exit(2);
}
const child = spawn(exe, process.argv.slice(2), { stdio: 'inherit' });
for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT']) {
  // A terminal sends SIGINT to the whole group: the child has it already.
  process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY) || child.kill(signal));
}
child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
