module.exports = {
  ...require('../../jest.preset.js'),
  displayName: 'test-kit',
  // Most of it runs in processes that Jest does not see.
  coverageThreshold: {},
};
