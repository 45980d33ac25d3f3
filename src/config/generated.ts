/** Which files are written from the schema, and what must stand in them. */
import { exampleYaml } from './example.ts';
import { ConfigSchema } from './schema.ts';
import { editorSchema, referenceTables, splice, summaryTable } from './table.ts';

export interface Generated {
  /** Relative to the project's root. */
  readonly path: string;
  readonly text: string;
}

/** `read` gives the present text of a document into which a table is spliced; documents that are absent or have no markers are left alone. */
export function generatedFiles(read: (path: string) => string | undefined): readonly Generated[] {
  const spliced = (path: string, table: string): Generated[] => {
    const text = splice(read(path) ?? '', table);
    return text === undefined ? [] : [{ path, text }];
  };
  return [
    { path: 'deploy/config.example.yaml', text: exampleYaml(ConfigSchema) },
    { path: 'docs/config.schema.json', text: editorSchema(ConfigSchema) },
    ...spliced('docs/configuration.md', referenceTables(ConfigSchema)),
    ...spliced('README.md', summaryTable(ConfigSchema)),
  ];
}
