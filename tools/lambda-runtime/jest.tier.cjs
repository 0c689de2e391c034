// Not called jest.config: this tier needs a compiler, so it is no part of `npm test`. src/main.ts runs it.
module.exports = { ...require('../../jest.preset.js'), displayName: 'lambda-runtime', testTimeout: 30_000 };
