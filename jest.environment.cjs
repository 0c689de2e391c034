const { TestEnvironment } = require('jest-environment-node');

/** Node's environment, and Node's own `require` for what jest.packages.cjs hands over to it. */
module.exports = class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global.requirePackage = require;
    // What was loaded by Node tells errors by `instanceof`, and so do tests.
    Object.assign(this.global, { AggregateError, Error, RangeError, SyntaxError, TypeError });
  }
};
