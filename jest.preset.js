// These packages ship ES modules only; everything else in node_modules is left as it is.
const esm = ['jose', 'inversify', '@inversifyjs', '@middy', 'uuid', 'preact', '@preact'];

const swc = (syntax) => [
  '@swc/jest',
  {
    swcrc: false,
    jsc: { target: 'es2024', parser: { syntax } },
    module: { type: 'commonjs' },
  },
];

module.exports = {
  testEnvironment: 'node',
  testMatch: ['**/*.test.ts'],
  // A machine under load is slow, not wrong.
  testTimeout: 60_000,
  moduleNameMapper: { '^@middy/([^/]+)$': `${__dirname}/node_modules/@middy/$1/index.js` },
  transform: {
    '^.+\\.ts$': swc('typescript'),
    '^.+\\.m?js$': swc('ecmascript'),
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esm.join('|')})/)`],
  collectCoverageFrom: ['src/**/*.ts', '!src/**/{index,*.test}.ts', '!src/**/test-{support,fixtures}/**'],
  // Only a run with --coverage measures and enforces. Apps and tools also run in processes that Jest does not see, and
  // the cases of contracts are proven by faulty adapters instead: they lift the threshold.
  coverageReporters: [['text', { skipFull: true }]],
  coverageThreshold: { global: { branches: 95 } },
};
