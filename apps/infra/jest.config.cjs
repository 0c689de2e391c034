module.exports = {
  ...require('../../jest.preset.js'),
  displayName: 'infra',
  globalSetup: '../../jest.cdk.cjs',
  coverageThreshold: {},
};
