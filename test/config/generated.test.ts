import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { generate } from '../../src/cli/generate.ts';
import { exampleYaml } from '../../src/config/example.ts';
import { ConfigSchema, defaultConfig, parseConfig } from '../../src/config/index.ts';
import { editorSchema, splice } from '../../src/config/table.ts';

const root = new URL('../../', import.meta.url);
const example = readFileSync(new URL('deploy/config.example.yaml', root), 'utf8');

it('the generated files are what the schema says (else: npm run generate)', () => {
  expect(generate(root, 'check')).toEqual([]);
});

it('the example file means "all defaults"', () => {
  expect(parseConfig(example, 'config.example.yaml')).toEqual({ ok: true, value: defaultConfig() });
});

it('every line of the example is right once its # is taken away (but for keys that exclude each other)', () => {
  const parsed = parseConfig(example.replaceAll(/^(\s*)#(?! )/gm, '$1'), 'config.example.yaml');
  const faults = parsed.ok ? [] : parsed.fault.filter((f) => f.code !== 'config/conflict').map((f) => f.detail);
  expect(faults).toEqual([]);
});

it('the example needs no more than two # less to name a broker', () => {
  const parsed = parseConfig(example.replace('#mqtt:', 'mqtt:').replace('  #url:', '  url:'), 'config.example.yaml');
  expect(parsed).toMatchObject({ ok: true, value: { mqtt: { url: 'mqtt://192.168.1.10:1883', qos: 0 } } });
});

it.each(['docs/configuration.md', 'docs/operation.md', 'README.md'])('what %s shows as configuration is right', (path) => {
  const page = readFileSync(new URL(path, root), 'utf8');
  for (const [, block = ''] of page.matchAll(/```yaml\n([\s\S]*?)```/g)) expect(parseConfig(block, path)).toMatchObject({ ok: true });
});

it('the example names every section', () => {
  const sections = Object.keys(ConfigSchema.properties);
  expect([...exampleYaml(ConfigSchema).matchAll(/^#?(\w+):/gm)].map((m) => m[1])).toEqual(sections);
});

it("the editor's schema is closed and asks for nothing that has a default", () => {
  const schema = JSON.parse(editorSchema(ConfigSchema)) as {
    additionalProperties: boolean;
    required?: string[];
    properties: Record<string, { required?: string[] }>;
  };
  expect(schema.additionalProperties).toBe(false);
  expect(schema.required).toBeUndefined();
  expect(schema.properties['web']?.required).toBeUndefined();
});

it('a table is put between its markers, and nowhere else', () => {
  const text = 'a\n<!-- config:begin -->\nold\n<!-- config:end -->\nb';
  expect(splice(text, 'new')).toBe('a\n<!-- config:begin -->\nnew\n<!-- config:end -->\nb');
  expect(splice('no markers', 'new')).toBeUndefined();
});

it('the reference names every key of every section', () => {
  const page = readFileSync(fileURLToPath(new URL('docs/configuration.md', root)), 'utf8');
  for (const [section, schema] of Object.entries(ConfigSchema.properties)) {
    for (const key of Object.keys((schema as { properties?: object }).properties ?? {})) expect(page).toContain(`\`${section}.${key}`);
  }
});
