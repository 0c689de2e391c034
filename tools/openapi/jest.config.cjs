const preset = require('../../jest.preset.js');

module.exports = {
  ...preset,
  displayName: 'openapi',
  coverageThreshold: {},
  // The linter ships ES modules only.
  transformIgnorePatterns: preset.transformIgnorePatterns.map((pattern) =>
    pattern.replace('(?!(', '(?!(@redocly|'),
  ),
};
