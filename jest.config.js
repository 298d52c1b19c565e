/** Sources are ES modules; swc hands them to jest as CommonJS, so no flag of Node's is needed. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  setupFiles: ['reflect-metadata', '<rootDir>/test/support/fixed-seed.ts'],
  // Packages of its own, for `npm run test:federation`: there is nothing in them for jest.
  modulePathIgnorePatterns: ['<rootDir>/test/federation/node_modules/'],
  testTimeout: 30_000,
  // Much of the time tests wait: one core less, as is the default, would leave half of two unused.
  maxWorkers: '100%',
  testSequencer: '<rootDir>/test/support/simulation-first.cjs',
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '/node_modules/(jose|@opentelemetry/otlp-exporter-base)/.+\\.js$': [
      '@swc/jest',
      { jsc: { target: 'es2022' }, module: { type: 'commonjs' } },
    ],
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          target: 'es2022',
          keepClassNames: true,
          transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: false },
        },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  // One is published as ES modules only, and the other one loads Node's http by `import()`.
  transformIgnorePatterns: ['/node_modules/(?!jose/|@opentelemetry/otlp-exporter-base/)'],
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts', '!src/main.ts'],
};
