const preset = require('../../jest.preset.js');

module.exports = {
  ...preset,
  displayName: 'infra',
  globalSetup: '../../jest.cdk.cjs',
  globalTeardown: '../../jest.cdk-teardown.cjs',
  testEnvironment: '../../jest.native-errors.cjs',
  // Node itself loads what synthesizes, so that the tests of one process share it, and what was synthesized already. Only what uses Jest's
  // globals, and the handlers that write to its console, go through Jest.
  transform: {
    '/apps/infra/src/(?!.*(\\.test|/lambda-log)\\.ts$)|/libs/(api|constructs|adapters/dynamodb)/src/':
      '../../jest.packages.cjs',
    ...preset.transform,
  },
};
