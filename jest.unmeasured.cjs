/**
 * For projects without a coverage threshold: apps, which also run in processes that Jest does not see, tools, and contracts, whose cases are
 * proven by faulty adapters. What nobody enforces is not counted: that costs a third of their time.
 */
module.exports = {
  ...require('./jest.preset.js'),
  collectCoverageFrom: ['!**'],
  coverageReporters: ['none'],
  coverageThreshold: {},
};
