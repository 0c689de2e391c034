import preset from './jest.preset.js';

// Options: https://stryker-mutator.io/docs/stryker-js/configuration
export default {
  mutate: [
    'libs/domain/src/**/*.ts',
    'libs/jwt/src/**/*.ts',
    'libs/adapters/cognito/src/**/*.ts',
    'libs/lambda/src/authorizer/policy.ts',
    'apps/harness/src/api-gateway/policy-evaluation.ts',
    '!**/*.test.ts',
  ],
  testRunner: 'jest',
  jest: {
    config: {
      ...preset,
      // Only the unit tests beside the code: what they let through is theirs to catch, not a tier's.
      testMatch: [
        '<rootDir>/libs/{domain,jwt,adapters/cognito}/**/*.test.ts',
        '<rootDir>/libs/lambda/src/authorizer/*.test.ts',
        '<rootDir>/apps/harness/src/api-gateway/policy-evaluation*.test.ts',
      ],
    },
  },
  coverageAnalysis: 'perTest',
  // Copied are the sources alone; packages are found through the workspace's own node_modules.
  ignorePatterns: ['dist', 'tmp', 'coverage', '.nx', '.ci', 'docs'],
  tempDirName: 'tmp/stryker',
  concurrency: 1,
  thresholds: { high: 95, low: 90, break: 90 },
  reporters: ['clear-text', 'json', 'html'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  incrementalFile: 'dist/mutation/incremental.json',
  jsonReporter: { fileName: 'dist/mutation/mutation.json' },
  htmlReporter: { fileName: 'dist/mutation/mutation.html' },
  allowConsoleColors: false,
};
