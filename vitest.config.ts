import { defineConfig } from 'vitest/config';

/** `npm run test:slow`: what takes minutes by itself. CI runs it too. */
const slow = process.env['KINGLET_TESTS'] === 'slow';

export default defineConfig({
  test: {
    include: [slow ? 'test/**/*.slow.test.ts' : 'test/**/*.test.ts'],
    exclude: slow ? [] : ['test/**/*.slow.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
  },
});
