const { hash } = require('node:crypto');

/**
 * A Jest "transform" for packages: the module is the one that Node itself loads. Jest would read, compile and run every file of a package
 * anew for each test file; so a process loads it once, an ES module without being rewritten.
 */
module.exports = {
  process: (_text, path) => ({ code: `module.exports = requirePackage(${JSON.stringify(path)});` }),
  getCacheKey: (_text, path) => hash('sha256', path),
};
