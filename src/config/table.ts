/** Writes the reference tables and the schema for editors, and splices tables between markers of a document. */
import { stringify } from 'yaml';
import { expected, type Field, type Shape, shapeOf } from './shape.ts';

/** All keys with what they accept, their default and their meaning: one table a section. */
export function referenceTables(schema: unknown): string {
  const root = shapeOf(schema);
  if (root.kind !== 'object') throw new Error('the configuration is not a section');
  return [...root.fields]
    .map(([key, field]) => {
      const rows = rowsOf(field.shape, key).map(
        ([path, f]) => `| \`${path}\` | ${cell(accepts(f))} | ${cell(fallback(f))} | ${cell(f.description)} |`,
      );
      return [`### \`${key}\``, '', field.description, '', '| key | value | default | meaning |', '|---|---|---|---|', ...rows].join('\n');
    })
    .join('\n\n');
}

/** One row a section, for the README. */
export function summaryTable(schema: unknown): string {
  const root = shapeOf(schema);
  if (root.kind !== 'object') throw new Error('the configuration is not a section');
  const rows = [...root.fields].map(([key, field]) => {
    const keys = rowsOf(field.shape, '').map(([path]) => `\`${path.replace(/^(\[\])?\./, '')}\``);
    return `| \`${key}\` | ${cell(field.description)} | ${keys.join(', ')} |`;
  });
  return ['| section | what it is for | keys |', '|---|---|---|', ...rows].join('\n');
}

type EditorRoot = { properties?: Record<string, Record<string, unknown>> } & Record<string, unknown>;

/** JSON Schema (draft 07, which editors' YAML extensions read): closed, and keys with a default are not required. A section may be empty. */
export function editorSchema(schema: unknown): string {
  const root: EditorRoot = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Kinglet configuration',
    ...(closed(schema) as object),
  };
  for (const section of Object.values(root.properties ?? {}))
    if (section['default'] !== undefined) section['type'] = [section['type'], 'null'];
  return `${JSON.stringify(root, null, 2)}\n`;
}

const BEGIN = '<!-- config:begin -->';
const END = '<!-- config:end -->';

/** The document with `table` between its markers; undefined when it has none. */
export function splice(document: string, table: string): string | undefined {
  const [begin, end] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (begin < 0 || end < begin) return undefined;
  return `${document.slice(0, begin + BEGIN.length)}\n${table}\n${document.slice(end)}`;
}

function rowsOf(shape: Shape, path: string): [string, Field][] {
  if (shape.kind === 'list') return rowsOf(shape.item, `${path}[]`);
  if (shape.kind !== 'object') return [];
  return [...shape.fields].flatMap(([key, field]): [string, Field][] => {
    const inner = rowsOf(field.shape, `${path}.${key}`);
    return inner.length > 0 ? inner : [[`${path}.${key}`, field]];
  });
}

function accepts(field: Field): string {
  const { shape } = field;
  if (shape.kind === 'choice') return shape.values.map((v) => `\`${String(v)}\``).join(', ');
  if (shape.kind === 'list') return `list of ${shape.item.kind === 'choice' ? shape.item.values.join(', ') : `${shape.item.kind}s`}`;
  return expected(shape).replace(/^an? (?!section)/, '');
}

function fallback(field: Field): string {
  if (field.required) return '**required**';
  return field.fallback === undefined ? '' : `\`${stringify(field.fallback, { collectionStyle: 'flow', lineWidth: 0 }).trim()}\``;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== 'object' || node === null) return node;
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(node)) if (key !== 'required' && key !== 'default') out[key] = closed(value);
  const {
    default: fallback,
    required,
    properties,
  } = node as { default?: unknown; required?: readonly string[]; properties?: Record<string, { default?: unknown }> };
  if (fallback !== undefined) out['default'] = fallback;
  if (properties) {
    const needed = (required ?? []).filter((key) => properties[key]?.default === undefined);
    if (needed.length > 0) out['required'] = needed;
    out['additionalProperties'] = false;
  }
  return out;
}
