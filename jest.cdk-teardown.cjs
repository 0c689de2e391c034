const { rmSync } = require('node:fs');

/** Deletes the temporary folder that jest.cdk.cjs made. */
module.exports = () => rmSync(process.env.TMPDIR, { recursive: true });
