module.exports = { ...require('../../jest.preset.js'), displayName: 'notes-api' };
