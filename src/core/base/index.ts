export * from './arena.ts';
export * from './queue.ts';
export * from './result.ts';
export * from './units.ts';
