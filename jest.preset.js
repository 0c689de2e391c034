// SWC unpacks its native part there; by default it does so below the home directory.
process.env.SWC_NATIVE_BINDING_CACHE ??= `${__dirname}/node_modules/.cache/swc`;

// Large packages that Node loads, once for each process, see jest.packages.cjs. Not for a package that tells what is ours by `instanceof`.
const native = [
  ...[
    '@aws-cdk',
    '@inversifyjs',
    '@redocly',
    'aws-cdk-lib',
    'cdk-nag',
    'constructs',
    'esbuild',
    'eslint',
    'fast-check',
  ],
  ...['inversify', 'jose', 'openapi-typescript', 'typescript', 'vite', 'zod'],
];
// These packages ship ES modules only; everything else in node_modules is left as it is.
const esm = ['@middy', 'uuid', 'preact', '@preact'];

const swc = (syntax) => [
  '@swc/jest',
  {
    swcrc: false,
    jsc: { target: 'es2024', parser: { syntax } },
    module: { type: 'commonjs' },
  },
];

module.exports = {
  testEnvironment: `${__dirname}/jest.environment.cjs`,
  testMatch: ['**/*.test.ts'],
  // A machine under load is slow, not wrong.
  testTimeout: 60_000,
  moduleNameMapper: { '^@middy/([^/]+)$': `${__dirname}/node_modules/@middy/$1/index.js` },
  transform: {
    [`/node_modules/(${native.join('|')})/`]: `${__dirname}/jest.packages.cjs`,
    '^.+\\.ts$': swc('typescript'),
    '^.+\\.m?js$': swc('ecmascript'),
  },
  transformIgnorePatterns: [`/node_modules/(?!(${[...native, ...esm].join('|')})/)`],
  collectCoverageFrom: ['src/**/*.ts', '!src/**/{index,*.test}.ts', '!src/**/test-{support,fixtures}/**'],
  // Only a run with --coverage, which is `npm run test:coverage`, measures and enforces.
  coverageReporters: [['text', { skipFull: true }]],
  coverageThreshold: { global: { branches: 95 } },
};
