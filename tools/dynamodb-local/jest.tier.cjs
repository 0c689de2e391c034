const { resolve } = require('node:path');

// Not called jest.config: this tier needs DynamoDB Local, so it is no part of `npm test`. src/main.ts runs it.
module.exports = {
  ...require('../../jest.preset.js'),
  displayName: 'dynamodb-local',
  rootDir: resolve(__dirname, '../..'),
  roots: ['<rootDir>/libs/adapters/dynamodb', '<rootDir>/apps/harness/src/test-support'],
  testMatch: ['**/test-support/*.dynamodb-local.ts'],
};
