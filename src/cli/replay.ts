export { type CommandIo, type Engine, replay } from './replay/index.ts';
