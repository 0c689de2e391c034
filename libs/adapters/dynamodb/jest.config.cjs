module.exports = {
  ...require('../../../jest.preset.js'),
  displayName: 'dynamodb',
  // The contract runs twice and both runs are long: side by side they take half the time.
  maxWorkers: 2,
};
