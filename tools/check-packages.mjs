// package.json and its lock: exact versions everywhere, and the pinned Node in the lock for both architectures (npm drops an optional
// package that does not exist for one of them without a word).
import { readFileSync } from 'node:fs';

const read = (path) => JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'));
const { dependencies, devDependencies, optionalDependencies } = read('package.json');
const { packages } = read('package-lock.json');
const wrong = [];

for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })) {
  if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) wrong.push(`package.json: ${name} is "${version}", but must be one exact version`);
  const locked = packages[`node_modules/${name}`];
  if (!locked) wrong.push(`package-lock.json: ${name} is missing; run npm install`);
  else if (locked.version !== version) wrong.push(`package-lock.json: ${name} is ${locked.version}, package.json says ${version}`);
}
for (const arch of ['x64', 'arm64']) {
  const name = `node-linux-${arch}`;
  if (!optionalDependencies?.[name]) wrong.push(`package.json: ${name} is not among optionalDependencies`);
  else if (!packages[`node_modules/${name}`]?.integrity)
    wrong.push(`package-lock.json: ${name} has no entry: does this version exist for ${arch}?`);
}
const [x64, arm64] = ['x64', 'arm64'].map((arch) => optionalDependencies?.[`node-linux-${arch}`]);
if (x64 !== arm64) wrong.push(`package.json: Node ${x64} for x64 and ${arm64} for arm64 must be the same`);

for (const sentence of wrong) console.error(sentence);
process.exit(wrong.length > 0 ? 1 : 0);
