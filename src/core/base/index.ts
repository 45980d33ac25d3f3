export * from './arena.ts';
export * from './json.ts';
export * from './queue.ts';
export * from './result.ts';
export * from './text.ts';
export * from './units.ts';
