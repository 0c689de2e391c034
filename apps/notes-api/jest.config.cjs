module.exports = { ...require('../../jest.unmeasured.cjs'), displayName: 'notes-api' };
