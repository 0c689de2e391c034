module.exports = { ...require('../../jest.preset.js'), displayName: 'package', coverageThreshold: {} };
