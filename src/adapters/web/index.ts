export type { Health } from './health.ts';
export { WebOptions } from './options.ts';
export type { WebProviders } from './routes.ts';
export { openWeb, type Web } from './server.ts';
