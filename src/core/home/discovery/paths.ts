/**
 * Which places of a message a template looks at: what else reads the same message (the watcher) must know that it is the same thing.
 *
 *     {{ value_json.a.b | round(1) }}      a, b          plain: the value is what stands there
 *     {{ value_json["a"] * 9 / 5 + 32 }}   a             not plain
 *     (none)                               the message   plain
 */
const PLACE = /\bvalue_json((?:\.[A-Za-z_]\w*|\[\s*(?:'[^'\]]{1,100}'|"[^"\]]{1,100}"|\d{1,4})\s*\])+)/g;
const STEP = /\.([A-Za-z_]\w*)|\[\s*(?:'([^']*)'|"([^"]*)"|(\d+))\s*\]/g;
const PLAIN =
  /^\s*\{\{-?\s*value(?:_json[^|}~+*/-]*)?\s*(?:\|\s*(?:float|int|round|default|is_defined|string|trim)(?:\([^)]*\))?\s*)*-?\}\}\s*$/;
const MAX_PLACES = 16;

/** Between the keys of a path; a path is one text, '' is the message itself. */
export const PATH_STEP = '\u0000';

export interface Places {
  readonly paths: readonly string[];
  readonly plain: boolean;
}

const WHOLE: Places = { paths: [''], plain: true };

export function placesIn(template: string | undefined): Places {
  if (template === undefined) return WHOLE;
  const paths: string[] = [];
  for (const [, steps = ''] of template.matchAll(PLACE)) {
    const path = [...steps.matchAll(STEP)].map(([, dotted, single, double, index]) => dotted ?? single ?? double ?? index).join(PATH_STEP);
    if (!paths.includes(path)) paths.push(path);
    if (paths.length === MAX_PLACES) break;
  }
  return { paths: paths.length === 0 ? [''] : paths, plain: paths.length <= 1 && PLAIN.test(template) };
}
