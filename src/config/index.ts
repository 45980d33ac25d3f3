export { withDefaults } from './filled.ts';
export { generatedFiles } from './generated.ts';
export { defaultConfig, parseConfig } from './parse.ts';
export { type Config, ConfigSchema } from './schema.ts';
