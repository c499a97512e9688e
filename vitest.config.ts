import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Apollo and graphql-tools take graphql's CommonJS files; without this, our own source gets a second copy.
const graphql = fileURLToPath(new URL('node_modules/graphql/index.js', import.meta.url));

// Files share one of two processes: each would else read code, schemas and policies anew. What one changes of its process
// (environment, clocks, listeners) it puts back. `engine-memory` looks at what a process lets go of, and has one of its own.
const alone = 'test/access/engine-memory.test.ts';

export default defineConfig({
  resolve: { alias: [{ find: /^graphql$/, replacement: graphql }] },
  test: {
    projects: [
      { extends: true, test: { name: 'shared', isolate: false, include: ['test/**/*.test.ts'], exclude: [alone] } },
      { extends: true, test: { name: 'alone', include: [alone] } },
    ],
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
