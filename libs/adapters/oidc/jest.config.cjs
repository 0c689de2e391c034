const preset = require('../../../jest.preset.js');

module.exports = {
  ...preset,
  displayName: 'oidc',
  // Node itself loads the provider: it takes an object made inside of Jest for none, since its prototype is another.
  transform: {
    '/test-support/provider\\.ts$': require.resolve('../../../jest.packages.cjs'),
    ...preset.transform,
  },
};
