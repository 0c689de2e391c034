module.exports = { ...require('../../jest.preset.js'), displayName: 'bundle', coverageThreshold: {} };
