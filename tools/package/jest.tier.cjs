// Not called jest.config: npm packs and installs, and compilers and test runners run, so it is no part of `npm test`. `npm run test:package` runs it.
module.exports = {
  ...require('../../jest.preset.js'),
  displayName: 'package',
  rootDir: __dirname,
  testMatch: ['**/{client-package,clean-project,release}.test.ts'],
};
