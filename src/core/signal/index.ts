export * from './cells.ts';
export * from './grid.ts';
export * from './timeline.ts';
export * from './window.ts';
