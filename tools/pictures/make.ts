/**
 * Draws docs/pictures/*.svg: `node tools/node.mjs tools/pictures/make.ts [path] [demo] [talk]`, all when none is named.
 * `path` is a drawing; `demo` is a real run of the demonstration's plant through the watcher, `talk` a real conversation.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PICTURES: Record<string, () => Promise<string>> = {
  path: async () => (await import('./path.ts')).pathPicture(),
  demo: async () => (await import('./demo.ts')).demoPicture(),
  talk: async () => (await import('./talk.ts')).talkPicture(),
};
const folder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(PICTURES);
mkdirSync(folder, { recursive: true });
for (const name of names) {
  const draw = Object.hasOwn(PICTURES, name) ? PICTURES[name] : undefined;
  if (!draw) {
    console.error(`There is no picture called "${name}"; there are ${Object.keys(PICTURES).join(', ')}.`);
    process.exit(2);
  }
  writeFileSync(`${folder}${name}.svg`, await draw());
  console.error(`docs/pictures/${name}.svg`);
}
