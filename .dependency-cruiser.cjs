// Who may import whom. Layers go one way: schema ← datasources ← resolvers ← server ← main.
const shared =
  '^src/schema/(address|connection|file-input|invoice(-item|-party)?|money|range|scalars|sca|user-error)[.]ts$';

// Resources that the bank embeds in others; they import none themselves.
const embedded = '^src/schema/(attachment|bank-account|label)[.]ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-ring',
      comment:
        'Files in a ring can only be understood together, and with ES modules they may meet half-loaded.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphan',
      comment: 'A file that nobody imports is either dead or was forgotten.',
      severity: 'error',
      from: { orphan: true },
      to: {},
    },
    {
      name: 'schema-is-the-vocabulary',
      comment: 'Everybody speaks it, so it may know nobody.',
      severity: 'error',
      from: { path: '^src/schema/' },
      to: { path: '^src/', pathNot: '^src/schema/' },
    },
    {
      name: 'schema-types-do-not-link',
      comment:
        'Links between resources are field resolvers. Type files share only the common words and what the bank embeds, so they form no ring; inputs and payloads know their own type.',
      severity: 'error',
      from: { path: '^src/schema/([^/.]+)[.]ts$', pathNot: '-(filter|input|payload|upload)[.]ts$' },
      to: { path: '^src/schema/', pathNot: [shared, embedded, '^src/schema/$1'] },
    },
    {
      name: 'datasources-know-no-graphql',
      comment: 'Where rows come from must not depend on who asks.',
      severity: 'error',
      from: { path: '^src/datasources/' },
      to: {
        path: [
          '^src/(resolvers|server)/',
          '^src/(main|config[^/]*|context)[.]ts$',
          'node_modules/(graphql|type-graphql|@apollo)/',
        ],
      },
    },
    {
      name: 'paging-is-pure',
      comment: 'The seek algorithm is driven by property tests: no HTTP, no bank, no schema.',
      severity: 'error',
      from: { path: '^src/datasources/paging/' },
      to: { path: ['^src/', 'node_modules/'], pathNot: ['^src/datasources/paging/', '^src/errors[.]ts$'] },
    },
    {
      name: 'bank-and-gateway-share-nothing',
      comment: 'If both sides of the wire used one schema, the tests would agree with themselves.',
      severity: 'error',
      from: { path: '^src/datasources/simulator/' },
      to: { path: '^src/', pathNot: '^src/datasources/simulator/' },
    },
    {
      name: 'only-main-knows-the-simulator',
      comment: 'Nothing may behave differently because the bank is a pretend one.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main[.]ts|datasources/simulator/)' },
      to: { path: '^src/datasources/simulator/' },
    },
    {
      name: 'the-bank-has-one-door',
      comment: 'What is behind the door may change tonight.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/datasources/qonto/' },
      to: { path: '^src/datasources/qonto/', pathNot: '^src/datasources/qonto/index[.]ts$' },
    },
    {
      name: 'paging-has-one-door',
      comment: 'What is behind the door may change tonight.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/datasources/paging/' },
      to: { path: '^src/datasources/paging/', pathNot: '^src/datasources/paging/index[.]ts$' },
    },
    {
      name: 'only-one-file-speaks-http-to-the-bank',
      comment: 'Connections, timeouts and the cap on answers are decided once.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/datasources/qonto/exchange[.]ts$' },
      to: { path: 'node_modules/undici/' },
    },
    {
      name: 'redis-has-one-door',
      comment: 'What is behind the door may change tonight.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/datasources/redis/' },
      to: { path: '^src/datasources/redis/', pathNot: '^src/datasources/redis/index[.]ts$' },
    },
    {
      name: 'only-one-folder-speaks-to-redis',
      comment: 'That a command is sent at once or refused at once is decided once.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/datasources/redis/' },
      to: { path: 'node_modules/ioredis/' },
    },
    {
      name: 'resolvers-do-not-serve',
      comment: 'A resolver can be called by any server, and by a test without one.',
      severity: 'error',
      from: { path: '^src/resolvers/' },
      to: {
        path: ['^src/server/', '^src/(main|config[^/]*)[.]ts$', 'node_modules/(@apollo|fastify|undici)/'],
      },
    },
    {
      name: 'product-does-not-import-tools',
      comment: 'What is installed for development is missing in production.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage)/' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js'] },
  },
};
