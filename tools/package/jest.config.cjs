module.exports = {
  ...require('../../jest.preset.js'),
  displayName: 'package',
  coverageThreshold: {},
  // Takes too long, see jest.tier.cjs.
  testPathIgnorePatterns: ['/(client-package|clean-project)\\.test\\.ts$'],
};
