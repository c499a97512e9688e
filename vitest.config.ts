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
    // V8 13.6 now and then frees code twice that it compiles for WebAssembly's calls of JavaScript, where threads that
    // load TypeScript begin and end by the dozen, as our tests let them: Runtime_TierUpWasmToJSWrapper, SIGSEGV.
    execArgv: ['--wasm-wrapper-tiering-budget=1000000000'],
    passWithNoTests: false,
  },
});
