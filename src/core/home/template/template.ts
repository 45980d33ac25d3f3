/**
 * Parses and renders Home Assistant's templates: a subset of Jinja, walked as a tree. What a template says comes from the network, so it
 * reaches own properties of JSON values and nothing else, and what it costs is counted and limited.
 *
 *     text ─ tokenize ─► tokens ─ parse ─► Template ─ render(variables) ─► text | keep | fault
 */
import { FaultError, fail, ok, type Result } from '../../base/index.ts';
import { type Rendered, type RenderOptions, type TemplateLimits, templateLimits, type Variables } from './api.ts';
import type { Block } from './ast.ts';
import { Budget } from './budget.ts';
import { type Context, invoke } from './callable.ts';
import { filterOf, testOf } from './known.ts';
import { parse } from './parse.ts';
import { run, Writer } from './run.ts';
import { Scope } from './scope.ts';
import { SyntaxTrouble } from './syntax.ts';
import { KeepState } from './trouble.ts';
import { truthy } from './value.ts';

/** A template that has been understood; it may be rendered any number of times. */
export interface Template {
  readonly text: string;
  readonly body: Block;
}

/** Faults: `template/syntax`, `template/unsupported`, `template/too-long`; the detail names what is not understood and where. */
export function parseTemplate(text: string, limits: Partial<TemplateLimits> = {}): Result<Template> {
  const { length, depth } = { ...templateLimits, ...limits };
  if (text.length > length) return fail('template/too-long', `The template has ${text.length} characters, more than ${length}.`);
  try {
    return ok({ text, body: parse(text.trim(), depth) });
  } catch (error) {
    if (!(error instanceof SyntaxTrouble)) throw error;
    const place = `at character ${error.at + 1} of "${excerpt(text.trim(), error.at)}"`;
    return error.code === 'unsupported'
      ? fail('template/unsupported', `The template uses what is not known here: ${error.message}, ${place}.`)
      : fail('template/syntax', `The template is not understood: ${error.message}, ${place}.`);
  }
}

/** Some characters around the place. */
function excerpt(text: string, at: number): string {
  const from = Math.max(0, at - 20);
  const part = text.slice(from, at + 40).replace(/[\p{C}\s]+/gu, ' ');
  return `${from > 0 ? '…' : ''}${part}${at + 40 < text.length ? '…' : ''}`;
}

/**
 * Faults: `template/steps`, `template/output`, `template/depth`, `template/value` (what Python would raise), and `template/undefined`
 * (something was asked of a value that this message does not have; Home Assistant keeps the state then).
 */
export function render(template: Template, variables: Variables, options: RenderOptions): Result<Rendered> {
  const budget = new Budget({ ...templateLimits, ...options.limits });
  const context: Context = {
    budget,
    now: options.now,
    timezone: options.timezone ?? 'UTC',
    filter: (name, input, given) => invoke(filterOf(name), name, context, input, given),
    test: (name, input, given) => truthy(invoke(testOf(name), name, context, input, given)),
    keep: () => {
      throw new KeepState();
    },
  };
  const out = new Writer(context);
  try {
    run(template.body, new Scope(variables).inside(), context, out);
    return ok({ text: out.text.trim() });
  } catch (error) {
    if (error instanceof KeepState) return ok({ keep: true });
    if (error instanceof FaultError) return { ok: false, fault: error.fault };
    throw error;
  }
}
