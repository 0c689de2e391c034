const preset = require('../../jest.preset.js');

module.exports = {
  ...preset,
  displayName: 'bundle',
  testEnvironment: '../../jest.native-errors.cjs',
  // esbuild takes regular expressions of its own realm only, which is Node's.
  transform: {
    '/tools/bundle/src/(?!.*(\\.test|/test-support/.+)\\.ts$)': '../../jest.packages.cjs',
    ...preset.transform,
  },
};
