export * from './cells.ts';
export * from './counter.ts';
export * from './discord.ts';
export * from './grid.ts';
export * from './rhythm.ts';
export * from './timeline.ts';
export * from './window.ts';
