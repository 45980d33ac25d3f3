/**
 * Writes the commented example file. Every key stands there with its default (or an example), as a comment `#key: value`;
 * prose stands as `# text`. So the file as it is means "all defaults", and removing single `#` characters changes one thing.
 */
import { stringify } from 'yaml';
import type { Field, Shape } from './shape.ts';
import { expected, shapeOf } from './shape.ts';

const WIDTH = 110;

export function exampleYaml(schema: unknown): string {
  const root = shapeOf(schema);
  if (root.kind !== 'object') throw new Error('the configuration is not a section');
  const head = [
    ...wrap(
      'Kinglet, configuration. Nothing here is needed: without it Kinglet opens a broker of its own and watches what arrives there.',
      '',
    ),
    ...wrap('Lines beginning with `#` and a letter show the defaults, or examples where there is none. Take away the # to change one.', ''),
    ...wrap('`kinglet doctor --config FILE` checks this file. Written from the schema by `npm run generate`; edit a copy.', ''),
  ];
  const sections = [...root.fields].flatMap(([key, field]) => ['', ...entry(key, field, '')]);
  return [...head, ...sections, ''].join('\n');
}

function entry(key: string, field: Field, indent: string): string[] {
  const shape = field.shape;
  const comment = wrap(remark(field), indent);
  // A section without lines means its defaults, so its name can stand there and one # less is needed.
  const name = indent === '' && field.fallback !== undefined ? `${key}:` : `${indent}#${key}:`;
  if (shape.kind === 'object') return [...comment, name, ...fieldsOf(shape, `${indent}  `)];
  if (shape.kind === 'list' && shape.item.kind === 'object') {
    return [...comment, name, ...fieldsOf(shape.item, `${indent}    `, `${indent}  `)];
  }
  return [...comment, `${indent}#${key}: ${inline(sample(field))}`];
}

/** Keys of a section; of a list's entry when `dash` is the column of its `- `, which the first key then carries. */
function fieldsOf(shape: Shape & { kind: 'object' }, indent: string, dash?: string): string[] {
  return [...shape.fields].flatMap(([key, field], i) => {
    const lines = entry(key, field, indent);
    if (dash === undefined || i > 0) return lines;
    return lines.map((line) =>
      line === `${indent}#${line.slice(indent.length + 1)}` && !/^\s*# /.test(line) ? `${dash}#- ${line.slice(indent.length + 1)}` : line,
    );
  });
}

function remark(field: Field): string {
  const { shape } = field;
  const limits = shape.kind === 'choice' || shape.kind === 'number' || shape.kind === 'either' ? ` (${expected(shape)})` : '';
  const need = field.required
    ? ' Required.'
    : field.fallback === undefined && shape.kind !== 'object'
      ? ' Not set by default.'
      : isEmptyList(field.fallback)
        ? ' None by default.'
        : '';
  return `${field.description}${limits}${need}`;
}

/** The default, else the example, else something of the right kind. */
export function sample(field: Field): unknown {
  if (field.fallback !== undefined && !isEmptyList(field.fallback)) return field.fallback;
  return field.example ?? sampleOf(field.shape);
}

function sampleOf(shape: Shape): unknown {
  switch (shape.kind) {
    case 'choice':
      return shape.values[0];
    case 'number':
      return Number.isFinite(shape.min) ? shape.min : 0;
    case 'switch':
      return true;
    case 'text':
      return shape.example ?? 'text';
    case 'list':
      return [sampleOf(shape.item)];
    case 'either':
      return sampleOf(shape.shapes[0] as Shape);
    default:
      return {};
  }
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

const inline = (value: unknown): string => stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim();

function wrap(text: string, indent: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line && indent.length + line.length + word.length > WIDTH) {
      lines.push(`${indent}# ${line}`);
      line = '';
    }
    line = line ? `${line} ${word}` : word;
  }
  return [...lines, `${indent}# ${line}`];
}
