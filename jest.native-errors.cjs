const Environment = require('./jest.environment.cjs');

/** For tests of what Node loads: that tells errors by `instanceof`, and so do tests, so these classes are Node's for both. */
module.exports = class extends Environment {
  constructor(config, context) {
    super(config, context);
    Object.assign(this.global, { AggregateError, Error, RangeError, SyntaxError, TypeError });
  }
};
