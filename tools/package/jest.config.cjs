module.exports = {
  ...require('../../jest.preset.js'),
  displayName: 'package',
  // Takes too long, see jest.tier.cjs.
  testPathIgnorePatterns: ['/(client-package|clean-project|release)\\.test\\.ts$'],
};
