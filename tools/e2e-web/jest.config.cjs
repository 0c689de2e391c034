module.exports = { ...require('../../jest.unmeasured.cjs'), displayName: 'e2e-web' };
