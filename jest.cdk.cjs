const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/** A global set-up for tests that synthesize with the AWS CDK: workers, and what they start, inherit this environment. */
module.exports = () => {
  // What is synthesized stays on the disk: jest.cdk-teardown.cjs deletes it with this folder.
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'notes-cdk-'));
  // The CDK remembers the hashes of files below the home directory.
  process.env.HOME = process.env.TMPDIR;
  // The CDK's own validation takes seconds, and says what no test reads; `npm run lint:templates` runs it.
  process.env.CDK_VALIDATION = 'false';
};
