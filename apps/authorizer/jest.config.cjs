module.exports = { ...require('../../jest.unmeasured.cjs'), displayName: 'authorizer' };
