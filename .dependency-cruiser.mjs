const steps = ['identity', 'access', 'graph', 'agencies', 'matching', 'ledger', 'http', 'config', 'telemetry', 'versions', 'peers', 'limits', 'workers', 'postgres'];

/** What a step may use besides: a store that more than one of its parts is kept in. */
const alsoSeenBy = { ledger: '|postgres' };

/** Which folder may name which library: each vendor library is replaceable in one place (style.md). */
const libraryHomes = {
  '@apollo/server': 'src/http',
  '@cedar-policy/cedar-wasm': 'src/access',
  '@graphql-tools': 'src/graph',
  '@noble/ciphers': 'src/matching',
  ioredis: 'src/limits',
  'rate-limiter-flexible': 'src/(?:limits|workers)',
  // Who asks is shown by signatures, of people's tokens and of other authorities' requests.
  jose: 'src/(?:identity|peers)',
  pg: 'src/postgres',
  pino: 'src/telemetry',
  yaml: 'src/config',
};

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'model-depends-on-nothing',
      comment: 'model/ holds the shared words; a word that needs a library or a step is not a shared word.',
      severity: 'error',
      from: { path: '^src/model/' },
      to: { pathNot: '^src/model/' },
    },
    ...steps.map((step) => ({
      name: `${step}-knows-no-other-step`,
      comment: 'A step sees its own folder, model/ and generated/; what it needs of others is handed to it by gateway.ts.',
      severity: 'error',
      from: { path: `^src/${step}/` },
      to: { path: '^src/', pathNot: `^src/(${step}|model|generated${alsoSeenBy[step] ?? ''})/` },
    })),
    {
      name: 'pipeline-joins-nothing',
      comment: 'pipeline.ts shows the order; it takes its steps as functions, so it imports types of the steps only.',
      severity: 'error',
      from: { path: '^src/pipeline\\.ts$' },
      to: { path: '^src/', pathNot: '^src/(model|graph/graph-step\\.ts|pipeline/)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'source-never-imports-mocks-or-tests',
      comment: 'Production code that imports fixtures ships them.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(mocks|test|scripts|bench)/' },
    },
    {
      name: 'mocks-are-strangers',
      comment: 'A mocked agency or identity provider knows the contracts, never the gateway, or it would prove nothing.',
      severity: 'error',
      from: { path: '^mocks/' },
      to: { path: '^(src|test|scripts)/' },
    },
    ...Object.entries(libraryHomes).map(([library, home]) => ({
      name: `${library.replace(/[@/]/g, '')}-lives-in-one-folder`,
      comment: 'A vendor library is named in one folder only, so that it can be replaced there.',
      severity: 'error',
      from: { path: '^src/', pathNot: `^${home}/` },
      to: { path: `node_modules/${library}` },
    })),
    { name: 'no-circles', comment: 'A circle has no first file to read.', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.mjs'] },
  },
};
