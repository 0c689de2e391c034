module.exports = {
  ...require('../../jest.unmeasured.cjs'),
  displayName: 'package',
  // Takes too long, see jest.tier.cjs.
  testPathIgnorePatterns: ['/(client-package|clean-project|release)\\.test\\.ts$'],
};
