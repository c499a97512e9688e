import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Apollo and graphql-tools take graphql's CommonJS files; without this, our own source gets a second copy.
const graphql = fileURLToPath(new URL('node_modules/graphql/index.js', import.meta.url));

export default defineConfig({
  resolve: { alias: [{ find: /^graphql$/, replacement: graphql }] },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/harness/whole-run.ts'],
    setupFiles: ['test/harness/property-seed.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    passWithNoTests: false,
  },
});
