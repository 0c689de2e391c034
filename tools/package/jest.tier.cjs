// Not called jest.config: npm packs and installs, and the compiler runs five times, so it is no part of `npm test`. `npm run test:package` runs it.
module.exports = {
  ...require('../../jest.preset.js'),
  displayName: 'package',
  rootDir: __dirname,
  testMatch: ['**/client-package.test.ts'],
};
