module.exports = { ...require('../../jest.preset.js'), displayName: 'harness', coverageThreshold: {} };
