// The whole product of front doors and cases, of which npm test runs a part: npm run test:front-doors.
module.exports = { ...require('./jest.config.cjs'), displayName: 'front-doors', testMatch: ['**/*.tier.ts'] };
