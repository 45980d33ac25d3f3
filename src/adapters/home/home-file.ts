/** HOME.yaml → a home. What is wrong is said with its line and its key; nothing is guessed. */
import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { fail, ok, type Result } from '../../core/base/index.ts';
import type { Area, Attributes, Entity, Floor, Home, Json } from '../../core/domain/home.ts';

/** Larger files are not a home. */
export const MAX_HOME_BYTES = 16 * 1024 * 1024;
const MAX_ITEMS = 20_000;
const KEYS = {
  floors: ['id', 'name', 'aliases', 'level'],
  areas: ['id', 'name', 'aliases', 'floor'],
  entities: ['id', 'name', 'aliases', 'area', 'state', 'attributes'],
} as const;

class Wrong extends Error {}

/** Code `home/file`. `name` is the file's, for the sentence. */
export function readHome(text: string, name: string): Result<Home> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, maxAliasCount: 1_000, uniqueKeys: true } as never);
  const error = document.errors[0];
  const at = (offset: number | undefined): string => (offset === undefined ? name : `${name}, line ${lines.linePos(offset).line}`);
  if (error !== undefined) return fail('home/file', `${at(error.pos[0])}: ${error.message.split('\n')[0]?.replace(/ at line.*$/, '')}.`);
  const stop = (node: unknown, what: string): never => {
    throw new Wrong(`${at((node as Node | undefined)?.range?.[0])}: ${what}`);
  };
  try {
    const root = document.contents;
    if (root === null) return ok({ floors: [], areas: [], entities: [] });
    if (!isMap(root)) return stop(root, 'a home is a map of floors, areas and entities.');
    for (const { key } of root.items as Pair[])
      if (!(String(key) in KEYS)) stop(key, `there is no key "${String(key).slice(0, 40)}"; a home has floors, areas and entities.`);
    const lists = <T>(section: keyof typeof KEYS, make: (item: YAMLMap, path: string) => T): T[] => {
      const list = root.get(section, true) as unknown;
      if (list === undefined || list === null || (isScalar(list) && list.value === null)) return [];
      if (!isSeq(list)) return stop(list, `${section} wants a list.`);
      if (list.items.length > MAX_ITEMS) stop(list, `${section} has ${list.items.length} entries; ${MAX_ITEMS} are the most.`);
      return list.items.map((item, i) => {
        const path = `${section}[${i}]`;
        if (!isMap(item)) return stop(item, `${path} wants a map with id and name.`);
        for (const { key } of item.items as Pair[])
          if (!(KEYS[section] as readonly string[]).includes(String(key)))
            stop(key, `${path} has no key "${String(key).slice(0, 40)}"; it has ${KEYS[section].join(', ')}.`);
        return make(item, path);
      });
    };
    const string = (item: YAMLMap, key: string, path: string, needed: boolean): string | undefined => {
      const node = item.get(key, true) as unknown;
      if (node === undefined || (isScalar(node) && node.value === null))
        return needed ? stop(item, `${path}.${key} is missing.`) : undefined;
      if (!isScalar(node) || !['string', 'number', 'boolean'].includes(typeof node.value))
        return stop(node, `${path}.${key} wants a text.`);
      // YAML 1.1 readers take on, off, yes and no for booleans; here they stay what was written.
      return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
    };
    const aliases = (item: YAMLMap, path: string): string[] => {
      const node = item.get('aliases', true) as unknown;
      if (node === undefined || (isScalar(node) && node.value === null)) return [];
      if (!isSeq(node)) return stop(node, `${path}.aliases wants a list of texts.`);
      return node.items.map((alias) =>
        isScalar(alias) && alias.value !== null ? String(alias.value) : stop(alias, `${path}.aliases wants texts.`),
      );
    };
    const attributesOf = (item: YAMLMap, path: string): Attributes => {
      const node = item.get('attributes', true) as unknown;
      if (node === undefined || (isScalar(node) && node.value === null)) return {};
      if (!isMap(node)) return stop(node, `${path}.attributes wants a map.`);
      return node.toJS(document) as Record<string, Json>;
    };
    const floors = lists(
      'floors',
      (item, path): Floor => ({
        id: string(item, 'id', path, true) ?? '',
        name: string(item, 'name', path, true) ?? '',
        aliases: aliases(item, path),
      }),
    );
    const areas = lists('areas', (item, path): Area => {
      const floor = string(item, 'floor', path, false);
      if (floor !== undefined && !floors.some((f) => f.id === floor))
        stop(item.get('floor', true), `${path}.floor names "${floor.slice(0, 40)}", which is no floor of this home.`);
      return {
        id: string(item, 'id', path, true) ?? '',
        name: string(item, 'name', path, true) ?? '',
        aliases: aliases(item, path),
        ...(floor === undefined ? {} : { floor }),
      };
    });
    const known = new Set(areas.map(({ id }) => id));
    const seen = new Set<string>();
    const entities = lists('entities', (item, path): Entity => {
      const id = string(item, 'id', path, true) ?? '';
      if (!/^[a-z0-9_]+\.[^\s.]+$/i.test(id)) stop(item.get('id', true), `${path}.id "${id.slice(0, 40)}" is not of the form domain.name.`);
      if (seen.has(id)) stop(item.get('id', true), `${path}.id "${id.slice(0, 40)}" is there twice.`);
      seen.add(id);
      const area = string(item, 'area', path, false);
      if (area !== undefined && !known.has(area))
        stop(item.get('area', true), `${path}.area names "${area.slice(0, 40)}", which is no area of this home.`);
      return {
        id,
        domain: id.slice(0, id.indexOf('.')),
        name: string(item, 'name', path, false) ?? id.slice(id.indexOf('.') + 1).replaceAll('_', ' '),
        aliases: aliases(item, path),
        ...(area === undefined ? {} : { area }),
        state: string(item, 'state', path, false) ?? 'unknown',
        attributes: attributesOf(item, path),
      };
    });
    return ok({ floors, areas, entities });
  } catch (wrong) {
    if (wrong instanceof Wrong) return fail('home/file', wrong.message);
    throw wrong;
  }
}
