/** Home Assistant's value templates, read by an interpreter of its own. */
export type { Rendered, RenderOptions, TemplateLimits, Variables } from './api.ts';
export { templateLimits } from './api.ts';
export { payloadVariables } from './payload.ts';
export { parseTemplate, render, type Template } from './template.ts';
