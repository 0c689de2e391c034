module.exports = {
  ...require('../../jest.preset.js'),
  displayName: 'constructs',
  globalSetup: '../../jest.cdk.cjs',
  globalTeardown: '../../jest.cdk-teardown.cjs',
};
