const preset = require('../../jest.preset.js');

module.exports = {
  ...preset,
  displayName: 'harness',
  // Nx begins it last, when the other core has nothing left to do.
  maxWorkers: 2,
  testEnvironment: '../../jest.native-errors.cjs',
  // What npm start runs is what is tested: Node itself loads it, once for each process instead of once for each of forty files. Only what
  // uses Jest's globals goes through Jest.
  transform: {
    '(\\.test|/long-run|/test-fixtures/gateway|/front-doors|\\.tier|\\.dynamodb-local)\\.ts$':
      preset.transform['^.+\\.ts$'],
    '/(libs|apps)/.+\\.ts$|/node_modules/(@aws-sdk|aws-jwt-verify|cognito-srp-helper|dynalite|fast-check)/':
      require.resolve('../../jest.packages.cjs'),
  },
  transformIgnorePatterns: [
    '/node_modules/(?!(@aws-sdk|aws-jwt-verify|cognito-srp-helper|dynalite|fast-check)/)',
  ],
};
