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
    // Threads that load TypeScript begin and end here by the dozen, one after another. V8 13.6 at times uses what it
    // compiled for the last one's calls from WebAssembly after it was freed (Runtime_TierUpWasmToJSWrapper, SIGSEGV). A
    // gateway's main thread, which loads TypeScript itself, keeps it from being freed.
    execArgv: ['--wasm-wrapper-tiering-budget=1000000000'],
    passWithNoTests: false,
  },
});
