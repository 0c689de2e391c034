const { tmpdir } = require('node:os');

/** A global set-up for tests that synthesize with the AWS CDK: workers, and what they start, inherit this environment. */
module.exports = () => {
  // The CDK remembers the hashes of files below the home directory.
  process.env.HOME = tmpdir();
  // The CDK's own validation takes seconds, and says what no test reads; `npm run lint:templates` runs it.
  process.env.CDK_VALIDATION = 'false';
};
