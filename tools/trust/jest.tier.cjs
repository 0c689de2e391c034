module.exports = {
  ...require('../../jest.preset.js'),
  displayName: 'trust',
  rootDir: __dirname,
  testMatch: ['<rootDir>/src/*/**/*.trust.ts'],
  // What the parts measure is disturbed by one another.
  maxWorkers: 1,
};
