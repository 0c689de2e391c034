const { TestEnvironment } = require('jest-environment-node');

/** Node's environment, and Node's own `require` for what jest.packages.cjs hands over to it. */
module.exports = class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global.requirePackage = require;
  }
};
