/** Parses and renders a template. */
import { fail, ok, type Result } from '../../base/index.ts';
import { type Rendered, type RenderOptions, type TemplateLimits, templateLimits, type Variables } from './api.ts';
import { WholeFloat } from './payload.ts';

/** A template that has been understood; it may be rendered any number of times. */
export interface Template {
  readonly text: string;
  readonly path: readonly string[];
}

/** Faults: `template/syntax`, `template/unsupported`, `template/too-long`; the detail names what is not understood and where. */
export function parseTemplate(text: string, limits: Partial<TemplateLimits> = {}): Result<Template> {
  if (text.length > (limits.length ?? templateLimits.length))
    return fail('template/too-long', `The template has ${text.length} characters, more than ${limits.length ?? templateLimits.length}.`);
  const plain = /^\s*\{\{\s*([a-z_]\w*(?:\.[a-z_]\w*)*)\s*\}\}\s*$/i.exec(text);
  if (plain === null) return fail('template/unsupported', `The template is not understood: ${text.slice(0, 80)}`);
  return ok({ text, path: (plain[1] ?? '').split('.') });
}

/** Faults: `template/steps`, `template/output`, `template/depth`, `template/value`, `template/undefined` (something missing was used). */
export function render(template: Template, variables: Variables, _options: RenderOptions): Result<Rendered> {
  let at: unknown = variables;
  for (const step of template.path) {
    if (at === undefined) return fail('template/undefined', `There is nothing to take "${step}" from.`);
    at = typeof at === 'object' && at !== null && Object.hasOwn(at, step) ? (at as Record<string, unknown>)[step] : undefined;
  }
  if (at === undefined) return ok({ text: '' });
  if (at instanceof WholeFloat) return ok({ text: at.value.toFixed(1) });
  return ok({ text: at === null ? 'None' : at === true ? 'True' : at === false ? 'False' : String(at).trim() });
}
