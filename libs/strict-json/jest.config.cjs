module.exports = { ...require('../../jest.preset.js'), displayName: 'strict-json' };
